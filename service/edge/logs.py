"""Logging of the process: one line a record, as text for people or JSON for machines."""

from __future__ import annotations

import json
import logging
import sys
from typing import Final, Literal

#: Members of a record that are not what the caller gave as `extra`.
_STANDARD: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
#: Libraries whose INFO is of no use to an operator.
_TALKATIVE: Final = ("alembic", "uvicorn", "httpx")


class JsonLines(logging.Formatter):
    """A record as one JSON object; `extra` members stand beside the standard ones."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S") + f".{int(record.msecs):03d}",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update((name, each) for name, each in vars(record).items() if name not in _STANDARD)
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str, ensure_ascii=False)


def configure(level: str, form: Literal["json", "text"]) -> None:
    """Sends everything from `level` up to standard error, in one form."""
    handler = logging.StreamHandler(sys.stderr)
    if form == "json":
        handler.setFormatter(JsonLines())
    else:
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    quiet = max(root.level, logging.WARNING) if root.level > logging.DEBUG else logging.DEBUG
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(quiet)

"""Writes service/client/routes.py from the service's route table: `python tools/client_routes.py`.

The client imports no room of the server, so it has the table as data; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from service.api.routes import ROUTES

TARGET: Final = Path(__file__).parents[1] / "service" / "client" / "routes.py"

_HEAD: Final = '''"""Operation id -> (method, path template).

Made by tools/client_routes.py; do not edit.
"""

from __future__ import annotations

from typing import Final

'''


def text() -> str:
    """The module as text."""
    parts = [_HEAD]
    tables = {
        "COMMANDS": "Commands of a host.",
        "READS": "Reads.",
        "OTHERS": "Configuration, batch and events.",
    }
    for name, comment in tables.items():
        rows = [row for row in ROUTES if _table(row.kind) == name]
        parts.append(f"#: {comment}\n{name}: Final[dict[str, tuple[str, str]]] = {{\n")
        parts += [
            f'    "{row.operation_id}": ("{row.method}", "{row.path}"),\n'
            for row in sorted(rows, key=lambda row: row.operation_id)
        ]
        parts.append("}\n\n")
    return "".join(parts).rstrip() + "\n"


def _table(kind: str) -> str:
    return {"command": "COMMANDS", "list": "READS", "get": "READS"}.get(kind, "OTHERS")


if __name__ == "__main__":
    TARGET.write_text(text(), encoding="utf-8")

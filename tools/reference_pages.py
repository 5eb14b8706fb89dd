"""Writes the pages of docs/reference that are made from tables: `make docs`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from service.reasons import CONTROL_REASONS, KERNEL_REASONS, Reason

FOLDER: Final = Path(__file__).resolve().parents[1] / "docs" / "reference"

_HEAD: Final = """# Reasons

Generated from `service/reasons/` by `make docs`. `{names}` in a text are replaced by the facts of
the case, which the answer also carries as data.

"""
_KERNEL: Final = """## A simulated kernel refused

The request was carried out: 200 / OK with `ret`, `errno`, `reason` and `decided_by`.

| reason | errno | text |
|---|---|---|
"""
_CONTROL: Final = """
## The service refused

`application/problem+json` and `google.rpc.Status` with one ErrorInfo; nothing was changed.

| reason | HTTP | gRPC | worth a retry | text |
|---|---|---|---|---|
"""


def _kernel_row(name: str, row: Reason) -> str:
    errno = row.errno.name if row.errno is not None else ""
    return f"| `{name}` | {errno} | {row.text} |\n"


def _control_row(name: str, row: Reason) -> str:
    retry = "yes" if row.retryable else "no"
    return f"| `{name}` | {row.http} | {row.grpc} | {retry} | {row.text} |\n"


def reasons() -> str:
    """docs/reference/reasons.md."""
    kernel = "".join(_kernel_row(*item) for item in sorted(KERNEL_REASONS.items()))
    control = "".join(_control_row(*item) for item in sorted(CONTROL_REASONS.items()))
    return _HEAD + _KERNEL + kernel + _CONTROL + control


#: page -> what makes it
PAGES: Final = {"reasons.md": reasons}


def main() -> None:
    """Writes every page."""
    for name, text in PAGES.items():
        (FOLDER / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""What the commands share: errors on stderr, exit codes, JSON on stdout, progress bars."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, NoReturn, ParamSpec, TypeVar

import typer

from service.reasons import Refused

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from service.client import Client

#: Something was refused, or an expectation does not hold.
EXIT_REFUSED: Final = 1
#: The command could not do its work: bad usage, unreadable file, no service.
EXIT_USAGE: Final = 2

#: Called with (done, total).
Progress = Callable[[int, int], None]

P = ParamSpec("P")
R = TypeVar("R")


def fail(code: int, text: str) -> NoReturn:
    """Ends the command with `error: ...` on stderr."""
    typer.echo(f"error: {text}", err=True)
    raise typer.Exit(code)


def refused(name: str | None, reason: str, detail: str) -> NoReturn:
    """Ends the command with `error: EINVAL (REASON): detail`; without an errno by status."""
    fail(EXIT_REFUSED, f"{name} ({reason}): {detail}" if name else f"({reason}): {detail}")


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Turns refusals and failures of a command into messages and exit codes."""

    @wraps(function)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        from pydantic import ValidationError

        from service.client import Problem, ServiceError

        try:
            return function(*args, **kwargs)
        except Problem as problem:
            refused(problem.errno or str(problem.status), problem.reason, problem.detail)
        except Refused as error:
            refused(str(error.row.http), error.reason, error.row.render(error.facts))
        except ServiceError as error:
            fail(EXIT_USAGE, f"no answer from {error.url}: {error.why}")
        except BrokenPipeError:
            raise typer.Exit(0) from None
        except OSError as error:
            why = error.strerror or str(error)
            fail(EXIT_USAGE, f"{error.filename}: {why}" if error.filename else why)
        except ValidationError as error:
            fail(EXIT_USAGE, "; ".join(_setting(item) for item in error.errors()))
        except UnicodeDecodeError as error:
            fail(EXIT_USAGE, f"the file is not UTF-8 text: byte {error.start}")

    return wrapped


def _setting(item: ErrorDetails) -> str:
    """What is wrong with a setting."""
    name = ".".join(map(str, item["loc"])) or "settings"
    return f"{name}: {item['msg'].removeprefix('Value error, ')}"


def service_url(url: str) -> str:
    """The address of the service: the option, else the setting CXLTWIN_URL."""
    if url:
        return url
    from service.settings import Settings

    return Settings().url


@contextmanager
def connected(url: str) -> Iterator[Client]:
    """A client of the running service."""
    from service.client import Client

    with Client(service_url(url)) as client:
        yield client


def print_json(value: Any) -> None:
    """A value as indented JSON."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False))


@contextmanager
def progress(title: str) -> Iterator[Progress]:
    """A progress bar on stderr: call it with (done, total). Silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield update

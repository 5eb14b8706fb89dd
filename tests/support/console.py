"""Runs the ```console blocks of a Markdown file and compares what they print.

A line `$ command` is run by bash; what follows, up to the next command, is its output. A line
`...` stands for any lines. With CXLTWIN_TEST_UPDATE=1 the file is rewritten instead.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ELLIPSIS = "..."


class Example(NamedTuple):
    """A command of a block and what it must print."""

    command: str
    expected: list[str]


def examples(block: str) -> list[Example]:
    """The commands of a block."""
    found: list[Example] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append(Example(line[2:], []))
        else:
            found[-1].expected.append(line)
    return found


def run(command: str, cwd: Path, env: Mapping[str, str]) -> list[str]:
    """What a command prints on stdout and stderr, without trailing spaces."""
    done = subprocess.run(
        ["bash", "-c", command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=cwd,
        env=dict(env),
        timeout=120,
    )
    return [line.rstrip() for line in done.stdout.splitlines()]


def matches(expected: list[str], got: list[str]) -> bool:
    """Whether lines match, where `...` stands for any lines."""
    if ELLIPSIS not in expected:
        return [line.rstrip() for line in expected] == got
    at = expected.index(ELLIPSIS)
    head, tail = expected[:at], expected[at + 1 :]
    if got[:at] != head:
        return False
    return any(matches(tail, got[start:]) for start in range(at, len(got) + 1))


def check(path: Path, cwd: Path, env: Mapping[str, str], replace: Mapping[str, str]) -> list[str]:
    """Runs every block in order; the differences, as text.

    `replace` maps words of the document to those of this run (addresses).
    """
    text = path.read_text(encoding="utf-8")
    wrong: list[str] = []

    def block(found: re.Match[str]) -> str:
        lines: list[str] = []
        for example in examples(found[1]):
            command = example.command
            for word, here in replace.items():
                command = command.replace(word, here)
            got = run(command, cwd, env)
            for word, here in replace.items():
                got = [line.replace(here, word) for line in got]
            if not matches(example.expected, got):
                wrong.append(
                    f"$ {example.command}\nexpected:\n"
                    + "\n".join(example.expected)
                    + "\ngot:\n"
                    + "\n".join(got)
                )
            keep = ELLIPSIS in example.expected and matches(example.expected, got)
            lines += [f"$ {example.command}", *(example.expected if keep else got)]
        return "```console\n" + "\n".join(lines) + "\n```"

    updated = _BLOCK.sub(block, text)
    if os.environ.get("CXLTWIN_TEST_UPDATE") == "1":
        path.write_text(updated, encoding="utf-8")
        return []
    return wrong

"""Plants bugs into the engine, one at a time, and counts those that the unit tests miss.

python tools/mutation.py [--seed N] [--sample N] [--subject NAME]... [--jobs N]

mutmut makes the mutants; [tool.mutation] in pyproject.toml names the files of each subject. A
seeded sample is drawn of every subject. The tests are collected once, and run once under coverage:
which of them execute a line, and how long do they take? A mutant is planted into a fork of that
process, which runs the tests of its lines, shortest first, for `test_seconds` at most; the first
that fails kills it, and so does one that does not end. Asserts are not mutated: they are no
behaviour. Exit status 1: the tests kill less than `least` per cent in a subject.
"""

from __future__ import annotations

import argparse
import ast
import difflib
import importlib
import inspect
import math
import os
import random
import resource
import sys
import time
import tomllib
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import coverage
import libcst as cst
import msgspec
import pytest
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, create_mutations, deep_replace

ROOT: Final = Path(__file__).resolve().parent.parent
FUTURE: Final = sys.modules["__future__"].annotations.compiler_flag

KILLED, SURVIVED = 1, 0
#: CPU seconds a mutant may take beyond twice what its tests take without it
SLACK_SECONDS: Final = 3
#: CPU seconds for learning; a bound that nothing meets
LESSON_SECONDS: Final = 3600
#: address space of a fork: a mutant that allocates for ever dies of it
MEMORY_BYTES: Final = 3 << 30


@dataclass(frozen=True)
class Mutant:
    """One function with one change; `lines` are those of the changed statement."""

    path: str
    function: str
    lines: frozenset[int]
    before: str
    after: str

    def diff(self) -> str:
        """The change, as a unified diff of the function."""
        old, new = self.before.splitlines(), self.after.splitlines()
        lines = difflib.unified_diff(old, new, lineterm="", n=1)
        return "\n".join(f"    {line}" for line in list(lines)[2:])

    def plant(self) -> None:
        """Gives the function of this process the changed body."""
        module = importlib.import_module(self.path.removesuffix(".py").replace("/", "."))
        owner: Any = module
        *outer, name = self.function.split(".")
        for each in outer:
            owner = vars(owner)[each]
        space = dict(vars(module))
        code = compile(self.after, self.path, "exec", flags=FUTURE, dont_inherit=True)
        exec(code, space)
        old, new = _bare(vars(owner)[name]), space[name]
        old.__code__ = new.__code__
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def _bare(found: Any) -> types.FunctionType:
    """The function inside a decorated one."""
    if isinstance(found, property):
        found = found.fget
    function = inspect.unwrap(getattr(found, "__func__", found))
    assert isinstance(function, types.FunctionType), found
    return function


class Statement(NamedTuple):
    """The lines of a statement; of a compound one only its head, of a function all."""

    lines: frozenset[int]
    mutable: bool


def _statements(source: str) -> dict[int, Statement]:
    """Line -> the innermost statement there."""
    found: dict[int, Statement] = {}
    for node in ast.walk(ast.parse(source)):  # outer statements come first
        if not isinstance(node, ast.stmt):
            continue
        last = node.end_lineno or node.lineno
        inner = getattr(node, "body", None)
        if inner and not isinstance(node, ast.FunctionDef):
            last = max(node.lineno, inner[0].lineno - 1)
        span = range(node.lineno, last + 1)
        mutable = not isinstance(node, ast.Assert)
        found |= dict.fromkeys(span, Statement(frozenset(span), mutable))
    return found


def mutants_of(path: str) -> list[Callable[[], Mutant]]:
    """Every mutant of a file, each written out when it is asked for."""
    source = (ROOT / path).read_text()
    module, mutations, _, _ = create_mutations(path, source)
    places = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    statements = _statements(source)
    names = _names(module)
    found = []
    for mutation in mutations:
        function = mutation.contained_by_top_level_function
        if function is None or function not in names:
            continue
        # a few operators have no place of their own
        line = (places.get(mutation.original_node) or places[function]).start.line
        if statements[line].mutable:
            name, lines = names[function], statements[line].lines
            found.append(partial(_mutant, path, name, lines, function, mutation))
    return found


def _names(module: cst.Module) -> dict[cst.FunctionDef, str]:
    """The functions and methods of a module, with their names."""
    found = {}
    for each in module.body:
        if isinstance(each, cst.FunctionDef):
            found[each] = each.name.value
        elif isinstance(each, cst.ClassDef):
            found |= {
                inner: f"{each.name.value}.{inner.name.value}"
                for inner in each.body.body
                if isinstance(inner, cst.FunctionDef)
            }
    return found


def _mutant(
    path: str, name: str, lines: frozenset[int], function: cst.FunctionDef, mutation: Mutation
) -> Mutant:
    plain = function.with_changes(decorators=[], leading_lines=[])
    changed = deep_replace(plain, mutation.original_node, mutation.mutated_node)
    before, after = (cst.Module([each]).code for each in (plain, changed))  # type: ignore[list-item]
    return Mutant(path, name, lines, before, after)


@dataclass
class Tally:
    """What became of the sample of one subject."""

    nr_mutants: int
    sample: list[Mutant]
    survivors: list[Mutant] = field(default_factory=list)
    nr_timeouts: int = 0

    @property
    def score(self) -> float:
        """Killed mutants, per cent."""
        return 100 * (len(self.sample) - len(self.survivors)) / max(len(self.sample), 1)


class Knowledge(msgspec.Struct):
    """What a run without mutants teaches: seconds of each test, tests of each line."""

    seconds: dict[int, float]
    tests_of: dict[str, dict[int, list[int]]]
    failed: str = ""


class Runner:
    """A pytest plugin that takes over once the tests are collected."""

    def __init__(self, tallies: dict[str, Tally], jobs: int, test_seconds: float) -> None:
        self.tallies = tallies
        self.jobs = jobs
        self.test_seconds = test_seconds

    def pytest_configure(self) -> None:
        """Hypothesis: the same examples each time, and no time spent on shrinking them."""
        import hypothesis as h

        h.settings.register_profile(
            "mutation",
            database=None,
            derandomize=True,
            deadline=None,
            phases=[h.Phase.explicit, h.Phase.generate],
            suppress_health_check=list(h.HealthCheck),
        )
        h.settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Learns, then tries every mutant of every sample."""
        self.items = session.items
        started = time.monotonic()
        self.known = self.learn()
        print(f"{len(self.items)} tests, {time.monotonic() - started:.0f} s to learn", flush=True)
        queue = [(name, mutant) for name, tally in self.tallies.items() for mutant in tally.sample]
        running: dict[int, tuple[str, Mutant, int]] = {}
        while queue or running:
            while queue and len(running) < self.jobs:
                name, mutant = queue.pop(0)
                tests = self.choose(mutant)
                pid = self.fork(lambda: self.attempt(mutant, tests), self.limit(tests))  # noqa: B023 - called at once
                running[pid] = name, mutant, len(tests)
            pid, status = os.wait()
            name, mutant, nr_tests = running.pop(pid)
            tally = self.tallies[name]
            if os.WIFSIGNALED(status):
                tally.nr_timeouts += 1
            elif os.WEXITSTATUS(status) == SURVIVED:
                tally.survivors.append(mutant)
                print(describe(name, mutant, nr_tests), flush=True)
        return True

    def fork(self, run: Any, cpu_seconds: int) -> int:
        """The pid of a fork that runs `run` and exits with its result."""
        pid = os.fork()
        if pid:
            return pid
        result = KILLED
        try:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
            result = run()
        finally:
            os._exit(result)

    def learn(self) -> Knowledge:
        """Runs every test once, in forks under coverage."""
        known = Knowledge({}, {})
        pipes = []
        for part in range(self.jobs):
            reader, writer = os.pipe()
            self.fork(partial(self.lesson, part, writer), LESSON_SECONDS)
            os.close(writer)
            pipes.append(os.fdopen(reader, "rb"))
        for pipe in pipes:
            with pipe:
                learnt = msgspec.msgpack.decode(pipe.read(), type=Knowledge)
            os.wait()
            if learnt.failed:
                raise pytest.UsageError(f"fails without any mutant: {learnt.failed}")
            known.seconds |= learnt.seconds
            for path, tests_of in learnt.tests_of.items():
                for line, tests in tests_of.items():
                    known.tests_of.setdefault(path, {}).setdefault(line, []).extend(tests)
        return known

    def lesson(self, part: int, writer: int) -> int:
        """A fork's part of `learn`."""
        paths = {each.path for tally in self.tallies.values() for each in tally.sample}
        tracer = coverage.Coverage(
            data_file=None, config_file=False, include=[str(ROOT / each) for each in paths]
        )
        known = Knowledge({}, {})
        tracer.start()
        for test in range(part, len(self.items), self.jobs):
            tracer.switch_context(str(test))
            started = time.process_time()
            if self.attempt(None, [test]) == KILLED:
                known.failed = self.items[test].nodeid
                break
            known.seconds[test] = time.process_time() - started
        tracer.stop()
        data = tracer.get_data()
        for path in paths:
            lines = data.contexts_by_lineno(str(ROOT / path))
            known.tests_of[path] = {
                line: [int(each) for each in contexts if each] for line, contexts in lines.items()
            }
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(msgspec.msgpack.encode(known))
        return SURVIVED

    def choose(self, mutant: Mutant) -> list[int]:
        """The tests that execute the mutant's statement, shortest first, as far as time allows."""
        lines = self.known.tests_of.get(mutant.path, {})
        tests = {test for line in mutant.lines for test in lines.get(line, ())}
        chosen, left = [], self.test_seconds
        for test in sorted(tests, key=lambda each: (self.known.seconds[each], each)):
            left -= self.known.seconds[test]
            if left < 0:
                break
            chosen.append(test)
        return chosen

    def limit(self, tests: Sequence[int]) -> int:
        """CPU seconds that a mutant gets."""
        return math.ceil(2 * sum(self.known.seconds[each] for each in tests)) + SLACK_SECONDS

    def attempt(self, mutant: Mutant | None, tests: Sequence[int]) -> int:
        """Runs tests up to the first that fails."""
        if mutant is not None:
            mutant.plant()
        for at, test in enumerate(tests):
            item = self.items[test]
            after = self.items[tests[at + 1]] if at + 1 < len(tests) else None
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if item.session.testsfailed:
                return KILLED
        return SURVIVED


def describe(subject: str, mutant: Mutant, nr_tests: int) -> str:
    """A survivor, as printed."""
    place = f"{mutant.path}:{min(mutant.lines)} {mutant.function}"
    return f"\n{subject} survived {nr_tests} tests: {place}\n{mutant.diff()}"


def summary(subject: str, tally: Tally) -> str:
    """One subject's figures."""
    nr, lost = len(tally.sample), len(tally.survivors)
    return (
        f"{subject}: {nr} of {tally.nr_mutants} mutants, {nr - lost} killed"
        f" ({tally.nr_timeouts} by hanging or memory), {lost} survived: {tally.score:.1f} %"
    )


def main() -> int:
    """Draws, runs, reports."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["mutation"]
    subjects: dict[str, list[str]] = config["subjects"]
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=config["seed"])
    parser.add_argument("--sample", type=int, default=config["sample"], help="mutants per subject")
    parser.add_argument("--subject", action="append", choices=subjects, help="default: all")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("tests", nargs="*", default=config["tests"])
    asked = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    tallies = {}
    for subject in asked.subject or subjects:
        every = [each for path in subjects[subject] for each in mutants_of(path)]
        draw = random.Random(f"{asked.seed} {subject}")
        sample = draw.sample(every, min(asked.sample, len(every)))
        tallies[subject] = Tally(len(every), [mutant() for mutant in sample])
    started = time.monotonic()
    runner = Runner(tallies, asked.jobs, config["test_seconds"])
    options = [
        "-q",
        "-s",
        "-m",
        "not slow",
        "-p",
        "no:cacheprovider",
        "--no-header",
        "--no-summary",
    ]
    status = pytest.main([*options, *asked.tests], plugins=[runner])
    if status != pytest.ExitCode.OK:
        return int(status)
    print(f"\nseed {asked.seed}, {time.monotonic() - started:.0f} s")
    for subject, tally in tallies.items():
        print(summary(subject, tally))
    return int(any(tally.score < config["least"] for tally in tallies.values()))


if __name__ == "__main__":
    sys.exit(main())

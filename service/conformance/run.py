"""The whole of a conformance run: files in, verdicts and counts out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

import msgspec

from service.conformance import kernel_runner, lang_models, lang_runner
from service.conformance.corpus import Source, sources
from service.conformance.verdict import Judged, Verdict

Interpreter = Callable[[Source], Iterator[Judged]]


#: format -> interpreter
INTERPRETERS: Final[dict[str, Interpreter]] = {
    "kernel": kernel_runner.run_source,
    "ltp": lang_runner.run_ltp,
    "rfc": lang_runner.run_rfc,
    "models": lang_models.run_models,
}


class Report(msgspec.Struct):
    """Verdicts of a run, in file order."""

    judged: list[Judged] = msgspec.field(default_factory=list)

    def count(self, verdict: Verdict) -> int:
        """How many cases have a verdict."""
        return sum(each.verdict == verdict for each in self.judged)

    def categories(self) -> dict[str, Counter[str]]:
        """Counts of verdicts by category."""
        counts: dict[str, Counter[str]] = {}
        for each in self.judged:
            counts.setdefault(each.category, Counter())[each.verdict] += 1
        return dict(sorted(counts.items()))

    @property
    def clean(self) -> bool:
        """Nothing failed and nothing was unsupported."""
        return not self.count("failed") and not self.count("unsupported")

    def last_line(self) -> str:
        """The closing line of `cxltwin conform`."""
        passed, diverged = self.count("passed"), self.count("diverged")
        failed, unsupported = self.count("failed"), self.count("unsupported")
        return (
            f"conform: {passed} passed, {diverged} diverged, {failed} failed, "
            f"{unsupported} unsupported of {len(self.judged)}"
        )


def _judge(source: Source) -> list[Judged]:
    """All verdicts of a file; runs in a process of its own."""
    return list(INTERPRETERS[source.format](source))


def _judgements(found: list[Source], jobs: int) -> Iterator[Judged]:
    """The verdicts of all files in file order; files are shared out over `jobs` processes."""
    if jobs <= 1 or len(found) == 1:
        for source in found:
            yield from INTERPRETERS[source.format](source)
        return
    with ProcessPoolExecutor(min(jobs, len(found))) as pool:
        for judged in pool.map(_judge, found):
            yield from judged


def run(
    paths: list[Path],
    forced: str | None = None,
    divergences: frozenset[str] = frozenset(),
    progress: Callable[[Judged], None] = lambda _: None,
    *,
    jobs: int = 1,
) -> Report:
    """Replays all corpora under the paths, files side by side. Refuses: CorpusError."""
    report = Report()
    for judged in _judgements(sources(paths, forced), jobs):
        verdict = judged
        if judged.verdict == "failed" and judged.id in divergences:
            verdict = judged._replace(verdict="diverged")
        report.judged.append(verdict)
        progress(verdict)
    return report

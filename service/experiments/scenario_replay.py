"""A scenario as a history: the same script under models, compared as a host's journal is."""

from __future__ import annotations

from collections.abc import Sequence

from service.experiments.scenario import model_choice
from service.experiments.scenario_load import LoadedScenario
from service.fabric.commands import CreateFabric, CreateHost
from service.fabric.whatif.commands import ReplayReport
from service.fabric.whatif.replay import Choice, Past, PastRow, play_plain, report
from service.mm.commands import Command

_FABRIC = "scenario"


def _row(revision: int, host: str, command: Command, *, own: bool) -> PastRow:
    text = command.model_dump_json(exclude_none=True, exclude_defaults=True).encode()
    return PastRow(revision, host, command.op, text, b"[]", b"{}", own)


def scenario_reports(loaded: LoadedScenario, labels: Sequence[str]) -> list[ReplayReport]:
    """One report a host. Steps that not every model has are left out, and so are reads.

    Revisions are those of the script: 1 makes the fabric, 2 the host, and so on.
    """
    choices = []
    for label in labels:
        made = model_choice(label)
        choices.append(Choice(label, made.model, dict(made.knobs)))
    found = []
    for host, names in loaded.names.items():
        rows = [
            _row(1, "", CreateFabric(fabric=_FABRIC), own=False),
            _row(
                2,
                host,
                CreateHost(
                    host=host,
                    kernel_model=choices[0].kernel_model,
                    knobs=choices[0].knobs,
                    topology=names.topology(),
                ),
                own=True,
            ),
        ]
        for step in loaded.steps:
            everywhere = all(step.runs_under(label) for label in labels)
            if step.host == host and step.command is not None and everywhere:
                rows.append(_row(len(rows) + 1, host, step.command, own=True))
        past = Past(_FABRIC, host, len(rows), tuple(rows))
        walks = [play_plain(past, choice) for choice in choices]
        found.append(report(past, list(labels), walks))
    return found

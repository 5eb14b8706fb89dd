"""Which background work an answer has made due: what a host with `auto_run` runs by itself.

Nothing in a host runs on its own; a woken thread waits for a `run` command. The kernel would
schedule it at once, and so does `auto_run`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from service.fabric.devices.commands import CxlFlushKthreadFn
from service.mm.commands import Answer, Command
from service.mm.commands.base import Effect
from service.mm.commands.kernel import Run
from service.mm.cram_free import FLUSH_WORK


def _kswapd(effect: Effect) -> Command:
    assert effect.nid is not None, "a kswapd is woken on a node"
    return Run(work="kswapd", nid=effect.nid)


def _work(effect: Effect) -> Command:
    assert effect.nid is not None, "work is queued for a node"
    if effect.name == FLUSH_WORK:
        return CxlFlushKthreadFn(nid=effect.nid)
    return Run.model_validate({"work": effect.name, "nid": effect.nid})


#: effect -> the command that does what the effect made due
DUE: Final[Mapping[str, Callable[[Effect], Command]]] = {
    "kswapd_woken": _kswapd,
    "work_queued": _work,
}


def due_work(answer: Answer) -> tuple[Command, ...]:
    """The work that an answer made due, in the order of its effects, each once."""
    found: dict[Command, None] = {}
    for effect in answer.effects:
        command = DUE.get(effect.effect)
        if command is not None:
            found[command(effect)] = None
    return tuple(found)

"""One command on CXL objects while it runs: what it changes goes through here, and can be undone.

A command may change several hosts; each is a subject of the revision. What a host's kernel does to
its memory runs in that host's own context and becomes part of the same undo log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from service.cxl.hardware import Device, Link, Peer, Switch
from service.cxl.state import CxlState
from service.fabric.devices import poison
from service.fabric.state import FabricState, HostEntry
from service.mm.commands import Answer, DecidedBy, Effect
from service.mm.commands.base import EffectKind
from service.mm.context import EFFECTS_PER_STEP_MAX, Answers, Context, Suspended
from service.mm.fault_inject import settle
from service.mm.undo import Undo
from service.reasons import KernelError, Refused

T = TypeVar("T")


class AskingError(Exception):
    """A driver of a host must be asked before the command can go on."""

    def __init__(self, host: str, question: Any) -> None:
        self.host = host
        self.question = question
        super().__init__(host)


class Step:
    """The fabric, the undo log of the command, its effects, and the subjects it changed."""

    __slots__ = ("_answers", "_asked", "effects", "fabric", "subjects", "undo")

    def __init__(self, fabric: FabricState, undo: Undo, answers: Answers = ()) -> None:
        self.fabric = fabric
        self.undo = undo
        self.effects: list[Effect] = []
        self.subjects: dict[str, None] = {}
        self._answers = answers
        self._asked = 0

    # --- what there is

    def entry(self, host: str | None) -> HostEntry:
        """A host. Refuses: UNKNOWN_HOST."""
        found = self.fabric.hosts.get(host or "")
        if found is None:
            raise Refused("UNKNOWN_HOST", host=host)
        return found

    def switch(self, name: str) -> Switch:
        """A switch. Refuses: UNKNOWN_OBJECT."""
        found = self.fabric.plant.switches.get(name)
        if found is None:
            raise Refused("UNKNOWN_OBJECT", kind="switch", name=name)
        return found

    def device(self, name: str) -> Device:
        """A device. Refuses: UNKNOWN_OBJECT."""
        found = self.fabric.plant.devices.get(name)
        if found is None:
            raise Refused("UNKNOWN_OBJECT", kind="device", name=name)
        return found

    # --- what changes

    def put_switch(self, switch: Switch) -> None:
        """A switch is as given from now on."""
        self.undo.set(self.fabric.plant.switches, switch.switch, switch)
        self.subjects[""] = None

    def put_device(self, device: Device) -> None:
        """A device is as given from now on."""
        self.undo.set(self.fabric.plant.devices, device.device, device)
        self.subjects[""] = None

    def put_link(self, link: Link) -> None:
        """A cable runs, or its link is up or down."""
        self.undo.set(self.fabric.plant.links, link.upper, link)
        self.undo.set(self.fabric.plant.uplinks, link.lower, link.upper)
        self.subjects[""] = None

    def drop_link(self, upper: Peer) -> None:
        """A cable is gone."""
        self.undo.delete(self.fabric.plant.uplinks, self.fabric.plant.links[upper].lower)
        self.undo.delete(self.fabric.plant.links, upper)
        self.subjects[""] = None

    def put_cxl(self, entry: HostEntry, state: CxlState) -> None:
        """What a host has of CXL is as given from now on."""
        if state is not entry.cxl:
            self.undo.assign(entry, "cxl", state)
            self.subjects[entry.host] = None

    def mark(self) -> tuple[int, int, tuple[str, ...]]:
        """A point to go back to."""
        return self.undo.mark(), len(self.effects), tuple(self.subjects)

    def back(self, mark: tuple[int, int, tuple[str, ...]]) -> None:
        """Takes everything since `mark` back: changes, effects, subjects."""
        self.undo.rollback(mark[0])
        del self.effects[mark[1] :]
        self.subjects = dict.fromkeys(mark[2])

    def effect(self, effect: EffectKind, entry: HostEntry | None = None, **fields: Any) -> None:
        """Reports something that happened. Refuses: TOO_MANY_EFFECTS."""
        if len(self.effects) >= EFFECTS_PER_STEP_MAX:
            raise Refused("TOO_MANY_EFFECTS", max=EFFECTS_PER_STEP_MAX)
        host = None if entry is None else entry.host
        self.effects.append(Effect.model_construct(effect=effect, host=host, **fields))

    def on_host(self, entry: HostEntry, work: Callable[[Context], T]) -> T:
        """Runs work in the kernel of a host. Refuses: what it refuses; nothing of it stays then."""
        answers = self._answers
        left = answers if callable(answers) else answers[self._asked :]
        ctx = Context(entry.state, left, explain=False)
        try:
            found = work(ctx)
            poison.surface(ctx, entry)
        except Suspended as suspended:
            ctx.undo.rollback()
            raise AskingError(entry.host, suspended.question) from None
        except KernelError:
            ctx.undo.rollback()
            settle(ctx)
            self.undo.log.extend(ctx.undo.log)
            self._asked += ctx.nr_asked
            raise
        except BaseException:
            ctx.undo.rollback()
            raise
        settle(ctx)
        self._asked += ctx.nr_asked
        if len(ctx.undo):
            self.undo.log.extend(ctx.undo.log)
            self.subjects[entry.host] = None
        for effect in ctx.effects:
            self.effects.append(effect.model_copy(update={"host": entry.host}))
        return found

    # --- what it answers

    def done(
        self, rule: str, sentence: str, source: str, shape: type[Answer] = Answer, **fields: Any
    ) -> Answer:
        """The answer of a command that was carried out."""
        decided = DecidedBy(rule=rule, sentence=sentence[:500], source=source, model="")
        return shape.model_construct(
            ret=0, decided_by=decided, effects=tuple(self.effects), **fields
        )

    def refused(self, error: KernelError, rule: str, source: str, shape: type[Answer]) -> Answer:
        """The answer of a request that the kernel refused."""
        errno = error.row.errno
        assert errno is not None, "a kernel reason has an errno"
        sentence = error.row.render(error.facts)[:500]
        decided = DecidedBy(rule=rule, sentence=sentence, source=source, model="")
        return shape.model_construct(
            ret=-int(errno),
            errno=errno.name,
            reason=error.reason,
            decided_by=decided,
            effects=tuple(self.effects),
        )

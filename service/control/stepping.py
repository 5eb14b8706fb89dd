"""Running commands on the cached state: where to, under which preconditions, and all or nothing."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Final, NamedTuple

from service.control.cache import Applied, FabricCache, Group
from service.control.calls import NO_EXPECTATION, Call, Committed
from service.control.failpoints import failpoints
from service.control.journal import encode_answers, encode_model
from service.control.ports import Engine, Observer, Options
from service.control.questions import QuestionPort, StandardAnswers
from service.control.replay import HOST_SET_OPS, gone_of, touched
from service.fabric.commands import CreateFabric, CreateHost, Question
from service.fabric.engine import Done, Envelope
from service.fabric.whatif.commands import ForkHost
from service.mm.undo import Undo
from service.reasons import Refused

#: Free text that callers send along is kept to this length.
TEXT_MAX: Final = 255
_TEXTS: Final = ("principal", "request_id", "idempotency_key", "fingerprint")
#: The explanation of a quarantine is cut to this length.
WHY_MAX: Final = 500

_log: Final = logging.getLogger(__name__)


class Target(NamedTuple):
    """Whom a call is for: `host` is the one that its row names, `at` the one the engine is told."""

    cache: FabricCache
    host: str | None
    at: str | None

    def scopes(self, op: str) -> tuple[str, ...]:
        """What a reader may be waiting for that this command would change again."""
        own = (self.host,) if self.host else ()
        return (*own, "") if op in HOST_SET_OPS or not own else own


class Asked(NamedTuple):
    """The run was abandoned: these must be asked first, all at once."""

    call: int
    host: str
    questions: tuple[Question, ...]


class Submission:
    """Calls that run in order and commit together, through all their attempts."""

    def __init__(
        self, calls: Sequence[Call], questions: QuestionPort, *, stop_on_error: bool
    ) -> None:
        check_texts(calls)
        self.calls = calls
        self.questions = questions
        self.stop_on_error = stop_on_error
        self.encoded = [encode_model(call.command) for call in calls]

    @property
    def needs_durable(self) -> bool:
        """Whether it must not be built on steps that could still be undone."""
        return any(
            call.validate_only or call.expect.host_revision is not None for call in self.calls
        )


def check_texts(calls: Sequence[Call]) -> None:
    """Refuses: INVALID_FIELD where a text cannot stand in every store and log."""
    known: tuple[str, ...] = ()
    for call in calls:
        key = call.idempotency_key or ""
        texts = (call.principal, call.request_id, key, call.fingerprint)
        if texts == known:
            continue
        for name, text in zip(_TEXTS, texts, strict=True):
            if len(text) > TEXT_MAX or not text.isprintable():
                why = f"at most {TEXT_MAX} printable characters"
                raise Refused("INVALID_FIELD", field=name, why=why)
        known = texts


class Stepper:
    """All fabrics in memory, and the one place where commands change them."""

    def __init__(self, engine: Engine, options: Options, observer: Observer) -> None:
        self.engine = engine
        self._options = options
        self._observer = observer
        self.fabrics: dict[str, FabricCache] = {}
        #: host -> the fabric that has it, durable or not (also one whose deletion is not durable)
        self._hosts: dict[str, FabricCache] = {}

    # --- where to --------------------------------------------------------------------------------

    def fabric(self, name: str) -> FabricCache:
        """The fabric, made if it is new."""
        cache = self.fabrics.get(name)
        if cache is None:
            cache = FabricCache(self.engine, name, self._options.watch_rows)
            self.fabrics[name] = cache
        return cache

    def forget(self, cache: FabricCache) -> None:
        """Drops a fabric that never came into being."""
        if not cache.revision and not cache.pending and not cache.state.created:
            self.fabrics.pop(cache.fabric, None)

    def cache_of(self, host: str) -> FabricCache:
        """The fabric of a host. Refuses: UNKNOWN_HOST."""
        cache = self._hosts.get(host)
        if cache is None:
            raise Refused("UNKNOWN_HOST", host=host)
        return cache

    def index(self, cache: FabricCache, host: str) -> None:
        """Notes whether the fabric has the host, after something that may have changed it."""
        if host in cache.state.hosts or not cache.is_clean(host):
            self._hosts[host] = cache
        elif self._hosts.get(host) is cache:
            del self._hosts[host]

    def index_all(self, cache: FabricCache) -> None:
        """Notes all hosts of a fabric."""
        for host in [host for host, owner in self._hosts.items() if owner is cache]:
            self.index(cache, host)
        for host in cache.state.hosts:
            self._hosts[host] = cache

    def target(self, call: Call) -> Target:
        """Refuses: UNKNOWN_FABRIC, UNKNOWN_HOST, ALREADY_EXISTS (a host of another fabric)."""
        command = call.command
        if call.host is not None and command.op != CreateFabric.op:
            cache = self.cache_of(call.host)
            if call.fabric is not None and call.fabric != cache.fabric:
                raise Refused("UNKNOWN_HOST", host=call.host)
            return Target(cache, call.host, call.host)
        if isinstance(command, CreateFabric):
            return Target(self.fabric(command.fabric), None, None)
        found = None if call.fabric is None else self.fabrics.get(call.fabric)
        if found is None:
            raise Refused("UNKNOWN_FABRIC", fabric=call.fabric)
        if isinstance(command, (CreateHost, ForkHost)):
            if self._hosts.get(command.host, found) is not found:
                raise Refused("ALREADY_EXISTS", kind="host", name=command.host)
            return Target(found, command.host, None)
        return Target(found, None, None)

    # --- running ---------------------------------------------------------------------------------

    def run(self, work: Submission) -> Group | Asked:
        """Runs all calls, or none: a refusal or a question takes the earlier ones back.

        Refuses: what `target` and the engine refuse, STALE_PRECONDITION, HOST_QUARANTINED.
        """
        work.questions.begin_run()
        applied: list[Applied] = []
        cache: FabricCache | None = None
        try:
            for number, call in enumerate(work.calls):
                target = self.target(call)
                cache = _one_fabric(cache, target.cache)
                if not applied:
                    self._check_expected(work, target)
                outcome = self._step(work, number, target)
                if isinstance(outcome, Asked):
                    self.take_back(cache, applied)
                    return outcome
                applied.append(outcome)
                if work.stop_on_error and outcome.done.answer.ret < 0:
                    break
        except Refused as refused:
            if cache is not None:
                self.take_back(cache, applied)
            if len(work.calls) > 1:
                refused.facts["step"] = len(applied)
            raise
        assert cache is not None, "a submission has at least one call"
        return Group(cache, applied)

    def still_asks(self, work: Submission, asked: Asked) -> bool:
        """Whether the calls would ask the same on the state as it is now; nothing happens."""
        try:
            found = self.run(work)
        except Refused:
            return False
        if isinstance(found, Group):
            self.take_back(found.cache, found.applied)
            return False
        return found == asked

    def validate(self, work: Submission) -> list[Committed]:
        """Runs all calls with standard answers, takes everything back, and tells the answers."""
        questions = work.questions
        assert isinstance(questions, StandardAnswers), "a validation asks nobody"
        group = self.run(work)
        assert isinstance(group, Group), "standard answers leave no question"
        found = [
            Committed(
                answer=step.done.answer,
                fabric=group.cache.fabric,
                host=step.host,
                model=step.model,
                revision=None,
                host_revision=group.cache.subjects.get(step.host or "") if step.host else None,
                trace=step.done.trace,
                would_ask=questions.would_ask(number),
            )
            for number, step in enumerate(group.applied)
        ]
        self.take_back(group.cache, group.applied)
        return found

    def take_back(self, cache: FabricCache, applied: Sequence[Applied]) -> None:
        """Undoes the newest steps, which are these."""
        for step in reversed(applied):
            undone = cache.undo_newest()
            assert undone is step, "only the newest steps can be taken back"
            self.reindex(cache, step)
        self.forget(cache)

    def reindex(self, cache: FabricCache, step: Applied) -> None:
        """Keeps the index of hosts true, after a step became durable or was undone."""
        if step.op in HOST_SET_OPS and step.host is not None:
            self.index(cache, step.host)

    def _check_expected(self, work: Submission, target: Target) -> None:
        """The preconditions of all calls, before the first of them. Refuses: STALE_PRECONDITION."""
        for call in work.calls:
            if call.expect is NO_EXPECTATION:
                continue
            state = target.cache.state
            entry = None if target.at is None else state.hosts.get(target.at)
            if target.at is not None and entry is None:
                continue  # the engine refuses it
            generation = state.generation if entry is None else entry.generation
            _expect("generation", call.expect.generation, generation)
            if target.at is not None:
                revision = target.cache.subjects.get(target.at, 0)
                _expect("host_revision", call.expect.host_revision, revision)

    def _step(self, work: Submission, number: int, target: Target) -> Applied | Asked:
        """Runs one call. A broken invariant takes the host out of service."""
        cache, host, _ = target
        cache.check_service(host)
        call = work.calls[number]
        op = call.command.op
        before = cache.state.hosts.get(host or "")
        envelope = Envelope(call.command, target.at)
        answers = work.questions.answering(number)
        undo: Undo | None = None
        try:
            failpoints.reach_now("before_step")
            outcome = self.engine.step(cache.state, envelope, answers, explain=call.explain)
            if not isinstance(outcome, Done):
                asked = getattr(outcome, "host", None) or target.at or ""
                return Asked(number, asked, tuple(answers.wanted))
            undo = outcome.undo
            entry = before or cache.state.hosts.get(host or "")
            model = None if entry is None else entry.kernel_model
            result = encode_model(outcome.answer)
            encoded = (work.encoded[number], encode_answers(answers.given), result)
            step = Applied(call, host, model, outcome, encoded)
        except Refused:
            raise
        except Exception as error:
            if undo is not None:
                undo.rollback()
            raise self._broken(cache, host, error) from error
        step.subjects = touched(op, outcome.subjects)
        step.gone = gone_of(cache.state, op, step.subjects)
        cache.push(step)
        if op in HOST_SET_OPS and host is not None:
            self.index(cache, host)
        return step

    def _broken(self, cache: FabricCache, host: str | None, error: Exception) -> Refused:
        """An engine that broke its own rules is not asked again for this host."""
        why = f"{type(error).__name__}: {error}"
        _log.critical("host %s of fabric %s is quarantined", host, cache.fabric, exc_info=error)
        self.quarantine(cache, host or "", why)
        return Refused("HOST_QUARANTINED", host=host or cache.fabric, why=why)

    def quarantine(self, cache: FabricCache, scope: str | None, why: str) -> None:
        """Takes a host (WHOLE: the fabric) out of service."""
        cache.quarantine[scope] = why[:WHY_MAX]
        self._observer.quarantined(cache.fabric, scope or "", why[:WHY_MAX])


def _one_fabric(cache: FabricCache | None, other: FabricCache) -> FabricCache:
    if cache is not None and other is not cache:
        raise Refused("INVALID_FIELD", field="fabric", why="a batch stays within one fabric")
    return other


def _expect(what: str, expected: int | None, actual: int) -> None:
    if expected is not None and expected != actual:
        raise Refused("STALE_PRECONDITION", what=what, actual=actual, expected=expected)

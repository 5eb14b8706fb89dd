"""A fabric's state moving forward row by row, every row checked against what was journalled.

Loading, catching up, reading an old revision and verifying are the same walk. A row whose digest,
number or result is not what the engine makes of it ends the walk: a determinism bug or a damaged
journal must be seen, never patched.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Final

from service.control.journal import (
    GENESIS,
    chain,
    decode_answers,
    encode_model,
    envelope_of,
)
from service.control.ports import Engine, JournalRow, Snapshot, Store
from service.fabric.commands import FABRIC_COMMANDS
from service.fabric.engine import Done
from service.fabric.state import FabricState
from service.reasons import Refused

#: Rows of one read.
PAGE_ROWS: Final = 500
#: The event loop serves others at least this often during a long walk.
SLICE_SECONDS: Final = 0.005
#: Commands that change which hosts a fabric has; they count as changes of its configuration too.
HOST_SET_OPS: Final = frozenset({"create_host", "delete_host", "fork_host"})


class ReplayMismatchError(Exception):
    """The journal and the engine disagree from this revision on."""

    def __init__(self, fabric: str, revision: int, why: str) -> None:
        self.fabric = fabric
        self.revision = revision
        self.why = why
        super().__init__(f"fabric {fabric}, revision {revision}: {why}")


def touched(op: str, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The subjects whose revision a command advances."""
    if op in HOST_SET_OPS and "" not in subjects:
        return (*subjects, "")
    return subjects


def gone_of(state: FabricState, op: str, subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The subjects of a command that do not exist after it has run."""
    if op not in FABRIC_COMMANDS:
        return ()
    return tuple(
        subject
        for subject in subjects
        if (subject not in state.hosts if subject else not state.created)
    )


class Timeline:
    """The state of a fabric at `revision`, with the digest and the subject revisions there."""

    def __init__(self, engine: Engine, fabric: str) -> None:
        self.engine = engine
        self.fabric = fabric
        self.state = FabricState(fabric)
        self.revision = 0
        self.digest = GENESIS
        self.subjects: dict[str, int] = {}

    def resume(self, snapshot: Snapshot, digest: bytes) -> None:
        """Starts from a snapshot; `digest` is that of the row at its revision.

        A snapshot that another engine laid out in its own way is left alone: all rows are replayed.
        Raises: ReplayMismatchError where the snapshot does not have the hash that it carries.
        """
        try:
            state = self.engine.decode(snapshot.data)
        except ValueError:
            if snapshot.engine_version == self.engine.ENGINE_VERSION:
                raise
            return
        if snapshot.engine_version == self.engine.ENGINE_VERSION:
            found = self.engine.state_hash(state)
            if found != snapshot.state_hash:
                why = f"the snapshot has hash {found}, it was stored with {snapshot.state_hash}"
                raise ReplayMismatchError(self.fabric, snapshot.revision, why)
        self.state = state
        self.revision = snapshot.revision
        self.digest = digest
        self.subjects = {host: entry.revision for host, entry in state.hosts.items()}
        if state.created:
            self.subjects[""] = state.own_revision

    def apply(self, row: JournalRow) -> tuple[str, ...]:
        """Moves forward by one row; the subjects that it changed.

        Raises: ReplayMismatchError; the state is then as before.
        """
        if row.revision != self.revision + 1:
            raise self._mismatch(row, f"it follows revision {self.revision}")
        digest = chain(self.digest, row, row.revision)
        if digest != row.digest:
            raise self._mismatch(row, "the digest chain is broken")
        subjects = touched(row.op, self.run(row).subjects)
        self.note(row, subjects, gone_of(self.state, row.op, subjects))
        return subjects

    def run(self, row: JournalRow) -> Done:
        """Runs a row's command. Raises: ReplayMismatchError if its result is not the stored one."""
        try:
            answers = decode_answers(row.answers)
            outcome = self.engine.step(self.state, envelope_of(row), answers)
        except Refused as refused:
            raise self._mismatch(row, f"the command is refused: {refused}") from refused
        except Exception as error:
            raise self._mismatch(row, f"{type(error).__name__}: {error}") from error
        if not isinstance(outcome, Done):
            raise self._mismatch(row, f"a question has no answer: {outcome.question}")
        result = encode_model(outcome.answer)
        if result != row.result:
            outcome.undo.rollback()
            raise self._mismatch(row, f"the result is {result!r}, stored is {row.result!r}")
        return outcome

    def note(self, row: JournalRow, subjects: tuple[str, ...], gone: tuple[str, ...]) -> None:
        """A row, already part of the state, is durable; `gone` did not exist after it."""
        self.engine.committed(self.state, subjects, row.revision)
        self.revision = row.revision
        self.digest = row.digest
        for subject in subjects:
            if subject in gone:
                self.subjects.pop(subject, None)
            else:
                self.subjects[subject] = row.revision

    def _mismatch(self, row: JournalRow, why: str) -> ReplayMismatchError:
        if row.engine_version != self.engine.ENGINE_VERSION:
            why += (
                f" (written by engine version {row.engine_version},"
                f" this is {self.engine.ENGINE_VERSION})"
            )
        return ReplayMismatchError(self.fabric, row.revision, why)


async def rows_after(
    store: Store, fabric: str, after: int, until: int | None = None
) -> AsyncIterator[JournalRow]:
    """The journal behind a revision, page by page, letting others run meanwhile."""
    while until is None or after < until:
        page = await store.journal(fabric, after, PAGE_ROWS)
        if not page:
            return
        started = time.perf_counter()
        for row in page:
            if until is not None and row.revision > until:
                return
            yield row
            after = row.revision
            if time.perf_counter() - started > SLICE_SECONDS:
                await asyncio.sleep(0)
                started = time.perf_counter()


async def load(store: Store, line: Timeline, until: int | None = None) -> None:
    """Brings a fresh timeline to a revision (default: the newest): snapshot, then journal.

    Raises: ReplayMismatchError. Refuses: STORE_UNAVAILABLE.
    """
    snapshot = await store.latest_snapshot(line.fabric, until)
    if snapshot is not None:
        rows = await store.journal(line.fabric, snapshot.revision - 1, 1)
        if not rows or rows[0].revision != snapshot.revision:
            why = "there is a snapshot, but no row at its revision"
            raise ReplayMismatchError(line.fabric, snapshot.revision, why)
        line.resume(snapshot, rows[0].digest)
    await advance(store, line, until)


async def advance(store: Store, line: Timeline, until: int | None = None) -> None:
    """Takes in the rows behind a timeline. Raises and refuses as `load`."""
    async for row in rows_after(store, line.fabric, line.revision, until):
        line.apply(row)

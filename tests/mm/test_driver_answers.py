"""Whatever a driver may answer: the engine stays sound, and what did not happen left no trace.

Properties over random answers that `check_answer` lets through: scripts over any part of the list,
to any node, with and without the key; errors; counts that contradict what moved.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from service.mm.commands import COMMANDS
from service.mm.commands.driver import DriverAnswer, Question, ScriptStep
from service.mm.driver import UNANSWERED, check_answer
from service.mm.invariants import check
from service.mm.step import Done, Need, step
from service.reasons import Refused
from tests.mm.mmhost import Host, std_host

OPS: dict[str, Any] = {
    "name": "asked",
    "flags": ["NP_OPS_MIGRATION", "NP_OPS_PROTECT_WRITE"],
    "callbacks": ["migrate_to", "folio_migrate", "handle_fault", "memory_failure", "free_folio"],
}
NR = 24
MIGRATE: dict[str, Any] = {"pid": 100, "old_nodes": [0], "new_nodes": [2]}


def asked_host() -> Host:
    """Node 2 belongs to driver `d`, node 3 to a built-in one; a task has NR pages on node 0."""
    host = std_host("rfc-v4", ops={2: OPS, 3: OPS})
    host.ok("attach_driver", nid=2, driver="d")
    host.ok("create_task", pid=100, cpu=0, caps=["CAP_SYS_NICE", "CAP_SYS_ADMIN"])
    host.ok("mmap", pid=100, area="a", nr_pages=NR)
    host.ok("touch", pid=100, area="a", access="write")
    return host


def ask(host: Host, op: str, answers: list[DriverAnswer], **args: Any) -> Done | Need:
    return step(host.state, COMMANDS[op].model_validate(args), answers)


def lets_through(question: Question, answer: DriverAnswer) -> bool:
    try:
        check_answer(question, answer)
    except Refused:
        return False
    return True


def pages(host: Host) -> int:
    task = host.state.tasks[100]
    return sum(end - start for start, end, _ in host.state.mms[task.mm].pages.overlaps(0, 1 << 40))


@st.composite
def scripts(draw: st.DrawFn) -> tuple[ScriptStep, ...]:
    """Disjoint parts of the list in order, each to some node with some flags."""
    cuts = sorted(draw(st.lists(st.integers(0, NR), max_size=8)))
    keys = st.lists(st.sampled_from(["__GFP_PRIVATE", "__GFP_THISNODE"]), unique=True)
    return tuple(
        ScriptStep(
            first=low,
            count=high - low,
            nid=draw(st.integers(0, 5)),
            gfp=tuple(draw(keys)),  # type: ignore[arg-type]
        )
        for low, high in zip(cuts[::2], cuts[1::2], strict=False)
        if low < high
    )


ANSWERS = st.fixed_dictionaries(
    {
        "outcome": st.sampled_from(["answered", "answered", "answered", "timeout", "driver_gone"]),
        "rc": st.integers(-140, NR + 5),
    },
    optional={
        "nr": st.integers(0, NR + 5),
        "script": scripts(),
        "fault": st.sampled_from(["VM_FAULT_RETRY", "VM_FAULT_OOM", "VM_FAULT_SIGBUS"]),
    },
).map(DriverAnswer.model_validate)
CALLS: dict[str, tuple[str, dict[str, Any]]] = {
    "migrate_to": ("migrate_pages", MIGRATE),
    "handle_fault": ("touch", {"pid": 100, "area": "a", "access": "write"}),
    "memory_failure": (
        "madvise",
        {"pid": 100, "area": "a", "first": 0, "count": 1, "advice": "MADV_HWPOISON"},
    ),
}


@pytest.mark.parametrize("callback", CALLS)
@settings(max_examples=60, deadline=None)
@given(answer=ANSWERS)
def test_any_answer_that_is_let_through_keeps_the_host_sound(
    callback: str, answer: DriverAnswer
) -> None:
    host = asked_host()
    op, args = CALLS[callback]
    if callback != "migrate_to":
        assert isinstance(ask(host, "migrate_pages", [DriverAnswer()], **MIGRATE), Done)
    before, resident = host.hash(), pages(host)
    need = ask(host, op, [], **args)
    assert isinstance(need, Need)
    assert need.question.callback == callback
    assert host.hash() == before, "a question leaves no trace"
    if not lets_through(need.question, answer):
        return
    done = ask(host, op, [answer], **args)
    assert isinstance(done, Done)
    assert check(host.state) == []
    if "SIGBUS" not in str(done.answer.reason):
        poisoned = 1 if callback == "memory_failure" else 0
        assert pages(host) == resident - poisoned, "no page is lost but the one with the error"
    again = asked_host()
    if callback != "migrate_to":
        ask(again, "migrate_pages", [DriverAnswer()], **MIGRATE)
    assert isinstance(ask(again, op, [answer], **args), Done)
    assert again.hash() == host.hash(), "the same answer gives the same state"
    done.undo.rollback()
    assert host.hash() == before


@pytest.mark.parametrize("callback", CALLS)
@pytest.mark.parametrize("outcome", ["timeout", "driver_gone"])
def test_a_driver_that_does_not_answer_has_a_row_of_the_table(callback: str, outcome: str) -> None:
    host = asked_host()
    op, args = CALLS[callback]
    if callback != "migrate_to":
        ask(host, "migrate_pages", [DriverAnswer()], **MIGRATE)
    before = host.hash()
    done = ask(host, op, [DriverAnswer(outcome=outcome)], **args)  # type: ignore[arg-type]
    assert isinstance(done, Done)
    word = UNANSWERED[callback][outcome]
    if callback == "memory_failure":
        assert done.answer.ret == 0, "the kernel goes on"
    else:
        assert done.answer.errno is not None
        assert (done.answer.reason == word) == (callback == "migrate_to")
    if callback == "migrate_to":
        assert host.hash() == before, "nothing is half done"


def test_equal_questions_have_equal_answers_and_what_they_ask_about_is_in_them() -> None:
    host = asked_host()
    first, second = (ask(host, "migrate_pages", [], **MIGRATE) for _ in range(2))
    assert isinstance(first, Need)
    assert isinstance(second, Need)
    assert first.question == second.question
    assert hash(first.question) == hash(second.question)
    host.ok("munmap", pid=100, area="a", first=0, count=1)
    third = ask(host, "migrate_pages", [], **MIGRATE)
    assert isinstance(third, Need)
    assert third.question != first.question


@pytest.mark.parametrize(
    "fields",
    [{"rc": -4096}, {"nr": -1}, {"script": [{"first": 0, "count": 0, "nid": 2}]}, {"fault": "x"}],
)
def test_answers_that_no_callback_has_are_no_answers(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        DriverAnswer.model_validate(fields)


def test_a_question_of_a_built_in_driver_is_never_asked() -> None:
    host = asked_host()
    done = ask(host, "migrate_pages", [], pid=100, old_nodes=[0], new_nodes=[3])
    assert isinstance(done, Done)
    assert done.answer.ret == 0


def test_the_list_of_a_question_is_spelled_out_in_runs() -> None:
    need = ask(asked_host(), "migrate_pages", [], **MIGRATE)
    assert isinstance(need, Need)
    question: Question = need.question
    assert (question.nr_folios, question.nr_pages, question.ops) == (NR, NR, "asked")
    assert sum(run.count for run in question.folios) == NR
    assert {(run.nid, run.order) for run in question.folios} == {(0, 0)}

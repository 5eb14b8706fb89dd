"""The life of private nodes as a state machine, with a fault at every point.

register, set_ops, clear_ops, hotplug, online, offline, remove, unregister in any order, on two
nodes with two blocks and two owners each; memory notifiers and fault points refuse at random. What
each call answers, and the node states after it, come from a model written from patches 01 and 22.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.mm import views
from tests.mm.mmhost import BLOCK_BYTES, MM, OPS_M, OPS_MP, Host, hot_start, std_host

NIDS: Final = (2, 3)
BLOCKS: Final = (0, 1)
OWNERS: Final = ("a", "b")
BAD_OPS: Final = {"name": "bad", "flags": ["NP_OPS_MEMPOLICY"], "callbacks": []}
TABLES: Final = {"m_ops": OPS_M, "mp_ops": OPS_MP, "bad": BAD_OPS}
#: points at which a call can be made to fail, and the calls that pass them
POINTS: Final[dict[str, tuple[str, ...]]] = {
    "add_memory_resource": ("add",),
    "offline_pages": ("offline", "retire"),
    "MEM_GOING_ONLINE": ("online",),
    "MEM_GOING_OFFLINE": ("offline", "retire"),
    "NODE_ADDING_FIRST_MEMORY": ("online",),
    "NODE_REMOVING_LAST_MEMORY": ("offline", "retire"),
}


class Private(msgspec.Struct):
    """What the patches say of one node: owner, ops in force, blocks by state; ops that owners keep."""

    owner: str | None = None
    ops: str | None = None
    blocks: dict[int, str] = msgspec.field(default_factory=dict)
    kept: dict[str, str | None] = msgspec.field(default_factory=dict)

    @property
    def online(self) -> bool:
        """Whether the node has memory online: then, and only then, it is N_MEMORY_PRIVATE."""
        return "online" in self.blocks.values()

    def register(self, owner: str) -> None:
        """The owner's structure comes with the ops it had."""
        self.owner, self.ops = owner, self.kept.get(owner)

    def unregister(self) -> None:
        """The structure keeps its ops pointer."""
        assert self.owner is not None
        self.kept[self.owner] = self.ops
        self.owner = self.ops = None


class World:
    """The host and the model side by side."""

    def __init__(self) -> None:
        self.host: Host = std_host(private=())
        self.nodes = {nid: Private() for nid in NIDS}
        #: point -> armed
        self.faults: set[str] = set()

    def fail(self, point: str, *, armed: bool) -> None:
        """Arms or disarms a point; EBUSY from then on."""
        if point in {"add_memory_resource", "offline_pages"}:
            times = -1 if armed else 0
            self.host.ok("fail_function", inject=point, retval="EBUSY", times=times)
        elif armed:
            self.host.state.notifier_errors[point] = "EBUSY"
        else:
            self.host.state.notifier_errors.pop(point, None)
        (self.faults.add if armed else self.faults.discard)(point)

    def blocked(self, call: str, node: Private, block: int) -> bool:
        """Whether an armed point stops a call."""
        first = not node.online
        states = [state for state in node.blocks.values() if state == "online"]
        last = len(states) == 1 and node.blocks.get(block) == "online"
        for point in self.faults:
            if call not in POINTS[point]:
                continue
            if point == "NODE_ADDING_FIRST_MEMORY" and not first:
                continue
            if point == "NODE_REMOVING_LAST_MEMORY" and not last:
                continue
            return True
        return False


def where(nid: int, block: int) -> dict[str, Any]:
    """The range of a block."""
    return {"start": hex(hot_start(nid, block)), "size": BLOCK_BYTES}


def call(world: World, name: str, nid: int, block: int, owner: str, table: str) -> None:
    """Makes a call; its answer must be what the model says, and so must the states after it."""
    before = world.host.hash()
    registered = world.nodes[nid].owner
    expected = EXPECTED[name](world, nid, block, owner, table)
    got = world.host.errno(COMMANDS[name], **_args(name, nid, block, owner, table))
    assert got == expected, (name, nid, block, owner, table)
    unregistered = world.nodes[nid].owner != registered
    if expected is not None and (name, expected) != ("retire", "EBUSY") and not unregistered:
        assert world.host.hash() == before, "a refused call changes nothing"
    check(world)


COMMANDS: Final = {
    "register": "node_private_register",
    "unregister": "node_private_unregister",
    "set_ops": "node_private_set_ops",
    "clear_ops": "node_private_clear_ops",
    "add": "add_private_memory_driver_managed",
    "online": "online_pages",
    "offline": "offline_pages",
    "retire": "offline_and_remove_private_memory",
}


def _args(name: str, nid: int, block: int, owner: str, table: str) -> dict[str, Any]:
    return {
        "register": {"nid": nid, "owner": owner},
        "unregister": {"nid": nid},
        "set_ops": {"nid": nid, "ops": TABLES[table]},
        "clear_ops": {"nid": nid, "ops": table},
        "add": {"nid": nid, "owner": owner, **where(nid, block)},
        "online": where(nid, block),
        "offline": where(nid, block),
        "retire": {"nid": nid, **where(nid, block)},
    }[name]


# --- the model: what each call answers, and what it changes -------------------------------------------------


def _register(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    del block, table
    node = world.nodes[nid]
    if node.owner not in {None, owner}:
        return "EBUSY"
    if node.owner is None:
        node.register(owner)
    return None


def _unregister(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    del block, owner, table
    node = world.nodes[nid]
    if node.owner is None:
        return None
    if node.online:
        return "EBUSY"
    node.unregister()
    return None


def _set_ops(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    del block, owner
    node = world.nodes[nid]
    if table == "bad":
        return "EINVAL"
    if node.owner is None:
        return "ENODEV"
    node.ops = table
    return None


def _clear_ops(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    del block, owner
    node = world.nodes[nid]
    if node.owner is None:
        return "ENODEV"
    if node.ops != table:
        return "EINVAL"
    node.ops = None
    return None


def _add(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    """Registers, then adds; a failed add undoes the registration unless memory is online (A15)."""
    del table
    node = world.nodes[nid]
    if node.owner not in {None, owner}:
        return "EBUSY"
    stopped = world.blocked("add", node, block)
    if stopped or block in node.blocks:
        if node.owner is not None and not node.online:
            node.unregister()
        return "EBUSY" if stopped else "EEXIST"
    if node.owner is None:
        node.register(owner)
    node.blocks[block] = "offline"
    return None


def _online(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    del owner, table
    node = world.nodes[nid]
    if node.blocks.get(block) != "offline":
        return "EINVAL"
    if world.blocked("online", node, block):
        return "EBUSY"
    node.blocks[block] = "online"
    return None


def _offline(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    del owner, table
    node = world.nodes[nid]
    if node.blocks.get(block) != "online":
        return "EINVAL"
    if world.blocked("offline", node, block):
        return "EBUSY"
    node.blocks[block] = "offline"
    return None


def _retire(world: World, nid: int, block: int, owner: str, table: str) -> str | None:
    """Offline and remove, then unregister: EBUSY while other memory of the node is online."""
    del owner, table
    node = world.nodes[nid]
    if block not in node.blocks:
        return "EINVAL"
    if node.blocks[block] == "online" and world.blocked("retire", node, block):
        return "EBUSY"
    del node.blocks[block]
    if node.online:
        return "EBUSY"
    if node.owner is not None:
        node.unregister()
    return None


EXPECTED: Final = {
    "register": _register,
    "unregister": _unregister,
    "set_ops": _set_ops,
    "clear_ops": _clear_ops,
    "add": _add,
    "online": _online,
    "offline": _offline,
    "retire": _retire,
}


def check(world: World) -> None:
    """States, registration, ops, lists and blocks of both nodes, as the model has them."""
    private = []
    for nid, node in world.nodes.items():
        view = views.node(world.host.state, nid)
        found = view.node_private
        assert (found.owner if found is not None else None) == node.owner
        assert (found.ops if found is not None else None) == node.ops
        assert world.host.state.nodes[nid].private is (node.owner is not None)
        blocks = {b.block: b.state for b in world.host.state.blocks.values() if b.nid == nid}
        first = hot_start(nid) // BLOCK_BYTES
        assert blocks == {first + number: state for number, state in node.blocks.items()}
        if node.online:
            private.append(nid)
    for nid in NIDS:
        states = world.host.states(nid)
        assert ("N_MEMORY_PRIVATE" in states) is (nid in private)
        if nid in private:
            assert world.host.fallback(nid)[0] == nid
            assert world.host.nofallback(nid) == [nid]
    for nid in (0, 1):
        assert set(world.host.fallback(nid)) == {0, 1}


#: a node that is unregistered while its memory is offline comes online as an ordinary one (A15)
Step = tuple[str, int, int, str, str]
STEPS: Final = st.tuples(
    st.sampled_from(sorted(EXPECTED)),
    st.sampled_from(NIDS),
    st.sampled_from(BLOCKS),
    st.sampled_from(OWNERS),
    st.sampled_from(sorted(TABLES)),
)


def ordinary(world: World, name: str, nid: int) -> bool:
    """Whether a step would online memory of a node that nobody owns: then it is N_MEMORY (22)."""
    return name == "online" and world.nodes[nid].owner is None


@settings(MM, max_examples=80)
@given(steps=st.lists(st.one_of(STEPS, st.sampled_from(sorted(POINTS))), min_size=4, max_size=24))
def test_the_life_of_private_nodes(steps: list[Step | str]) -> None:
    """Any order of calls; a word in the list arms that point, or disarms it."""
    world = World()
    for step in steps:
        if isinstance(step, str):
            world.fail(step, armed=step not in world.faults)
        elif not ordinary(world, step[0], step[1]):
            call(world, *step)


#: the calls that bring a node up and down, in order
RISE_AND_FALL: Final[tuple[Step, ...]] = (
    ("register", 2, 0, "a", "m_ops"),
    ("set_ops", 2, 0, "a", "mp_ops"),
    ("add", 2, 0, "a", "m_ops"),
    ("online", 2, 0, "a", "m_ops"),
    ("add", 2, 1, "a", "m_ops"),
    ("online", 2, 1, "a", "m_ops"),
    ("offline", 2, 1, "a", "m_ops"),
    ("retire", 2, 1, "a", "m_ops"),
    ("retire", 2, 0, "a", "m_ops"),
)


@pytest.mark.parametrize("point", sorted(POINTS))
@pytest.mark.parametrize("at", range(len(RISE_AND_FALL)))
def test_a_fault_at_every_point_of_a_life(point: str, at: int) -> None:
    """The step fails, nothing changes; disarmed, the same step and the rest of the life succeed."""
    world = World()
    for number, step in enumerate(RISE_AND_FALL):
        if number == at:
            world.fail(point, armed=True)
            call(world, *step)
            world.fail(point, armed=False)
            if step[0] in {"add", "online", "offline", "retire"} and pending(world, step):
                call(world, *step)
        else:
            call(world, *step)
    assert world.nodes[2].owner is None
    assert world.nodes[2].blocks == {}


def pending(world: World, step: Step) -> bool:
    """Whether the step failed and is to be done again."""
    name, nid, block, *_ = step
    state = world.nodes[nid].blocks.get(block)
    return {"add": state is None, "online": state == "offline", "offline": state == "online"}.get(
        name, state is not None
    )

"""Lists that contradict themselves: each lie is refused at its line, by its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from service.fabric.imports import cxl_list

Edit = Callable[[Any], Any]


def endpoint(data: Any) -> Any:
    return data[0]["ports:root0"][0]["ports:port1"][0]["endpoints:port2"][3]


def region(data: Any) -> Any:
    return data[0]["decoders:root0"][0]["regions:decoder0.0"][0]


def port2(data: Any) -> Any:
    return data[0]["ports:root0"][0]["ports:port1"][0]


LIES: list[tuple[str, Edit, str, str]] = [
    ("negative size", lambda d: region(d).update(size=-1), "MALFORMED", "region0 size"),
    ("size beyond 2^64", lambda d: region(d).update(size=2**64), "MALFORMED", "region0 size"),
    ("size as text", lambda d: region(d).update(size="big"), "MALFORMED", "region0 size"),
    ("size as boolean", lambda d: region(d).update(size=True), "MALFORMED", "region0 size"),
    ("size null", lambda d: region(d).update(size=None), "MALFORMED", "region0 size"),
    ("no size", lambda d: region(d).pop("size"), "MALFORMED", "region0 size"),
    (
        "serial beyond 2^64",
        lambda d: endpoint(d)["memdev"].update(serial=2**64),
        "MALFORMED",
        "mem0 serial",
    ),
    ("negative resource", lambda d: region(d).update(resource=-1), "MALFORMED", "region0 resource"),
    ("type unknown", lambda d: region(d).update(type="tape"), "MALFORMED", "region0 type"),
    ("name of another kind", lambda d: region(d).update(region="mem9"), "MALFORMED", "region"),
    ("name a number", lambda d: region(d).update(region=7), "MALFORMED", "region"),
    (
        "control character",
        lambda d: endpoint(d).update(host="a\u0007"),
        "MALFORMED",
        "endpoint3 host",
    ),
    ("dports not a list", lambda d: port2(d).update(dports={}), "MALFORMED", "port2 dports"),
    (
        "dport not an object",
        lambda d: port2(d)["dports"].__setitem__(1, 3),
        "MALFORMED",
        "port2 dports[1]",
    ),
    (
        "dport without name",
        lambda d: port2(d)["dports"][1].pop("dport"),
        "MALFORMED",
        "port2 dports[1] dport",
    ),
    (
        "nr_dports no number",
        lambda d: port2(d).update(nr_dports="4"),
        "MALFORMED",
        "port2 nr_dports",
    ),
    ("memdev no object", lambda d: endpoint(d).update(memdev="mem0"), "MALFORMED", "memdev"),
    (
        "firmware no object",
        lambda d: endpoint(d)["memdev"].update(firmware=1),
        "MALFORMED",
        "mem0 firmware",
    ),
    (
        "more than 16 targets",
        lambda d: port2(d)["decoders:port2"][0].update(
            targets=[{"target": str(i), "position": i, "id": i} for i in range(17)],
            nr_targets=17,
        ),
        "MALFORMED",
        "decoder2.0 targets",
    ),
    (
        "decoder of no region",
        lambda d: endpoint(d)["decoders:endpoint3"][0].update(region="region7"),
        "INCONSISTENT",
        "decoder3.0 region",
    ),
    (
        "mapping of no memdev",
        lambda d: region(d)["mappings"][1].update(memdev="mem9"),
        "INCONSISTENT",
        "region0 mappings[1] memdev",
    ),
    (
        "mapping of another memdev",
        lambda d: region(d)["mappings"][1].update(memdev="mem1"),
        "INCONSISTENT",
        "region0 mappings[1] memdev",
    ),
    (
        "mapping of no decoder",
        lambda d: region(d)["mappings"][1].update(decoder="decoder3.9"),
        "INCONSISTENT",
        "region0 mappings[1] decoder",
    ),
    (
        "mapping of a free decoder",
        lambda d: region(d)["mappings"][1].update(decoder="decoder3.1"),
        "INCONSISTENT",
        "region0 mappings[1] decoder",
    ),
    (
        "position twice",
        lambda d: region(d)["mappings"][1].update(position=1),
        "INCONSISTENT",
        "region0 mappings[1] position",
    ),
    (
        "position beyond ways",
        lambda d: region(d)["mappings"][1].update(position=2),
        "INCONSISTENT",
        "region0 mappings[1] position",
    ),
    ("mapping missing", lambda d: region(d)["mappings"].pop(), "INCONSISTENT", "region0 mappings"),
    (
        "region outside its window",
        lambda d: region(d).update(resource=4096),
        "INCONSISTENT",
        "region0 resource",
    ),
    (
        "decoder elsewhere than its region",
        lambda d: port2(d)["decoders:port2"][0].update(resource=0x3E0000000),
        "INCONSISTENT",
        "decoder2.0 resource",
    ),
    (
        "decoder of another size",
        lambda d: port2(d)["decoders:port2"][0].update(size=1 << 28),
        "INCONSISTENT",
        "decoder2.0 size",
    ),
    (
        "dpa beyond the memdev",
        lambda d: endpoint(d)["decoders:endpoint3"][0].update(dpa_size=1 << 29),
        "INCONSISTENT",
        "decoder3.0 dpa_size",
    ),
    (
        "extent beyond the window",
        lambda d: d[0]["decoders:root0"][0].update(max_available_extent=1 << 40),
        "INCONSISTENT",
        "decoder0.0 max_available_extent",
    ),
    (
        "dax beyond the region",
        lambda d: region(d)["daxregion"].update(size=1 << 30),
        "INCONSISTENT",
        "region0 daxregion size",
    ),
    (
        "dax device beyond its region",
        lambda d: region(d)["daxregion"]["devices"][0].update(size=1 << 30),
        "INCONSISTENT",
        "region0 daxregion devices[0] size",
    ),
    (
        "more blocks online than there are",
        lambda d: region(d)["daxregion"]["devices"][0].update(online_memblocks=5),
        "INCONSISTENT",
        "region0 daxregion devices[0] online_memblocks",
    ),
    (
        "memdev twice",
        lambda d: endpoint(d)["memdev"].update(memdev="mem2"),
        "INCONSISTENT",
        "memdev",
    ),
    (
        "endpoint of another memdev",
        lambda d: endpoint(d).update(host="mem7"),
        "INCONSISTENT",
        "endpoint3 host",
    ),
    (
        "decoder in a foreign endpoint",
        lambda d: endpoint(d)["decoders:endpoint3"][1].update(decoder="decoder9.1"),
        "INCONSISTENT",
        "decoder9.1 decoder",
    ),
    (
        "decoder in a foreign port",
        lambda d: d[0]["decoders:root0"].append({"decoder": "decoder3.7"}),
        "INCONSISTENT",
        "decoder3.7 decoder",
    ),
    (
        "array named after another",
        lambda d: port2(d).update({"endpoints:port9": []}),
        "INCONSISTENT",
        "port2 endpoints:port9",
    ),
    (
        "ports inside an endpoint",
        lambda d: endpoint(d).update({"ports:endpoint3": []}),
        "INCONSISTENT",
        "endpoint3 ports:endpoint3",
    ),
    (
        "dport twice",
        lambda d: port2(d)["dports"][1].update(dport="0000:0e:00.0"),
        "INCONSISTENT",
        "port2 dports[1] dport",
    ),
    (
        "fewer dports stated than listed",
        lambda d: port2(d).update(nr_dports=3),
        "INCONSISTENT",
        "port2 nr_dports",
    ),
    (
        "endpoint on no dport",
        lambda d: endpoint(d).update(parent_dport="0000:ff:00.0"),
        "INCONSISTENT",
        "endpoint3 parent_dport",
    ),
    (
        "depth above the parent",
        lambda d: endpoint(d).update(depth=1),
        "INCONSISTENT",
        "endpoint3 depth",
    ),
    (
        "target on no dport",
        lambda d: port2(d)["decoders:port2"][0]["targets"][0].update(target="x"),
        "INCONSISTENT",
        "decoder2.0 targets[0] target",
    ),
    (
        "target position twice",
        lambda d: port2(d)["decoders:port2"][0]["targets"][0].update(position=0),
        "INCONSISTENT",
        "decoder2.0 targets[1] position",
    ),
    (
        "fewer targets stated than listed",
        lambda d: port2(d)["decoders:port2"][0].update(nr_targets=1),
        "INCONSISTENT",
        "decoder2.0 nr_targets",
    ),
    (
        "range beyond 64 bits",
        lambda d: port2(d)["decoders:port2"][0].update(resource=2**64 - 1),
        "INCONSISTENT",
        "decoder2.0 size",
    ),
    (
        "regions overlap",
        lambda d: d[0]["decoders:root0"][0]["regions:decoder0.0"].append(
            {**region(d), "region": "region1", "mappings": []}
        ),
        "INCONSISTENT",
        "region1 resource",
    ),
]


@pytest.mark.parametrize(
    ("edit", "reason", "field"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES]
)
def test_lies_of_structure(real: Any, refusal: Any, edit: Edit, reason: str, field: str) -> None:
    switch = json.loads(real("cxlsw/cxl_list_vvv.json").text)
    edit(switch)
    text = json.dumps(switch, indent=2)
    facts = refusal(lambda: cxl_list.parse(text, "cxl.json"))
    assert (facts["reason"], facts["field"]) == (f"IMPORT_{reason}", field), facts
    line = text.split("\n")[facts["line"] - 1].strip().rstrip(",")
    name, _, key = field.replace("[", " [").rpartition(" ")
    start = next((word for word in name.split(" ") if word), key)
    assert key in line or start in line or line in ("{", "1", "3"), (facts, line)

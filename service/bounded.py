"""Bounded, strict types shared by every command, answer and view.

One JSON type per field: an optional field is absent, never `null`; an integer has a minimum and a
maximum; a string has a pattern and a maximum length. Only `WideBytes` has two forms, because 64
bits are more than JSON clients hold. A number with an integral value (`2517.0`) is an integer, as
JSON Schema says; booleans and strings are not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Annotated, Any, Final, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
)
from pydantic_core import CoreSchema

#: Largest integer that every JSON client represents exactly (2**53 - 1); larger ones are refused.
JSON_INTEGER_MAX: Final = (1 << 53) - 1
#: Largest unsigned 64-bit integer: what HPA, DPA and sizes of CXL may reach.
U64_MAX: Final = (1 << 64) - 1
#: `1 << NODES_SHIFT` with the largest NODES_SHIFT of x86-64 (include/linux/numa.h).
MAX_NUMNODES: Final = 1024
#: Bits a user nodemask may name: PAGE_SIZE * BITS_PER_BYTE (mm/mempolicy.c, get_nodes).
NODEMASK_BITS_MAX: Final = 32768
#: PID_MAX_LIMIT on 64-bit kernels (include/linux/threads.h).
PID_MAX: Final = 4194304


class Strict(BaseModel):
    """Base of every model that crosses an edge: frozen, strict, unknown fields refused."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    @classmethod
    def model_construct(  # type: ignore[override]
        cls, _fields_set: set[str] | None = None, **values: Any
    ) -> Self:
        """As pydantic's: no validation. In a tenth of its time, because answers are made so.

        Fields are in the order of the model, as pydantic has them: it is the order of the JSON.
        """
        template, required, factories = _template(cls)
        found = template | values
        assert len(found) == len(template), "a field that the model does not have"
        assert required <= values.keys(), "a field is missing"
        for name, default in factories:
            if name not in values:
                found[name] = default()
        made = cls.__new__(cls)
        _put_members(made, found)
        _put_fields_set(made, set(values) if _fields_set is None else _fields_set)
        _put_extra(made, None)
        _put_private(made, None)
        return made


#: A frozen model is written to by its slots: an assignment would be refused.
_SLOTS: Final = vars(BaseModel)
_put_members: Final = _SLOTS["__dict__"].__set__
_put_fields_set: Final = _SLOTS["__pydantic_fields_set__"].__set__
_put_extra: Final = _SLOTS["__pydantic_extra__"].__set__
_put_private: Final = _SLOTS["__pydantic_private__"].__set__


@cache
def _template(
    model: type[BaseModel],
) -> tuple[dict[str, Any], frozenset[str], tuple[tuple[str, Callable[[], Any]], ...]]:
    """The fields of a model in order with their defaults, those without, and how some are made."""
    fields = model.model_fields
    template = {name: field.default for name, field in fields.items()}
    required = frozenset(name for name, field in fields.items() if field.is_required())
    factories = tuple(
        (name, partial(field.get_default, call_default_factory=True))
        for name, field in fields.items()
        if field.default_factory is not None
    )
    return template, required, factories


class _NotNull:
    """Takes `null` out of an optional field: absent or a value, nothing else."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        schema = handler(source)
        while schema["type"] == "nullable":
            schema = schema["schema"]
        return schema


#: Annotation for optional input fields: `Annotated[Nid | None, NOT_NULL] = None`.
NOT_NULL: Final = _NotNull()


def _integral(value: object) -> object:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


#: Stands behind the limits, or the limits vanish from the published schema.
INTEGRAL: Final = BeforeValidator(_integral)

Count = Annotated[int, Field(ge=0, le=JSON_INTEGER_MAX), INTEGRAL]
NrPages = Annotated[int, Field(ge=0, le=JSON_INTEGER_MAX), INTEGRAL]
Nanoseconds = Annotated[int, Field(ge=0, le=JSON_INTEGER_MAX), INTEGRAL]
Revision = Annotated[int, Field(ge=0, le=JSON_INTEGER_MAX), INTEGRAL]
#: A revision in JSON: a decimal string, opaque except for equality and order in one fabric.
RevisionText = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]{0,14})$", max_length=15)]
Nid = Annotated[int, Field(ge=0, le=MAX_NUMNODES - 1), INTEGRAL]
#: A node argument that user space may get wrong: the kernel answers, not the parser.
AnyNid = Annotated[int, Field(ge=-(2**31), le=2**31 - 1), INTEGRAL]
MaskBit = Annotated[int, Field(ge=0, le=NODEMASK_BITS_MAX - 1), INTEGRAL]
Nodemask = Annotated[tuple[MaskBit, ...], Field(max_length=MAX_NUMNODES, strict=False)]
Pid = Annotated[int, Field(ge=1, le=PID_MAX), INTEGRAL]
#: A pid argument of a system call: 0 is the caller, an unknown one is ESRCH.
AnyPid = Annotated[int, Field(ge=-(2**31), le=2**31 - 1), INTEGRAL]
Cpu = Annotated[int, Field(ge=0, le=8191), INTEGRAL]
Order = Annotated[int, Field(ge=0, le=63), INTEGRAL]
Distance = Annotated[int, Field(ge=1, le=255), INTEGRAL]
SmallInt = Annotated[int, Field(ge=-(2**31), le=2**31 - 1), INTEGRAL]

#: A driver's time for a command, over all its questions.
DRIVER_DEADLINE_MS_MAX: Final = 60_000
DeadlineMs = Annotated[int, Field(ge=20, le=DRIVER_DEADLINE_MS_MAX), INTEGRAL]

#: Addresses, PFNs and serial numbers are hex strings: 64-bit integers break in JavaScript.
Hex = Annotated[str, Field(pattern=r"^0x[0-9a-f]{1,16}$", max_length=18)]

_NAME: Final = r"^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$"
FabricName = Annotated[str, Field(pattern=_NAME, max_length=63, min_length=1)]
HostName = Annotated[str, Field(pattern=_NAME, max_length=63, min_length=1)]
Label = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.-]{0,62}$", max_length=63)]
FileName = Annotated[str, Field(pattern=r"^[A-Za-z0-9_./-]{1,255}$", max_length=255)]
CgroupPath = Annotated[str, Field(pattern=r"^/[A-Za-z0-9_./-]{0,254}$", max_length=255)]
#: Free text for people: printable, no control characters.
Text = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=1000)]
ModelId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,62}$", max_length=63)]
#: an id, or an id and a variant of it: `rfc-v4/as-coded`
ModelName = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,62}(?:/[a-z0-9][a-z0-9.-]{0,62})?$", max_length=127)
]


_HEX: Final = re.compile(r"0x[0-9a-f]{1,16}")


def _wide(value: object) -> object:
    if isinstance(value, str) and _HEX.fullmatch(value):
        return int(value, 16)
    return _integral(value)


def _wide_json(value: int | None) -> int | str | None:
    """A field that may be absent is `None` in a dump that keeps defaults."""
    return value if value is None or value <= JSON_INTEGER_MAX else to_hex(value)


#: A size in bytes, up to 64 bits: an integer or a hex string. It is written as an integer where
#: every JSON client holds it exactly, and as a hex string above that.
WideBytes = Annotated[
    int,
    Field(ge=0, le=U64_MAX),
    BeforeValidator(_wide),
    PlainSerializer(_wide_json, return_type=int | str | None, when_used="json"),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": U64_MAX},
                {"type": "string", "pattern": r"^0x[0-9a-f]{1,16}$", "maxLength": 18},
            ]
        }
    ),
]


def parse_hex(text: str) -> int:
    """The integer behind a `Hex` string."""
    return int(text, 16)


def to_hex(value: int) -> str:
    """An address, PFN or serial as it stands in JSON: `0x` and lower-case digits."""
    return f"{value:#x}"

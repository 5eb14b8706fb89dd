"""Between proto messages and the plain data of the models.

Absent scalars stay absent, so the models see what REST would have shown them. Unknown fields are
ignored, as gRPC does. How a message is read and made is worked out once for its type: reading goes
over the fields that are set, making is one call of the message's constructor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeVar

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from google.protobuf.struct_pb2 import Struct

M = TypeVar("M", bound=Message)

_STRUCT: Final = "google.protobuf.Struct"
_NOTHING: Final[frozenset[str]] = frozenset()
#: How a value of a field is read; None: it stays as it is.
_Read = Callable[[Any], Any] | None
#: What a constructor wants in place of a value; None: the value itself.
_Shape = Callable[[Any], Any] | None


def _is_list(descriptor: Descriptor) -> bool:
    """Whether a message stands for a JSON array: `...List` and `...Row`."""
    return [field.name for field in descriptor.fields] == ["values"]


def _is_pair(descriptor: Descriptor) -> bool:
    """Whether a message stands for a pair `[nid, nr_pages]`."""
    return descriptor.name == "NodeCount"


def _is_map(field: FieldDescriptor) -> bool:
    message = field.message_type
    return message is not None and message.GetOptions().map_entry


# --- messages to data ----------------------------------------------------------------------------


def _reader(field: FieldDescriptor) -> _Read:
    if _is_map(field):
        return dict
    if field.message_type is None:
        return list if field.is_repeated else None
    read = _message_reader(field.message_type)
    if not field.is_repeated:
        return read
    return lambda messages: [read(each) for each in messages]


def _message_reader(descriptor: Descriptor) -> Callable[[Any], Any]:
    if descriptor.full_name == _STRUCT:
        return MessageToDict
    if not _is_list(descriptor):
        return to_dict
    values = _reader(descriptor.fields[0])
    assert values is not None, "a list is read"
    return lambda message: values(message.values)


@cache
def _readers(
    descriptor: Descriptor, without: frozenset[str]
) -> tuple[dict[FieldDescriptor, tuple[str, _Read]], tuple[str, ...]]:
    """Name and reading of each field, and the lists that are empty where they are not set."""
    fields = [field for field in descriptor.fields if field.name not in without]
    readers = {field: (field.name, _reader(field)) for field in fields}
    return readers, tuple(
        field.name for field in fields if field.is_repeated and not _is_map(field)
    )


def to_dict(message: Message, without: frozenset[str] = _NOTHING) -> dict[str, Any]:
    """The fields of a message that are set, and its lists; not those `without`."""
    readers, lists = _readers(message.DESCRIPTOR, without)
    found: dict[str, Any] = {name: [] for name in lists} if lists else {}
    for field, value in message.ListFields():
        reader = readers.get(field)
        if reader is not None:
            name, read = reader
            found[name] = value if read is None else read(value)
    return found


# --- data to messages ----------------------------------------------------------------------------


def _struct(values: Mapping[str, Any]) -> Struct:
    struct = Struct()
    struct.update(values)
    return struct


def _pair(value: Any) -> dict[str, Any]:
    return {"nid": value[0], "nr_pages": value[1]}


def _plain(value: Any) -> Any:
    """The members of a model, or data as it is."""
    return value if type(value) is dict else value.__dict__


def _shape(field: FieldDescriptor) -> _Shape:
    if field.message_type is None or _is_map(field):
        return None
    shape = _message_shape(field.message_type)
    return (lambda values: [shape(each) for each in values]) if field.is_repeated else shape


def _message_shape(descriptor: Descriptor) -> Callable[[Any], Any]:
    if descriptor.full_name == _STRUCT:
        return _struct
    if _is_pair(descriptor):
        return _pair
    if _is_list(descriptor):
        values = _shape(descriptor.fields[0])
        return lambda found: {"values": found if values is None else values(found)}
    shapes = _shapes(descriptor)
    return (lambda value: _shaped(shapes, _plain(value))) if shapes else _plain


@cache
def _shapes(descriptor: Descriptor) -> dict[str, Callable[[Any], Any]]:
    """The fields that a constructor wants in another form than the models have."""
    shapes = {field.name: _shape(field) for field in descriptor.fields}
    return {name: shape for name, shape in shapes.items() if shape is not None}


def _shaped(shapes: Mapping[str, Callable[[Any], Any]], data: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(data)
    for name in shapes.keys() & found.keys():
        value = found[name]
        if value is not None:
            found[name] = shapes[name](value)
    return found


def build(message: type[M], data: Mapping[str, Any]) -> M:
    """A message from plain data, in which models may stand for their members; `None` is absent.

    A member that the message does not know is a bug: a test proves that there is none.
    """
    return message(**_shaped(_shapes(message.DESCRIPTOR), data))

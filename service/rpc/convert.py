"""Between proto messages and the plain data of the models.

Absent scalars stay absent, so the models see what REST would have shown them. Unknown fields are
ignored, as gRPC does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message

_STRUCT: Final = "google.protobuf.Struct"
_Read = Callable[[Any], Any]
_Write = Callable[[Message, Any], None]


@cache
def _is_list(descriptor: Descriptor) -> bool:
    """Whether a message stands for a JSON array: `...List` and `...Row`."""
    return [field.name for field in descriptor.fields] == ["values"]


@cache
def _is_pair(descriptor: Descriptor) -> bool:
    """Whether a message stands for a pair `[nid, nr_pages]`."""
    return descriptor.name == "NodeCount"


def _is_map(field: FieldDescriptor) -> bool:
    message = field.message_type
    return message is not None and message.GetOptions().map_entry


def _reader(field: FieldDescriptor) -> _Read:
    if _is_map(field):
        return dict
    if field.message_type is None:
        return list if field.is_repeated else _same
    if field.message_type.full_name == _STRUCT:
        return MessageToDict
    return _read_all if field.is_repeated else _read


def _same(value: Any) -> Any:
    return value


def _read(message: Message) -> Any:
    if _is_list(message.DESCRIPTOR):
        values: Any = message
        return [_read(each) if isinstance(each, Message) else each for each in values.values]
    return to_dict(message)


def _read_all(messages: Any) -> list[Any]:
    return [_read(each) for each in messages]


@cache
def _readers(descriptor: Descriptor) -> tuple[dict[str, _Read], tuple[str, ...]]:
    """How each field is read, and the lists that are empty where they are not set."""
    readers = {field.name: _reader(field) for field in descriptor.fields}
    lists = tuple(
        field.name for field in descriptor.fields if field.is_repeated and not _is_map(field)
    )
    return readers, lists


def to_dict(message: Message) -> dict[str, Any]:
    """The fields of a message that are set, and its lists."""
    readers, lists = _readers(message.DESCRIPTOR)
    found: dict[str, Any] = {name: [] for name in lists}
    for field, value in message.ListFields():
        found[field.name] = readers[field.name](value)
    return found


def _writer(field: FieldDescriptor) -> _Write:
    name = field.name

    def write_scalar(message: Message, value: Any) -> None:
        setattr(message, name, value)

    def write_scalars(message: Message, values: Any) -> None:
        getattr(message, name).extend(values)

    def write_map(message: Message, values: Any) -> None:
        getattr(message, name).update(values)

    def write_message(message: Message, value: Any) -> None:
        below = getattr(message, name)
        below.SetInParent()
        _write(below, value)

    def write_messages(message: Message, values: Any) -> None:
        below = getattr(message, name)
        for value in values:
            _write(below.add(), value)

    if _is_map(field):
        return write_map
    if field.message_type is None:
        return write_scalars if field.is_repeated else write_scalar
    if field.message_type.full_name == _STRUCT:
        return write_map
    return write_messages if field.is_repeated else write_message


@cache
def _writers(descriptor: Descriptor) -> dict[str, _Write]:
    return {field.name: _writer(field) for field in descriptor.fields}


def _write(message: Message, value: Any) -> None:
    descriptor = message.DESCRIPTOR
    if _is_list(descriptor):
        _writers(descriptor)["values"](message, value)
    elif _is_pair(descriptor):
        fill(message, {"nid": value[0], "nr_pages": value[1]})
    else:
        fill(message, value)


def fill(message: Message, data: Mapping[str, Any]) -> None:
    """Sets the fields of a message from the plain data of a model; `None` is absent.

    A member that the message does not know is a bug: a test proves that there is none.
    """
    writers = _writers(message.DESCRIPTOR)
    for name, value in data.items():
        if value is not None:
            writers[name](message, value)

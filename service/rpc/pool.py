"""The generated messages by full name. Only this module of the edge imports service.gen."""

from __future__ import annotations

from typing import Final

from google.protobuf import message_factory
from google.protobuf.descriptor import FileDescriptor
from google.protobuf.message import Message

from service.gen.cxltwin.driver.v1 import driver_service_pb2
from service.gen.cxltwin.experiments.v1 import experiment_service_pb2
from service.gen.cxltwin.fabric.v1 import fabric_service_pb2
from service.gen.cxltwin.mm.v1 import mm_service_pb2

#: The files that hold services, by package.
FILES: Final[dict[str, FileDescriptor]] = {
    each.DESCRIPTOR.package: each.DESCRIPTOR
    for each in (
        mm_service_pb2,
        fabric_service_pb2,
        driver_service_pb2,
        experiment_service_pb2,
    )
}


def message_class(full_name: str) -> type[Message]:
    """The class of a message, by its full name."""
    package, _, name = full_name.rpartition(".")
    descriptor = FILES[package].message_types_by_name[name]
    return message_factory.GetMessageClass(descriptor)

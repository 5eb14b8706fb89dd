"""Commands of a fabric itself, and what a driver is asked and answers."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final

from pydantic import Field

from service.bounded import (
    NOT_NULL,
    FabricName,
    HostName,
    ModelName,
    Nid,
    Strict,
    Text,
)
from service.cxl.commands import CxlInventory, CxlName
from service.fabric.cxl.commands import CXL_HOST_COMMANDS, CXL_PLANT_COMMANDS, CxlHost
from service.fabric.devices.commands import DEVICE_COMMANDS
from service.fabric.models.commands import KnobName, KnobValue, OwnModel
from service.fabric.whatif.commands import WHATIF_COMMANDS
from service.mm.commands import COMMANDS, Answer, Command
from service.mm.commands.driver import DriverAnswer, Question
from service.mm.commands.topology import Topology


class CreateFabric(Command):
    """A new, empty fabric: the unit of order. It is revision 1 of itself."""

    op: ClassVar[str] = "create_fabric"
    fabric: FabricName
    description: Text = ""


class UpdateFabric(Command):
    """Changes the configuration of a fabric."""

    op: ClassVar[str] = "update_fabric"
    description: Annotated[Text | None, NOT_NULL] = None


class DeleteFabric(Command):
    """Deletes an empty fabric."""

    op: ClassVar[str] = "delete_fabric"


class WindowNode(Strict):
    """The NUMA node that memory of a root decoder's window belongs to."""

    decoder: CxlName
    nid: Nid


class CreateHost(Command):
    """Boots a host under a kernel model; `knobs` overrides cells of that model by name.

    A model is named by its id, by a variant (`rfc-v4/as-coded`), or by the name under which one's
    own was uploaded; `own_model` is its table, which the service puts into the journal.
    """

    op: ClassVar[str] = "create_host"
    host: HostName
    kernel_model: ModelName
    knobs: Annotated[dict[KnobName, KnobValue], Field(max_length=64, default_factory=dict)]
    topology: Topology
    #: the CXL side: windows and host bridges; devices come with cables
    cxl: Annotated[CxlHost | None, NOT_NULL] = None
    #: what `cxl list` showed of an imported machine, as it was
    inventory: Annotated[CxlInventory | None, NOT_NULL] = None
    #: makes the inventory a machine that can be worked with: the nodes of its root decoders.
    #: Its devices and switches join the plant as `HOST.memN` and `HOST.portN`
    window_nodes: Annotated[
        tuple[WindowNode, ...] | None, NOT_NULL, Field(max_length=256, strict=False)
    ] = None
    description: Text = ""
    auto_run: bool = False
    own_model: Annotated[OwnModel | None, NOT_NULL] = None


class UpdateHost(Command):
    """Changes the configuration of a host, not its memory."""

    op: ClassVar[str] = "update_host"
    description: Annotated[Text | None, NOT_NULL] = None
    auto_run: Annotated[bool | None, NOT_NULL] = None


class DeleteHost(Command):
    """Removes a host with everything it runs."""

    op: ClassVar[str] = "delete_host"


FABRIC_COMMANDS: Final[dict[str, type[Command]]] = {
    command.op: command
    for command in (CreateFabric, UpdateFabric, DeleteFabric, CreateHost, UpdateHost, DeleteHost)
}

#: every command that is addressed to one host: its memory, its devices, its CXL objects
HOST_COMMANDS: Final[dict[str, type[Command]]] = {
    **COMMANDS,
    **DEVICE_COMMANDS,
    **CXL_HOST_COMMANDS,
}

#: every command there is
ALL_COMMANDS: Final[dict[str, type[Command]]] = {
    **HOST_COMMANDS,
    **FABRIC_COMMANDS,
    **CXL_PLANT_COMMANDS,
    **WHATIF_COMMANDS,
}

__all__ = [
    "ALL_COMMANDS",
    "CXL_HOST_COMMANDS",
    "CXL_PLANT_COMMANDS",
    "FABRIC_COMMANDS",
    "HOST_COMMANDS",
    "Answer",
    "CreateFabric",
    "CreateHost",
    "DeleteFabric",
    "DeleteHost",
    "DriverAnswer",
    "Question",
    "UpdateFabric",
    "UpdateHost",
]

"""Documents of the service: in the store, and those of this process that are newer than that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec

from service.control.calls import Call
from service.control.ports import Document, Store
from service.fabric.commands import CreateHost
from service.fabric.models.commands import OwnModel
from service.mm.models import MODELS, VARIANTS

#: kinds of documents
EXPERIMENT: Final = "experiment"
#: what an experiment was asked, with its recordings
REQUEST: Final = "experiment-request"
MODEL: Final = "model"


class Documents:
    """What is stored; `live` shows bodies that are not written each time they change."""

    def __init__(self, store: Store) -> None:
        self._store = store
        #: (kind, name) -> the body as it is now
        self.live: dict[tuple[str, str], bytes] = {}

    def _newest(self, document: Document) -> Document:
        body = self.live.get((document.kind, document.name))
        return document if body is None else msgspec.structs.replace(document, body=body)

    async def list(self, kind: str) -> Sequence[Document]:
        """All of a kind by name, without their data. Refuses: STORE_UNAVAILABLE."""
        return [self._newest(each) for each in await self._store.documents(kind)]

    async def get(self, kind: str, name: str) -> Document | None:
        """One with its data. Refuses: STORE_UNAVAILABLE."""
        found = await self._store.document(kind, name)
        return None if found is None else self._newest(found)

    async def put(self, document: Document) -> bool:
        """Writes version n over n - 1; whether that stood there. Refuses: STORE_UNAVAILABLE."""
        return await self._store.put_document(document)

    async def drop(self, kind: str, name: str) -> bool:
        """Deletes one; whether it was there. Refuses: STORE_UNAVAILABLE."""
        return await self._store.drop_document(kind, name)

    async def own_model(self, name: str) -> OwnModel | None:
        """A model that somebody uploaded. Refuses: STORE_UNAVAILABLE."""
        if name in MODELS or name in VARIANTS:
            return None
        found = await self._store.document(MODEL, name)
        return None if found is None else OwnModel.model_validate_json(found.data or b"{}")

    async def with_tables(self, calls: Sequence[Call]) -> Sequence[Call]:
        """Calls that create hosts under a model of one's own carry its table into the journal.

        So a replay does not need the document, and nobody can change what a host runs.
        """
        found: list[Call] = []
        for call in calls:
            command = call.command
            if isinstance(command, CreateHost) and command.own_model is None:
                own = await self.own_model(command.kernel_model)
                if own is not None:
                    changed = command.model_copy(update={"own_model": own})
                    call = msgspec.structs.replace(call, command=changed)  # noqa: PLW2901
            found.append(call)
        return found

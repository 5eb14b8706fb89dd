"""The one vocabulary table: operation of the case language -> its interpreter."""

from __future__ import annotations

from typing import Any, Final

from service.conformance.lang_alloc import ALLOC_OPS
from service.conformance.lang_batches import BATCH_OPS
from service.conformance.lang_cram import CRAM_OPS
from service.conformance.lang_devices import DEVICE_OPS
from service.conformance.lang_host import Handler, LangHost, Outcome
from service.conformance.lang_pages import PAGE_OPS
from service.conformance.lang_policy import POLICY_OPS
from service.conformance.lang_queries import QUERY_OPS
from service.conformance.lang_reclaim import RECLAIM_OPS
from service.conformance.lang_services import SERVICE_OPS
from service.conformance.lang_system import SYSTEM_OPS
from service.conformance.lang_tasks import TASK_OPS


def _nothing(host: LangHost, op: dict[str, Any]) -> Outcome:
    del host, op
    return Outcome()


OPS: Final[dict[str, Handler]] = {
    **TASK_OPS,
    **POLICY_OPS,
    **ALLOC_OPS,
    **PAGE_OPS,
    **RECLAIM_OPS,
    **SYSTEM_OPS,
    **QUERY_OPS,
    **SERVICE_OPS,
    **DEVICE_OPS,
    **CRAM_OPS,
    **BATCH_OPS,
    "quiesce": _nothing,
}

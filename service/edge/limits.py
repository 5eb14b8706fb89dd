"""Every limit of the edges, with a name, a value and a sentence; published at `/v1/limits`."""

from __future__ import annotations

from typing import Final, NamedTuple

from service.bounded import DRIVER_DEADLINE_MS_MAX, JSON_INTEGER_MAX, MAX_NUMNODES
from service.control.past import REPLAY_BYTES_MAX, REPLAY_ROWS_MAX
from service.drivers.messages import UNSETTLED_MAX
from service.drivers.registry import HEARTBEAT_MS, MISSED_MAX, SESSIONS_MAX
from service.drivers.session import OUTBOX_MAX, REFUSED_MAX, SPARE_BURST, SPARE_PER_SECOND
from service.experiments.experiment import MODELS_MAX
from service.experiments.scenario_yaml import TEXT_BYTES_MAX
from service.experiments.tracing import EVENTS_MAX
from service.fabric.hosts import HOSTS_PER_FABRIC_MAX
from service.fabric.imports.combine import FILES_MAX
from service.fabric.whatif.commands import DIFFERENCES_MAX
from service.mm.commands.topology import BLOCK_SIZE_MAX, BLOCK_SIZE_MIN
from service.mm.kernfs import DIRECTORY_NAMES_MAX
from service.mm.layout import PFN_END
from service.mm.memory_hotplug import BLOCKS_PER_CALL_MAX
from service.runs.lab import KEPT_MAX, QUEUED_MAX, RUN_SECONDS_MAX, RUNNING_MAX
from service.runs.running import QUICK_SECONDS_MAX
from service.runs.whatif import OWN_MODELS_MAX

BODY_BYTES: Final = 1 << 20
IMPORT_BODY_BYTES: Final = 8 << 20
JSON_DEPTH: Final = 32
URL_BYTES: Final = 8 << 10
HEADER_BYTES: Final = 32 << 10
BATCH_STEPS: Final = 1000
PAGE_SIZE_DEFAULT: Final = 50
PAGE_SIZE_MAX: Final = 1000
IMPORT_FILES: Final = FILES_MAX
GRPC_MESSAGE_BYTES: Final = 4 << 20
GRPC_BATCH_WINDOW: Final = 64
SSE_HEARTBEAT_SECONDS: Final = 15
DRAIN_NOTICE_MS: Final = 500
DRAIN_SECONDS: Final = 10


class Limit(NamedTuple):
    """One published limit."""

    value: int
    unit: str
    text: str


LIMITS: Final[dict[str, Limit]] = {
    "body_bytes": Limit(BODY_BYTES, "bytes", "a request body; larger ones are 413"),
    "import_body_bytes": Limit(IMPORT_BODY_BYTES, "bytes", "the body of an import"),
    "json_depth": Limit(JSON_DEPTH, "levels", "nesting of objects and arrays in a body"),
    "json_integer_max": Limit(JSON_INTEGER_MAX, "", "the largest integer of a body or an answer"),
    "url_bytes": Limit(URL_BYTES, "bytes", "path and query string; longer ones are 414"),
    "header_bytes": Limit(HEADER_BYTES, "bytes", "all header names and values of a request"),
    "batch_steps": Limit(BATCH_STEPS, "steps", "commands of one batch, all in one commit"),
    "page_size_default": Limit(PAGE_SIZE_DEFAULT, "items", "page_size when none is given"),
    "page_size_max": Limit(PAGE_SIZE_MAX, "items", "the largest page_size"),
    "import_files": Limit(IMPORT_FILES, "files", "files of one import"),
    "hosts_per_fabric": Limit(HOSTS_PER_FABRIC_MAX, "hosts", "hosts of one fabric"),
    "nodes_per_host": Limit(MAX_NUMNODES, "nodes", "1 << NODES_SHIFT of the largest x86-64 kernel"),
    "pages_per_host": Limit(PFN_END, "pages", "frames of 4 KiB below 52 bits of physical address"),
    "memory_block_size_min": Limit(BLOCK_SIZE_MIN, "bytes", "the smallest memory_block_size"),
    "memory_block_size_max": Limit(
        BLOCK_SIZE_MAX, "bytes", "MEM_SIZE_FOR_LARGE_BLOCK of arch/x86/mm/init_64.c"
    ),
    "memory_blocks_per_call": Limit(
        BLOCKS_PER_CALL_MAX, "blocks", "memory blocks that one call onlines or offlines"
    ),
    "directory_names": Limit(DIRECTORY_NAMES_MAX, "names", "names in one listing of a directory"),
    "grpc_message_bytes": Limit(GRPC_MESSAGE_BYTES, "bytes", "one gRPC message"),
    "grpc_batch_window": Limit(
        GRPC_BATCH_WINDOW, "messages", "batches of one stream that run before the first answers"
    ),
    "driver_sessions": Limit(SESSIONS_MAX, "streams", "attached drivers of one process"),
    "driver_deadline_ms_max": Limit(
        DRIVER_DEADLINE_MS_MAX, "ms", "the longest deadline that a driver may ask for"
    ),
    "driver_heartbeat_ms": Limit(
        HEARTBEAT_MS, "ms", f"a driver that is silent {MISSED_MAX} times as long is let go"
    ),
    "driver_refused_messages": Limit(
        REFUSED_MAX, "messages", "refused messages of a driver that end its session"
    ),
    "driver_spare_messages": Limit(
        SPARE_BURST,
        "messages",
        f"heartbeats and repetitions of a driver at once; then {SPARE_PER_SECOND} a second",
    ),
    "driver_unread_messages": Limit(
        OUTBOX_MAX, "messages", "messages that may wait for a driver that does not read"
    ),
    "driver_unsettled": Limit(
        UNSETTLED_MAX, "callbacks", "callbacks that a driver may ask about when it comes back"
    ),
    "experiments_running": Limit(RUNNING_MAX, "runs", "experiments that run at a time"),
    "experiments_waiting": Limit(QUEUED_MAX, "runs", "experiments that wait for their turn"),
    "experiments_kept": Limit(KEPT_MAX, "runs", "experiments that are kept with their results"),
    "experiment_seconds": Limit(RUN_SECONDS_MAX, "seconds", "a run that takes longer is ended"),
    "experiment_events": Limit(EVENTS_MAX, "events", "events that one cell of a result shows"),
    "whatif_seconds": Limit(QUICK_SECONDS_MAX, "seconds", "a fork to another model, a replay"),
    "replay_commands": Limit(REPLAY_ROWS_MAX, "commands", "the history that a replay takes in"),
    "replay_bytes": Limit(REPLAY_BYTES_MAX, "bytes", "the same, as the journal has it"),
    "replay_differences": Limit(
        DIFFERENCES_MAX, "commands", "differing commands that a report spells out"
    ),
    "models_per_request": Limit(MODELS_MAX, "models", "models of an experiment or a replay"),
    "own_models": Limit(OWN_MODELS_MAX, "models", "uploaded kernel models"),
    "yaml_bytes": Limit(TEXT_BYTES_MAX, "bytes", "the text of a model or a scenario"),
    "sse_heartbeat_seconds": Limit(
        SSE_HEARTBEAT_SECONDS, "seconds", "a watcher hears at least this often from the service"
    ),
    "drain_notice_ms": Limit(
        DRAIN_NOTICE_MS, "milliseconds", "how long the ports still answer 503 DRAINING"
    ),
    "drain_seconds": Limit(DRAIN_SECONDS, "seconds", "from SIGTERM to the end of the process"),
}

"""The OpenAPI 3.1 document, written from the route table without starting anything."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from service.api import examples, schemas
from service.api.params import TEXTS, Param, params_of
from service.api.router import Router
from service.api.routes import ROUTES
from service.api.row import AUDIENCES, NOUNS, Row
from service.api.schemas import Components, Schema, pascal, ref
from service.edge.uses import USES
from service.edge.words import ConfigOptions, Options
from service.fabric.whatif.commands import ForkAnswer
from service.mm.commands import Answer
from service.reasons import CONTROL_REASONS, STREAM_REASONS
from service.runs.shapes import ForkHostRequest

API_VERSION: Final = "1.0.0"
_DESCRIPTION: Final = """\
A digital twin of a CXL fabric whose hosts have private memory nodes (N_MEMORY_PRIVATE).

A simulated call that was carried out is **200** whatever the kernel returned: read `ret`, `errno`,
`reason` and `decided_by`. A request that the service refuses is `application/problem+json` with a
`reason` of the closed table at `/v1/reasons`. Every committed command has the next `revision` of
its fabric. Every answer names the kernel model that gave it; nothing here is merged in Linux."""

_ALWAYS: Final = (404, 406, 414, 422, 429, 503)
_BODY: Final = (409, 413, 415)
_EXTRA: Final[dict[str, tuple[int, ...]]] = {
    "command": (*_BODY, 412, 424),
    "plant": (*_BODY, 412, 424),
    "batch": (*_BODY, 412, 424),
    "create": _BODY,
    "import": _BODY,
    "update": (*_BODY, 412, 428),
    "delete": (409, 412, 413, 428),
    "list": (),
    "get": (),
    "events": (410,),
    "use": (*_BODY, 424),
    "fork": (*_BODY, 412, 424),
    "result": (409,),
}
#: operations whose answer has an ETag
_TAGGED: Final = frozenset(
    {
        "get_fabric",
        "get_host",
        "update_fabric",
        "update_host",
        "get_experiment",
        "get_model",
        "get_model_variant",
    }
)
#: Values that the demo and the tests seed.
_PARAM_EXAMPLES: Final[dict[str, Any]] = {
    "fabric": "demo",
    "host": "june",
    "pid": 100,
    "nid": 0,
    "switch": "sw0",
    "vcs_id": 0,
    "vppb_id": 0,
    "device": "pool0",
    "memdev": "mem0",
    "region": "region0",
    "composition": "train",
    "hpa": "0x1000000000",
    "dpa": "0x0",
    "model": "thread-2026-06",
    "reason": "UNKNOWN_HOST",
    "revision": "3",
    "since": "0",
    "page_size": 50,
    "experiment": "audit",
    "cell": "matrix|rights_none|E1.01|rfc-v5",
    "first": "rfc-v4/as-coded",
    "second": "rfc-v5",
    "variant": "as-coded",
}


def _problem_text(status: int) -> str:
    names = sorted(
        name
        for name, row in CONTROL_REASONS.items()
        if row.http == status and name not in STREAM_REASONS
    )
    return ", ".join(names)


def _problem_kind(row: Row) -> str:
    return "delete" if row.method == "DELETE" else row.kind


def _problems(row: Row) -> dict[str, Any]:
    return {
        str(status): {"$ref": f"#/components/responses/Problem{status}"}
        for status in sorted({*_ALWAYS, *_EXTRA[_problem_kind(row)]})
    }


def _problem_answers() -> dict[str, Any]:
    """What a refusal of each status looks like: the same in every operation."""
    found: dict[str, Any] = {}
    for status in sorted({*_ALWAYS, *(each for extra in _EXTRA.values() for each in extra)}):
        answer: dict[str, Any] = {
            "description": _problem_text(status),
            "content": {"application/problem+json": {"schema": ref("Problem")}},
        }
        if status == 503:  # noqa: PLR2004 - the one status with a Retry-After
            answer["headers"] = {"Retry-After": {"schema": {"type": "string"}}}
        found[f"Problem{status}"] = answer
    return found


def _param(param: Param, examples_of: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": param.name,
        "in": param.where,
        "required": param.required,
        "description": TEXTS[param.name],
        "schema": {key: each for key, each in param.schema.items() if key != "title"},
    }
    if param.name in examples_of and param.where == "path":
        found["example"] = examples_of[param.name]
    return found


def _description(row: Row) -> str:
    text = ""
    if row.command is not None:
        text = (row.command.__doc__ or "").strip()
    elif row.view is not None:
        text = (row.view.model.__doc__ or "").strip()
    elif row.kind == "use":
        text = (USES[row.operation_id].request.__doc__ or "").strip()
    elif row.kind == "fork":
        text = (ForkHostRequest.__doc__ or "").strip()
    elif row.kind == "result":
        text = "The bytes are those that `cxltwin experiment run` writes for the same request."
    elif row.kind == "batch":
        text = (
            "Steps run in order and commit together, each with its own revision. An errno does not"
            " stop the batch unless `stop_on_error`; a refusal of any step refuses all of it."
        )
    elif row.kind == "import":
        text = (
            "The text decides what a file is. The answer says what no file stated and was assumed,"
            " and whether the computed fallback orders equal the recorded ones."
        )
    elif row.kind == "events":
        text = (
            "With `Accept: text/event-stream` the answer is a stream: `id` is the revision, and"
            " `Last-Event-ID` resumes without a gap. Compacted history is 410."
        )
    lines = [" ".join(line.strip() for line in part.splitlines()) for part in text.split("\n\n")]
    if row.source:
        lines.append(f"Source: {row.source}.")
    return "\n\n".join(lines)


def _shown(example: examples.Example) -> dict[str, str]:
    """How an example is announced: its number in the scenario, and the request line."""
    line = f"`{example.request.method} {example.request.path}`"
    return {"summary": f"{example.number}. {example.title}", "description": line}


def _path_values(shown: list[examples.Example]) -> dict[str, Any]:
    """Values of path parameters that go with the first example, else those of the demo."""
    if not shown:
        return _PARAM_EXAMPLES
    found = Router(ROUTES).find(shown[0].request.path)
    assert found is not None, "an example has a route"
    values = {name: int(text) if text.isdigit() else text for name, text in found.params.items()}
    return {**_PARAM_EXAMPLES, **values}


class _Writer:
    """Writes the operations, collecting the components they need."""

    def __init__(self, found: list[examples.Example]) -> None:
        self.components = Components()
        self.components.put("Problem", schemas.problem_schema())
        self.examples: dict[str, list[examples.Example]] = {}
        for each in found:
            self.examples.setdefault(each.request.operation_id, []).append(each)
        self.answers = {
            row.operation_id: f"{pascal(row.operation_id)}Response"
            for row in ROUTES
            if row.kind == "command"
        }

    def schemas_of(self, row: Row) -> tuple[Schema | None, Schema]:
        """Request body (or None) and answer of a row, as references."""
        request: Schema | None = None
        name = pascal(row.operation_id)
        if row.command is not None:
            options = Options if row.kind == "command" else ConfigOptions
            answer = schemas.answer_schema(
                self.components, row.command.answer, options=row.kind == "command"
            )
            if row.method != "DELETE":
                request = schemas.request_schema(
                    self.components, row.command, row.path_params, options
                )
        elif row.kind == "import":
            request, answer = schemas.import_schemas(self.components, Answer)
        elif row.kind == "batch":
            request, answer = schemas.batch_schemas(self.components, self.answers)
        elif row.kind == "use":
            use = USES[row.operation_id]
            if row.method == "POST":
                request = schemas.use_schema(self.components, use.request, row.path_params)
            return self._named(name, request), self.components.model(use.answer)
        elif row.kind == "fork":
            request = schemas.use_schema(self.components, ForkHostRequest, row.path_params)
            answer = schemas.answer_schema(self.components, ForkAnswer, options=False)
        elif row.kind == "result":
            return None, {"type": "object", "description": "the data; CSV and HTML are text"}
        elif row.kind == "events":
            answer = schemas.list_schema(schemas.event_schema(self.components))
        else:
            assert row.view is not None, "a read has a view"
            item = self.components.model(row.view.model)
            if row.kind == "get":
                return None, item
            answer = schemas.list_schema(item)
        request = self._named(name, request)
        return request, self.components.put(f"{name}Response", answer)

    def _named(self, name: str, request: Schema | None) -> Schema | None:
        """A request body as a component; one without any member is none."""
        if request is None or not request.get("properties"):
            return None
        return self.components.put(f"{name}Request", request)

    def operation(self, row: Row) -> dict[str, Any]:
        """One operation of the document."""
        request, answer = self.schemas_of(row)
        shown = self.examples.get(row.operation_id, [])
        params = params_of(row)
        operation: dict[str, Any] = {
            "operationId": row.operation_id,
            "summary": row.summary,
            "description": _description(row),
            "tags": [row.noun, row.audience],
            "parameters": [_param(each, _path_values(shown)) for each in params.all()],
        }
        if request is not None:
            bodies = {
                f"{each.number:02d}": {**_shown(each), "value": each.request.body} for each in shown
            } or {"typical": {"summary": row.summary, "value": row.example}}
            content = {"application/json": {"schema": request, "examples": bodies}}
            operation["requestBody"] = {"required": True, "content": content}
        answers = {f"{each.number:02d}": {**_shown(each), "value": each.answer} for each in shown}
        operation["responses"] = {
            str(row.success): self._success(row, answer, answers),
            **self._validated(row, answer),
            **_problems(row),
        }
        return operation

    def _success(self, row: Row, answer: Schema, shown: dict[str, Any]) -> dict[str, Any]:
        media: dict[str, Any] = {"schema": answer}
        if shown:
            media["examples"] = shown
        found: dict[str, Any] = {
            "description": "Carried out; the kernel's answer is in `ret`"
            if row.kind == "command"
            else "Done",
            "content": {"application/json": media},
        }
        text = {"schema": {"type": "string"}}
        if row.kind == "events":
            found["content"]["text/event-stream"] = {"schema": {"type": "string"}}
        if row.kind == "result":
            for kind in ("text/csv", "text/html"):
                found["content"][kind] = {"schema": {"type": "string"}}
        if row.success == 201:  # noqa: PLR2004 - something was created
            found["headers"] = {"Location": text}
        elif row.operation_id in _TAGGED:
            found["headers"] = {"ETag": text}
        return found

    def _validated(self, row: Row, answer: Schema) -> dict[str, Any]:
        if row.success == 200:  # noqa: PLR2004 - one success is enough
            return {}
        content = {"application/json": {"schema": answer}}
        return {"200": {"description": "Valid; nothing was committed", "content": content}}


@cache
def document() -> dict[str, Any]:
    """The document."""
    writer = _Writer(examples.load())
    paths: dict[str, Any] = {}
    ordered = sorted(ROUTES, key=lambda row: row.kind == "batch")
    for row in ordered:
        paths.setdefault(row.path, {})[row.method.lower()] = writer.operation(row)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "cxltwin",
            "version": API_VERSION,
            "description": _DESCRIPTION,
        },
        "servers": [{"url": "/"}],
        "tags": [
            *({"name": name, "description": text} for name, text in NOUNS.items()),
            *({"name": name, "description": text} for name, text in AUDIENCES.items()),
        ],
        "paths": {row.path: paths[row.path] for row in ROUTES},
        "components": {
            "schemas": dict(sorted(writer.components.schemas.items())),
            "responses": _problem_answers(),
        },
    }

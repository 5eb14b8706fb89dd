"""Documentation pages that need no network: Swagger UI and ReDoc with vendored assets."""

from __future__ import annotations

import asyncio
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from service.api.openapi import document
from service.edge.rendering import to_json

_SWAGGER: Final = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cxltwin API</title>
<link rel="icon" type="image/png" href="/docs/assets/favicon.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/swagger.js"></script>
</body>
</html>
"""
_SWAGGER_SCRIPT: Final = b"""window.ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayOperationId: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIBundle.SwaggerUIStandalonePreset],
});
"""
_REDOC: Final = b"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>cxltwin API reference</title>
<link rel="icon" type="image/png" href="/docs/assets/favicon.png">
</head>
<body>
<redoc spec-url="/openapi.json" hide-download-button disable-search></redoc>
<script src="/docs/assets/redoc.standalone.js"></script>
</body>
</html>
"""


_REDOC_LOGO: Final = b"https://cdn.redoc.ly/redoc/logo-mini.svg"


def _assets() -> Path:
    """The folder of the vendored scripts in an installed package; nothing of it is imported."""
    spec = find_spec("fastapi_offline")
    assert spec is not None, "fastapi-offline is installed with cxltwin"
    assert spec.origin is not None, "fastapi-offline is a package with files"
    return Path(spec.origin).parent / "static"


@cache
def _document() -> bytes:
    """The document as JSON: written at the first request, for it takes as long as a start."""
    return to_json(document())


@cache
def _redoc_script() -> bytes:
    """ReDoc, without the picture that it would fetch from its maker's site."""
    script = (_assets() / "redoc.standalone.js").read_bytes()
    assert _REDOC_LOGO in script, "ReDoc changed: look what it fetches now"
    return script.replace(_REDOC_LOGO, b"/docs/assets/favicon.png")


def routes() -> list[BaseRoute]:
    """/openapi.json, /docs, /redoc and what they load."""

    async def openapi_json(_: Request) -> Response:
        return Response(await asyncio.to_thread(_document), media_type="application/json")

    async def swagger(_: Request) -> Response:
        return Response(_SWAGGER, media_type="text/html")

    async def swagger_script(_: Request) -> Response:
        return Response(_SWAGGER_SCRIPT, media_type="text/javascript")

    async def redoc(_: Request) -> Response:
        return Response(_REDOC, media_type="text/html")

    async def redoc_script(_: Request) -> Response:
        return Response(await asyncio.to_thread(_redoc_script), media_type="text/javascript")

    return [
        Route("/openapi.json", openapi_json, name="openapi"),
        Route("/docs", swagger, name="swagger"),
        Route("/docs/swagger.js", swagger_script, name="swagger_script"),
        Route("/redoc", redoc, name="redoc"),
        Route("/docs/assets/redoc.standalone.js", redoc_script, name="redoc_script"),
        Mount("/docs/assets", StaticFiles(directory=_assets()), name="assets"),
    ]

"""The application: its parts put together."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version as library_version
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from model.versions import VersionStore
from serve.api.body import BodyLimit
from serve.api.holder import ModelHolder
from serve.api.problems import Problem, install_problems
from serve.api.requestid import RequestId
from serve.api.routes import about, classify, docs, tag
from serve.api.settings import Settings

__all__ = ["create_app"]

_ABOUT = "Routes bilingual (Chinese, English) regulatory news by topic, jurisdiction and region."


def create_app(settings: Settings | None = None) -> FastAPI:
    """Make the application; the model is loaded when it starts.

    Parameters
    ----------
    settings : read from environment and file where None
    """
    settings = settings or Settings()
    app = FastAPI(
        title="Regwire",
        version=library_version("regwire"),
        description=_ABOUT,
        docs_url=None,  # the framework's pages load their scripts from another host
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.settings = settings
    app.state.models = ModelHolder(VersionStore(settings.models), settings.poll_s)
    for routes in (classify.routes, tag.routes, about.routes, about.health, docs.routes):
        app.include_router(routes)
    install_problems(app)
    _add_middleware(app, settings)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Wrap the routes; what is added last sees a request first."""
    app.add_middleware(
        BodyLimit,
        max_body_bytes=settings.max_body_bytes,
        max_upload_bytes=settings.max_upload_bytes,
    )
    app.add_middleware(RequestId)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
    models: ModelHolder = app.state.models
    await anyio.to_thread.run_sync(models.start)
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(models.stop)


def _described(app: FastAPI) -> dict[str, Any]:
    """Describe the API with our shape of errors in place of the framework's."""
    if not app.openapi_schema:
        openapi = get_openapi(
            title=app.title, version=app.version, description=app.description, routes=app.routes
        )
        schemas = openapi["components"]["schemas"]
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(problem.pop("$defs"))
        schemas["Problem"] = problem
        app.openapi_schema = openapi
    return app.openapi_schema

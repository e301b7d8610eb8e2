"""The application: its parts put together."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version as library_version
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.middleware.cors import CORSMiddleware

from model.versions import VersionStore
from serve import desk
from serve.api.access import Access
from serve.api.body import BodyLimit
from serve.api.failures import Failures
from serve.api.guard import Guard
from serve.api.headers import SecurityHeaders
from serve.api.holder import ModelHolder
from serve.api.keys import KeyRing
from serve.api.metrics import Metrics
from serve.api.problems import Problem, install_problems
from serve.api.rate import RateLimit
from serve.api.requestid import RequestId
from serve.api.retention import Retention
from serve.api.routes import about, classify, corrections, docs, tag
from serve.api.settings import Settings
from serve.api.state import state_folder
from serve.api.uploads import UploadTagger
from serve.corrections import Database, DatabaseError

__all__ = ["create_app"]

_logger = logging.getLogger(__name__)
_ROUTES = (
    classify.routes,
    tag.routes,
    about.routes,
    about.health,
    corrections.routes,
    docs.routes,
    desk.routes,
    desk.archive,
    desk.admin,
    desk.signin,
)
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
    app.state.metrics = Metrics()
    app.state.models = ModelHolder(
        VersionStore(settings.models), settings.poll_s, app.state.metrics.serves
    )
    app.state.database = Database(settings.database_url.get_secret_value())
    app.state.ring = KeyRing(key.get_secret_value() for key in settings.keys)
    app.state.routes = [route for routes in _ROUTES for route in routes.routes]
    for routes in _ROUTES:
        app.include_router(routes)
    install_problems(app)
    _add_middleware(app, settings)
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Wrap the routes; what is added last sees a request first."""
    app.add_middleware(Failures)
    app.add_middleware(
        BodyLimit,
        max_body_bytes=settings.max_body_bytes,
        max_upload_bytes=settings.max_upload_bytes,
        max_body_s=settings.max_body_s,
    )
    app.add_middleware(
        Guard,
        ring=app.state.ring,
        rate=RateLimit(state_folder() / "rates", settings.rate_per_minute),
        origins=frozenset(settings.cors_origins),
    )
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", "X-API-Key"],
        )
    app.add_middleware(desk.ErrorPages)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(Access, metrics=app.state.metrics)
    app.add_middleware(RequestId)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    settings: Settings = app.state.settings
    anyio.to_thread.current_default_thread_limiter().total_tokens = settings.threads
    app.state.uploads = UploadTagger(max(1, settings.threads // 4), settings.max_upload_items)
    models: ModelHolder = app.state.models
    await anyio.to_thread.run_sync(models.start)
    await anyio.to_thread.run_sync(_open_database, app.state.database)
    retention = Retention(app.state.database, settings.retention_days)
    retention.start()
    try:
        yield
    finally:
        await anyio.to_thread.run_sync(retention.stop)
        await anyio.to_thread.run_sync(models.stop)
        app.state.database.close()


def _open_database(database: Database) -> None:
    """Make the tables; classifying goes on where this cannot be done."""
    try:
        database.upgrade()
    except DatabaseError as error:
        _logger.error("no corrections can be kept", extra={"reason": str(error)})


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

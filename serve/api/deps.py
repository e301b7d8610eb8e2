"""What routes depend on."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request
from fastapi.params import Depends as Dependency

from model import Router
from serve.api.holder import ModelHolder
from serve.api.keys import Caller
from serve.api.metrics import Metrics
from serve.api.settings import Settings
from serve.corrections import Database

__all__ = [
    "Corrections",
    "Counts",
    "JsonBody",
    "Models",
    "ServingRouter",
    "ServingSettings",
    "Upload",
    "WhoAsks",
    "needs",
]


async def _models(request: Request) -> ModelHolder:
    holder: ModelHolder = request.app.state.models
    return holder


Models = Annotated[ModelHolder, Depends(_models)]


async def _router(request: Request) -> Router:
    models: ModelHolder = request.app.state.models
    if models.router is None:
        detail = "No model is loaded; make one with 'regwire retrain'."
        raise HTTPException(503, detail, {"Retry-After": "5"})
    return models.router


ServingRouter = Annotated[Router, Depends(_router)]


async def _settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


async def _counts(request: Request) -> Metrics:
    metrics: Metrics = request.app.state.metrics
    return metrics


async def _corrections(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _who(request: Request) -> Caller:
    caller: Caller = request.state.caller
    return caller


ServingSettings = Annotated[Settings, Depends(_settings)]
Counts = Annotated[Metrics, Depends(_counts)]
Corrections = Annotated[Database, Depends(_corrections)]
WhoAsks = Annotated[Caller, Depends(_who)]


def needs(scope: str) -> Dependency:
    """Return the dependency of a route that only keys with this scope may use."""

    async def check(caller: WhoAsks) -> None:
        if scope not in caller.scopes:
            raise HTTPException(403, f"The key {caller.name!r} has no scope {scope!r}.")

    return Dependency(check)


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _json_body(request: Request) -> None:
    found = _media_type(request)
    if found != "application/json":
        raise HTTPException(415, f"Content-Type is {found or 'missing'}; expected application/json")


async def _upload(request: Request) -> None:
    found = _media_type(request)
    if found != "multipart/form-data":
        detail = f"Content-Type is {found or 'missing'}; expected multipart/form-data with a file"
        raise HTTPException(415, detail)


JsonBody = Depends(_json_body)
Upload = Depends(_upload)

"""What routes depend on."""

from typing import Annotated

from fastapi import Depends, HTTPException, Request

from model import Router
from serve.api.holder import ModelHolder

__all__ = ["JsonBody", "Models", "ServingRouter", "Upload"]


async def _models(request: Request) -> ModelHolder:
    holder: ModelHolder = request.app.state.models
    return holder


Models = Annotated[ModelHolder, Depends(_models)]


async def _router(models: Models) -> Router:
    if models.router is None:
        detail = "No model is loaded; make one with 'regwire retrain'."
        raise HTTPException(503, detail, {"Retry-After": "5"})
    return models.router


ServingRouter = Annotated[Router, Depends(_router)]


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

"""The server that figure 3 asks: ours, and beside it two routes that answer with a constant."""

import os
import sys
from pathlib import Path
from typing import Any

import orjson
import uvicorn
from fastapi import FastAPI, Response

from model import Router
from serve.api.answers import Answer
from serve.api.app import create_app
from serve.api.deps import JsonBody, ServingRouter, needs
from serve.api.requests import Item
from serve.api.settings import Settings

__all__ = ["make"]

_TEXT = "浙江省通信管理局通报26款侵害用户权益的App，要求限期整改。"


def make(models: Path) -> FastAPI:
    """Make our application with two routes more: same checks, same shape, no model.

    `POST /constant` is written as the framework's guide says and as rules for CPU work have it: a
    plain function whose answer is checked against its schema. `POST /constant/lean` is written
    as `POST /classify` is, so what is between them is the model alone.
    """
    app = create_app(Settings(models=models))
    constant = Router.load(models / "current").classify(_TEXT).as_dict()

    @app.post("/constant", response_model=Answer, dependencies=[needs("read"), JsonBody])
    def answer(item: Item, router: ServingRouter) -> dict[str, Any]:
        return constant

    @app.post("/constant/lean", response_model=Answer, dependencies=[needs("read"), JsonBody])
    async def lean(item: Item, router: ServingRouter) -> Response:
        return Response(orjson.dumps(constant), media_type="application/json")

    return app


if __name__ == "__main__":
    folder = Path(sys.argv[1]).resolve()
    # Corrections and the like go where the caller's temporary folder is.
    os.chdir(sys.argv[3])
    uvicorn.run(make(folder), port=int(sys.argv[2]), log_level="critical", access_log=False)

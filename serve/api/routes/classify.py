"""`POST /classify` and `POST /classify/batch`."""

from typing import Any

from fastapi import APIRouter

from serve.api.answers import Answer, Answers
from serve.api.asking import ask
from serve.api.deps import JsonBody, ServingRouter, needs
from serve.api.keeping import Keeper
from serve.api.problems import documented
from serve.api.requests import Batch, Item

__all__ = ["routes"]

routes = APIRouter(
    tags=["classify"],
    dependencies=[needs("read"), JsonBody],
    responses=documented(400, 401, 403, 413, 415, 422, 429, 503),
)


@routes.post("/classify", response_model=Answer)
def classify(item: Item, router: ServingRouter, keeper: Keeper) -> dict[str, Any]:
    """Say the topic, the jurisdiction and the region of one item, and why."""
    answer = ask(router, item)
    keeper.note(router, [(item, answer)])
    return answer.as_dict()


@routes.post("/classify/batch", response_model=Answers)
def classify_batch(batch: Batch, router: ServingRouter, keeper: Keeper) -> dict[str, Any]:
    """Answer for several items, in order; all by the same version."""
    answered = [(item, ask(router, item, "items", at)) for at, item in enumerate(batch.items)]
    keeper.note(router, answered)
    return {"results": [answer.as_dict() for _, answer in answered]}

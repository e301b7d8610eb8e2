"""`POST /classify` and `POST /classify/batch`."""

from typing import Any

from fastapi import APIRouter

from serve.api.answers import Answer, Answers
from serve.api.deps import JsonBody, ServingRouter
from serve.api.problems import documented
from serve.api.requests import Batch, Item

__all__ = ["routes"]

routes = APIRouter(
    tags=["classify"], dependencies=[JsonBody], responses=documented(400, 413, 415, 422, 429, 503)
)


@routes.post("/classify", response_model=Answer)
def classify(item: Item, router: ServingRouter) -> dict[str, Any]:
    """Say the topic, the jurisdiction and the region of one item, and why."""
    return router.classify(item.text, item.title).as_dict()


@routes.post("/classify/batch", response_model=Answers)
def classify_batch(batch: Batch, router: ServingRouter) -> dict[str, Any]:
    """Answer for several items, in order; all by the same version."""
    answers = (router.classify(item.text, item.title) for item in batch.items)
    return {"results": [answer.as_dict() for answer in answers]}

"""`POST /classify` and `POST /classify/batch`."""

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool

from model import Router
from serve.api.answers import Answer, Answers
from serve.api.asking import ask
from serve.api.deps import JsonBody, ServingRouter, needs
from serve.api.keeping import Keeper, KeeperOfItems, keeper_of
from serve.api.problems import documented
from serve.api.requests import Batch, Item

__all__ = ["routes"]

routes = APIRouter(
    tags=["classify"],
    dependencies=[needs("read"), JsonBody],
    responses=documented(400, 401, 403, 408, 413, 415, 422, 429, 503),
)
# Up to this many characters an item is answered on the event loop, in a millisecond or two. A
# thread of its own would not let the loop go on meanwhile (Python changes threads every 5 ms),
# and the way there and back costs as much as the answer.
_AT_ONCE_CHARS = 1000


@routes.post("/classify", response_model=Answer)
async def classify(item: Item, router: ServingRouter, request: Request) -> Response:
    """Say the topic, the jurisdiction and the region of one item, and why."""
    keeper = keeper_of(request)
    if keeper.keep_items or len(item.text) + len(item.title or "") > _AT_ONCE_CHARS:
        return await run_in_threadpool(_classify, item, router, keeper)
    return _classify(item, router, keeper)


@routes.post("/classify/batch", response_model=Answers)
def classify_batch(batch: Batch, router: ServingRouter, keeper: Keeper) -> Response:
    """Answer for several items, in order; all by the same version."""
    answered = [(item, ask(router, item, "items", at)) for at, item in enumerate(batch.items)]
    keeper.note(router, answered)
    return _written({"results": [answer for _, answer in answered]})


def _classify(item: Item, router: Router, keeper: KeeperOfItems) -> Response:
    answer = ask(router, item)
    keeper.note(router, [(item, answer)])
    return _written(answer)


def _written(answer: object) -> Response:
    """Write an answer straight from its objects; tests hold it to the schema of the docs."""
    return Response(orjson.dumps(answer), media_type="application/json")

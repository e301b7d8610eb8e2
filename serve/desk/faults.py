"""Errors as pages, for people who look at them in a browser."""

import json
from collections.abc import Sequence
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.desk.pages import page

__all__ = ["ErrorPages"]

_PROBLEM_JSON = "application/problem+json"


class ErrorPages:
    """Turn each problem into a page in the person's language, where a browser asks for a page.

    Programs do not say that they accept HTML, and get the problem as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and hold an answer back while it is a problem."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self.app(scope, receive, send)
            return
        held: list[Message] = []

        async def hold(message: Message) -> None:
            if held or _starts_problem(message):
                held.append(message)
            else:
                await send(message)

        await self.app(scope, receive, hold)
        if held:
            await _as_page(Request(scope), held)(scope, receive, send)


def _starts_problem(message: Message) -> bool:
    if message["type"] != "http.response.start":
        return False
    return Headers(raw=message["headers"]).get("content-type", "") == _PROBLEM_JSON


def _as_page(request: Request, held: Sequence[Message]) -> ASGIApp:
    start, *bodies = held
    problem: dict[str, Any] = json.loads(b"".join(one.get("body", b"") for one in bodies))
    response = page(request, "error.html", problem["status"], problem=problem)
    headers: MutableHeaders = response.headers
    # Such as Retry-After; the content's own are the page's.
    for name, value in Headers(raw=start["headers"]).items():
        if not name.startswith("content-"):
            headers.setdefault(name, value)
    headers["Vary"] = "Accept"
    return response

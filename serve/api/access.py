"""One log line and one count for each request."""

import logging
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.api.logs import current_request
from serve.api.metrics import Metrics

__all__ = ["Access"]

_logger = logging.getLogger("regwire.access")


class Access:
    """Tell what was asked and how it went; never what was in it."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Time a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        token = current_request.set(scope["state"]["request_id"])
        began = time.perf_counter()
        status = 499  # the client went away before an answer began

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            self._note(scope, status, time.perf_counter() - began)
            current_request.reset(token)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        # The route's pattern, not the address: few values, and nothing that a client chose.
        route = getattr(scope.get("route"), "path", "") or "other"
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self.metrics.observe_request(route, method, status, seconds)
        caller = scope["state"].get("caller")
        _logger.info(
            "request",
            extra={
                "method": method,
                "route": route,
                "status": status,
                "ms": round(seconds * 1000, 1),
                "key": caller.name if caller else None,
            },
        )


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})

"""What nobody foresaw: logged, and answered like any other error."""

import logging

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.api.problems import problem_response

__all__ = ["Failures"]

_logger = logging.getLogger(__name__)
_DETAIL = "The server could not do this; its log has the reason under the request's id."


class Failures:
    """Answer 500 where the application within raises.

    Inside the other middleware, so that this answer has its id, its headers and its log line.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            # The type only: a message may quote the document.
            _logger.error("request failed", exc_info=_without_message(error))
            name = scope.get("state", {}).get("request_id")
            await problem_response(500, _DETAIL, request_id=name)(scope, receive, send)


def _without_message(error: Exception) -> Exception:
    kept = Exception(type(error).__name__)
    return kept.with_traceback(error.__traceback__)

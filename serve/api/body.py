"""A limit on the size of request bodies, whether or not they announce it."""

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.api.problems import problem_response

__all__ = ["UPLOADS", "BodyLimit"]

# Addresses that take files, and so larger bodies.
UPLOADS = frozenset({"/tag", "/corrections/import", "/desk/tag", "/desk/import"})


class BodyLimit:
    """Refuse bodies that are too large with 413.

    Parameters
    ----------
    app : the application within
    max_body_bytes, max_upload_bytes : for most addresses, and for those that take files
    """

    def __init__(self, app: ASGIApp, *, max_body_bytes: int, max_upload_bytes: int) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.max_upload_bytes = max_upload_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a counting `receive`."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.max_upload_bytes if scope["path"] in UPLOADS else self.max_body_bytes
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > limit:
            name = scope.get("state", {}).get("request_id")
            await problem_response(413, _too_large(limit), request_id=name)(scope, receive, send)
            return
        await self.app(scope, _counting(receive, limit), send)


def _counting(receive: Receive, limit: int) -> Receive:
    received = 0

    async def count() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > limit:
            # Where the body is read, so that it becomes a problem like any other.
            raise HTTPException(413, _too_large(limit))
        return message

    return count


def _too_large(limit: int) -> str:
    return f"The body is larger than {limit} bytes; send fewer or shorter items."

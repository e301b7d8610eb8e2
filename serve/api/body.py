"""Limits on request bodies: on their size, whether or not they announce it, and on their time."""

import asyncio

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from serve.api.problems import problem_response

__all__ = ["UPLOADS", "BodyLimit"]

# Addresses that take files, and so larger bodies.
UPLOADS = frozenset({"/tag", "/corrections/import", "/desk/tag", "/desk/import"})


class BodyLimit:
    """Refuse bodies that are too large with 413, too slow with 408, packed with 415.

    Parameters
    ----------
    app : the application within
    max_body_bytes, max_upload_bytes : for most addresses, and for those that take files
    max_body_s : seconds in which a body must have arrived
    """

    def __init__(
        self, app: ASGIApp, *, max_body_bytes: int, max_upload_bytes: int, max_body_s: float
    ) -> None:
        self.app = app
        self.max_body_bytes = max_body_bytes
        self.max_upload_bytes = max_upload_bytes
        self.max_body_s = max_body_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a `receive` that counts and looks at the clock."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.max_upload_bytes if scope["path"] in UPLOADS else self.max_body_bytes
        refusal = _refusal(Headers(scope=scope), limit, scope.get("state", {}).get("request_id"))
        await (refusal or self.app)(scope, self._limited(receive, limit), send)

    def _limited(self, receive: Receive, limit: int) -> Receive:
        received, whole = 0, False
        until = asyncio.get_running_loop().time() + self.max_body_s

        async def limited() -> Message:
            nonlocal received, whole
            if whole:
                # Asked for once more, to learn when the client goes away.
                return await receive()
            # Faults are raised where the body is read, and so become problems like any other.
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError as error:
                raise HTTPException(408, _too_slow(self.max_body_s), _HANG_UP) from error
            received += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if received > limit:
                raise HTTPException(413, _too_large(limit))
            return message

        return limited


_HANG_UP = {"Connection": "close"}


def _refusal(headers: Headers, limit: int, request_id: str | None) -> ASGIApp | None:
    """Return the answer to what can be refused by its headers alone."""
    packing = headers.get("content-encoding", "identity").strip().lower()
    if packing != "identity":
        # RFC 7694: the header tells what would be taken.
        accepted = {"Accept-Encoding": "identity"}
        detail = "Content-Encoding is set; send the body as it is, not compressed."
        return problem_response(415, detail, headers=accepted, request_id=request_id)
    announced = headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        return problem_response(413, _too_large(limit), request_id=request_id)
    return None


def _too_large(limit: int) -> str:
    return f"The body is larger than {limit} bytes; send fewer or shorter items."


def _too_slow(seconds: float) -> str:
    return f"The body did not arrive within {seconds:g} seconds."

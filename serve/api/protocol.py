"""What is no HTTP at all, answered in the shape of every other error."""

import secrets

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from serve.api.problems import problem_response

__all__ = ["Protocol"]


class Protocol(H11Protocol):
    """HTTP/1.1; the library's own answer to a malformed request would be plain text."""

    def send_400_response(self, msg: str) -> None:
        """Answer a request that cannot be parsed, and hang up."""
        detail = "This is no HTTP/1.1 request that can be read."
        response = problem_response(400, detail, request_id=secrets.token_hex(8))
        headers = [*response.raw_headers, (b"connection", b"close")]
        start = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (start, h11.Data(data=bytes(response.body)), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

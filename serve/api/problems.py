"""Every error as `application/problem+json` (RFC 9457), in one shape."""

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from serve.api.text import clean
from serve.corrections import DatabaseError

__all__ = ["PROBLEM_JSON", "Problem", "documented", "install_problems", "problem_response"]

PROBLEM_JSON = "application/problem+json"
_logger = logging.getLogger(__name__)
_TYPE = "urn:regwire:problem:"
_NAMES = {
    400: "bad-request",
    401: "key-needed",
    403: "not-allowed",
    404: "not-found",
    405: "method",
    408: "too-slow",
    409: "conflict",
    413: "too-large",
    415: "media-type",
    422: "invalid",
    429: "too-many",
    500: "failed",
    503: "not-ready",
}
# More faults than this are not listed; nobody reads them.
_MAX_FAULTS = 50


class Fault(BaseModel):
    """One thing that is wrong with the request."""

    field: str = Field(description="Where, as a path into the request.", examples=["body.text"])
    message: str = Field(description="What was expected.", examples=["Field required"])


class Problem(BaseModel):
    """What went wrong."""

    type: str = Field(description="Kind of problem.", examples=["urn:regwire:problem:invalid"])
    title: str = Field(description="Its name.", examples=["Unprocessable Content"])
    status: int = Field(description="The HTTP status.", examples=[422])
    detail: str = Field(description="What was found and what to do.")
    errors: list[Fault] = Field(default=[], description="Single faults, where there are several.")
    request_id: str | None = Field(default=None, description="As the server's log names it.")


def problem_response(
    status: int,
    detail: str,
    *,
    faults: Sequence[Fault] = (),
    headers: Mapping[str, str] | None = None,
    request_id: str | None = None,
) -> Response:
    """Make the answer to a request that failed."""
    problem = Problem(
        type=_TYPE + _NAMES.get(status, "other"),
        title=HTTPStatus(status).phrase,
        status=status,
        detail=clean(detail),
        errors=list(faults)[:_MAX_FAULTS],
        request_id=request_id,
    )
    content = json.dumps(problem.model_dump(), ensure_ascii=False).encode()
    return Response(content, status, headers, PROBLEM_JSON)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Describe these statuses for the API's documentation."""
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in statuses
    }


def install_problems(app: FastAPI) -> None:
    """Let the application answer every error with a problem."""
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(DatabaseError, _no_database)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # as registered; said for the type checker
    if error.status_code < HTTPStatus.BAD_REQUEST:
        return Response(status_code=error.status_code, headers=error.headers)
    detail = _DETAILS.get(error.detail, error.detail)
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods(request)))
    return problem_response(
        error.status_code, detail, headers=headers, request_id=_request_id(request)
    )


def _methods(request: Request) -> set[str]:
    """Return what an address takes; the framework names only the first route's methods."""
    found: set[str] = set()
    for route in request.app.state.routes:
        if route.matches(request.scope)[0] is not Match.NONE:
            found |= getattr(route, "methods", None) or set()
    return found


async def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # as registered
    # Only place and message: what was found may be document text, or no valid text at all.
    faults = [Fault(field=_path(one["loc"]), message=_message(one)) for one in error.errors()]
    detail = "; ".join(f"{fault.field}: {fault.message}" for fault in faults[:3])
    return problem_response(422, detail, faults=faults, request_id=_request_id(request))


async def _no_database(request: Request, error: Exception) -> Response:
    _logger.error("database", extra={"reason": str(error)})
    detail = "The corrections database cannot be used now; the server's log has the reason."
    return problem_response(503, detail, request_id=_request_id(request))


# The framework's words where ours say more.
_DETAILS = {
    "Not Found": "There is nothing at this address; see /docs for what there is.",
    "Method Not Allowed": "This address does not take this method; see /docs.",
    "There was an error parsing the body": "The body cannot be read; expected JSON in UTF-8.",
}


def _path(parts: Sequence[Any]) -> str:
    return clean(".".join(str(part) for part in parts))[:200]


def _message(error: Mapping[str, Any]) -> str:
    return clean(str(error["msg"]).removeprefix("Value error, "))


def _request_id(request: Request) -> str | None:
    return getattr(request.state, "request_id", None)

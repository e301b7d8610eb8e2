"""What schemathesis checks beside the API's own description: every error has our one shape."""

import schemathesis

SHAPE = {"type", "title", "status", "detail", "errors", "request_id"}


@schemathesis.check
def every_error_is_a_problem(ctx: object, response: object, case: object) -> None:
    if response.status_code < 400:  # type: ignore[attr-defined]
        return
    assert response.headers["content-type"] == ["application/problem+json"]  # type: ignore[attr-defined]
    problem = response.json()  # type: ignore[attr-defined]
    assert set(problem) == SHAPE
    assert problem["status"] == response.status_code  # type: ignore[attr-defined]

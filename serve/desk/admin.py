"""The model's page: versions, the report, and who serves."""

import re
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from model import Router
from serve.api.deps import Models, needs
from serve.desk.pages import page

__all__ = ["admin"]

admin = APIRouter(include_in_schema=False)
_REPORT = "report.html"
# The report is one file with its styles and pictures in it; scripts it has none.
_REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,64}")


@admin.get("/desk/model", dependencies=[needs("read")])
def model(request: Request, models: Models) -> HTMLResponse:
    """Show the versions and how good the serving one is."""
    store = models.store
    current = store.current_version()
    has_report = bool(current) and (store.path(str(current)) / _REPORT).is_file()
    return page(
        request,
        "model.html",
        manifest=models.router.manifest if models.router else None,
        versions=store.versions(),
        history=list(reversed(store.history()))[:50],
        before=store.before(),
        has_report=has_report,
    )


@admin.get("/desk/report/{version}", dependencies=[needs("read")])
def report(version: str, models: Models) -> Response:
    """Show the report that was written with a version."""
    known = _VERSION.fullmatch(version) and version in models.store.versions()
    path = models.store.path(version) / _REPORT if known else None
    if path is None or not path.is_file():
        raise HTTPException(404, f"version {version[:64]!r} has no report")
    return FileResponse(path, headers={"Content-Security-Policy": _REPORT_POLICY})


@admin.post("/desk/promote", dependencies=[needs("admin")])
def promote(version: Annotated[str, Form(max_length=64)], models: Models) -> Response:
    """Let a version serve, after it has been loaded once to see that it can."""
    try:
        path = models.store.path(version)
        Router.load(path)
        models.store.promote(version, "promoted at the desk")
    except (OSError, ValueError) as error:
        raise HTTPException(422, str(error)) from error
    models.refresh()
    return RedirectResponse("/desk/model", 303)


@admin.post("/desk/rollback", dependencies=[needs("admin")])
def rollback(models: Models) -> Response:
    """Let the version serve again that served before, if it can."""
    try:
        before = models.store.before()
        if before is not None:
            Router.load(models.store.path(before))
        models.store.rollback()
    except (OSError, ValueError, LookupError) as error:
        raise HTTPException(422, str(error)) from error
    models.refresh()
    return RedirectResponse("/desk/model", 303)

"""Signing in with a key, and the files that every page needs."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from serve.api.guard import COOKIE
from serve.desk.pages import STATIC, page

__all__ = ["signin"]

signin = APIRouter(include_in_schema=False)
_FILES = {
    "desk.css": "text/css",
    "desk.js": "text/javascript",
    "docs.css": "text/css",
    "icon.svg": "image/svg+xml",
}


@signin.get("/sign-in")
async def ask_key(request: Request) -> HTMLResponse:
    """Ask for a key."""
    return page(request, "signin.html", fault="")


@signin.post("/sign-in")
async def take_key(request: Request, key: Annotated[str, Form(max_length=200)]) -> Response:
    """Keep a valid key in a cookie that scripts and other sites cannot use."""
    ring = request.app.state.ring
    if ring and ring.caller(key) is None:
        return page(request, "signin.html", 401, fault="wrong_key")
    response = RedirectResponse("/", 303)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, key, httponly=True, samesite="strict", secure=secure)
    return response


@signin.get("/favicon.ico")
async def icon() -> Response:
    """Return the icon to pages that do not say where it is."""
    return FileResponse(STATIC / "icon.svg", media_type=_FILES["icon.svg"])


@signin.get("/static/{name}")
async def static(name: str) -> Response:
    """Return a style sheet or a script."""
    if name not in _FILES:
        raise HTTPException(404, "There is no such file.")
    headers = {"Cache-Control": "no-cache"}
    return FileResponse(STATIC / name, media_type=_FILES[name], headers=headers)

"""`GET /docs`: how to use the API."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from serve.api.docspage import docs_page

__all__ = ["routes"]

routes = APIRouter(include_in_schema=False)


@routes.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """Show what the API offers."""
    return HTMLResponse(docs_page(request.app.openapi()))

"""The pages."""

import io
from typing import Annotated, Literal

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from model import Router
from serve.api.asking import ask
from serve.api.deps import JsonBody, Models, ServingRouter, needs
from serve.api.keeping import Keeper
from serve.api.tagging import Outcome
from serve.api.text import clean
from serve.api.uploads import Uploads
from serve.corrections import event_of
from serve.desk.download import XLSX_KIND, can_write_xlsx, columns_of, write_csv, write_xlsx
from serve.desk.marks import mark
from serve.desk.pages import LANGUAGE_COOKIE, label_names, page, page_of_rows, words_of
from serve.desk.requests import Opened, Rows
from serve.desk.words import LANGUAGES

__all__ = ["routes"]

routes = APIRouter(include_in_schema=False, dependencies=[needs("read")])
# Rows that one page shows; all of them are in the API's answer.
_SHOWN = 1000
_YEAR_S = 365 * 24 * 3600


@routes.get("/")
def start(request: Request, models: Models) -> HTMLResponse:
    """Show where text is pasted and files are dropped."""
    return page(request, "start.html", ready=models.router is not None, fault="", text="")


@routes.post("/desk/tag")
async def tagged(
    request: Request,
    router: ServingRouter,
    keeper: Keeper,
    uploads: Uploads,
    text: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> HTMLResponse:
    """Tag what was pasted or dropped, and show it as a table."""
    if not text.strip() and not (file and file.filename):
        return _refused(request, words_of(request)["nothing_given"], text)
    content = file.file if file and file.filename else io.BytesIO(clean(text).encode())
    name = file.filename if file and file.filename else "pasted.txt"
    try:
        outcome = await uploads.tag(router, keeper, content, name)
    except ValueError as error:
        return _refused(request, f"{words_of(request)['unreadable']}: {error}", text)
    return _table(request, router, outcome)


@routes.post("/desk/item", dependencies=[JsonBody])
def opened(request: Request, given: Opened, router: ServingRouter) -> HTMLResponse:
    """Show one item with its evidence, and what a person may say of it."""
    versions = []
    for at, item in enumerate(given.versions):
        answer = ask(router, item, "versions", at)
        marked = {
            "title": list(mark(item.title or "", answer.evidence, "title")),
            "text": list(mark(item.text, answer.evidence, "text")),
        }
        versions.append({"item": item, "answer": answer, "marked": marked})
    taxonomy = router.model.taxonomy
    words = [(item.title or "", item.text) for item in given.versions]
    return page(
        request,
        "item.html",
        versions=versions,
        event=event_of(*words) if len(words) > 1 else "",
        names=label_names(request, router),
        topics=taxonomy.topic_codes,
        jurisdictions=taxonomy.jurisdiction_codes,
    )


@routes.post("/desk/download/{kind}", dependencies=[JsonBody])
def download(kind: Literal["csv", "xlsx"], given: Rows) -> Response:
    """Return what is on screen as a file."""
    if kind == "xlsx" and can_write_xlsx():
        return Response(write_xlsx(given.rows), media_type=XLSX_KIND)
    content = write_csv(columns_of(given.rows), given.rows)
    return Response(content, media_type="text/csv; charset=utf-8")


@routes.get("/desk/language/{language}")
async def language(request: Request, language: str) -> Response:
    """Remember the language, and go back."""
    response = RedirectResponse(_back(request), 303)
    if language in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR_S, samesite="lax")
    return response


def _refused(request: Request, fault: str, text: str) -> HTMLResponse:
    """Show the start page again, with what was wrong and what was pasted."""
    return page(request, "start.html", 422, ready=True, fault=fault, text=clean(text))


def _table(request: Request, router: Router, outcome: Outcome) -> HTMLResponse:
    refused = [str(one) for one in outcome.refusals]
    rows = outcome.rows[:_SHOWN]
    return page_of_rows(
        request, router, "tagged.html", rows, total=len(outcome.rows), refused=refused
    )


def _back(request: Request) -> str:
    """Return the page that the person came from, if it was one of ours that can be shown again."""
    before = request.query_params.get("from", "/")
    return before if before in ("/", "/desk/queue", "/desk/archive", "/desk/model") else "/"

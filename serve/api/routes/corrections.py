"""The review queue, and corrections in and out."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, Query, Response, UploadFile

from serve.api.answers import CorrectionsKept, Waiting
from serve.api.asking import ask
from serve.api.deps import Corrections, JsonBody, ServingRouter, Upload, WhoAsks, needs
from serve.api.keys import Caller
from serve.api.problems import documented
from serve.api.requests import GivenCorrection
from serve.corrections import Correction, CorrectionError, agree, check_correction
from serve.corrections.labels import COLUMNS, label_row
from serve.corrections.review import diverse as take_turns
from serve.corrections.spreadsheet import FIELDS, read_corrections, write_csv

__all__ = ["csv_response", "routes"]

routes = APIRouter(tags=["corrections"], responses=documented(401, 403, 429, 503))
# Items that take part in turn-taking, whatever part of them is asked for.
_POOL = 1000


@routes.get(
    "/review", response_model=Waiting, dependencies=[needs("read")], responses=documented(422)
)
def review(
    database: Corrections,
    limit: Annotated[int, Query(ge=1, le=500, description="Items at most.")] = 50,
    diverse: Annotated[bool, Query(description="Take turns between kinds of items.")] = False,
) -> dict[str, Any]:
    """List the kept items that wait for a person, the least certain first."""
    waiting = database.waiting(_POOL if diverse else limit)
    chosen = take_turns(waiting)[:limit] if diverse else waiting
    return {"items": [asdict(item) for item in chosen]}


@routes.post(
    "/corrections",
    status_code=201,
    response_model=CorrectionsKept,
    dependencies=[needs("correct"), JsonBody],
    responses=documented(400, 408, 413, 415, 422),
)
def correct(
    given: GivenCorrection, database: Corrections, router: ServingRouter, caller: WhoAsks
) -> dict[str, int]:
    """Keep what a person says of an item, beside what the model says of it now."""
    answer = ask(router, given)
    correction = Correction(
        title=given.title or "",
        text=given.text,
        lang=answer.lang,
        topic=given.topic,
        jurisdiction=given.jurisdiction,
        region=given.region or "",
        was_topic=answer.topic.label,
        was_jurisdiction=answer.jurisdiction.label,
        was_region=answer.region or "",
        who=caller.name or given.who,
        model=answer.model,
    )
    try:
        check_correction(correction, router.model.taxonomy)
    except CorrectionError as error:
        raise HTTPException(422, str(error)) from error
    database.correct([correction])
    return {"kept": 1}


@routes.get("/corrections", response_class=Response, dependencies=[needs("read")])
def export(database: Corrections) -> Response:
    """Export all corrections as CSV (UTF-8 with a byte order mark; no cell starts a formula)."""
    rows = [asdict(one) for one in database.corrections()]
    return csv_response("corrections.csv", write_csv(FIELDS, rows))


@routes.get("/corrections/labels", response_class=Response, dependencies=[needs("read")])
def export_labels(database: Corrections) -> Response:
    """Export the corrections that people agree on as CSV with the columns of labels.csv."""
    agreed = agree(database.corrections())
    rows = [label_row(one) for one in agreed.corrections]
    return csv_response("labels-corrected.csv", write_csv(COLUMNS, rows))


@routes.get("/corrections/conflicts", dependencies=[needs("read")])
def conflicts(database: Corrections) -> dict[str, list[list[dict[str, str]]]]:
    """List the items that two people answered differently, with each one's latest answer."""
    found = agree(database.corrections()).conflicts
    return {"conflicts": [[asdict(one) for one in answers] for answers in found]}


@routes.post(
    "/corrections/import",
    status_code=201,
    response_model=CorrectionsKept,
    dependencies=[needs("correct"), Upload],
    responses=documented(400, 408, 413, 415, 422),
)
def import_(
    file: Annotated[UploadFile, File(description="CSV with title, text, topic, jurisdiction.")],
    database: Corrections,
    router: ServingRouter,
    caller: WhoAsks,
) -> dict[str, int]:
    """Take in corrections from a CSV file: all of it or, where a row has a fault, none."""
    try:
        found = read_corrections(file.file.read(), router.model.taxonomy, who=caller.name)
    except CorrectionError as error:
        raise HTTPException(422, str(error)) from error
    known = {(one.digest, one.who, one.answer) for one in database.corrections()}
    signed = _signed(found, caller)
    fresh = [one for one in signed if (one.digest, one.who, one.answer) not in known]
    database.correct(fresh)
    return {"kept": len(fresh)}


def csv_response(name: str, content: bytes) -> Response:
    """Return CSV as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, "text/csv; charset=utf-8")


def _signed(found: Sequence[Correction], caller: Caller) -> list[Correction]:
    """Only an administrator may bring in what others are said to have said."""
    if "admin" in caller.scopes:
        return list(found)
    return [replace(one, who=caller.name) for one in found]

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
from serve.corrections.importing import new_among
from serve.corrections.labels import COLUMNS, label_rows
from serve.corrections.spreadsheet import export_csv, read_corrections, write_csv

__all__ = ["csv_response", "routes"]

routes = APIRouter(tags=["corrections"], responses=documented(401, 403, 429, 503))


@routes.get(
    "/review", response_model=Waiting, dependencies=[needs("read")], responses=documented(422)
)
def review(
    database: Corrections,
    limit: Annotated[int, Query(ge=1, le=500, description="Items at most.")] = 50,
    diverse: Annotated[bool, Query(description="Take turns between kinds of items.")] = False,
) -> dict[str, Any]:
    """List the kept items that wait for a person, the least certain first."""
    return {"items": [asdict(item) for item in database.waiting(limit, diverse=diverse)]}


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
        event=given.event,
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
    return csv_response("corrections.csv", export_csv(database.corrections()))


@routes.get("/corrections/labels", response_class=Response, dependencies=[needs("read")])
def export_labels(database: Corrections) -> Response:
    """Export what people say last as CSV with the columns of labels.csv.

    One row for each item on which all agree; of an item on which they do not, one for each
    person, which `regwire retrain` lists and leaves out.
    """
    rows = label_rows(database.corrections())
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
    fresh = new_among(_signed(found, caller), database.corrections())
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

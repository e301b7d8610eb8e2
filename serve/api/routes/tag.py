"""`POST /tag`: a document in, its items out."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, File, HTTPException, UploadFile

from serve.api.answers import TaggedRows
from serve.api.deps import ServingRouter, Upload, needs
from serve.api.keeping import Keeper
from serve.api.problems import documented
from serve.api.tagging import TooLargeError, UnknownKindError
from serve.api.uploads import Uploads

__all__ = ["routes"]

routes = APIRouter(
    tags=["tag"],
    dependencies=[needs("read"), Upload],
    responses=documented(400, 401, 403, 408, 413, 415, 422, 429, 503),
)


@routes.post("/tag", response_model=TaggedRows)
async def tag(
    file: Annotated[UploadFile, File(description="A newsletter, an article or a table.")],
    router: ServingRouter,
    keeper: Keeper,
    uploads: Uploads,
) -> dict[str, Any]:
    """Cut a document into its items, or read a table of items, and tag each."""
    try:
        outcome = await uploads.tag(router, keeper, file.file, file.filename)
    except UnknownKindError as error:
        raise HTTPException(415, str(error)) from error
    except TooLargeError as error:
        raise HTTPException(413, str(error)) from error
    except ValueError as error:
        raise HTTPException(422, str(error)) from error
    return {"items": outcome.rows, "refused": [asdict(one) for one in outcome.refusals]}

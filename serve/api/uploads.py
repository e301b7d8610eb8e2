"""Uploads are tagged a few at a time, so that large ones leave threads for everybody else."""

from typing import Annotated, BinaryIO

import anyio
import anyio.to_thread
from fastapi import Depends, Request

from model import Router
from serve.api.keeping import KeeperOfItems
from serve.api.tagging import Outcome, source_name, tag_upload

__all__ = ["UploadTagger", "Uploads"]


class UploadTagger:
    """Tag uploads in threads.

    Parameters
    ----------
    n_at_once : uploads that are worked on at once; others wait
    max_items : items, or rows of a table, at most of one
    """

    def __init__(self, n_at_once: int, max_items: int) -> None:
        self.max_items = max_items
        self._limiter = anyio.CapacityLimiter(n_at_once)

    async def tag(
        self, router: Router, keeper: KeeperOfItems, file: BinaryIO, name: str | None
    ) -> Outcome:
        """Tag an upload, and count and keep its items; raises what `tag_upload` does."""

        def work() -> Outcome:
            outcome = tag_upload(router, file, source_name(name), self.max_items)
            keeper.note_rows(outcome.rows)
            return outcome

        return await anyio.to_thread.run_sync(work, limiter=self._limiter)


async def _uploads(request: Request) -> UploadTagger:
    uploads: UploadTagger = request.app.state.uploads
    return uploads


Uploads = Annotated[UploadTagger, Depends(_uploads)]

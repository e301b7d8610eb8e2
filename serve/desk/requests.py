"""What the pages send."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from serve.api.requests import Item

__all__ = ["Opened", "Rows"]

_MAX_ROWS = 5_000


class Opened(BaseModel):
    """An item that a person opens: its versions, one for each language."""

    model_config = ConfigDict(extra="forbid")

    versions: Annotated[list[Item], Field(min_length=1, max_length=2)]


class Rows(BaseModel):
    """What is on screen."""

    model_config = ConfigDict(extra="forbid")

    rows: Annotated[list[dict[str, str | int | float | bool | None]], Field(max_length=_MAX_ROWS)]

"""What clients send; the limits on count and length are here."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from serve.api.text import CLEANED

__all__ = ["MAX_ITEMS", "MAX_TEXT_CHARS", "MAX_TITLE_CHARS", "Batch", "GivenCorrection", "Item"]

# Characters. The model reads the first 20,000; the rest of a long article does no harm.
MAX_TEXT_CHARS = 200_000
MAX_TITLE_CHARS = 2_000
# Items in one request: a second of work or so, after which others want their turn.
MAX_ITEMS = 256


class Item(BaseModel):
    """One item of news."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "title": "浙江通管局通报26款问题App",
                    "text": "浙江省通信管理局近日通报26款未完成整改的App，要求6月3日前整改。",
                }
            ]
        },
    )

    text: Annotated[str, Field(max_length=MAX_TEXT_CHARS, description="The raw text."), CLEANED]
    title: (
        Annotated[
            str,
            Field(max_length=MAX_TITLE_CHARS, description="The title, if it stands apart."),
            CLEANED,
        ]
        | None
    ) = None

    @model_validator(mode="after")
    def _says_something(self) -> "Item":
        if not any(character.isalnum() for character in f"{self.title or ''}{self.text}"):
            raise ValueError("the item is empty; expected a letter or a digit in text or title")
        return self


class Batch(BaseModel):
    """Several items, answered in order."""

    model_config = ConfigDict(extra="forbid")

    items: Annotated[list[Item], Field(max_length=MAX_ITEMS, description="The items.")]


class GivenCorrection(Item):
    """An item, and what a person says of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "text": "ICO fines spam texter 70,000 pounds",
                    "topic": "overseas_settlement",
                    "jurisdiction": "GB",
                }
            ]
        },
    )

    topic: Annotated[str, Field(max_length=64, description="A topic of /labels."), CLEANED]
    jurisdiction: Annotated[
        str, Field(max_length=16, description="A jurisdiction of /labels."), CLEANED
    ]
    region: Annotated[str, Field(max_length=16, description="ISO 3166-2 code."), CLEANED] | None = (
        None
    )
    who: Annotated[
        str, Field(max_length=64, description="Who says so, where no keys are used."), CLEANED
    ] = ""
    event: Annotated[
        str,
        Field(max_length=64, description="A name for what it tells of, the same in all languages."),
        CLEANED,
    ] = ""

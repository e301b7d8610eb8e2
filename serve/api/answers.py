"""What the API answers, for its documentation and as a check on what leaves."""

from pydantic import BaseModel, ConfigDict, Field

from serve.corrections import KeptItem

__all__ = [
    "Answer",
    "Answers",
    "CorrectionsKept",
    "Evidence",
    "Health",
    "LabelName",
    "LabelNames",
    "ModelInfo",
    "Ranked",
    "Ready",
    "Refused",
    "TaggedRow",
    "TaggedRows",
    "Verdict",
    "Waiting",
]


class Ranked(BaseModel):
    """A label and its probability."""

    label: str
    confidence: float = Field(ge=0, le=1)


class Verdict(Ranked):
    """The chosen label, and the likeliest ones, best first."""

    ranked: list[Ranked]


class Evidence(BaseModel):
    """What one piece of the item adds to the score of one label."""

    term: str
    label: str
    weight: float = Field(description="Added to the score; negative speaks against the label.")
    start: int = Field(description="Offset in characters (code points) into the field as sent.")
    end: int
    field: str = Field(description="`title` or `text`.")


class Answer(BaseModel):
    """The routing of one item."""

    topic: Verdict
    jurisdiction: Verdict
    confidence: float = Field(ge=0, le=1, description="Probability that both are right.")
    region: str | None = Field(description="ISO 3166-2 code, or null.", examples=["CN-ZJ"])
    lang: str = Field(description="`zh`, `en` or `zh+en`.")
    review: bool = Field(description="Whether a person should look.")
    evidence: list[Evidence]
    model: str = Field(description="The version that answered.")


class Answers(BaseModel):
    """One answer for each item, in order."""

    results: list[Answer]


class TaggedRow(BaseModel):
    """One report of a document, or one row of a table, and its routing.

    A row of a table keeps its own columns; a report has the six from `lang` to `text_en`.
    """

    model_config = ConfigDict(extra="allow")

    source: str
    item: int = Field(description="1, 2, ... in the source.")
    topic: str
    topic_confidence: float
    jurisdiction: str
    jurisdiction_confidence: float
    confidence: float = Field(ge=0, le=1, description="Probability that both are right.")
    region: str | None
    review: bool = Field(description="Whether a person should look.")
    model: str


class Refused(BaseModel):
    """Something that was left out."""

    file: str
    item: int | None
    reason: str


class TaggedRows(BaseModel):
    """The items of a document, in its order, and what of it could not be tagged."""

    items: list[TaggedRow]
    refused: list[Refused] = []


class LabelName(BaseModel):
    """A label and its names."""

    code: str
    name_zh: str
    name_en: str
    definition: str


class LabelNames(BaseModel):
    """All labels that the serving version knows."""

    topics: list[LabelName]
    jurisdictions: list[LabelName]


class ModelInfo(BaseModel):
    """The serving version."""

    version: str
    labels_digest: str
    threshold: float = Field(description="An answer below this confidence goes to review.")
    scores: dict[str, object] = Field(description="Cross-validated when the version was made.")
    notes: dict[str, object]


class Health(BaseModel):
    """The server is alive."""

    status: str = "ok"


class Ready(BaseModel):
    """A model is loaded."""

    status: str = "ready"
    model: str


class Waiting(BaseModel):
    """The review queue."""

    items: list[KeptItem]


class CorrectionsKept(BaseModel):
    """How many corrections were kept."""

    kept: int

"""What the router answers for one item. Every part is an object and a mapping of its fields."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

__all__ = ["Answer", "Evidence", "Ranked", "Verdict"]


class _Fields(Mapping[str, Any]):
    """Reads a dataclass as a mapping too: `answer["topic"]["label"]` is `answer.topic.label`.

    The dataclasses have no slots: orjson writes those with them at a third of the speed.
    """

    __slots__ = ()

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401  (as wide as the fields are)
        if name not in self._names():
            raise KeyError(name)
        return getattr(self, name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def as_dict(self) -> dict[str, Any]:
        """Return plain dictionaries and lists, ready for JSON."""
        return {name: _plain(getattr(self, name)) for name in self._names()}

    @classmethod
    @cache
    def _names(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Ranked(_Fields):
    """A label and its probability in [0, 1]."""

    label: str
    confidence: float


@dataclass(frozen=True)
class Verdict(_Fields):
    """The chosen label, its probability, and the likeliest labels, best first."""

    label: str
    confidence: float
    ranked: list[Ranked]


@dataclass(frozen=True)
class Evidence(_Fields):
    """What one piece of the item adds to the score (logit) of one label.

    Attributes
    ----------
    term : the term or the name, in the normalised form that the model reads
    label : the label whose score it adds to (topic, jurisdiction or region code)
    weight : what it adds; negative where it speaks against the label
    start, end : offsets into the field as it was given; 0, 0 for the item as a whole
    field : `title` or `text`
    """

    term: str
    label: str
    weight: float
    start: int
    end: int
    field: str


@dataclass(frozen=True)
class Answer(_Fields):
    """The routing of one item.

    Attributes
    ----------
    topic, jurisdiction : verdicts
    confidence : probability that both are right; what `review` is decided by
    region : ISO 3166-2 code, or None where no body below the national level acts
    lang : `zh`, `en` or `zh+en`
    review : whether a person should look
    evidence : the strongest pieces first; empty where none was asked for
    model : version that answered
    """

    topic: Verdict
    jurisdiction: Verdict
    confidence: float
    region: str | None
    lang: str
    review: bool
    evidence: list[Evidence]
    model: str


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, _Fields):
        return value.as_dict()
    return [_plain(one) for one in value] if isinstance(value, list) else value

"""One correction, and one item that waits for one."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

__all__ = ["LANGUAGES", "Correction", "KeptItem", "digest", "event_of", "now"]

LANGUAGES = ("zh", "en", "zh+en")
# Hexadecimal digits of a digest that are enough to tell events apart.
_EVENT_DIGITS = 16


def now() -> str:
    """Return the time, UTC, ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def digest(title: str, text: str) -> str:
    """Return what an item is known by, whoever sends it: SHA-256 of its title and text."""
    return hashlib.sha256(f"{title}\0{text}".encode("utf-8", "replace")).hexdigest()


def event_of(*versions: tuple[str, str]) -> str:
    """Return a name for what several language versions, each its title and text, tell of."""
    joined = "\0".join(digest(title, text) for title, text in versions)
    return f"report-{hashlib.sha256(joined.encode()).hexdigest()[:_EVENT_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of an item.

    Attributes
    ----------
    title, text : the item, as it was sent
    lang : `zh`, `en` or `zh+en`
    topic, jurisdiction, region : the person's answer; the region is empty where none acts
    was_topic, was_jurisdiction, was_region : the model's answer
    who : name of the key or of the person
    model : version that had answered
    at : UTC, ISO 8601
    event : what the item tells of, the same for all its languages; empty where not known
    """

    title: str
    text: str
    lang: str
    topic: str
    jurisdiction: str
    region: str = ""
    was_topic: str = ""
    was_jurisdiction: str = ""
    was_region: str = ""
    who: str = ""
    model: str = ""
    at: str = field(default_factory=now)
    event: str = ""

    @property
    def digest(self) -> str:
        """What the item is known by."""
        return digest(self.title, self.text)

    @property
    def answer(self) -> tuple[str, str, str]:
        """Topic, jurisdiction and region."""
        return self.topic, self.jurisdiction, self.region


@dataclass(frozen=True, slots=True)
class KeptItem:
    """An item that passed through, and what the model said.

    Attributes
    ----------
    title, text : the item, or its first language version where it has two
    other_title, other_text : the second version, empty where there is none
    source : file or address that it came by
    confidence : probability that topic and jurisdiction are both right
    the others : as in `Correction`
    """

    title: str
    text: str
    lang: str
    topic: str
    topic_confidence: float
    jurisdiction: str
    jurisdiction_confidence: float
    region: str
    confidence: float
    review: bool
    model: str
    source: str = ""
    at: str = field(default_factory=now)
    other_title: str = ""
    other_text: str = ""

    @property
    def digest(self) -> str:
        """What the item is known by; one in two languages is another than each of them alone."""
        if not self.second_digest:
            return self.first_digest
        return digest(self.first_digest, self.second_digest)

    @property
    def first_digest(self) -> str:
        """What a correction of the first version is known by."""
        return digest(self.title, self.text)

    @property
    def second_digest(self) -> str:
        """What a correction of the second version is known by; empty where there is none."""
        if not self.other_title and not self.other_text:
            return ""
        return digest(self.other_title, self.other_text)

"""The labels: topics, jurisdictions, and the pairs of them that the guide rules out."""

from dataclasses import dataclass

__all__ = ["Label", "Taxonomy"]


@dataclass(frozen=True, slots=True)
class Label:
    """A topic or a jurisdiction: its code, its names and what it means."""

    code: str
    name_zh: str
    name_en: str
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """All labels, in the order of the file that defines them.

    Attributes
    ----------
    topics : the topics
    jurisdictions : the jurisdictions
    forbidden : pairs (topic code, jurisdiction code) that never go together
    """

    topics: tuple[Label, ...]
    jurisdictions: tuple[Label, ...]
    forbidden: frozenset[tuple[str, str]]

    @property
    def topic_codes(self) -> tuple[str, ...]:
        """Codes of the topics, in order."""
        return tuple(label.code for label in self.topics)

    @property
    def jurisdiction_codes(self) -> tuple[str, ...]:
        """Codes of the jurisdictions, in order."""
        return tuple(label.code for label in self.jurisdictions)

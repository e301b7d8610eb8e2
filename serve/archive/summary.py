"""What a run has come to, in numbers."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from serve.archive.columns import CellKind, widened
from serve.archive.work import Tagged

__all__ = ["Summary"]


@dataclass(slots=True)
class Summary:
    """Counts over all portions so far.

    Parameters
    ----------
    model : the version that tags
    files : how many files there are to read
    items, review : rows, and those of them that a person should look at
    refused : files and items that were left out
    left_out : lines of documents that are in no report; None where they are not kept
    topics, jurisdictions, models : rows by label and by the version that tagged them
    encodings : files by encoding
    outputs : names of the files that were written
    columns : of all rows and what their cells are, in the order in which they were met
    """

    model: str
    files: int = 0
    items: int = 0
    review: int = 0
    refused: int = 0
    left_out: int | None = None
    topics: Counter[str] = field(default_factory=Counter)
    jurisdictions: Counter[str] = field(default_factory=Counter)
    models: Counter[str] = field(default_factory=Counter)
    encodings: Counter[str] = field(default_factory=Counter)
    outputs: list[str] = field(default_factory=list, compare=False)
    columns: dict[str, CellKind] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> "Summary":
        """Return the summary that `as_dict` told of."""
        counters = ("topics", "jurisdictions", "models", "encodings")
        return cls(**told | {name: Counter(told[name]) for name in counters})

    def add(self, tagged: Tagged) -> None:
        """Count a portion."""
        self.refused += len(tagged.refusals)
        if self.left_out is not None:
            self.left_out += len(tagged.left_out)
        for row in tagged.rows:
            self.items += 1
            self.review += row["review"]
            self.topics[row["topic"]] += 1
            self.jurisdictions[row["jurisdiction"]] += 1
            self.models[row["model"]] += 1
        self.columns = widened(self.columns, tagged.columns)
        self.encodings.update(tagged.encodings.values())

    def as_dict(self) -> dict[str, Any]:
        """Return the counts for JSON, the most frequent label first."""
        return {
            "model": self.model,
            "files": self.files,
            "items": self.items,
            "review": self.review,
            "refused": self.refused,
            "left_out": self.left_out,
            "topics": dict(self.topics.most_common()),
            "jurisdictions": dict(self.jurisdictions.most_common()),
            "models": dict(self.models.most_common()),
            "encodings": dict(self.encodings.most_common()),
        }

"""What could not be tagged, and why."""

from dataclasses import asdict, dataclass

__all__ = ["Refusal"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One file, or one item of it, that was left out.

    Parameters
    ----------
    file : as a row's `source` names it
    item : 1, 2, ... in the file; None where the file as a whole could not be read
    reason : one sentence
    """

    file: str
    item: int | None
    reason: str

    def as_dict(self) -> dict[str, str | int | None]:
        """Return the line of `errors.jsonl`."""
        return asdict(self)

    def __str__(self) -> str:
        where = self.file if self.item is None else f"{self.file} item {self.item}"
        return f"{where}: {self.reason}"

"""How many reports of our own newsletters are cut exactly: `python -m tests.serve.newsletter.cuts`.

Every document lies beside the true cut. Those of `layouts` and `issues` were looked at while the
cutter was written; those of `held_out` were not, so they say how it does on what it has not seen.
"""

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from serve.archive.documents.read import read_document
from serve.newsletter import Report, cut

HERE = Path(__file__).parent
FOLDERS = ("layouts", "issues", "held_out")
_HAN = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef"
# Space beside a Chinese character says nothing: PDFs print some there, and lose the breaks of
# paragraphs. Between Latin words it parts them.
_IDLE_SPACE = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")


@dataclass(frozen=True)
class Cut:
    """One newsletter: its true reports, and those it is cut into."""

    name: str
    true: list[Report]
    found: list[Report]

    @property
    def n_exact(self) -> int:
        """How many true reports come out with both titles and both texts as printed."""
        found = {_said(report) for report in self.found}
        return sum(_said(report) in found for report in self.true)

    @property
    def n_bilingual(self) -> int:
        """How many true reports stand there in both languages, each with its title."""
        return len(self._pairs(self.true))

    @property
    def n_paired(self) -> int:
        """How many of those come out with the title of their own translation."""
        return len(self._pairs(self.true) & self._pairs(self.found))

    @staticmethod
    def _pairs(reports: list[Report]) -> set[tuple[str, str]]:
        return {
            (_folded(report.title_zh), _folded(report.title_en))
            for report in reports
            if report.title_zh and report.title_en
        }


def documents(folder: str) -> list[Path]:
    """Return the newsletters of a folder."""
    return sorted(path for path in (HERE / folder).iterdir() if path.suffix != ".json")


def text_of(path: Path) -> str:
    """Return a newsletter as it is given to be cut."""
    with path.open("rb") as file:
        return read_document(file, path.suffix)[0]


def cut_of(path: Path) -> Cut:
    """Cut one newsletter."""
    true = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return Cut(path.stem, [Report(**report) for report in true], cut(text_of(path)))


def _said(report: Report) -> tuple[str, ...]:
    parts = (report.title_zh, report.title_en, report.text_zh, report.text_en)
    return tuple(map(_folded, parts))


def _folded(text: str) -> str:
    return " ".join(_IDLE_SPACE.sub("", text).split())


def _rows() -> Iterator[str]:
    yield f"{'newsletter':45} reports  exact  cut into  bilingual  paired"
    for folder in FOLDERS:
        cuts = [cut_of(path) for path in documents(folder)]
        yield from (_row(c.name, [c]) for c in cuts)
        yield _row(f"= {folder}", cuts) + "\n"


def _row(name: str, cuts: list[Cut]) -> str:
    n_true, n_found = sum(len(c.true) for c in cuts), sum(len(c.found) for c in cuts)
    exact, both = sum(c.n_exact for c in cuts), sum(c.n_bilingual for c in cuts)
    return f"{name:45}{n_true:8}{exact:7}{n_found:10}{both:11}{sum(c.n_paired for c in cuts):8}"


if __name__ == "__main__":
    sys.stdout.writelines(f"{row}\n" for row in _rows())

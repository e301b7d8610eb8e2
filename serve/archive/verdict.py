"""One verdict for one report, from the answers for its language versions.

Each version is classified by itself. Joined, the version that comes first would fill what the
model reads and stand where it looks for the lead, and a disagreement could not be seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from model import Answer, Verdict

__all__ = ["Combined", "combine"]


@dataclass(frozen=True, slots=True)
class Combined:
    """What a row says of its item.

    Parameters
    ----------
    topic, jurisdiction : labels
    topic_confidence, jurisdiction_confidence : probabilities, the mean over the versions
    region : ISO 3166-2 code, empty where none acts
    review : whether a person should look
    confidence : probability that topic and jurisdiction are both right, the mean over the
        versions; what `review` is decided by
    """

    topic: str
    topic_confidence: float
    jurisdiction: str
    jurisdiction_confidence: float
    region: str
    review: bool
    confidence: float


def combine(answers: Sequence[Answer], threshold: float) -> Combined:
    """Choose among the pairs that the versions were given, so the pair is an allowed one.

    The pair wins that all versions together hold likeliest. Confidences are means: two versions
    of one report are not independent witnesses, so agreement does not add to them.

    Parameters
    ----------
    answers : one for each language version, one at least
    threshold : the model's; a report whose mean confidence is below it goes to a person, and so
        does one whose versions disagree
    """
    best = max(answers, key=lambda answer: _support(answer, answers))
    confidence = _pair_confidence(best, answers)
    return Combined(
        best.topic.label,
        _mean([answer.topic for answer in answers], best.topic.label),
        best.jurisdiction.label,
        _mean([answer.jurisdiction for answer in answers], best.jurisdiction.label),
        _region(best, answers),
        _disagree(answers) or confidence < threshold,
        confidence,
    )


def _pair_confidence(best: Answer, answers: Sequence[Answer]) -> float:
    """Return the mean probability of the best pair."""
    return fmean(_pair_probability(answer, best) for answer in answers)


def _pair_probability(answer: Answer, best: Answer) -> float:
    """Return what a version says of a pair; one it did not choose, as if heads erred apart."""
    if _labels(answer) == _labels(best):
        return answer.confidence
    topic = _probability(answer.topic, best.topic.label)
    return topic * _probability(answer.jurisdiction, best.jurisdiction.label)


def _labels(answer: Answer) -> tuple[str, str]:
    return answer.topic.label, answer.jurisdiction.label


def _support(candidate: Answer, answers: Sequence[Answer]) -> float:
    topic = _mean([answer.topic for answer in answers], candidate.topic.label)
    return topic * _mean([answer.jurisdiction for answer in answers], candidate.jurisdiction.label)


def _mean(verdicts: Sequence[Verdict], label: str) -> float:
    return fmean(_probability(verdict, label) for verdict in verdicts)


def _probability(verdict: Verdict, label: str) -> float:
    """Look a label up; one below the ranking's end counts as 0."""
    return next((ranked.confidence for ranked in verdict.ranked if ranked.label == label), 0.0)


def _region(best: Answer, answers: Sequence[Answer]) -> str:
    """Return the best version's region, or else one that another version of its country names."""
    same = [answer for answer in answers if answer.jurisdiction.label == best.jurisdiction.label]
    return next((answer.region for answer in [best, *same] if answer.region), "")


def _disagree(answers: Sequence[Answer]) -> bool:
    regions = {answer.region for answer in answers if answer.region}
    return len(set(map(_labels, answers))) > 1 or len(regions) > 1

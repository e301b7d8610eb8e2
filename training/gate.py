"""Whether a new version is good enough to serve in place of the current one."""

from collections.abc import Iterator
from typing import Any

__all__ = ["failed_checks"]

# How much a new version may lose against the current one, both measured by cross-validation.
_MAX_F1_LOSS = 0.005
_MAX_RECALL_LOSS = 0.03
_MAX_ECE_RISE = 0.02
# What two figures may differ by and count as the same: sums of floating-point numbers.
_ROUNDING = 1e-9
# A label with fewer items than this says too little to stop a promotion.
_MIN_SUPPORT = 20


def failed_checks(candidate: dict[str, Any], current: dict[str, Any]) -> list[str]:
    """List what the candidate does worse than it may; empty means promote.

    Parameters
    ----------
    candidate, current : what `measure` returned for each, on the same folds
    """
    return [
        *_f1_checks(candidate, current),
        *_recall_checks(candidate, current),
        *_ece(candidate, current),
    ]


def _f1_checks(candidate: dict[str, Any], current: dict[str, Any]) -> Iterator[str]:
    for head in ("topic", "jurisdiction"):
        now, before = candidate[head]["macro_f1"], current[head]["macro_f1"]
        if now < before - _MAX_F1_LOSS - _ROUNDING:
            yield f"{head} macro-F1 {now:.4f}, was {before:.4f}; may lose at most {_MAX_F1_LOSS}"


def _recall_checks(candidate: dict[str, Any], current: dict[str, Any]) -> Iterator[str]:
    for head in ("topic", "jurisdiction"):
        for label, before in current[head]["per_label"].items():
            now = candidate[head]["per_label"].get(label)
            if before["support"] < _MIN_SUPPORT or now is None:
                continue
            if now["recall"] < before["recall"] - _MAX_RECALL_LOSS - _ROUNDING:
                yield (
                    f"{head} {label}: recall {now['recall']:.4f}, was {before['recall']:.4f}; "
                    f"may lose at most {_MAX_RECALL_LOSS}"
                )


def _ece(candidate: dict[str, Any], current: dict[str, Any]) -> Iterator[str]:
    now, before = candidate["ece"], current["ece"]
    if now > before + _MAX_ECE_RISE + _ROUNDING:
        yield f"calibration error {now:.4f}, was {before:.4f}; may rise by at most {_MAX_ECE_RISE}"

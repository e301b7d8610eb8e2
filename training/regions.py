"""Whether a region is one, and lies in its jurisdiction."""

from functools import cache

import pycountry

__all__ = ["region_fault"]


def region_fault(row: int, jurisdiction: str, region: str) -> str:
    """Say what is wrong with the region of a row; nothing where it is empty or right."""
    if not region:
        return ""
    if not region.startswith(f"{jurisdiction}-"):
        return f"row {row}: region {region!r} is not in {jurisdiction}; expected {jurisdiction}-..."
    if region not in _subdivision_codes():
        return f"row {row}: region {region!r} is unknown; expected an ISO 3166-2 code"
    return ""


@cache
def _subdivision_codes() -> frozenset[str]:
    return frozenset(str(part.code) for part in pycountry.subdivisions)

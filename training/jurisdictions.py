"""The codes of jurisdictions that a table or an item may name."""

from functools import cache

from babel import Locale

from model.taxonomy import Taxonomy

__all__ = ["EXCLUDED_TERRITORIES", "known_jurisdictions"]

# What CLDR has among its territories and is no country, or has a code of its own in the taxonomy.
EXCLUDED_TERRITORIES = frozenset({"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"})


def known_jurisdictions(taxonomy: Taxonomy) -> frozenset[str]:
    """Return the codes of the taxonomy and those of all countries, which need no rows."""
    return _countries().union(taxonomy.jurisdiction_codes)


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        code
        for code in map(str, Locale("en").territories)
        if len(code) == 2 and code.isalpha() and code not in EXCLUDED_TERRITORIES
    )

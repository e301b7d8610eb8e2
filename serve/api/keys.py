"""API keys: kept as digests, compared in constant time, each with its scopes."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["EVERYTHING", "SCOPES", "Caller", "KeyRing", "new_key"]

SCOPES = ("read", "correct", "admin")
_ENTRY = re.compile(r"([A-Za-z0-9._-]{1,64}):([a-z]+(?:\+[a-z]+)*):([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: the name of the key, and what it may do."""

    name: str
    scopes: frozenset[str]


# Where no keys are set, whoever reaches the server may use it.
EVERYTHING = Caller("", frozenset(SCOPES))


def new_key(name: str, scopes: Sequence[str]) -> tuple[str, str]:
    """Make a key.

    Returns
    -------
    the key, which is not kept anywhere, and its entry for the setting `keys`

    Raises
    ------
    ValueError : the name or a scope is not allowed
    """
    # 256 random bits: nothing is gained by guessing, so a plain digest is enough at rest.
    key = f"rw_{secrets.token_urlsafe(32)}"
    entry = f"{name}:{'+'.join(scopes)}:{_digest(key)}"
    KeyRing([entry])
    return key, entry


class KeyRing:
    """The keys that are accepted.

    Parameters
    ----------
    entries : `NAME:SCOPE+SCOPE:SHA256`, as `new_key` writes them

    Raises
    ------
    ValueError : an entry is malformed; says which by its place, as it may hold a secret
    """

    def __init__(self, entries: Iterable[str]) -> None:
        self._callers: list[tuple[str, Caller]] = []
        for place, entry in enumerate(entries, start=1):
            found = _ENTRY.fullmatch(entry)
            if not found or not set(found[2].split("+")) <= set(SCOPES):
                raise ValueError(
                    f"key {place} is malformed; expected NAME:SCOPES:SHA256 with scopes of "
                    f"{', '.join(SCOPES)} joined by '+'; make one with 'regwire serve --new-key'"
                )
            self._callers.append((found[3], Caller(found[1], frozenset(found[2].split("+")))))

    def __bool__(self) -> bool:
        return bool(self._callers)

    def caller(self, key: str) -> Caller | None:
        """Return whose key it is, None where it is nobody's; always compares with all."""
        digest = _digest(key)
        matches = [one for known, one in self._callers if hmac.compare_digest(known, digest)]
        return matches[0] if matches else None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()

"""Pronunciations that some sites put in brackets after single characters, as in `經(jīng)濟`."""

import re

from serve.newsletter.script import HAN

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_MARKED = re.compile(f"(?<=[{HAN}])[(（][a-zü]{{0,3}}[{_TONED}][a-z{_TONED}]{{0,4}}[)）]")
# Syllables that carry no tone mark; alone they prove nothing, beside marked ones they do.
_UNMARKED = re.compile(
    f"(?<=[{HAN}])[(（](?:men|ge|zhe|me|ma|ne|ba|de|le|zi|tou|li|shang|xia|lai|qu)[)）]"
)


def drop_glosses(text: str) -> str:
    """Return `text` without the pinyin glosses; a text that has none comes back as it is."""
    bare, n_found = _MARKED.subn("", text)
    return _UNMARKED.sub("", bare) if n_found else text

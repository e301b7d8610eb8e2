"""The garbage collector, kept from walking what is being built."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_at_rest"]


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the collector from looking for cycles among objects that are made and not dropped.

    It would walk tens of thousands of names and terms again and again: a third of the time that
    loading a model takes, and a fifth of reading a corpus.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

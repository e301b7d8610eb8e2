"""Connections that a database server has dropped."""

from typing import Any

import pytest
from sqlalchemy.exc import DisconnectionError

from serve.corrections import connecting


class Dropped:
    """A connection whose driver lets the error of its socket through, as pg8000 does."""

    def cursor(self) -> Any:  # noqa: ANN401
        raise ConnectionResetError(104, "Connection reset by peer")


def test_a_dropped_connection_is_told_to_the_pool_which_then_makes_another() -> None:
    with pytest.raises(DisconnectionError):
        connecting._greet(Dropped(), None, None)  # type: ignore[arg-type]

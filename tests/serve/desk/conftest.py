"""The same application as for the API's tests."""

from tests.serve.api.conftest import (
    _no_settings_from_outside,
    client,
    settings,
)

__all__ = ["_no_settings_from_outside", "client", "settings"]

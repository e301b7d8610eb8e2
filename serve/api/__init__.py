"""The HTTP API: `create_app(settings)` makes the application."""

from serve.api.app import create_app
from serve.api.settings import Settings

__all__ = ["Settings", "create_app"]

"""What each server process runs."""

from fastapi import FastAPI

from serve.api.app import create_app
from serve.api.logs import configure_logs
from serve.api.settings import Settings

__all__ = ["make_app"]


def make_app() -> FastAPI:
    """Make the application from environment and file; log lines of the process go one way."""
    settings = Settings()
    configure_logs(settings.log_format)
    return create_app(settings)

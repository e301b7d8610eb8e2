"""The web desk: pages for people, from the same functions as the API."""

from serve.desk.admin import admin
from serve.desk.archive import archive
from serve.desk.faults import ErrorPages
from serve.desk.routes import routes
from serve.desk.signin import signin

__all__ = ["ErrorPages", "admin", "archive", "routes", "signin"]

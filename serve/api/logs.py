"""Log lines: JSON or plain, each with its request's id, none with document text."""

import json
import logging
import sys
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

__all__ = ["configure_logs", "current_request"]

# The id of the request that is worked on, "" outside of any.
current_request: ContextVar[str] = ContextVar("current_request", default="")
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message"}


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "pid": record.process,
            "logger": record.name,
            "message": record.getMessage(),
            **_extra(record),
        }
        if record.exc_info:
            fields["traceback"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=True, default=str)


class _TextFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        extra = " ".join(f"{name}={value!r}" for name, value in _extra(record).items())
        return f"{super().format(record)} {extra}".rstrip()


def configure_logs(shape: Literal["json", "text"]) -> None:
    """Send all log lines to stderr in one shape.

    Parameters
    ----------
    shape : `json` for machines, `text` for people
    """
    handler = logging.StreamHandler(sys.stderr)
    plain = _TextFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(_JsonFormatter() if shape == "json" else plain)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # `uvicorn.access` stays silent: its lines hold whole addresses, queries and all.
    for name in ("uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True


def _extra(record: logging.LogRecord) -> dict[str, Any]:
    request = current_request.get()
    own = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    return {"request_id": request, **own} if request else own

"""What people said where the model was wrong or unsure, and what waits for them."""

from serve.corrections.checks import CorrectionError, check_correction
from serve.corrections.correction import LANGUAGES, Correction, KeptItem, digest, event_of
from serve.corrections.database import Database, DatabaseError
from serve.corrections.filters import Filters
from serve.corrections.labels import Agreed, agree

__all__ = [
    "LANGUAGES",
    "Agreed",
    "Correction",
    "CorrectionError",
    "Database",
    "DatabaseError",
    "Filters",
    "KeptItem",
    "agree",
    "check_correction",
    "digest",
    "event_of",
]

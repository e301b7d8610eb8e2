"""What people said where the model was wrong or unsure, and what waits for them."""

from serve.corrections.checks import CorrectionError, check_correction
from serve.corrections.correction import Correction, KeptItem, digest
from serve.corrections.database import Database, DatabaseError
from serve.corrections.labels import Agreed, agree

__all__ = [
    "Agreed",
    "Correction",
    "CorrectionError",
    "Database",
    "DatabaseError",
    "KeptItem",
    "agree",
    "check_correction",
    "digest",
]

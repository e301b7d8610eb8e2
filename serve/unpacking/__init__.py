"""Files of risky kinds are read in a process of their own."""

from serve.unpacking.plain import UnpackError, to_plain

__all__ = ["UnpackError", "to_plain"]

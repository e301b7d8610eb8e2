"""Why an upload is not read."""

__all__ = ["TooLargeError", "UnpackError"]


class UnpackError(ValueError):
    """The file cannot be read, or not within the limits of time and memory."""


class TooLargeError(ValueError):
    """The file can be read, but holds more than is tagged while somebody waits."""

"""Uploads are read and cut in a process of their own."""

from serve.unpacking.apart import unpack
from serve.unpacking.faults import TooLargeError, UnpackError

__all__ = ["TooLargeError", "UnpackError", "unpack"]

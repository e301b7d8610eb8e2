"""What tagged rows are written to."""

from serve.archive.outputs.atomic import replacing
from serve.archive.outputs.write import OUTPUTS, check_output, write_rows

__all__ = ["OUTPUTS", "check_output", "replacing", "write_rows"]

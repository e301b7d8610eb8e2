"""What tagged rows are written to."""

from serve.archive.outputs.atomic import discard_drafts, replacing
from serve.archive.outputs.shards import SHARD_ROWS, check_shards, earlier_shards, shard_paths
from serve.archive.outputs.write import OUTPUTS, check_output, write_rows

__all__ = [
    "OUTPUTS",
    "SHARD_ROWS",
    "check_output",
    "check_shards",
    "discard_drafts",
    "earlier_shards",
    "replacing",
    "shard_paths",
    "write_rows",
]

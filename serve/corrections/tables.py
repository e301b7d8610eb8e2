"""The two tables, as the code sees them; how they came about is in `migrations/`."""

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text

__all__ = ["corrections", "items", "metadata"]

metadata = MetaData()


def _common() -> list[Column[object]]:
    """Columns that both tables have; a column belongs to one table, so each needs its own."""
    return [
        Column("id", Integer, primary_key=True),
        Column("at", String(25), nullable=False, index=True),
        Column("digest", String(64), nullable=False, index=True),
        Column("title", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("lang", String(8), nullable=False),
        Column("topic", String(64), nullable=False),
        Column("jurisdiction", String(16), nullable=False),
        Column("region", String(16), nullable=False),
        Column("model", String(64), nullable=False),
    ]


corrections = Table(
    "corrections",
    metadata,
    *_common(),
    Column("was_topic", String(64), nullable=False),
    Column("was_jurisdiction", String(16), nullable=False),
    Column("was_region", String(16), nullable=False),
    Column("who", String(64), nullable=False),
    Column("event", String(64), nullable=False),
)

items = Table(
    "items",
    metadata,
    *_common(),
    Column("topic_confidence", Float, nullable=False),
    Column("jurisdiction_confidence", Float, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("review", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("other_title", Text, nullable=False),
    Column("other_text", Text, nullable=False),
    Column("first_digest", String(64), nullable=False),
    Column("second_digest", String(64), nullable=False),
    Index("items_waiting", "review", "confidence"),
)

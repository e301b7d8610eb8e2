"""Corrections and kept items."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "corrections",
        *_common(),
        sa.Column("was_topic", sa.String(64), nullable=False),
        sa.Column("was_jurisdiction", sa.String(16), nullable=False),
        sa.Column("was_region", sa.String(16), nullable=False),
        sa.Column("who", sa.String(64), nullable=False),
    )
    op.create_table(
        "items",
        *_common(),
        sa.Column("topic_confidence", sa.Float, nullable=False),
        sa.Column("jurisdiction_confidence", sa.Float, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("review", sa.Boolean, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )
    for table in ("corrections", "items"):
        for column in ("at", "digest"):
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("items_waiting", "items", ["review", "confidence"])


def downgrade() -> None:
    """Remove both tables."""
    op.drop_table("items")
    op.drop_table("corrections")


def _common() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.String(25), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("jurisdiction", sa.String(16), nullable=False),
        sa.Column("region", sa.String(16), nullable=False),
        sa.Column("model", sa.String(64), nullable=False),
    ]

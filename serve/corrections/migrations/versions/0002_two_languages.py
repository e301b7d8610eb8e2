"""A report in two languages: both versions of a kept item, and the event of a correction."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_OF_ITEMS: dict[str, sa.types.TypeEngine[str]] = {
    "other_title": sa.Text(),
    "other_text": sa.Text(),
    "first_digest": sa.String(64),
    "second_digest": sa.String(64),
}


def upgrade() -> None:
    """Add the columns; what was kept before has one version."""
    for name, kind in _OF_ITEMS.items():
        op.add_column("items", sa.Column(name, kind, nullable=False, server_default=""))
    op.execute("UPDATE items SET first_digest = digest")
    event = sa.Column("event", sa.String(64), nullable=False, server_default="")
    op.add_column("corrections", event)


def downgrade() -> None:
    """Remove the columns, and with them the second versions."""
    op.drop_column("corrections", "event")
    for name in reversed(_OF_ITEMS):
        op.drop_column("items", name)

"""What alembic runs: the migrations, on the connection that it is given."""

from alembic import context

from serve.corrections.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
)
with context.begin_transaction():
    context.run_migrations()

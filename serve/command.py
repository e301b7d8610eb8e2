"""The `regwire` command: subcommands are found as entry points and loaded when called.

So a command imports only what it needs, and this package does not import `training`.
"""

from importlib.metadata import EntryPoint, entry_points
from typing import Any

import typer
from typer.core import TyperGroup

__all__ = ["GROUP", "app", "main"]

GROUP = "regwire.commands"


class _LazyCommands(TyperGroup):
    """Commands of the entry points in `GROUP`."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401  (typer keeps click private)
        """Name the commands in the order that a user meets them."""
        order = ["classify", "tag", "serve", "retrain", "evaluate", "models", "corrections"]
        names = {point.name for point in entry_points(group=GROUP)}
        return sorted(names, key=lambda name: (order.index(name) if name in order else 99, name))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401
        """Load one command."""
        for point in entry_points(group=GROUP, name=cmd_name):
            return _command(point)
        return None


def _command(point: EntryPoint) -> Any:  # noqa: ANN401
    loaded = point.load()
    if isinstance(loaded, typer.Typer):
        command = typer.main.get_command(loaded)
    else:
        single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        single.command(point.name)(loaded)
        command = typer.main.get_command(single)
    command.name = point.name
    return command


app = typer.Typer(
    cls=_LazyCommands,
    add_completion=False,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Route bilingual regulatory news by topic, jurisdiction and region.",
)


@app.callback()
def _about() -> None:
    """Route bilingual regulatory news by topic, jurisdiction and region."""


def main() -> None:
    """Run the command line."""
    app()

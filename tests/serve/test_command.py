from importlib.metadata import entry_points
from pathlib import Path

import pytest
from typer.testing import CliRunner

from serve.command import GROUP, app

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted(point.name for point in entry_points(group=GROUP))


def test_the_commands_are_those_that_others_rely_on() -> None:
    assert set(COMMANDS) > {"classify", "evaluate", "models", "retrain", "serve", "tag"}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_and_stands_in_the_readme(name: str) -> None:
    at = [name, "import"] if name == "corrections" else [name]
    result = CliRunner().invoke(app, [*at, "--help"])
    assert result.exit_code == 0
    assert "--models" in result.output
    assert f"`regwire {name}`" in README


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(app, ["nonsense"])
    assert result.exit_code == 2
    assert "nonsense" in result.output

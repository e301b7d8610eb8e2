"""Imports run serve -> model <- training, each in a fresh interpreter."""

import pkgutil
import subprocess
import sys

import pytest

import model
import serve
import training

# Run by the interpreter or by alembic, never imported.
NOT_FOR_IMPORT = ("__main__", "migrations.env")
LIST_LOADED = (
    "import sys, importlib; [importlib.import_module(n) for n in sys.argv[1:]]; print(*sys.modules)"
)


def modules_of(package: object) -> list[str]:
    name, path = package.__name__, package.__path__  # type: ignore[attr-defined]
    return [name, *(found.name for found in pkgutil.walk_packages(path, f"{name}."))]


@pytest.mark.parametrize(
    ("package", "forbidden"),
    [
        pytest.param(model, {"serve", "training", "typer", "fastapi"}, id="model"),
        pytest.param(training, {"serve", "fastapi"}, id="training"),
        pytest.param(serve, {"training"}, id="serve"),
    ],
)
def test_a_package_does_not_load(package: object, forbidden: set[str]) -> None:
    names = [name for name in modules_of(package) if not name.endswith(NOT_FOR_IMPORT)]
    command = [sys.executable, "-c", LIST_LOADED, *names]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert forbidden.isdisjoint(name.split(".")[0] for name in loaded)

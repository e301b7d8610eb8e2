"""A small real model, fitted once for each test run."""

import shutil
from pathlib import Path

import pytest

from model import Router
from model.artifact import save_version
from model.routing import Calibration, RoutingModel
from model.versions import VersionStore
from tests.corpus import write_labels
from training.corpus import Corpus, describe_items
from training.gazetteer import read_reader
from training.labels import read_labels
from training.taxonomy import read_taxonomy

DATA = Path(__file__).parent.parent / "data"
TABLES = (
    "taxonomy.toml",
    "authorities.csv",
    "places.csv",
    "companies.csv",
    "offices.csv",
    "concepts.csv",
)
_LONG_TABLES = ("authorities.csv", "places.csv", "companies.csv", "offices.csv")
_SHORT_ROWS = 120


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of `data/` beside the small labels.csv."""
    folder = tmp_path_factory.mktemp("data")
    for name in TABLES:
        shutil.copy(DATA / name, folder / name)
    write_labels(folder)
    return folder


@pytest.fixture(scope="session")
def short_data_folder(data_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small labels.csv with the first rows of each table: models that load in no time."""
    folder = tmp_path_factory.mktemp("short")
    for table in data_folder.iterdir():
        lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
        short = lines[:_SHORT_ROWS] if table.name in _LONG_TABLES else lines
        (folder / table.name).write_text("".join(short), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def small_corpus(data_folder: Path) -> Corpus:
    """The small corpus, read with all names and concepts."""
    labels = read_labels(data_folder / "labels.csv", read_taxonomy(data_folder / "taxonomy.toml"))
    return describe_items(labels.items, read_reader(data_folder))


@pytest.fixture(scope="session")
def fitted(data_folder: Path, small_corpus: Corpus) -> RoutingModel:
    """A model fitted on the small corpus."""
    taxonomy = read_taxonomy(data_folder / "taxonomy.toml")
    model = RoutingModel(read_reader(data_folder), taxonomy, min_rows=5)
    model.fit(
        small_corpus.described,
        small_corpus.topics,
        small_corpus.jurisdictions,
        small_corpus.regions,
    )
    model.calibration_ = Calibration(0.8, 1.1, 0.6)
    return model


@pytest.fixture(scope="session")
def models_folder(fitted: RoutingModel, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of model versions with one version, which serves. Not to be changed."""
    folder = tmp_path_factory.mktemp("models")
    store = VersionStore(folder)
    with store.drafting() as draft:
        manifest = save_version(fitted, draft, labels_digest="0" * 64, scores={})
        store.add(draft, manifest.version)
    store.promote(manifest.version)
    return folder


@pytest.fixture(scope="session")
def router(models_folder: Path) -> Router:
    """The small model as everyone uses it: loaded from disk."""
    return Router.load(models_folder / "current")

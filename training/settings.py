"""What a training run needs to know, from the command line."""

from dataclasses import dataclass
from pathlib import Path

from model.reading import Reader
from model.routing import RoutingModel
from model.taxonomy import Taxonomy

__all__ = ["TrainingSettings"]


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """Where the data is, and how the model is made.

    Attributes
    ----------
    labels : labels.csv; taxonomy and name tables stand in the same folder
    n_folds : folds of cross-validation
    random_state : the one seed of splits and solvers
    corrections : corrected items that join the labels, None for none
    """

    labels: Path = Path("data/labels.csv")
    n_folds: int = 5
    random_state: int = 0
    corrections: Path | None = None

    @property
    def data(self) -> Path:
        """The folder of the labels and the tables beside them."""
        return self.labels.parent

    def make_model(self, reader: Reader, taxonomy: Taxonomy) -> RoutingModel:
        """Return an unfitted model."""
        return RoutingModel(reader, taxonomy, random_state=self.random_state)

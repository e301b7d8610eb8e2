"""A model version on disk: arrays and JSON, checked before anything in them is used.

A version is a folder with `manifest.json`, which names every other file with its SHA-256.
Nothing in it is code, and nothing of it is unpickled. `load_version` refuses a folder that is
damaged, that another program wrote, or that a later release wrote, and says which file and why.
"""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from model.concepts import Concepts, Pattern
from model.gazetteer import Gazetteer
from model.ranker import CandidateRanker
from model.reading import Reader
from model.routing import Calibration, RoutingModel
from model.segment import dictionary_digest, segmentation_fingerprint, segmenter_release
from model.taxonomy import Label, Taxonomy
from model.vectorizer import TermVectorizer

__all__ = ["FORMAT", "Manifest", "ModelFormatError", "load_version", "save_version"]

# Raised by one whenever a version written before cannot be read as one written now.
FORMAT = 4
_MANIFEST = "manifest.json"
_WEIGHTS, _TERMS, _NAMES, _LABELS = "weights.npz", "terms.json", "names.json", "labels.json"
_FILES = (_WEIGHTS, _TERMS, _NAMES, _LABELS)
_LIBRARIES = ("jieba", "numpy", "opencc", "scikit-learn", "scipy")
_HEADS = ("jurisdiction", "region")
# Arrays and their number of dimensions.
_ARRAYS = {"idf": 1, "topic_coef": 2, "topic_intercept": 1, "words": 1} | {
    f"{head}_{part}": dimensions
    for head in _HEADS
    for part, dimensions in (("shared", 1), ("own", 2), ("bias", 1), ("other_bias", 1))
}


class ModelFormatError(ValueError):
    """A model folder is damaged, foreign, or of a format that this release cannot read."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a version apart from its weights.

    Attributes
    ----------
    version : its name, drawn from its content
    labels_digest : SHA-256 of the labels file that it was fitted on
    random_state : seed of splits and solvers
    calibration : temperatures and review threshold
    scores : what cross-validation measured, as the report shows it
    notes : anything else that should be on record (corrections used, promotion forced, ...)
    """

    version: str
    labels_digest: str
    random_state: int
    calibration: Calibration
    scores: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)


def save_version(
    model: RoutingModel,
    folder: Path,
    *,
    labels_digest: str,
    scores: dict[str, Any],
    notes: dict[str, Any] | None = None,
    attachments: Mapping[str, bytes] | None = None,
) -> Manifest:
    """Write a fitted model into a new folder.

    The version's name is the beginning of the digest of its files, so the same model has the
    same name and the same bytes wherever it is made.

    Parameters
    ----------
    model : fitted and calibrated
    folder : the folder to make
    labels_digest, scores, notes : see `Manifest`
    attachments : files to keep beside the model, by name; they are not needed to load it

    Raises
    ------
    FileExistsError : the folder exists already
    """
    folder.mkdir(parents=True)
    contents = {
        _WEIGHTS: _pack_arrays(_arrays(model)),
        _TERMS: _pack_json(list(model.vectorizer_.vocabulary_)),
        _NAMES: _pack_json(_name_lists(model.reader)),
        _LABELS: _pack_json(_label_lists(model)),
    }
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    manifest = Manifest(
        version=_version_name(digests, model.calibration_),
        labels_digest=labels_digest,
        random_state=model.random_state,
        calibration=model.calibration_,
        scores=scores,
        notes=notes or {},
    )
    for name, content in (contents | dict(attachments or {})).items():
        (folder / name).write_bytes(content)
    (folder / _MANIFEST).write_bytes(_pack_json(_manifest_fields(manifest, digests), indent=1))
    return manifest


def load_version(folder: Path) -> tuple[RoutingModel, Manifest]:
    """Read a model version.

    Raises
    ------
    FileNotFoundError : there is no such folder
    ModelFormatError : a file is missing, altered, foreign or too new; says which and why
    """
    if not folder.is_dir():
        raise FileNotFoundError(f"{folder}: no such model folder; make one with 'regwire retrain'")
    fields = _read_manifest(folder / _MANIFEST)
    contents = {name: _read_checked(folder / name, fields["files"]) for name in _FILES}
    try:
        manifest = Manifest(
            version=fields["version"],
            labels_digest=fields["labels_digest"],
            random_state=fields["random_state"],
            calibration=Calibration(**fields["calibration"]),
            scores=fields["scores"],
            notes=fields["notes"],
        )
        model = _rebuild(contents, manifest)
    except (KeyError, TypeError, ValueError) as error:
        raise ModelFormatError(f"{folder}: not a model that Regwire wrote: {error}") from error
    return model, manifest


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelFormatError(
            f"{path}: missing; expected a folder that 'regwire retrain' wrote"
        ) from None
    except ValueError as error:
        raise ModelFormatError(f"{path}: not JSON ({error}); take another version") from error
    found = fields.get("format") if isinstance(fields, dict) else None
    if not isinstance(found, int):
        raise ModelFormatError(f"{path}: has no format number; expected a manifest of Regwire")
    if found > FORMAT:
        raise ModelFormatError(
            f"{path}: format {found} is newer than this release reads ({FORMAT}); upgrade regwire"
        )
    if found < FORMAT:
        raise ModelFormatError(
            f"{path}: format {found} is older than this release reads ({FORMAT}); make a version "
            "with 'regwire retrain'"
        )
    if not isinstance(fields.get("files"), dict):
        raise ModelFormatError(f"{path}: names no files; expected their digests under 'files'")
    if not _cuts_the_same(fields):
        raise ModelFormatError(
            f"{path}: made with another segmenter or dictionary; install the versions of "
            "constraints.txt or retrain"
        )
    return dict(fields)


def _cuts_the_same(fields: dict[str, Any]) -> bool:
    """Whether texts are cut into the words that the version was fitted on.

    The same release of the same segmenter cuts the same; to try it would load its dictionary,
    which takes an eighth of a second, and one English item needs none.
    """
    if fields.get("segmenter") == segmenter_release():
        return True
    return bool(fields.get("segmentation") == segmentation_fingerprint())


def _read_checked(path: Path, digests: dict[str, Any]) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise ModelFormatError(f"{path}: missing; take another version or retrain") from None
    if hashlib.sha256(content).hexdigest() != digests.get(path.name):
        raise ModelFormatError(
            f"{path}: its SHA-256 is not the one in {_MANIFEST}: altered or cut short; "
            "take another version or retrain"
        )
    return content


def _rebuild(contents: dict[str, bytes], manifest: Manifest) -> RoutingModel:
    # The largest first, and each let go at once: what follows takes its place in memory.
    arrays = _unpack_arrays(contents.pop(_WEIGHTS))
    reader = _reader(orjson.loads(contents.pop(_NAMES)))
    terms = orjson.loads(contents.pop(_TERMS))
    labels = orjson.loads(contents.pop(_LABELS))
    model = RoutingModel(reader, _taxonomy(labels), random_state=manifest.random_state)
    model.calibration_ = manifest.calibration
    model.vectorizer_ = TermVectorizer(concept_weight=labels["concept_weight"])
    model.vectorizer_.vocabulary_ = {term: at for at, term in enumerate(terms)}
    model.vectorizer_.idf_ = _of_length(arrays, "idf", len(terms))
    model.topics_ = tuple(labels["fitted_topics"])
    model.topic_coef_ = _of_length(arrays, "topic_coef", len(terms))
    model.topic_intercept_ = _of_length(arrays, "topic_intercept", len(model.topics_))
    model.words_ = arrays["words"]
    model.jurisdiction_, model.region_ = (_ranker(head, labels, arrays) for head in _HEADS)
    expected = {
        "topic_coef": (len(terms), len(model.topics_)),
        "jurisdiction_own": (len(model.words_), len(model.jurisdiction_.classes_)),
        "region_own": (len(terms), len(model.region_.classes_)),
    }
    for name, shape in expected.items():
        if arrays[name].shape != shape:
            raise ValueError(f"{_WEIGHTS}: {name} has shape {arrays[name].shape}; expected {shape}")
    return model


def _ranker(head: str, labels: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> CandidateRanker:
    ranker = CandidateRanker()
    ranker.classes_ = list(labels[f"{head}_classes"])
    ranker.features_ = list(labels[f"{head}_features"])
    ranker.shared_ = _of_length(arrays, f"{head}_shared", len(ranker.features_))
    ranker.bias_ = _of_length(arrays, f"{head}_bias", len(ranker.classes_))
    ranker.own_ = arrays[f"{head}_own"]
    ranker.other_bias_ = float(_of_length(arrays, f"{head}_other_bias", 1)[0])
    return ranker


def _of_length(arrays: dict[str, NDArray[Any]], name: str, length: int) -> NDArray[Any]:
    if len(arrays[name]) != length:
        raise ValueError(f"{_WEIGHTS}: {name} has {len(arrays[name])} rows; expected {length}")
    return arrays[name]


def _arrays(model: RoutingModel) -> dict[str, NDArray[Any]]:
    arrays = {
        "idf": model.vectorizer_.idf_,
        "topic_coef": model.topic_coef_,
        "topic_intercept": model.topic_intercept_,
        "words": model.words_,
    }
    for head, ranker in zip(_HEADS, (model.jurisdiction_, model.region_), strict=True):
        arrays |= {
            f"{head}_shared": ranker.shared_,
            f"{head}_own": ranker.own_,
            f"{head}_bias": ranker.bias_,
            f"{head}_other_bias": np.array([ranker.other_bias_]),
        }
    return arrays


def _pack_arrays(arrays: dict[str, NDArray[Any]]) -> bytes:
    buffer = io.BytesIO()
    # Not compressed: weights hardly shrink, and would take a tenth of a second to unpack.
    np.savez(buffer, allow_pickle=False, **arrays)
    return buffer.getvalue()


def _unpack_arrays(content: bytes) -> dict[str, NDArray[Any]]:
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in _ARRAYS}
    for name, dimensions in _ARRAYS.items():
        if arrays[name].ndim != dimensions or not np.isfinite(arrays[name]).all():
            raise ValueError(f"{_WEIGHTS}: {name} has a wrong shape or a value that is no number")
    return arrays


def _name_lists(reader: Reader) -> dict[str, Any]:
    return {
        "names": reader.gazetteer.readings,
        "concepts": [list(pattern) for pattern in reader.concepts.patterns],
    }


def _reader(lists: dict[str, Any]) -> Reader:
    return Reader(
        Gazetteer.from_readings(lists["names"]),
        Concepts(map(Pattern._make, lists["concepts"])),
    )


def _label_lists(model: RoutingModel) -> dict[str, Any]:
    taxonomy = model.taxonomy
    return {
        "topics": [asdict(label) for label in taxonomy.topics],
        "jurisdictions": [asdict(label) for label in taxonomy.jurisdictions],
        "forbidden": sorted(taxonomy.forbidden),
        "concept_weight": model.vectorizer_.concept_weight,
        "fitted_topics": list(model.topics_),
        "jurisdiction_classes": model.jurisdiction_.classes_,
        "jurisdiction_features": model.jurisdiction_.features_,
        "region_classes": model.region_.classes_,
        "region_features": model.region_.features_,
    }


def _taxonomy(labels: dict[str, Any]) -> Taxonomy:
    return Taxonomy(
        tuple(Label(**label) for label in labels["topics"]),
        tuple(Label(**label) for label in labels["jurisdictions"]),
        frozenset((topic, jurisdiction) for topic, jurisdiction in labels["forbidden"]),
    )


def _manifest_fields(manifest: Manifest, digests: dict[str, str]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        **asdict(manifest),
        "dictionary": dictionary_digest(),
        "segmentation": segmentation_fingerprint(),
        "segmenter": segmenter_release(),
        "libraries": {name: library_version(name) for name in _LIBRARIES},
        "files": digests,
    }


def _version_name(digests: dict[str, str], calibration: Calibration) -> str:
    told = json.dumps([digests, asdict(calibration)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _pack_json(value: Any, indent: int | None = None) -> bytes:  # noqa: ANN401
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=indent).encode()

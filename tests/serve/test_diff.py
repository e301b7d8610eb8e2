import csv
import json
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from model import Router
from model.artifact import save_version
from model.routing import RoutingModel
from model.versions import VersionStore
from serve.archive.refusal import Refusal
from serve.command import app
from serve.diff import Answered, Change, Flip, compare, count_flips, grouped
from training.corpus import Corpus

STANDARD_ZH = "四项网络安全国家标准公开征求意见"
STANDARD_EN = "NIST publishes draft of zero trust practice guide"
APPS = "浙江省通信管理局通报21款未完成整改的App"


@pytest.fixture(scope="module")
def versions(
    fitted: RoutingModel, small_corpus: Corpus, tmp_path_factory: pytest.TempPathFactory
) -> tuple[VersionStore, str, str, str]:
    """A store with the small model, one fitted with standards as `other`, and a strict one."""
    store = VersionStore(tmp_path_factory.mktemp("diff"))
    merged = RoutingModel(fitted.reader, fitted.taxonomy, min_rows=5)
    topics = ["other" if topic == "standards" else topic for topic in small_corpus.topics]
    merged.fit(small_corpus.described, topics, small_corpus.jurisdictions, small_corpus.regions)
    merged.calibration_ = fitted.calibration_
    strict = copy(fitted)
    strict.calibration_ = replace(fitted.calibration_, threshold=1.0)
    return (store, *(add(store, model) for model in (fitted, merged, strict)))


def add(store: VersionStore, model: RoutingModel) -> str:
    with store.drafting() as draft:
        manifest = save_version(model, draft, labels_digest="0" * 64, scores={})
        store.add(draft, manifest.version)
    return manifest.version


def write(path: Path, *rows: dict[str, object]) -> Path:
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def diff(store: VersionStore, before: str, after: str, archive: Path, *others: object) -> Result:
    command = ["models", "diff", before, after, "--archive", archive, "--models", store.folder]
    return CliRunner().invoke(app, [*map(str, command), *map(str, others)])


def change(item: int, lang: str, *flips: str, after: str = "other") -> Change:
    said = Answered("standards", 0.9, "CN", 0.8, "", False)
    then = replace(said, topic=after, review="review" in flips)
    return Change("a.jsonl", item, lang, flips, said, then, "text")


def test_a_flipped_topic_comes_with_both_answers(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, merged, _ = versions
    archive = write(tmp_path / "a.jsonl", {"text": APPS}, {"text": STANDARD_ZH})
    routers = Router.load(store.path(first)), Router.load(store.path(merged))
    same, found = compare(*routers, archive)
    assert same is None
    assert isinstance(found, Change)
    assert (found.item, found.lang, found.flips[0], found.text) == (2, "zh", "topic", STANDARD_ZH)
    answers = [router.classify(STANDARD_ZH) for router in routers]
    assert [found.before.topic, found.after.topic] == ["standards", "other"]
    assert [found.before.topic_confidence, found.after.topic_confidence] == [
        round(answer.topic.confidence, 4) for answer in answers
    ]


def test_groups_are_by_what_flips_from_to_and_language_the_largest_first() -> None:
    changes = [
        change(1, "en", "topic"),
        change(2, "zh", "topic", "review"),
        change(3, "zh", "topic"),
        change(4, "zh", "topic", after="app_enforcement"),
    ]
    assert [(group.flip, [one.item for one in group.changes]) for group in grouped(changes)] == [
        (Flip("topic", "standards", "other", "zh"), [2, 3]),
        (Flip("topic", "standards", "app_enforcement", "zh"), [4]),
        (Flip("topic", "standards", "other", "en"), [1]),
        (Flip("review", "pass", "review", "zh"), [2]),
    ]
    assert count_flips(changes) == {"topic": 4, "jurisdiction": 0, "review": 1}


def test_the_same_version_changes_nothing(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, *_ = versions
    archive = write(tmp_path / "a.jsonl", {"text": APPS}, {"text": STANDARD_ZH})
    result = diff(store, first, first, archive)
    assert (result.exit_code, result.stdout) == (
        0,
        f"{first} -> {first}: 0 of 2 items of {archive} change "
        "(topic 0, jurisdiction 0, review 0)\n",
    )


def test_a_higher_threshold_flips_the_review_flag_alone(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, _, strict = versions
    archive = write(tmp_path / "a.jsonl", {"text": APPS})
    result = diff(store, first, strict, archive, "--json")
    told = json.loads(result.stdout)
    assert told["flips"] == {"topic": 0, "jurisdiction": 0, "review": 1}
    (group,) = told["groups"]
    assert (group["field"], group["from"], group["to"]) == ("review", "pass", "review")
    assert group["items"][0]["before"]["review"] is False


def test_what_is_printed(versions: tuple[VersionStore, str, str, str], tmp_path: Path) -> None:
    store, first, merged, _ = versions
    archive = write(tmp_path / "a.jsonl", {"text": STANDARD_ZH}, {"text": STANDARD_EN})
    result = diff(store, first, merged, archive)
    lines = result.stdout.splitlines()
    assert lines[0].startswith(f"{first} -> {merged}: 2 of 2 items of {archive} change (topic 2")
    assert "topic: standards -> other, zh, 1 item" in lines
    assert "topic: standards -> other, en, 1 item" in lines
    item = lines[lines.index("topic: standards -> other, zh, 1 item") + 1]
    assert item.startswith("  item 1  topic ") and item.endswith(STANDARD_ZH)


def test_an_output_holds_the_items_and_the_document_the_counts(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, merged, _ = versions
    archive = write(tmp_path / "a.jsonl", {"text": APPS}, {"text": STANDARD_EN})
    output = tmp_path / "changes.jsonl"
    told = json.loads(diff(store, first, merged, archive, "--json", "-o", output).stdout)
    (line,) = output.read_text(encoding="utf-8").splitlines()
    row = json.loads(line)
    assert (row["item"], row["lang"], row["before"]["topic"]) == (2, "en", "standards")
    assert (told["items"], told["changed"], told["output"]) == (2, 1, str(output))
    assert all("items" not in group for group in told["groups"])


def test_a_tagged_bilingual_row_is_one_item_with_its_own_language(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, merged, _ = versions
    archive = tmp_path / "tagged.csv"
    with archive.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["lang", "title_zh", "title_en", "text_zh", "text_en", "topic", "review"])
        writer.writerow(["zh+en", STANDARD_ZH, STANDARD_EN, "", "", "standards", "false"])
    told = json.loads(diff(store, first, merged, archive, "--json").stdout)
    group = told["groups"][0]
    assert (told["items"], group["lang"], group["count"]) == (1, "zh+en", 1)
    assert group["items"][0]["text"] == f"{STANDARD_ZH}\n{STANDARD_EN}"


def test_the_serving_version_can_be_called_current(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, merged, _ = versions
    store.promote(first)
    archive = write(tmp_path / "a.jsonl", {"text": APPS})
    told = json.loads(diff(store, "current", merged, archive, "--json").stdout)
    assert (told["before"], told["after"]) == (first, merged)


def test_refused_rows_are_named_and_the_status_is_1(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, merged, _ = versions
    archive = write(tmp_path / "a.jsonl", {"text": APPS}, {"text": "..."}, {"text": STANDARD_ZH})
    result = diff(store, first, merged, archive, "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["items"], told["refused"]) == (1, 2, 1)
    assert f"regwire: {archive} item 2: the item is empty" in result.stderr


def test_a_table_damaged_in_the_middle_is_told_up_to_there(router: Router, tmp_path: Path) -> None:
    archive = tmp_path / "a.csv"
    archive.write_bytes(b'text\n"Four draft standards"\n' + b'"' + b"x" * 17_000_000 + b'"\n')
    first, refusal = compare(router, router, archive)
    assert first is None
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("after item 1: line 3: field larger than field limit")


@pytest.mark.parametrize(
    ("name", "after", "message"),
    [
        pytest.param("none.jsonl", "", "no such file or folder: ", id="archive"),
        pytest.param("a.txt", "", "no table; expected items as .csv, .jsonl", id="kind"),
        pytest.param("a.jsonl", "nowhere", "no version 'nowhere'; there are: ", id="version"),
    ],
)
def test_what_cannot_run_is_2(
    versions: tuple[VersionStore, str, str, str],
    tmp_path: Path,
    name: str,
    after: str,
    message: str,
) -> None:
    store, first, *_ = versions
    (tmp_path / "a.txt").write_text("news", encoding="utf-8")
    write(tmp_path / "a.jsonl", {"text": APPS})
    result = diff(store, first, after or first, tmp_path / name)
    assert (result.exit_code, message in result.stderr) == (2, True)
    assert "Traceback" not in result.output


def test_the_archive_is_not_written_over(
    versions: tuple[VersionStore, str, str, str], tmp_path: Path
) -> None:
    store, first, merged, _ = versions
    archive = write(tmp_path / "a.jsonl", {"text": APPS})
    result = diff(store, first, merged, archive, "-o", archive)
    assert (result.exit_code, "is the archive itself" in result.stderr) == (2, True)

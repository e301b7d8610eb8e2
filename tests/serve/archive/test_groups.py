import json
from dataclasses import replace
from pathlib import Path

import pytest

from serve.archive import Run, tag_archive
from serve.archive.columns import Row
from serve.archive.groups import group_rows

pytest.importorskip("datasketch", reason="needs regwire[archive]")
WORDS = ("title", "text")
EPIC = (
    "On December 19, 2022, the Federal Trade Commission said that Epic Games, the maker of "
    "Fortnite, had agreed to pay $520 million in all. Of this, $275 million is a civil penalty."
)
DIDI = (
    "2022年7月21日,国家互联网信息办公室公布对滴滴全球股份有限公司的处罚结果,"
    "罚款人民币80.26亿元,并对两名主要负责人各处罚款100万元。"
)


def groups(rows: list[Row], folder: Path) -> list[int]:
    return [row["group"] for row in group_rows(lambda: rows, WORDS, folder)]


def test_reprints_have_one_number_and_others_their_own(tmp_path: Path) -> None:
    texts = [EPIC, DIDI, f"{EPIC.upper()} (Source: FTC)", "Another matter " * 5, DIDI[:-1], EPIC]
    assert groups([{"text": text} for text in texts], tmp_path) == [1, 2, 1, 3, 2, 1]
    assert list(tmp_path.iterdir()) == []


def test_either_language_makes_the_link(tmp_path: Path) -> None:
    rows = [
        {"lang": "en", "text_zh": "", "text_en": EPIC},
        {"lang": "zh+en", "text_zh": DIDI, "text_en": EPIC},
        {"lang": "zh", "text_zh": DIDI, "text_en": ""},
    ]
    assert groups(rows, tmp_path) == [1, 1, 1]


def version(zh: str = "", en: str = "") -> Row:
    return {"lang": "zh+en" if zh and en else "zh" if zh else "en", "text_zh": zh, "text_en": en}


ORDERS = [
    [version(zh=DIDI), version(en=EPIC), version(zh=DIDI, en=EPIC)],
    [version(zh=DIDI), version(zh=DIDI, en=EPIC), version(en=EPIC)],
    [version(zh=DIDI, en=EPIC), version(en=EPIC), version(zh=DIDI)],
]


@pytest.mark.parametrize("rows", ORDERS)
def test_languages_are_brought_together_in_any_order(rows: list[Row], tmp_path: Path) -> None:
    """The report in both languages may come last, when the others have numbers already."""
    other = version(en="Another matter " * 5)
    assert groups([other, *rows, other], tmp_path) == [1, 2, 2, 2, 1]


def test_a_table_with_a_language_column_is_grouped_by_its_own_words(tmp_path: Path) -> None:
    rows: list[Row] = [{"lang": "en", "text": text} for text in (EPIC, "Another matter " * 5, EPIC)]
    assert groups(rows, tmp_path) == [1, 2, 1]


def test_a_table_in_two_languages_is_grouped_without_a_language_column(tmp_path: Path) -> None:
    rows: list[Row] = [{"text_zh": DIDI, "text_en": EPIC}, {"text_zh": "", "text_en": EPIC}]
    assert groups(rows, tmp_path) == [1, 1]


def test_short_texts_are_alike_only_when_equal(tmp_path: Path) -> None:
    """DataFlow#526: all texts shorter than n fell into one."""
    texts = ["罚款", "下架", "罚款。", "FTC"]
    assert groups([{"text": text} for text in texts], tmp_path) == [1, 2, 1, 3]


def test_an_archive_with_groups(run: Run, newsletter: Path) -> None:
    (newsletter.parent / "again.txt").write_text(newsletter.read_text())
    tag_archive(replace(run, group=True))
    rows = [json.loads(line) for line in run.output.read_text().splitlines()]
    assert [row["group"] for row in rows] == [1, 2, 3, 4, 1, 2]
    assert list(rows[0])[-1] == "group"


@pytest.mark.parametrize("jobs", [1, 2])
def test_groups_reach_over_all_portions_for_any_number_of_jobs(
    run: Run, tmp_path: Path, jobs: int
) -> None:
    """Each table is a portion of its own; the last brings the first two together."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for name, (zh, en) in {"1": (DIDI, ""), "2": ("", EPIC), "3": (DIDI, EPIC)}.items():
        line = json.dumps({"text_zh": zh, "text_en": en})
        (folder / f"{name}.jsonl").write_text(f"{line}\n" * 2)
    run = replace(run, paths=(folder,), group=True, jobs=jobs)
    tag_archive(run)
    assert [json.loads(line)["group"] for line in run.output.read_text().splitlines()] == [1] * 6


def test_an_own_column_of_that_name_is_kept(run: Run, table: Path) -> None:
    table.write_text(f'text,group\n"{EPIC}",old\n')
    tag_archive(replace(run, paths=(table,), group=True))
    row = json.loads(run.output.read_text())
    assert (row["given_group"], row["group"]) == ("old", 1)
    tag_archive(replace(run, paths=(table,)))
    assert json.loads(run.output.read_text())["group"] == "old"

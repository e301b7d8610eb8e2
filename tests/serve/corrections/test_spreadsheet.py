import csv
import io
from dataclasses import asdict

import pytest

from model import Router
from serve.corrections import Correction, CorrectionError, agree
from serve.corrections.labels import COLUMNS, label_row
from serve.corrections.spreadsheet import FIELDS, read_corrections, write_csv
from training.labels import COLUMNS as TRAINING_COLUMNS


def _correction(text: str, topic: str = "standards", who: str = "a", at: str = "1") -> Correction:
    return Correction("", text, "en", topic, "US", who=who, at=at)


@pytest.mark.parametrize(
    "text",
    ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "'quoted'", 'a,"b"\nc', "周报"],
)
def test_round_trip_keeps_every_text_and_no_cell_starts_a_formula(
    router: Router, text: str
) -> None:
    given = _correction(text + " x")
    raw = write_csv(FIELDS, [asdict(given)])
    assert raw.startswith(b"\xef\xbb\xbf")
    cells = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert read_corrections(raw, router.model.taxonomy, who="b") == [given]


def test_file_that_excel_saved_in_gb18030_is_read(router: Router) -> None:
    raw = "title,text,topic,jurisdiction\r\n,工信部通报App,app_enforcement,CN\r\n".encode("gb18030")
    found = read_corrections(raw, router.model.taxonomy, who="b")
    assert [(one.text, one.who) for one in found] == [("工信部通报App", "b")]


def test_all_faults_are_told_with_their_rows(router: Router) -> None:
    rows = [
        "a,apps,CN,",
        "a,overseas_settlement,CN,",
        "a,other,US,CN-ZJ",
        ",other,US,",
        "a,other,US,US-XX",
    ]
    raw = ("text,topic,jurisdiction,region,title\n" + "".join(f"{row},\n" for row in rows)).encode()
    with pytest.raises(CorrectionError) as caught:
        read_corrections(raw, router.model.taxonomy, who="")
    told = caught.value.faults
    assert [fault.partition(":")[0] for fault in told] == [f"row {at}" for at in (2, 3, 4, 5, 6)]
    assert "'apps' is unknown" in told[0]
    assert "rules this pair out" in told[1]


@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b"\x00"], ids=["empty", "columns", "binary"])
def test_other_files_are_refused(router: Router, raw: bytes) -> None:
    with pytest.raises(CorrectionError):
        read_corrections(raw, router.model.taxonomy, who="")


def test_label_rows_have_the_columns_that_training_reads() -> None:
    assert COLUMNS == TRAINING_COLUMNS
    assert tuple(label_row(_correction("a"))) == COLUMNS


def test_a_persons_later_answer_counts() -> None:
    agreed = agree([_correction("a", "other", at="1"), _correction("a", "standards", at="2")])
    assert [one.topic for one in agreed.corrections] == ["standards"]
    assert agreed.conflicts == []


def test_two_peoples_two_answers_are_a_conflict() -> None:
    both = [_correction("a", "other", who="x"), _correction("a", "standards", who="y")]
    agreed = agree([*both, _correction("b")])
    assert [one.text for one in agreed.corrections] == ["b"]
    assert agreed.conflicts == [both]

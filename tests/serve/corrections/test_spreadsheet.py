import csv
import io
from dataclasses import replace

import pytest

from model import Router
from serve.corrections import Correction, CorrectionError, agree, event_of
from serve.corrections.importing import new_among
from serve.corrections.labels import COLUMNS, label_row, label_rows
from serve.corrections.spreadsheet import export_csv, read_corrections, write_csv
from training.labels import COLUMNS as TRAINING_COLUMNS


def _correction(text: str, topic: str = "standards", who: str = "a", at: int = 1) -> Correction:
    return Correction("", text, "en", topic, "US", who=who, at=f"2024-02-0{at}T08:00:00+00:00")


# What a spreadsheet would run, or write in its own way when it saves.
GUESSED = [
    "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "'=1", "'quoted'",
    "1234567890123456", "00123", "3E5", "1/2", "2024-02-01", "2024年5月4日", "Mar 5",
    "5 March 2024", "12:30 PM", "￥1,000", "(15%)", "TRUE",
]  # fmt: skip
LEFT_ALONE = [
    'a,"b"\nc',
    "周报",
    "26款App",
    "May Day rules",
    "3 banks",
    "correction-1234567890123456",
]


@pytest.mark.parametrize("text", [*GUESSED, *LEFT_ALONE])
def test_round_trip_keeps_every_text(router: Router, text: str) -> None:
    given = replace(_correction(text), title="x")
    raw = export_csv([given])
    assert raw.startswith(b"\xef\xbb\xbf")
    header, cells = csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    assert cells[header.index("text")] == (f"'{text}" if text in GUESSED else text)
    assert read_corrections(raw, router.model.taxonomy, who="b") == [given]


def test_numbers_of_a_download_stay_numbers() -> None:
    raw = write_csv(["a", "b", "c"], [{"a": -0.5, "b": True, "c": None}])
    assert raw.decode("utf-8-sig") == "a,b,c\r\n-0.5,True,\r\n"


def test_what_a_spreadsheet_does_to_line_ends_and_separators_is_undone(router: Router) -> None:
    given = _correction("one\r\ntwo;three")
    rows = list(csv.reader(io.StringIO(export_csv([given]).decode("utf-8-sig"), newline="")))
    saved = io.StringIO(newline="")
    csv.writer(saved, delimiter=";").writerows(
        [cell.replace("\r\n", "\n") for cell in row] for row in rows
    )
    raw = saved.getvalue().encode("gb18030")
    assert read_corrections(raw, router.model.taxonomy, who="b") == [given]


def test_words_that_were_cut_are_told(router: Router) -> None:
    raw = export_csv([_correction("a long text, cut")]).replace(b"a long text, cut", b"a long te")
    with pytest.raises(CorrectionError, match=r"^row 2: id correction-\w{16} is not that of this"):
        read_corrections(raw, router.model.taxonomy, who="b")


def test_time_and_language_are_checked_or_found(router: Router) -> None:
    rows = "text,title,topic,jurisdiction,lang,at\n%s,,other,CN,%s,%s\n"
    (found,) = read_corrections((rows % ("通报", "", "")).encode(), router.model.taxonomy, who="")
    assert (found.lang, found.at[:2]) == ("zh", "20")
    with pytest.raises(CorrectionError) as caught:
        read_corrections(
            (rows % ("a", "fr", "2024/2/1 8:00")).encode(), router.model.taxonomy, who=""
        )
    assert caught.value.faults == [
        "row 2: lang 'fr' is unknown; expected zh, en, zh+en or nothing",
        "row 2: at '2024/2/1 8:00'; expected a time such as 2024-02-01T08:00:00+00:00, or nothing "
        "for now",
    ]


def test_an_export_brings_nothing_new_and_an_edited_row_is_an_answer_given_now() -> None:
    kept = [_correction("a", "other", at=1), _correction("a", "standards", at=2)]
    assert new_among(kept, kept) == []
    edited = replace(kept[1], topic="other")
    (new,) = new_among([kept[0], edited], kept)
    assert (new.topic, new.who) == ("other", "a")
    assert new.at > "2025"


def test_a_row_that_says_no_time_is_new_once() -> None:
    said = Correction("", "a", "en", "other", "US", who="a")
    (new,) = new_among([said, replace(said, at="2030-01-01T00:00:00+00:00")], [])
    assert new_among([replace(said, at="2031-01-01T00:00:00+00:00")], [new]) == []


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
    agreed = agree([_correction("a", "other", at=1), _correction("a", "standards", at=2)])
    assert [one.topic for one in agreed.corrections] == ["standards"]
    assert agreed.conflicts == []


def test_two_peoples_two_answers_are_a_conflict() -> None:
    both = [_correction("a", "other", who="x"), _correction("a", "standards", who="y")]
    agreed = agree([*both, _correction("b")])
    assert [one.text for one in agreed.corrections] == ["b"]
    assert agreed.conflicts == [both]
    rows = label_rows([*both, _correction("b")])
    assert [(row["text"], row["topic"]) for row in rows] == [
        ("b", "standards"),
        ("a", "other"),
        ("a", "standards"),
    ]


def test_both_languages_of_a_report_are_one_event() -> None:
    event = event_of(("", "a"), ("", "b"))
    rows = label_rows([replace(_correction(text), event=event) for text in ("a", "b")])
    assert {row["event"] for row in rows} == {event}
    assert len({row["id"] for row in rows}) == 2

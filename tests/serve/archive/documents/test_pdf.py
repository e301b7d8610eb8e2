import pytest

from serve.archive.documents.pdf import Printed, mark_headings

BODY = Printed("a line of the body as long as others", 10.0)


def test_larger_lines_are_headings_and_those_in_a_row_are_one() -> None:
    lines = [Printed("Law", 20), Printed("Title of two", 14), Printed("lines", 14), BODY, BODY]
    lines += [Printed("标题", 14), Printed("两行", 14), *[BODY] * 5]
    assert [line for line in mark_headings(lines).splitlines() if line.startswith("#")] == [
        "# Law",
        "## Title of two lines",
        "## 标题两行",
    ]


def test_nothing_is_marked_where_much_is_large() -> None:
    lines = [Printed("as much in large type as in small", 14.0), BODY]
    assert mark_headings(lines) == f"{lines[0].text}\n{BODY.text}\n"


@pytest.mark.parametrize("size", [10.5, 11.0])
def test_small_differences_are_no_headings(size: float) -> None:
    assert mark_headings([Printed("Note", size), BODY]) == f"Note\n{BODY.text}\n"

import pytest

from serve.archive.documents.paragraphs import GAP, TURN, join_lines, paragraphs
from serve.archive.documents.printed import Printed


def line(text: str, right: float, base: float, left: float = 50, **more: bool) -> Printed:
    """Return a line in ten points, whose first word is twenty wide."""
    return Printed(text, 10, left, right, base, 20, **more)


def texts(*lines: Printed) -> list[str]:
    return [found.text for found in paragraphs([lines])]


def test_a_line_goes_on_where_the_next_word_would_not_have_fitted() -> None:
    lines = [line("The firm was fined", 290, 100), line("last week.", 120, 88)]
    lines += [line("It may", 285, 76), line("appeal.", 100, 64)]
    assert texts(*lines) == ["The firm was fined last week.", "It may appeal.", TURN.text]


def test_a_line_goes_on_in_its_own_column_only() -> None:
    lines = [line("法院认定该公司违反了", 200, 100), line("规定。", 90, 88)]
    lines += [line("The court found that", 400, 100, 220), line("it had.", 270, 88, 220)]
    expected = ["法院认定该公司违反了规定。", GAP.text, "The court found that it had.", TURN.text]
    assert texts(*lines) == expected


def test_space_between_lines_parts_paragraphs() -> None:
    lines = [line("one full", 290, 100), line("line", 290, 88), line("of two.", 290, 76)]
    lines.append(line("Another", 290, 50))
    assert texts(*lines) == ["one full line of two.", GAP.text, "Another", TURN.text]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (line("A bold title as wide as all", 290, 100, is_bold=True), line("The text.", 290, 88)),
        (line("collect no more than necessary", 290, 100), line("(b) delete", 290, 88)),
        (line("标题        Title", 290, 100), line("The text.", 290, 88)),
        (line("MIIT names 38 apps ........ 2", 290, 100), line("FTC settles", 290, 88)),
    ],
    ids=["bold", "entry", "columns", "contents"],
)
def test_a_line_that_is_something_of_its_own_does_not_go_on(
    first: Printed, second: Printed
) -> None:
    assert texts(first, second) == [first.text, second.text, TURN.text]


def test_pages_are_told_apart() -> None:
    one, other = [line("first", 100, 50)], [line("second", 100, 700)]
    found = [printed.text for printed in paragraphs([one, other])]
    assert found == ["first", "\f", "second", "\f"]


@pytest.mark.parametrize(
    ("one", "other", "joined"),
    [
        ("the data", "of users", "the data of users"),
        ("anti-money-", "laundering", "anti-money-laundering"),
        ("个人", "信息", "个人信息"),
        ("App", "违规", "App违规"),
    ],
)
def test_lines_are_joined_as_their_language_writes(one: str, other: str, joined: str) -> None:
    assert join_lines(one, other) == joined

from io import StringIO

from rich.console import Console

from serve.archive.progress import Follower, following
from serve.archive.work import Tagged


def portion(n_rows: int, share: float) -> Tagged:
    return Tagged(1, [{"topic": "standards"}] * n_rows, share=share)


def test_without_a_terminal_a_line_a_minute() -> None:
    now = iter([0.0, 10.0, 61.0, 61.0, 61.0, 61.0, 100.0])
    out = StringIO()
    follower = Follower(Console(file=out, width=100), None, lambda: next(now))
    for n in range(1, 4):
        follower.add(portion(305, n / 4))
    assert out.getvalue() == "50%  0:01:01 left, 610 items, 10 a second: standards 610\n"


def test_messages_are_printed_as_they_are() -> None:
    out = StringIO()
    with following(Console(file=out, width=20)) as follower:
        follower.tell("a [bold]file[/] with a name longer than a line")
    assert out.getvalue() == "a [bold]file[/] with a name longer than a line\n"


def test_on_a_terminal_a_bar_shows_the_share() -> None:
    out = StringIO()
    console = Console(file=out, width=120, force_terminal=True)
    with following(console) as follower:
        follower.add(portion(3, 0.5))
    assert "50%" in out.getvalue()
    assert "standards 3" in out.getvalue()

import pytest

from training.charts import Axis, Line, Mark, bar, plot

MARKUP = '<b onload="x">罚款 & co</b>'


def test_a_bar_is_as_long_as_its_share() -> None:
    assert 'class="fill" width="30.00" height="10"' in bar(0.25)


@pytest.mark.parametrize(("value", "width"), [(-1.0, "0.00"), (2.0, "120.00")])
def test_a_bar_stays_on_its_rail(value: float, width: str) -> None:
    assert f'class="fill" width="{width}"' in bar(value)


def test_points_are_placed_between_the_axes() -> None:
    drawn = plot("curve", Axis("x"), Axis("y"), [Line("one", [(0.0, 0.0), (0.5, 1.0)])])
    # From left 58 to 444, from bottom 276 to top 14.
    assert 'class="line line-0" points="58.00,276.00 251.00,14.00"' in drawn


def test_values_outside_the_axes_are_held_at_their_ends() -> None:
    drawn = plot("curve", Axis("x"), Axis("y", low=0.5), [Line("one", [(0.0, 0.1), (3.0, 1.0)])])
    assert 'points="58.00,276.00 444.00,14.00"' in drawn


def test_the_mark_has_lines_to_both_axes() -> None:
    drawn = plot("curve", Axis("x"), Axis("y"), [], mark=Mark(0.5, 0.5, "here"))
    assert 'class="to-mark" points="251.00,276.00 251.00,145.00 58.00,145.00"' in drawn
    assert '<circle class="mark" cx="251.00" cy="145.00" r="6"/>' in drawn
    assert ">here</text>" in drawn


def test_all_words_are_escaped() -> None:
    axis = Axis(MARKUP)
    line = Line(MARKUP, [(0.0, 0.0)], [MARKUP])
    drawn = plot(MARKUP, axis, axis, [line], mark=Mark(0.0, 0.0, MARKUP))
    assert "<b " not in drawn
    assert drawn.count("&lt;b onload=&#34;x&#34;&gt;罚款 &amp; co&lt;/b&gt;") == 6


def test_counts_are_written_as_counts_and_shares_as_percentages() -> None:
    drawn = plot("curve", Axis("events", high=5000, is_share=False), Axis("score"), [])
    assert ">3,000</text>" in drawn
    assert ">60%</text>" in drawn

"""Drawings for a report: inline SVG as markup, its colours left to the page's CSS.

Every text is escaped, and numbers are written with two decimals, so the same figures give the
same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

__all__ = ["Axis", "Line", "Mark", "bar", "plot"]

# Sizes in CSS pixels.
_WIDTH, _HEIGHT = 460, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 16, 14, 44
_BAR_WIDTH, _BAR_HEIGHT = 120, 10
_TICKS = 5
# The page's CSS gives each line its colour and, for eyes that do not tell colours, its dashes.
_STYLES = 4


@dataclass(frozen=True, slots=True)
class Axis:
    """What an axis shows, from `low` to `high`; shares are written as percentages."""

    name: str
    low: float = 0.0
    high: float = 1.0
    is_share: bool = True

    def at(self, value: float) -> float:
        """Return where a value lies, 0 at `low` and 1 at `high`; held inside."""
        span = self.high - self.low
        return min(max((value - self.low) / span, 0.0), 1.0) if span else 0.0

    def ticks(self) -> list[tuple[float, str]]:
        """Return evenly spaced values and how they are written."""
        values = (self.low + (self.high - self.low) * at / _TICKS for at in range(_TICKS + 1))
        return [(value, f"{value:.0%}" if self.is_share else f"{value:,.0f}") for value in values]


@dataclass(frozen=True, slots=True)
class Line:
    """Points that are joined; `dots` shows each, with a text that appears when pointed at."""

    name: str
    points: Sequence[tuple[float, float]]
    dots: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One point that the drawing is about, and what to say of it."""

    x: float
    y: float
    text: str


def plot(
    title: str,
    x: Axis,
    y: Axis,
    lines: Sequence[Line],
    *,
    mark: Mark | None = None,
    diagonal: bool = False,
) -> Markup:
    """Draw lines over two axes.

    Parameters
    ----------
    title : what it shows, for those who hear the page
    x, y : the axes
    lines : at most four are told apart
    mark : a point to be pointed out, with lines to both axes
    diagonal : whether to draw the line of equal values
    """
    parts = [*_grid(x, y)]
    if diagonal:
        parts.append(_stroke(x, y, [(x.low, y.low), (x.high, y.high)], "diagonal"))
    for number, line in enumerate(lines):
        style = f"line line-{number % _STYLES}"
        parts.append(_stroke(x, y, line.points, style))
        parts += _dots(x, y, line, f"dot dot-{number % _STYLES}")
    if mark:
        parts += _marked(x, y, mark)
    return Markup(
        '<figure><svg viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>{}</figure>'
    ).format(_WIDTH, _HEIGHT, title, _joined(parts), _legend(lines))


def bar(value: float) -> Markup:
    """Draw a share in [0, 1] as a bar."""
    return Markup(
        '<svg class="bar" width="{0}" height="{1}" viewBox="0 0 {0} {1}" aria-hidden="true">'
        '<rect class="rail" width="{0}" height="{1}"/>'
        '<rect class="fill" width="{2}" height="{1}"/></svg>'
    ).format(_BAR_WIDTH, _BAR_HEIGHT, f"{_BAR_WIDTH * min(max(value, 0.0), 1.0):.2f}")


def _joined(parts: Sequence[Markup]) -> Markup:
    return Markup("").join(parts)


def _place(x: Axis, y: Axis, point: tuple[float, float]) -> tuple[str, str]:
    across = _LEFT + x.at(point[0]) * (_WIDTH - _LEFT - _RIGHT)
    down = _HEIGHT - _BOTTOM - y.at(point[1]) * (_HEIGHT - _TOP - _BOTTOM)
    return f"{across:.2f}", f"{down:.2f}"


def _grid(x: Axis, y: Axis) -> Iterator[Markup]:
    for value, written in x.ticks():
        yield _stroke(x, y, [(value, y.low), (value, y.high)], "grid")
        across, down = _place(x, y, (value, y.low))
        yield _text(across, float(down) + 16, "tick middle", written)
    for value, written in y.ticks():
        yield _stroke(x, y, [(x.low, value), (x.high, value)], "grid")
        across, down = _place(x, y, (x.low, value))
        yield _text(float(across) - 6, float(down) + 4, "tick end", written)
    yield _text((_WIDTH + _LEFT - _RIGHT) / 2, _HEIGHT - 8, "axis middle", x.name)
    yield Markup('<g transform="rotate(-90)">{}</g>').format(
        _text(-(_HEIGHT + _TOP - _BOTTOM) / 2, 14, "axis middle", y.name)
    )


def _text(x: float | str, y: float | str, style: str, text: str) -> Markup:
    return Markup('<text x="{:.2f}" y="{:.2f}" class="{}">{}</text>').format(
        float(x), float(y), style, text
    )


def _stroke(x: Axis, y: Axis, points: Sequence[tuple[float, float]], style: str) -> Markup:
    placed = " ".join(",".join(_place(x, y, point)) for point in points)
    return Markup('<polyline class="{}" points="{}"/>').format(style, placed)


def _dots(x: Axis, y: Axis, line: Line, style: str) -> Iterator[Markup]:
    for point, told in zip(line.points, line.dots, strict=False):
        across, down = _place(x, y, point)
        yield Markup('<circle class="{}" cx="{}" cy="{}" r="4"><title>{}</title></circle>').format(
            style, across, down, told
        )


def _marked(x: Axis, y: Axis, mark: Mark) -> Iterator[Markup]:
    corner = [(mark.x, y.low), (mark.x, mark.y), (x.low, mark.y)]
    yield _stroke(x, y, corner, "to-mark")
    across, down = _place(x, y, (mark.x, mark.y))
    yield Markup('<circle class="mark" cx="{}" cy="{}" r="6"/>').format(across, down)
    left = x.at(mark.x) > 0.5
    beside = float(across) - 10 if left else float(across) + 10
    # Under a falling curve there is room, but for a point at the very bottom.
    level = float(down) + 20 if float(down) < _HEIGHT - _BOTTOM - 24 else float(down) - 12
    yield _text(beside, level, f"marked {'end' if left else 'begin'}", mark.text)


def _legend(lines: Sequence[Line]) -> Markup:
    keys = [
        Markup('<span class="key key-{}">{}</span>').format(number % _STYLES, line.name)
        for number, line in enumerate(lines)
    ]
    return Markup("<figcaption>{}</figcaption>").format(Markup(" ").join(keys))

"""How the pictures look: colours, signs and shapes, and the words that stand for each picture.

A figure is made without pyplot, so that no window and no global state comes with it. In a notebook
it shows itself, and under it its text alternative: JupyterLab gives a picture no ``alt``.
"""

from __future__ import annotations

import html
import textwrap
import warnings
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ..records import CheckError, Level, Outcome

if TYPE_CHECKING:
    from matplotlib.axes import Axes as Axes
    from matplotlib.figure import Figure as Figure
    from matplotlib.path import Path

# Told apart by colour-blind readers: every two of them are 18 or more apart by CIEDE2000, also as
# Machado, Oliveira & Fernandes 2009 simulate the three kinds of colour blindness; on white each
# has a contrast of 3 or more (WCAG 2.2, 1.4.11). The tests measure both.
COLOURS = {
    Level.AGREES: "#036c54",
    Level.CLOSE: "#1a7ff5",
    Level.UNCLEAR: "#b07308",
    Level.CONFLICTS: "#871d04",
    Level.ABSENT: "#83878e",
}
SIGNS = {
    Level.AGREES: "✓",
    Level.CLOSE: "≈",
    Level.UNCLEAR: "?",
    Level.CONFLICTS: "✗",
    Level.ABSENT: "·",
}
SILENT = "silent"  # how Level.ABSENT is called where a whole source has nothing on a claim
WORDS = {level: SILENT if level == Level.ABSENT else level.value for level in Level}
SHAPES = {Level.AGREES: "o", Level.CLOSE: "s", Level.UNCLEAR: "^", Level.CONFLICTS: "X"}
HATCHES = {Level.AGREES: "", Level.CLOSE: "////", Level.UNCLEAR: "....", Level.CONFLICTS: "xxxx"}
TOLD = tuple(SHAPES)  # the levels at which a source says something
OUTCOME_SIGNS = {
    Outcome.CONTRADICTED: "✗",
    Outcome.SOURCES_DISAGREE: "⇄",
    Outcome.PARTLY_SUPPORTED: "◐",
    Outcome.NOT_MENTIONED: "○",
    Outcome.SUPPORTED: "✓",
    Outcome.NOT_CHECKABLE: "–",
}
INK, SOFT, LINE, GROUND = "#22262b", "#555b65", "#ccd0d6", "#eef0f2"
_SHOWN, _KEPT = 96, 144  # dots an inch: on the screen, and as kept for sharp letters


def picture(width: float, height: float, panels: Sequence[float] = (1,)) -> tuple[Figure, Any]:
    """An empty figure of so many inches in the house's style, and its axes: one, or a list."""
    figure = _figure_type()(figsize=(width, height), dpi=_KEPT, layout="constrained")
    _layout(figure).set(w_pad=0.08, h_pad=0.08, wspace=0.05)
    axes = figure.subplots(1, len(panels), width_ratios=list(panels), squeeze=False)[0]
    for one in axes:
        for side in ("top", "right", "left"):
            one.spines[side].set_visible(False)
        one.spines["bottom"].set_color(LINE)
        one.tick_params(length=0)
    return figure, axes[0] if len(panels) == 1 else axes


def described(figure: Figure, words: str) -> Figure:
    """Give a figure its text alternative."""
    figure.set_label("".join(c if c.isprintable() else "�" for c in words))
    return figure


def empty(words: str) -> Figure:
    """The picture of nothing: it says in words why there is nothing to see."""
    figure, axes = picture(8, 0.8)
    axes.set_axis_off()
    axes.text(0, 0.5, words, va="center", fontsize=10, color=SOFT)
    return described(figure, words)


def name_rows(axes: Axes, names: Sequence[str], size: float = 8) -> None:
    """Name the rows of a picture, the first at the top."""
    axes.set_yticks(range(len(names)), names, fontsize=size, parse_math=False)
    axes.set_ylim(max(len(names), 1) - 0.4, -0.6)


def sign(axes: Axes, x: Any, y: Any, letter: str, size: float, colour: str) -> None:
    """Set one letter at many places; far quicker than a text each."""
    path, extent = glyph(letter)
    axes.scatter(x, y, marker=path, s=(extent * size) ** 2, color=colour, lw=0, zorder=4)


def key(axes: Axes, drawn: Sequence[tuple[Any, str]]) -> None:
    """Tell under the picture what its marks mean: each mark with its words."""
    marks, words = zip(*drawn, strict=True)
    axes.figure.legend(marks, words, loc="outside lower left", ncols=len(words), frameon=False,
                  fontsize=8, handletextpad=0.3, columnspacing=1.6)  # fmt: skip


def spread(places: Sequence[float], apart: float, least: float, most: float) -> list[float]:
    """Move names apart that would cover each other, as little as the room allows.

    Args:
        places: where they belong, in order.
        apart: the least distance between two.
        least: the lowest place.
        most: the highest place.

    Returns:
        The places, in order; closer than ``apart`` only where there is too little room.

    Examples:
        >>> spread([1, 1.5, 9], 2, 0, 10)
        [1.0, 3.0, 9.0]
    """
    if len(places) == 0:
        return []
    steps = np.arange(len(places)) * min(apart, (most - least) / max(len(places) - 1, 1))
    free = np.asarray(places, dtype=float) - steps
    moved = np.maximum.accumulate(np.clip(free, least, most - steps[-1]))
    return [float(place) for place in moved + steps]


def short(text: str, width: int) -> str:
    """Cut a text at a word, with what can't be shown as a letter made visible."""
    cut = textwrap.shorten(text, width, placeholder="…", break_on_hyphens=False)
    if len(cut) < min(width, len(text)) // 2:  # one long word
        cut = text[: width - 1] + "…"
    return "".join(c if c.isprintable() else "�" for c in cut)


@lru_cache(maxsize=32)
def glyph(letter: str) -> tuple[Path, float]:
    """A letter's outline about its middle, and how large a marker of it is at a size of 1."""
    from matplotlib.path import Path
    from matplotlib.textpath import TextPath

    outline = TextPath((0, 0), letter, size=1)
    box = outline.get_extents()
    middle = (np.asarray(box.min) + np.asarray(box.max)) / 2
    path = Path(outline.vertices - middle, outline.codes)
    return path, 2 * float(np.abs(path.vertices).max())


@lru_cache(maxsize=1)
def _figure_type() -> type[Figure]:
    """A figure that a notebook shows without pyplot, with its text alternative."""
    from io import BytesIO

    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise CheckError("pictures need matplotlib: pip install 'claimcheck[notebooks]'") from None

    class Picture(Figure):
        @property
        def words(self) -> str:
            return str(self.get_label())

        def __str__(self) -> str:
            return self.words

        __repr__ = __str__

        def _repr_png_(self) -> bytes:
            buffer, engine = BytesIO(), _layout(self)
            with warnings.catch_warnings():
                # A letter that the font lacks is drawn as a box; that needs no red text as well.
                warnings.filterwarnings("ignore", "Glyph .* missing from")
                engine.execute(self)  # once; savefig would lay out, and draw, twice
                self.set_layout_engine(None)
                self.savefig(buffer, format="png", metadata={"Software": None})
            self.set_layout_engine(engine)
            return buffer.getvalue()

        def _ipython_display_(self) -> None:
            from base64 import b64encode

            from IPython.display import publish_display_data

            shown = {"image/png": b64encode(self._repr_png_()).decode(), "text/plain": self.words}
            told = {"alt": self.words, "width": round(self.get_figwidth() * _SHOWN)}
            publish: Any = publish_display_data
            publish(shown, {"image/png": told})
            publish({"text/html": _caption(self.words), "text/plain": self.words})

    return Picture


def _layout(figure: Figure) -> Any:
    """What gives a figure's parts their places."""
    return figure.get_layout_engine()


def _caption(words: str) -> str:
    # Jupyter would set what stands between two dollar signs as a formula.
    kept = 'class="tex2jax_ignore mathjax_ignore"'
    style = "margin:4px 0 10px; font-size:90%; opacity:0.85; max-width:72em"
    return f'<p {kept} style="{style}">{html.escape(words)}</p>'

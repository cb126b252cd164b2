"""Where in each source the evidence lies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from ..check import Result
from ..marks import WORST
from ..records import Level
from . import look
from .look import COLOURS, GROUND, LINE, SHAPES, SOFT, TOLD, WORDS
from .naming import checkable, counted, levels_told, source_name
from .standing import matrix_frame, strongest

if TYPE_CHECKING:
    from .look import Axes, Figure

_CARD = -0.07  # where the marks stand of what a source's card tells, and not its words
_COLUMNS = ["claim_id", "number", "source_id", "evidence_id", "level", "field"]
_COUNTED = {"claim_id": "claim", "evidence_id": "sentence", "source_id": "source"}
_LANES = {level: 0.27 - 0.18 * n for n, level in enumerate(reversed(TOLD))}  # conflicts on top


def evidence_places_frame(result: Result) -> pd.DataFrame:
    """Tell where the evidence on each checkable claim lies in each source that isn't silent on it.

    Args:
        result: what a check found.

    Returns:
        A row a claim and sentence of evidence: ``claim_id``, ``number`` (the claim's own in the
        report), ``source_id``, ``evidence_id``, ``level`` (the worst of the sentence's findings;
        where a source has none, the cell's level in `matrix_frame` at the sentence that has most
        of the claim), ``field``, ``start`` and ``end`` in characters of the source's text, and
        ``place``, the sentence's middle from 0, the source's start, to 1, its end. Where the
        evidence is the source's card, ``field`` names its entry, and id and place are missing.
    """
    cells = matrix_frame(result).query("level != @Level.ABSENT.value")
    rank = {level.value: n for n, level in enumerate(WORST)}
    found = result.findings.rename(columns={"evidence_field": "field"})
    found = (
        found[found["level"] != Level.ABSENT]
        .drop(columns="level")
        .assign(worst=found["level"].map(rank))
    )
    found = found.merge(cells[["claim_id", "source_id", "number"]])
    key = ["claim_id", "number", "source_id", "evidence_id", "field"]
    found = found.groupby(key, dropna=False, sort=False)["worst"].min().reset_index()
    found["level"] = found["worst"].map({n: level for level, n in rank.items()})
    near = strongest(result)[["claim_id", "source_id", "evidence_id"]].merge(cells)
    has = pd.MultiIndex.from_frame(found[["claim_id", "source_id"]])
    bare = near[~pd.MultiIndex.from_frame(near[["claim_id", "source_id"]]).isin(has)]
    table = pd.concat([found, bare]).reindex(columns=_COLUMNS)
    order = pd.Categorical(table["source_id"], [s.id for s in result.case.sources])
    spans = result.sentences.set_index("id")[["start", "end"]].astype("Int64")
    table = table.join(spans, on="evidence_id").assign(_order=order)
    length = table["source_id"].map({s.id: len(s.text) for s in result.case.sources})
    table["place"] = ((table["start"] + table["end"]) / 2 / length).astype("Float64")
    table = table.sort_values(["_order", "start", "number"], kind="stable").drop(columns="_order")
    return table.reset_index(drop=True)


def evidence_places(result: Result) -> Figure:
    """Draw each source as a strip from its first word to its last, marked where evidence lies.

    Args:
        result: what a check found.

    Returns:
        The figure: a mark is a sentence, its shape, colour and height in the strip tell how it
        stands to a claim, and it is larger where it tells of several. Marks left of the strips are
        of what a source's card tells: date, place, event or speaker.
    """
    sources = result.case.sources
    if not sources or not checkable(result):
        what = "claim that can be checked" if sources else "source"
        return look.empty(f"No evidence to place: this case has no {what}.")
    table = evidence_places_frame(result)
    figure, axes = look.picture(10, 1.0 + 0.5 * max(len(sources), 2))
    _strips(axes, result, table)
    rows = table["source_id"].map({s.id: n for n, s in enumerate(sources)})
    at = table["place"].astype(float).fillna(_CARD)
    drawn = pd.DataFrame({"row": rows, "at": at, "level": table["level"]})
    marks = drawn.value_counts().reset_index(name="claims")
    _marks(axes, marks)
    return look.described(figure, _told(result, table))


def _marks(axes: Axes, marks: pd.DataFrame) -> None:
    handles = []
    for level in TOLD:
        here = marks[marks["level"] == level]
        style: dict[str, Any] = {"marker": SHAPES[level], "color": COLOURS[level], "ec": "white"}
        size = 38 * np.minimum(here["claims"], 4)
        axes.scatter(here["at"], here["row"] - _LANES[level], s=size, lw=0.6, zorder=3, **style)
        handles.append((axes.scatter([], [], s=60, **style), WORDS[level]))
    look.key(axes, handles)


def _strips(axes: Axes, result: Result, table: pd.DataFrame) -> None:
    used = table.groupby("source_id")["evidence_id"].nunique()
    total = result.sentences["source_id"].value_counts()
    for row, source in enumerate(result.case.sources):
        heard, n = bool(source.text.strip()), used.get(source.id, 0)
        axes.barh(row, 1, height=0.78, color=GROUND if heard else "none", ec=LINE, lw=0.8,
                  ls="-" if heard else "--")  # fmt: skip
        words = f"{n} of {total.get(source.id, 0)}" if heard else "–"
        axes.text(1.012, row, words, va="center", fontsize=8, color=SOFT)
        if not n:
            why = "no claim’s evidence lies here" if heard else "its words are not at hand"
            axes.text(0.5, row, why, ha="center", va="center", fontsize=8, color=SOFT)
    axes.text(1.012, -0.58, "sentences\nused", va="bottom", fontsize=7.5, color=SOFT)
    look.name_rows(axes, [source_name(s) for s in result.case.sources])
    marks = [(0.0, "start"), (0.5, "middle"), (1.0, "end")]
    note = "a larger mark tells of several claims"
    cards = table["field"].notna().any()
    axes.set_xlim(_CARD - 0.03 if cards else -0.01, 1.09)
    if cards:
        marks.insert(0, (_CARD, "card"))
        note += ";  card: the source’s date, place, event or speaker"
    axes.set_xlabel(note, fontsize=8.5, color=SOFT)
    axes.set_xticks([at for at, _ in marks], [name for _, name in marks], fontsize=8)
    axes.spines["bottom"].set_visible(False)


def _told(result: Result, table: pd.DataFrame) -> str:
    if table.empty:
        return f"In none of {len(result.case.sources)} sources lies evidence on a claim."
    words = table[table["evidence_id"].notna()]
    claims, sentences, sources = (
        counted(words[column].nunique(), noun) for column, noun in _COUNTED.items()
    )
    told = f"Evidence on {claims} lies at {sentences} of {sources}: {levels_told(words['level'])}."
    cards = len(table) - len(words)
    return told + (f" {cards} more on a source’s card." if cards else "")

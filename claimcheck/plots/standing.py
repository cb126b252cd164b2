"""How each source stands to each claim: claims by sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import pairing, verdict
from ..check import Result
from ..records import Level, Outcome
from . import look
from .look import COLOURS, GROUND, SIGNS, SILENT, SOFT, WORDS
from .naming import (
    checkable,
    claim_names,
    counted,
    first_few,
    levels_told,
    numbers,
    source_name,
)

if TYPE_CHECKING:
    from .look import Axes, Figure

_CELL = ["claim_id", "source_id"]
# More sources than these, or longer names: the names stand upright and the columns are narrow.
_FEW, _FLAT = 8, 12


def strongest(result: Result) -> pd.DataFrame:
    """The sentence with which each source speaks most strongly of a claim.

    Args:
        result: what a check found.

    Returns:
        What `pairing.support` gives, of the checkable claims that some source speaks of.
    """
    verdicts = result.verdicts
    unspoken = verdicts.loc[verdicts["outcome"] == Outcome.NOT_MENTIONED, "claim_id"]
    asked = set(checkable(result)) - set(unspoken)
    pairs = result.pairs[result.pairs["claim_id"].isin(asked)]
    if pairs.empty:
        return pd.DataFrame(columns=[*_CELL, "evidence_id", "similarity", "total"])
    return pairing.support(result.contents, pairs, result.sentences)


def matrix_frame(result: Result) -> pd.DataFrame:
    """Tell how each source stands to each checkable claim.

    Args:
        result: what a check found.

    Returns:
        A row a claim and source: ``claim_id``, ``source_id``, ``level``, ``why``, and ``number``,
        the claim's own in the report. ``level`` is the worst of the findings; it is ``absent``
        where the source does not speak of the claim, although it may share a name with it, or
        where its words are not at hand.
    """
    sources = result.case.sources
    cells = pd.MultiIndex.from_product([checkable(result), [s.id for s in sources]], names=_CELL)
    said = _quoted(result.findings, cells)
    conflicts, unclear, held, lacks = (said[name] for name in said)
    close = result.findings[result.findings["level"] == Level.CLOSE]
    near = strongest(result)
    weight = ((near["similarity"] + near["total"]) / 2).to_numpy(float)
    strength = pd.Series(weight, pd.MultiIndex.from_frame(near[_CELL])).reindex(cells)
    enough = np.where(held != "", verdict.MENTIONED_WITH_FACTS, verdict.MENTIONED)
    unheard = cells.get_level_values("source_id").isin([s.id for s in sources if not s.text])
    told: list[tuple[Any, Level, Any]] = [
        (conflicts != "", Level.CONFLICTS, "conflicts: " + conflicts),
        (unclear != "", Level.UNCLEAR, "unclear: " + unclear),
        (unheard, Level.ABSENT, "its words are not at hand"),
        (strength.fillna(0).to_numpy() < enough, Level.ABSENT, f"{SILENT} on it"),
        (held == "", Level.CLOSE, "comes near it; no name, number or date of it to compare"),
        (lacks != "", Level.CLOSE, "agrees: " + held + "; not there: " + lacks),
        (cells.isin(pd.MultiIndex.from_frame(close[_CELL])), Level.CLOSE, "agrees: " + held),
    ]
    where, levels, why = zip(*told, strict=True)
    table = cells.to_frame(index=False)
    table["level"] = _first(where, [level.value for level in levels], Level.AGREES.value)
    table["why"] = _first(where, why, "agrees: " + held)
    return table.assign(number=table["claim_id"].map(numbers(result)).astype(int))


def _quoted(findings: pd.DataFrame, cells: pd.MultiIndex) -> pd.DataFrame:
    """The claim's words by how a source stands to them, a row a cell; agreeing and close as one."""
    both = findings["level"].replace({Level.CLOSE.value: Level.AGREES.value})
    found = findings[[*_CELL, "claim_text"]].assign(level=both).drop_duplicates()
    found["claim_text"] = "“" + found["claim_text"] + "”"
    joined = found.groupby([*_CELL, "level"], sort=False)["claim_text"].agg(", ".join)
    columns = [Level.CONFLICTS, Level.UNCLEAR, Level.AGREES, Level.ABSENT]
    table = joined.astype(object).unstack("level").reindex(index=cells)
    return table.reindex(columns=[c.value for c in columns]).astype(object).fillna("")


def _first(where: Iterable[Any], values: Iterable[Any], otherwise: Any) -> pd.Series:
    """Of each row the value that belongs to the first condition that holds."""
    chosen = np.select(
        [np.asarray(w, dtype=bool) for w in where],
        [np.asarray(v, dtype=object) for v in values],
        np.asarray(otherwise, dtype=object),
    )
    return pd.Series(chosen, dtype=object)


def matrix(result: Result) -> Figure:
    """Draw how each source stands to each checkable claim, by colour and by sign.

    Args:
        result: what a check found.

    Returns:
        The figure: a row a claim, with its number and the sign of its verdict; a column a source.
    """
    table, sources = matrix_frame(result), result.case.sources
    if table.empty:
        what = "source to check against" if not sources else "claim that can be checked"
        return look.empty(f"No conflict matrix: this case has no {what}.")
    names = [source_name(s) for s in sources]
    many = len(names) > _FEW or max(len(n.partition("\n")[0]) for n in names) > _FLAT
    names = [n.replace("\n", " ") if many else n for n in names]
    claims = claim_names(result, 48 if many else 66)
    wide, high = (0.3 if many else 0.9), (0.21 if len(claims) > 30 else 0.27)
    figure, axes = look.picture((3.4 if many else 4.6) + wide * len(sources),
                                1.1 + 0.5 * many + high * len(claims))  # fmt: skip
    _cells(axes, table, result, min(wide, high) * 72)
    look.name_rows(axes, list(claims.values()), 7.5 if len(claims) > 30 else 8)
    axes.xaxis.tick_top()
    axes.set_xticks(range(len(names)), names, fontsize=8, rotation=90 if many else 0,
                    parse_math=False)  # fmt: skip
    axes.set_xlim(-0.6, len(names) - 0.4)
    axes.spines["bottom"].set_visible(False)
    words = (
        f"{counted(len(claims), 'claim')} by {counted(len(sources), 'source')}: "
        f"{levels_told(table['level'])}."
    )
    return look.described(figure, words + _sorest(table))


def _cells(axes: Axes, table: pd.DataFrame, result: Result, size: float) -> None:
    columns = {s.id: n for n, s in enumerate(result.case.sources)}
    x, y = table["source_id"].map(columns), table["number"] - 1
    handles = []
    for level in Level:
        here, silent = table["level"] == level, level == Level.ABSENT
        ground, ink = (GROUND, SOFT) if silent else (COLOURS[level], "white")
        axes.scatter(x[here], y[here], marker="s", s=(0.82 * size) ** 2, color=ground, lw=0)
        look.sign(axes, x[here], y[here], SIGNS[level], 0.62 * size, ink)
        handles.append((_swatch(axes, level, ground, ink), f"{WORDS[level]}"))
    look.key(axes, handles)


def _swatch(axes: Axes, level: Level, ground: str, ink: str) -> tuple[object, object]:
    """A cell for the key: the square and the sign on it."""
    path, extent = look.glyph(SIGNS[level])
    box = axes.scatter([], [], marker="s", s=150, color=ground, lw=0)
    return box, axes.scatter([], [], marker=path, s=(extent * 9) ** 2, color=ink, lw=0)


def _sorest(table: pd.DataFrame) -> str:
    """The sources with the most conflicts, in words."""
    against = table.loc[table["level"] == Level.CONFLICTS, "source_id"].value_counts()
    if against.empty:
        return " No source conflicts with a claim."
    worst = against.index[against == against.max()].tolist()
    each = " each" if len(worst) > 1 else ""
    return f" Most conflicts: {first_few(worst)}, with {against.max()}{each}."

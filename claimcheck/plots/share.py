"""How many claims each source speaks to, and how much of it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from ..check import Result
from ..records import Level
from . import look
from .look import COLOURS, GROUND, HATCHES, INK, LINE, SIGNS, SILENT, SOFT, TOLD, WORDS
from .naming import checkable, counted, first_few, source_name
from .places import evidence_places_frame
from .standing import matrix_frame

if TYPE_CHECKING:
    from .look import Axes, Figure

_ROOM = 0.045  # of the claims: a part as wide as this has room for its sign and number


def coverage_frame(result: Result) -> pd.DataFrame:
    """Count the claims that each source speaks to, and its sentences that are evidence on one.

    Args:
        result: what a check found.

    Returns:
        A row a source: ``source_id``; ``words``, 0 where they are not at hand; ``sentences``;
        ``used``, those that are evidence; ``share``, used of all, missing where there are none;
        ``agrees``, ``close``, ``unclear``, ``conflicts`` and ``silent``, in how many checkable
        claims it stands so; ``claims``, on how many it is not silent.
    """
    sources = result.case.sources
    ids = pd.Index([s.id for s in sources], name="source_id")
    cells = matrix_frame(result)
    levels = [level.value for level in (*TOLD, Level.ABSENT)]
    counts = cells.groupby(["source_id", "level"]).size().unstack("level")
    counts = counts.reindex(index=ids, columns=levels).fillna(0).astype(int)
    counts = counts.rename(columns={Level.ABSENT.value: SILENT})
    used = evidence_places_frame(result).groupby("source_id")["evidence_id"].nunique()
    table = pd.DataFrame({"words": [len(s.text.split()) for s in sources]}, index=ids)
    total = result.sentences["source_id"].value_counts()
    table["sentences"] = total.reindex(ids).fillna(0).astype(int)
    table["used"] = used.reindex(ids).fillna(0).astype(int)
    table["share"] = (table["used"] / table["sentences"]).where(table["sentences"] > 0)
    counts["claims"] = counts[[level.value for level in TOLD]].sum(axis=1)
    return table.join(counts).reset_index()


def coverage(result: Result) -> Figure:
    """Draw to how many claims each source speaks, by level, and how much of it is used.

    Args:
        result: what a check found.

    Returns:
        The figure: on the left a bar a source, as long as there are claims, with a part a level;
        on the right the share of its sentences that are evidence on a claim.
    """
    table, total = coverage_frame(result), len(checkable(result))
    if table.empty or not total:
        what = "source" if table.empty else "claim that can be checked"
        return look.empty(f"No coverage to show: this case has no {what}.")
    figure, (left, right) = look.picture(10, 1.1 + 0.3 * max(len(table), 2), panels=(3, 1.3))
    names = [source_name(s) for s in result.case.sources]
    look.name_rows(left, names)
    _claims(left, table, total)
    look.name_rows(right, [""] * len(names))
    _sentences(right, table)
    return look.described(figure, _told(table, total))


def _claims(axes: Axes, table: pd.DataFrame, total: int) -> None:
    start = pd.Series(0, index=table.index)
    handles = []
    for level in TOLD:
        count = table[level.value]
        style: dict[str, Any] = {
            "color": COLOURS[level],
            "hatch": HATCHES[level],
            "ec": "white",
            "lw": 0.8,
        }
        handles.append((axes.barh(table.index, count, left=start, height=0.72, **style),
                        f"{SIGNS[level]} {WORDS[level]}"))  # fmt: skip
        for row in table.index[count > _ROOM * total]:
            box = {"boxstyle": "round,pad=0.15", "fc": "white", "lw": 0}
            axes.text(start[row] + count[row] / 2, row, f"{SIGNS[level]} {count[row]}", bbox=box,
                      ha="center", va="center", fontsize=7.5, color=INK)  # fmt: skip
        start = start + count
    rest = axes.barh(table.index, table[SILENT], left=start, height=0.72, color=GROUND, ec=LINE,
                     lw=0.6)  # fmt: skip
    axes.set_xlim(0, max(total, 1))
    axes.locator_params(axis="x", integer=True)
    axes.tick_params(axis="x", labelsize=8)
    axes.set_xlabel(f"claims, of {total} that can be checked", fontsize=8.5, color=SOFT)
    look.key(axes, [*handles, (rest, f"{SIGNS[Level.ABSENT]} {SILENT}")])


def _sentences(axes: Axes, table: pd.DataFrame) -> None:
    share = table["share"].astype(float)
    axes.barh(table.index, share.notna(), height=0.72, color=GROUND, ec=LINE, lw=0.6)
    axes.barh(table.index, share.fillna(0), height=0.72, color=SOFT)
    row: Any
    for row in table.itertuples():
        heard = row.sentences > 0
        words = f"{row.used} of {row.sentences}" if heard else "words not at hand"
        axes.text(1.04 if heard else 0.02, row.Index, words, va="center", fontsize=8, color=SOFT)
    axes.set_xlim(0, 1.5)
    axes.set_xticks([0, 0.5, 1], ["0", "half", "all"], fontsize=8)
    axes.set_xlabel("its sentences that are evidence", fontsize=8.5, color=SOFT)


def _told(table: pd.DataFrame, total: int) -> str:
    told = [
        f"{row.source_id} speaks to {row.claims}, {row.used} of {row.sentences} sentences used"
        for row in table[table["sentences"] > 0].itertuples()
    ]
    unheard = table.loc[table["sentences"] == 0, "source_id"].tolist()
    claims = counted(total, "claim")
    words = f"Of {claims}: {first_few(told, between='; ')}." if told else f"{claims}."
    return words + (f" Words not at hand: {first_few(unheard)}." if unheard else "")

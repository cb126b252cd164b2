"""The dates that the article and its sources state, and the documents' own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from ..check import Result
from ..kinds.calendar import DateSpan
from ..marks import WORST
from ..records import Fact, Level, Source, records, rows
from ..timescale import Scale, day_words, span_words, time_scale
from . import look
from .look import COLOURS, INK, LINE, SIGNS, SOFT
from .naming import checkable, counted, first_few, squeezed

if TYPE_CHECKING:
    from .look import Axes, Figure

_NEAREST = 2  # how many of the sentences nearest to a claim lend their dates to the timeline
_MOST = 70  # rows that a picture has room for
_PLAIN = "#6c7480"  # a date that nothing was compared with
_SAME = ["source_id", "origin", "low", "high", "bound"]
_FORWARD, _BACK = ("since", "after"), ("until", "by", "before")
_LONG = 25  # rows from which on the years stand above the picture too


def timeline_frame(result: Result) -> pd.DataFrame:
    """Gather the dates that the article and the sources give, and the documents' own.

    Args:
        result: what a check found.

    Returns:
        A row a date, the documents in order and their dates from early to late: ``source_id``,
        ``origin`` (``document``, its own date, or ``words``), ``text`` as written, ``edtf``,
        ``low`` and ``high`` (first and last day), ``precision``, ``bound``, ``basis`` (of the
        document's own date), ``sentence_id``, ``claim_id``, and ``level``, the worst at which
        these words stand against another document's (None where they were not compared). Of a
        source those sentences count that are near a checkable claim.
    """
    found = [row for source in result.sources.values() for row in _dated(source, result)]
    columns = ["source_id", "origin", "text", "edtf", "low", "high", "precision", "bound", "basis"]
    table = pd.DataFrame(found, columns=[*columns, "sentence_id", "_at"], dtype=object)
    owners = dict(zip(result.claims["sentence_id"], result.claims["id"], strict=True))
    claims = [owners.get(sentence) for sentence in table["sentence_id"]]
    levels = _levels(result)
    where = zip(table["source_id"], table.pop("_at"), strict=True)
    level = [levels.get(key) for key in where]
    return table.assign(
        claim_id=pd.Series(claims, dtype=object), level=pd.Series(level, dtype=object)
    )


def _levels(result: Result) -> dict[tuple[str, Any], str]:
    """The worst level at which the words of a date stand, by their document and where they start.

    A document's own date, as its card tells it, starts at None.
    """
    found = result.findings
    found = found[(found["kind"] == "date") & (found["level"] != Level.ABSENT)]
    card = found["evidence_field"] == "date"
    theirs = found["evidence_start"].astype(object).where(~card, None)
    known = theirs.notna() | card
    ours = pd.Series(result.case.article.id, index=found.index, dtype=object)
    places = pd.concat(
        [
            pd.DataFrame({"source": ours, "at": found["claim_start"], "level": found["level"]}),
            pd.DataFrame({"source": found["source_id"], "at": theirs, "level": found["level"]})[
                known
            ],
        ]
    )
    worst = sorted(
        places.itertuples(index=False, name=None), key=lambda row: -WORST.index(Level(row[2]))
    )
    return {(source, None if pd.isna(at) else int(at)): level for source, at, level in worst}


def _dated(source: Source, result: Result) -> Iterator[tuple[Any, ...]]:
    if source.date:
        day = source.date
        yield (source.id, "document", day.isoformat(), day.isoformat(), day, day, "day", "",
               source.date_basis, None, None)  # fmt: skip
    wanted = {*result.claims["sentence_id"]}
    if source.id != result.case.article.id:
        near = result.pairs[result.pairs["claim_id"].isin(checkable(result))]
        wanted = {*near.loc[near["rank"] <= _NEAREST, "evidence_id"]}
        wanted |= {*result.findings["evidence_id"].dropna()}
    own = set(result.sentences.loc[result.sentences["source_id"] == source.id, "id"]) & wanted
    given = [
        (f, f.value)
        for f in records(Fact, result.facts[result.facts["sentence_id"].isin(own)])
        if isinstance(f.value, DateSpan) and f.value.low and f.value.high
    ]
    for fact, span in sorted(given, key=lambda g: (g[1].low, g[1].high, g[0].start)):
        yield (source.id, "words", fact.text, str(span), span.low, span.high, span.precision,
               span.bound, None, fact.sentence_id, fact.start)  # fmt: skip


def timeline(result: Result) -> Figure:
    """Draw the dates of the article and the sources as bars as long as they are vague.

    Args:
        result: what a check found.

    Returns:
        The figure: a row a date, by document. A diamond is a document's own date, and the article's
        runs through the picture as a dashed line; colour and sign tell how a date stands against
        the other side's; an arrow, that it is open to that side.
    """
    every = timeline_frame(result)
    if every.empty:
        return look.empty("No timeline: no document has a date, and none is stated on a claim.")
    table = _merged(every)
    shown = _fitting(table)
    figure, axes = look.picture(10, 1.2 + 0.24 * max(len(shown), 3))
    scale = time_scale(zip(shown["low"], shown["high"], strict=True))
    look.name_rows(axes, [_row_name(row) for row in rows(shown)])
    axes.set_xlim(0, 1)
    _bars(axes, shown, scale)
    _backdrop(axes, shown, scale, result)
    return look.described(figure, _told(table, len(shown), result))


def _told(table: pd.DataFrame, shown: int, result: Result) -> str:
    span = span_words(table["low"].min(), table["high"].max())
    dated = [f"{s.id} {day_words(s.date)}" for s in result.sources.values() if s.date]
    undated = [s.id for s in result.sources.values() if not s.date]
    against = table[table["level"] == Level.CONFLICTS]
    clashes = [
        f"{row.source_id} {span_words(row.low, row.high, row.bound)}" for row in rows(against)
    ]
    words = f"Timeline of {counted(len(table), 'date')}, {span}."
    words += f" Own dates: {first_few(dated)}." if dated else ""
    words += f" Without a date of their own: {first_few(undated)}." if undated else ""
    words += f" In conflict: {first_few(clashes)}." if clashes else " No date is in conflict."
    rest = len(table) - shown
    return words + (f" {rest} more are not drawn." if rest else "")


def _merged(table: pd.DataFrame) -> pd.DataFrame:
    """One row for the same days in one document, with all its wordings and its worst level."""
    groups = table.groupby(_SAME, sort=False, dropna=False)
    merged = groups[["edtf", "precision"]].first()
    merged["texts"] = groups["text"].agg(lambda texts: list(dict.fromkeys(texts)))
    rank = table.assign(rank=table["level"].map({v.value: n for n, v in enumerate(WORST)}))
    worst = rank.groupby(_SAME, sort=False, dropna=False)["rank"].min()
    levels = [None if pd.isna(n) else WORST[int(n)] for n in worst]
    merged["level"] = pd.Series(levels, merged.index, dtype=object)
    return merged.reset_index()


def _fitting(table: pd.DataFrame) -> pd.DataFrame:
    """The rows that a picture has room for: own dates first, then those that were compared."""
    urgent = table["level"].isin([Level.CONFLICTS, Level.UNCLEAR])
    worth = 4 * (table["origin"] == "document") + 2 * urgent + table["level"].notna()
    kept = worth.sort_values(ascending=False, kind="stable").index[:_MOST]
    return table.loc[sorted(kept)].reset_index(drop=True)


def _row_name(row: Any) -> str:
    if row.origin == "document":
        return f"{squeezed(row.source_id)}: its own date"
    more = f" and {len(row.texts) - 1} more" if len(row.texts) > 1 else ""
    return f"{squeezed(row.source_id)}: “{look.short(row.texts[0], 30)}”{more}"


def _bars(axes: Axes, table: pd.DataFrame, scale: Scale) -> None:
    for line, row in enumerate(rows(table)):
        left, right = scale.at(row.low), scale.at(row.high, end=True)
        colour = COLOURS[row.level] if row.level else INK if row.origin == "document" else _PLAIN
        if row.origin == "document":
            axes.plot((left + right) / 2, line, "D", color=colour, ms=6.5, mec="white", zorder=4)
        else:
            half = max(right - left, 0.006) / 2
            left, right = (left + right) / 2 - half, (left + right) / 2 + half
            axes.barh(line, 2 * half, left=left, height=0.55, color=colour, zorder=3)
        for bounds, end, shape in ((_FORWARD, right + 0.008, ">"), (_BACK, left - 0.008, "<")):
            if row.bound in bounds:
                axes.plot(end, line, shape, color=colour, ms=6, mew=0, zorder=4)
        sign = f"{SIGNS[row.level]} " if row.level else ""
        words = span_words(row.low, row.high, row.bound)
        open_to = 0.012 * bool(row.bound)  # room for the arrow
        _beside(axes, line, left - open_to, right + open_to, sign + words)


def _beside(axes: Axes, line: int, left: float, right: float, words: str) -> None:
    """Write a date's words where there is room: right of its bar, left of it, or on it."""
    style: dict[str, Any] = {"va": "center", "fontsize": 7.5, "color": INK, "zorder": 5}
    clear = {"boxstyle": "square,pad=0.1", "fc": "white", "lw": 0, "alpha": 0.85}
    if right < 0.68:
        axes.text(right + 0.016, line, words, bbox=clear, **style)
    elif left > 0.32:
        axes.text(left - 0.016, line, words, ha="right", bbox=clear, **style)
    else:
        axes.text((left + right) / 2, line, words, ha="center", **(style | {"color": "white"}))


def _backdrop(axes: Axes, table: pd.DataFrame, scale: Scale, result: Result) -> None:
    """The lines behind the bars: between documents, at the ticks, and at the article's own date."""
    owners = table["source_id"]
    for line in owners.index[owners != owners.shift()][1:]:
        axes.axhline(line - 0.5, color=LINE, lw=0.8, zorder=1)
    marks = scale.ticks()
    axes.set_xticks([at for at, _ in marks], [name for _, name in marks], fontsize=8)
    axes.tick_params(axis="x", labeltop=len(table) > _LONG)
    axes.grid(axis="x", color=LINE, lw=0.6, alpha=0.6)
    axes.set_axisbelow(True)
    note = "a bar is as long as the date is vague"
    for place in scale.breaks:
        axes.axvline(place, color="white", lw=4, zorder=3.5)
        axes.text(place, len(table) - 0.4, "≀≀", ha="center", va="center", fontsize=11, zorder=5)
    if scale.breaks:
        note += ";  ≀≀ a long stretch, drawn shorter"
    if day := result.case.article.date:
        middle = (scale.at(day) + scale.at(day, end=True)) / 2
        axes.axvline(middle, color=INK, lw=1, ls=(0, (4, 3)), zorder=1)
        note += ";  dashed: the article’s own date"
    axes.set_xlabel(note, fontsize=8.5, color=SOFT)
    for label, origin in zip(axes.get_yticklabels(), table["origin"], strict=True):
        label.set_fontweight("bold" if origin == "document" else "normal")

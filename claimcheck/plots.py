"""Pictures of a check, and the frame behind each: similarities, dates, and claims by sources.

A figure is made without pyplot, so that no window and no global state comes with it. It shows
itself in a notebook, and its ``repr`` is its text alternative.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from . import pairing, verdict
from .check import Result
from .encoder import Encoder
from .kinds.calendar import DateSpan
from .records import CheckError, Fact, Finding, Level, Outcome, Source, records
from .timescale import time_scale

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Okabe & Ito 2008, "Color Universal Design": told apart by colour-blind readers, darkened for text.
COLOURS = {
    Level.AGREES: "#00755b",
    Level.CLOSE: "#2b78b5",
    Level.UNCLEAR: "#9a6700",
    Level.CONFLICTS: "#b8400e",
    Level.ABSENT: "#8a8f98",
}
SIGNS = {
    Level.AGREES: "✓",
    Level.CLOSE: "≈",
    Level.UNCLEAR: "?",
    Level.CONFLICTS: "✗",
    Level.ABSENT: "·",
}
SILENT = "silent"  # how Level.ABSENT is called where a whole source has nothing on a claim
_HELD = (Level.AGREES, Level.CLOSE)
_READINGS = ("text", "content")  # a claim is as near as the nearer of these, as `pairing` has it
_NEAREST = 2  # how many of the sentences nearest to a claim lend their dates to the timeline


def similarity_frame(result: Result, model: str | None = None) -> pd.DataFrame:
    """Lay out how near every checkable claim is to every sentence of the sources.

    Args:
        result: what a check found; it keeps no vectors, so they come from the encoder's cache.
        model: the model with which the check was made; the packaged one where None.

    Returns:
        A frame of cosine similarities: a row a claim id, a column a sentence id.

    Raises:
        CheckError: the model is not the one of the check.
    """
    encoder = Encoder(model)
    if encoder.sha256 != result.model_sha256:
        raise CheckError(f"model: the check was made with {result.model_name}; give that one")
    asked = result.contents[result.contents["claim_id"].isin(_checkable(result))]
    theirs = result.sentences[result.sentences["source_id"] != result.case.article.id]
    spoken = encoder.encode(theirs["text"].tolist())
    nearness = np.maximum(*(encoder.encode(asked[c].tolist()) @ spoken.T for c in _READINGS))
    return pd.DataFrame(nearness, index=asked["claim_id"].tolist(), columns=theirs["id"].tolist())


def matrix_frame(result: Result) -> pd.DataFrame:
    """Tell how each source stands to each checkable claim.

    Args:
        result: what a check found.

    Returns:
        A row a claim and source: ``claim_id``, ``source_id``, ``level`` and ``why``. ``level`` is
        the worst of the findings; it is ``absent`` where the source does not speak of the claim,
        although it may share a name with it, or where its words are not at hand.
    """
    found = {
        key: records(Finding, group)
        for key, group in result.findings.groupby(["claim_id", "source_id"], sort=False)
    }
    score = _scores(result)
    rows = [
        (claim, source.id, *_cell(source, found.get(key, []), score.get(key, 0.0)))
        for claim in _checkable(result)
        for source in result.case.sources
        for key in [(claim, source.id)]
    ]
    return pd.DataFrame(rows, columns=["claim_id", "source_id", "level", "why"])


def _checkable(result: Result) -> list[str]:
    return [str(claim) for claim in result.claims.loc[result.claims["checkable"], "id"]]


def _scores(result: Result) -> dict[tuple[str, str], float]:
    """How strongly each source speaks of a claim, as the verdict weighs it."""
    if result.pairs.empty:
        return {}
    near = pairing.support(result.contents, result.pairs, result.sentences)
    unspoken = result.verdicts.loc[result.verdicts["outcome"] == Outcome.NOT_MENTIONED, "claim_id"]
    near = near[~near["claim_id"].isin(unspoken)]
    values = (near["similarity"] + near["total"]) / 2
    return dict(zip(zip(near["claim_id"], near["source_id"], strict=True), values, strict=True))


def _cell(source: Source, found: Sequence[Finding], strength: float) -> tuple[str, str]:
    for level in (Level.CONFLICTS, Level.UNCLEAR):
        if worst := [f for f in found if f.level == level]:
            return level.value, f"{level.value}: {_listed(worst)}"
    if not source.text:
        return Level.ABSENT.value, "its words are not at hand"
    held = [f for f in found if f.level in _HELD]
    lacks = [f for f in found if f.level == Level.ABSENT]
    if strength < (verdict.MENTIONED_WITH_FACTS if held else verdict.MENTIONED):
        return Level.ABSENT.value, f"{SILENT} on it"
    if not held:
        return Level.CLOSE.value, "comes near it; no name, number or date of it to compare"
    agreed = f"agrees: {_listed(held)}"
    if lacks:
        return Level.CLOSE.value, f"{agreed}; not there: {_listed(lacks)}"
    close = any(f.level == Level.CLOSE for f in held)
    return (Level.CLOSE if close else Level.AGREES).value, agreed


def _listed(found: Iterable[Finding]) -> str:
    return ", ".join(dict.fromkeys(f"“{f.claim_text}”" for f in found))


def timeline_frame(result: Result) -> pd.DataFrame:
    """Gather the dates that the article and the sources give, and the documents' own.

    Args:
        result: what a check found.

    Returns:
        A row a date, the documents in order and their dates from early to late: ``source_id``,
        ``origin`` (``document``, its own date, or ``words``), ``text`` as written, ``edtf``,
        ``low`` and ``high`` (first and last day), ``precision``, ``bound``, ``basis`` (of the
        document's own date), ``sentence_id``, ``claim_id``. Of a source those sentences count that
        are near a checkable claim.
    """
    rows = [row for source in result.sources.values() for row in _dated(source, result)]
    columns = ["source_id", "origin", "text", "edtf", "low", "high", "precision", "bound", "basis"]
    table = pd.DataFrame(rows, columns=[*columns, "sentence_id"], dtype=object)
    owners = dict(zip(result.claims["sentence_id"], result.claims["id"], strict=True))
    claims = [owners.get(sentence) for sentence in table["sentence_id"]]
    return table.assign(claim_id=pd.Series(claims, dtype=object))


def _dated(source: Source, result: Result) -> Iterator[tuple[Any, ...]]:
    if source.date:
        day = source.date
        yield (source.id, "document", day.isoformat(), day.isoformat(), day, day, "day", "",
               source.date_basis, None)  # fmt: skip
    wanted = {*result.claims["sentence_id"]}
    if source.id != result.case.article.id:
        near = result.pairs[result.pairs["claim_id"].isin(_checkable(result))]
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
               span.bound, None, fact.sentence_id)  # fmt: skip


def similarity_map(table: pd.DataFrame, result: Result) -> Figure:
    """Draw claims by source sentences, as dark as they are near, the sources side by side.

    Args:
        table: what `similarity_frame` gave.
        result: the check.

    Returns:
        The figure. A ring is the sentence nearest to a claim; a cross is a sentence that conflicts
        with it.
    """
    rows, columns = table.shape
    where = {name: i for i, name in enumerate(table.columns)}
    figure, axes = _picture(10.5, 1.9 + 0.23 * max(rows, 4))
    image = axes.imshow(table.to_numpy(), cmap="Blues", vmin=0, vmax=1, aspect="auto",
                        interpolation="nearest")  # fmt: skip
    texts = dict(zip(result.claims["id"], result.claims["text"], strict=True))
    axes.set_yticks(range(rows), [_short(texts[c], 46) for c in table.index], fontsize=7.5)
    owner = dict(zip(result.sentences["id"], result.sentences["source_id"], strict=True))
    groups = pd.Series([owner[s] for s in table.columns])
    for name, part in groups.groupby(groups, sort=False):
        first, last = part.index[0], part.index[-1]
        axes.axvline(last + 0.5, color="#555b65", lw=1)
        axes.text((first + last) / 2, -0.8, str(name), ha="center", va="bottom", fontsize=9,
                  rotation=0 if last - first > columns / 12 else 45)  # fmt: skip
    nearest = table.to_numpy().argmax(axis=1) if columns else []
    axes.scatter(
        nearest, range(len(nearest)), s=34, facecolors="none", edgecolors="#e69f00", lw=1.4
    )
    conflicts = result.findings[result.findings["level"] == Level.CONFLICTS]
    shown = conflicts["claim_id"].isin(table.index) & conflicts["evidence_id"].isin(where)
    conflicts = conflicts[shown]
    lines = {name: i for i, name in enumerate(table.index)}
    axes.scatter(conflicts["evidence_id"].map(where), conflicts["claim_id"].map(lines), s=30,
                 marker="x", color="#b8400e", lw=1.6)  # fmt: skip
    axes.set_xticks([])
    axes.set_xlabel(
        "sentences of the sources, in order   (○ nearest to the claim, × conflicts with it)"
    )
    figure.colorbar(image, label="similarity", fraction=0.03, pad=0.01)
    return _described(
        figure,
        f"Heat map of {rows} claims by {columns} sentences of {groups.nunique()} sources; "
        f"the nearest sentence of a claim is at {table.max(axis=1).median():.2f} in the median; "
        f"{len(conflicts)} conflicts stand in a source's words.",
    )


def why_kinds_frame(results: Result | Iterable[Result]) -> pd.DataFrame:
    """Tell how near each supported and each contradicted claim is to its nearest source sentence.

    Args:
        results: one check or several.

    Returns:
        A row a claim: ``case``, ``claim_id``, ``outcome`` and ``similarity``.
    """
    parts = []
    for result in [results] if isinstance(results, Result) else results:
        near = result.pairs.groupby("claim_id")["similarity"].max().rename("similarity")
        told = result.verdicts["outcome"].isin([Outcome.SUPPORTED, Outcome.CONTRADICTED])
        kept = result.verdicts[told]
        part = kept[["claim_id", "outcome"]].merge(near, on="claim_id")
        parts.append(part.assign(case=result.case.title))
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    return table.reindex(columns=["case", "claim_id", "outcome", "similarity"])


def why_kinds(results: Result | Iterable[Result]) -> Figure:
    """Show that similarity can't judge: claims that are right and wrong lie equally near.

    Args:
        results: one check or several.

    Returns:
        The figure: a dot a claim at its nearest source sentence, a bar at the median.
    """
    table = why_kinds_frame(results)
    figure, axes = _picture(8, 2.6)
    told = []
    for line, outcome in enumerate((Outcome.CONTRADICTED, Outcome.SUPPORTED)):
        level = Level.CONFLICTS if line == 0 else Level.AGREES
        values = table.loc[table["outcome"] == outcome, "similarity"].sort_values().to_numpy()
        heights = [line + up for up in _swarm(values)]
        axes.scatter(values, heights, s=42, color=COLOURS[level], alpha=0.8,
                     marker="X" if line == 0 else "o", edgecolors="white", lw=0.6)  # fmt: skip
        if len(values):
            middle = float(np.median(values))
            axes.plot([middle] * 2, [line - 0.36, line + 0.36], color=COLOURS[level], lw=2.5)
            axes.annotate(f"median {middle:.2f}", (middle, line + 0.37), ha="center", fontsize=8.5)
        told.append(f"{len(values)} {outcome.value}" + (f" at {middle:.2f}" if len(values) else ""))
    axes.set_yticks([0, 1], ["✗ contradicted", "✓ supported"])
    axes.set_ylim(-0.55, 1.65)
    axes.set_xlim(0, 1.02)
    axes.set_xlabel("similarity to the nearest sentence of any source")
    return _described(
        figure, f"Nearest similarity of claims, median by verdict: {', '.join(told)}."
    )


def timeline(result: Result) -> Figure:
    """Draw the dates of the article and the sources as bars as long as they are vague.

    Args:
        result: what a check found.

    Returns:
        The figure; a diamond is a document's own date, a zigzag a stretch that is cut short.
    """
    table = timeline_frame(result).drop_duplicates(["source_id", "origin", "low", "high"])
    figure, axes = _picture(9.5, 1.2 + 0.27 * max(len(table), 2))
    axes.set_ylim(max(len(table), 1) - 0.4, -0.6)
    axes.set_xlim(0, 1)
    axes.set_yticks([])
    if table.empty:
        return _described(figure, "Timeline without a date.")
    scale = time_scale(zip(table["low"], table["high"], strict=True))
    row: Any
    for line, row in enumerate(table.itertuples()):
        left, right = scale.at(row.low), scale.at(row.high, end=True)
        mine = row.source_id == result.case.article.id
        colour = COLOURS[Level.CONFLICTS if mine else Level.CLOSE]
        if row.origin == "document":
            axes.axhline(line - 0.5, color="#ccd0d6", lw=0.8)
            axes.plot((left + right) / 2, line, "D", color=colour, ms=7)
        else:
            axes.barh(line, max(right - left, 0.006), left=left, height=0.55, color=colour)
        name = "its own date" if row.origin == "document" else f"“{_short(row.text, 34)}”"
        late = left > 0.6
        axes.text(left - 0.012 if late else right + 0.014, line, f"{row.source_id}: {name}",
                  ha="right" if late else "left", va="center", fontsize=8)  # fmt: skip
    for place in scale.breaks:
        axes.text(place, len(table) - 0.4, "≀≀", ha="center", va="center", fontsize=11)
    marks = scale.ticks()
    axes.set_xticks([p for p, _ in marks], [name for _, name in marks], fontsize=8)
    axes.grid(axis="x", color="#e3e6ea", lw=0.8)
    axes.set_axisbelow(True)
    told = [f"{s} {', '.join(g['edtf'])}" for s, g in table.groupby("source_id", sort=False)]
    span = f"{table['low'].min()} to {table['high'].max()}"
    return _described(figure, f"Timeline of {len(table)} dates from {span}: {'; '.join(told)}.")


def matrix(result: Result) -> Figure:
    """Draw how each source stands to each checkable claim, by colour and by sign.

    Args:
        result: what a check found.

    Returns:
        The figure: a row a claim, a column a source.
    """
    table = matrix_frame(result)
    texts = dict(zip(result.claims["id"], result.claims["text"], strict=True))
    names = [s.id for s in result.case.sources]
    ids = list(dict.fromkeys(table["claim_id"]))
    figure, axes = _picture(5.5 + 0.9 * len(names), 1.2 + 0.3 * max(len(ids), 2))
    row: Any
    for row in table.itertuples():
        x, y, level = names.index(row.source_id), ids.index(row.claim_id), Level(row.level)
        silent = level == Level.ABSENT
        box = {"boxstyle": "round,pad=0.28", "lw": 0, "fc": "#eef0f2" if silent else COLOURS[level]}
        axes.text(x, y, f" {SIGNS[level]} ", ha="center", va="center", fontsize=9, bbox=box,
                  color="#555b65" if silent else "white")  # fmt: skip
    axes.set_xticks(range(len(names)), names)
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(ids)), [_short(texts[c], 64) for c in ids], fontsize=8)
    axes.set_xlim(-0.6, max(len(names), 1) - 0.4)
    axes.set_ylim(max(len(ids), 1) - 0.4, -0.6)
    axes.tick_params(length=0)
    words = {v: SILENT if v == Level.ABSENT else v.value for v in Level}
    axes.set_xlabel("    ".join(f"{SIGNS[v]} {words[v]}" for v in Level), fontsize=8.5)
    counts = table["level"].value_counts()
    told = [f"{counts[v]} {words[v]}" for v in Level if v in counts]
    return _described(figure, f"{len(ids)} claims by {len(names)} sources: {', '.join(told)}.")


def _swarm(values: Sequence[float] | Any, width: float = 0.02, step: float = 0.09) -> list[float]:
    """Move dots that would cover each other up and down by turns; the values are sorted."""
    places: list[float] = []
    run = 0
    for i, value in enumerate(values):
        run = run + 1 if i and value - values[i - 1] < width else 0
        places.append(step * min((run + 1) // 2, 3) * (1 if run % 2 else -1))
    return places


def _short(text: str, width: int) -> str:
    return textwrap.shorten(text, width, placeholder="…").replace("$", r"\$")


def _picture(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure in the house's style."""
    figure = _figure_type()(figsize=(width, height), dpi=110, layout="constrained")
    axes = figure.add_subplot()
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    return figure, axes


def _described(figure: Figure, text: str) -> Figure:
    figure.set_label(text)
    return figure


@lru_cache(maxsize=1)
def _figure_type() -> type[Figure]:
    """A figure that a notebook shows without pyplot, and whose repr is its text alternative."""
    from io import BytesIO

    from matplotlib.figure import Figure

    class Picture(Figure):
        def __repr__(self) -> str:
            return str(self.get_label())

        def _repr_png_(self) -> bytes:
            buffer = BytesIO()
            self.savefig(buffer, format="png", metadata={"Software": None})
            return buffer.getvalue()

    return Picture

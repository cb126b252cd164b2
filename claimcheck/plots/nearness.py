"""How near claims lie to the sentences of the sources, and why that is no verdict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .. import sentences
from ..check import Result
from ..encoder import Encoder
from ..records import CheckError, Level, Outcome
from . import look
from .look import COLOURS, INK, SOFT
from .naming import checkable, claim_names, counted, squeezed

if TYPE_CHECKING:
    from .look import Axes, Figure

_READINGS = ("text", "content")  # a claim is as near as the nearer of these, as `pairing` has it
_STEPS = (1, 2, 5, 10, 25, 50, 100, 250, 500, 1000)
_WIDE = 6.2  # inches that the fields of the heat map have, about
_LETTER = 0.075  # inches that a letter of a source's name takes, about


def similarity_frame(result: Result, model: str | None = None) -> pd.DataFrame:
    """Lay out how near every checkable claim is to every sentence of the sources.

    Args:
        result: what a check found; it keeps no vectors, so they come from the encoder's cache.
        model: the model with which the check was made; the packaged one where None.

    Returns:
        A frame of cosine similarities: a row a claim id, a column a sentence id. As in the check, a
        very short sentence is read with the one before it (`sentences.before`).

    Raises:
        CheckError: the model is not the one of the check.
    """
    encoder = Encoder(model)
    if encoder.sha256 != result.model_sha256:
        raise CheckError(f"model: the check was made with {result.model_name}; give that one")
    asked = result.contents[result.contents["claim_id"].isin(checkable(result))]
    theirs = result.sentences[result.sentences["source_id"] != result.case.article.id]
    claims, names = asked["claim_id"].tolist(), theirs["id"].tolist()
    if not claims or not names:
        return pd.DataFrame(index=claims, columns=names, dtype=float)
    spoken = encoder.encode((sentences.before(theirs) + theirs["text"]).tolist())
    nearness = np.maximum(*(encoder.encode(asked[c].tolist()) @ spoken.T for c in _READINGS))
    return pd.DataFrame(nearness, index=claims, columns=names)


def similarity_map(table: pd.DataFrame, result: Result) -> Figure:
    """Draw claims by source sentences, as dark as they are near, the sources side by side.

    Args:
        table: what `similarity_frame` gave.
        result: the check.

    Returns:
        The figure. A ring is the sentence nearest to a claim; a cross is a sentence that conflicts
        with it. Below stand the numbers of the sentences within their source.
    """
    if table.empty:
        what = "claim that can be checked" if not len(table) else "sentence in its sources"
        return look.empty(f"No heat map: this case has no {what}.")
    rows, columns = table.shape
    owner = dict(zip(result.sentences["id"], result.sentences["source_id"], strict=True))
    groups = pd.Series([owner[name] for name in table.columns])
    blocks = groups.reset_index().groupby(0, sort=False)["index"].agg(["min", "max"])
    figure, axes = look.picture(10.5, 2.1 + (0.19 if rows > 25 else 0.25) * max(rows, 3))
    image = axes.imshow(table.to_numpy(), cmap="Blues", vmin=0, vmax=1, aspect="auto",
                        interpolation="nearest")  # fmt: skip
    names = claim_names(result, 46)
    look.name_rows(axes, [names[c] for c in table.index], 7.5)
    axes.set_ylim(rows - 0.5, -0.5)
    _name_blocks(axes, blocks, columns)
    numbered = _number_columns(axes, blocks, columns)
    shown = _mark(axes, table, result)
    how = "by number" if numbered else "from its first to its last"
    axes.set_xlabel(f"sentences of each source, {how}", fontsize=8.5, color=SOFT)
    figure.colorbar(image, label="similarity", fraction=0.03, pad=0.01)
    middle = table.max(axis=1).median()
    return look.described(
        figure,
        f"Heat map of {counted(rows, 'claim')} by {counted(columns, 'sentence')} of "
        f"{counted(len(blocks), 'source')}. The nearest sentence of a claim is at {middle:.2f} in "
        f"the median. Conflicts in a source’s words: {shown}.",
    )


def _name_blocks(axes: Axes, blocks: pd.DataFrame, columns: int) -> None:
    """Write each source over its sentences; where that is too narrow, upright and apart."""
    names = [squeezed(str(name)) for name in blocks.index]
    middles = blocks.mean(axis=1).tolist()
    inch = columns / _WIDE
    lengths = [(len(name) + 1) * _LETTER * inch for name in names]
    apart = zip(pairwise(middles), pairwise(lengths), strict=True)
    flat = all(b - a > (x + y) / 2 for (a, b), (x, y) in apart)
    places = middles if flat else look.spread(middles, 0.19 * inch, 0, columns - 1)
    line = None if flat else {"arrowstyle": "-", "color": SOFT, "lw": 0.7, "shrinkA": 0}
    for middle, place, name in zip(middles, places, names, strict=True):
        axes.annotate(name, (middle, 1), (place, 4 if flat else 14), arrowprops=line, fontsize=8,
                      xycoords=axes.get_xaxis_transform(), textcoords=("data", "offset points"),
                      ha="center", va="bottom", rotation=0 if flat else 90, parse_math=False,
                      annotation_clip=False)  # fmt: skip
    for last in blocks["max"].tolist()[:-1]:
        axes.axvline(last + 0.5, color=SOFT, lw=0.8)


def _number_columns(axes: Axes, blocks: pd.DataFrame, columns: int) -> bool:
    """Number the sentences within their source, where there is room for it; tell if there was."""
    room = 0.32 * columns / _WIDE
    step = next((n for n in _STEPS if n >= room), _STEPS[-1])
    marks = [
        (int(first) + n - 1, str(n))
        for first, last in blocks.itertuples(index=False)
        for n in range(step, int(last - first) + 2, step)
    ]
    axes.set_xticks([at for at, _ in marks], [n for _, n in marks], fontsize=7)
    return bool(marks)


def _mark(axes: Axes, table: pd.DataFrame, result: Result) -> int:
    """Ring the nearest sentences, cross the conflicting ones; tell how many were crossed."""
    nearest, lines = table.to_numpy().argmax(axis=1), range(len(table))
    whole: dict[str, Any] = {"clip_on": False}  # at the edges too
    rings = [
        axes.scatter(nearest, lines, s=70, facecolors="none", edgecolors=ink, lw=width, **whole)
        for ink, width in (("white", 3), (INK, 1.3))
    ]
    columns = {name: n for n, name in enumerate(table.columns)}
    rows = {name: n for n, name in enumerate(table.index)}
    found = result.findings[result.findings["level"] == Level.CONFLICTS]
    found = found[found["claim_id"].isin(rows) & found["evidence_id"].isin(columns)]
    x, y = found["evidence_id"].map(columns), found["claim_id"].map(rows)
    halo = axes.scatter(x, y, s=52, marker="x", color="white", lw=3.6, **whole)
    red = COLOURS[Level.CONFLICTS]
    cross = axes.scatter(x, y, s=34, marker="x", color=red, lw=1.8, **whole)
    look.key(axes, [(rings[-1], "nearest to the claim"), ((halo, cross), "conflicts with it")])
    return len(found)


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
    if table.empty:
        return look.empty("No claim is supported or contradicted, so there is nothing to compare.")
    figure, axes = look.picture(8, 2.6)
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
    return look.described(
        figure, f"Nearest similarity of claims, median by verdict: {', '.join(told)}."
    )


def _swarm(values: Sequence[float] | Any, width: float = 0.02, step: float = 0.09) -> list[float]:
    """Move dots that would cover each other up and down by turns; the values are sorted."""
    places: list[float] = []
    run = 0
    for i, value in enumerate(values):
        run = run + 1 if i and value - values[i - 1] < width else 0
        places.append(step * min((run + 1) // 2, 3) * (1 if run % 2 else -1))
    return places

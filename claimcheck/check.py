"""A case to its result: what was kept of an earlier check, or the walk anew."""

from __future__ import annotations

import html
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from . import sourcing
from .cache import Cache
from .case import load
from .encoder import Encoder
from .entailment.judge import Judge
from .entailment.judged import LAYERS
from .harmless import visible
from .held import Held
from .kept import Kept
from .records import Case, CheckError, Source
from .version import version


@dataclass(frozen=True)
class Result:
    """What a check found: one frame a type of the design, all keyed by claim or sentence id."""

    case: Case
    sentences: pd.DataFrame
    claims: pd.DataFrame
    contents: pd.DataFrame
    pairs: pd.DataFrame
    facts: pd.DataFrame
    answers: pd.DataFrame
    stances: pd.DataFrame
    weighed: pd.DataFrame
    findings: pd.DataFrame
    verdicts: pd.DataFrame
    internal: pd.DataFrame
    model_name: str
    model_sha256: str
    judge_name: str = ""
    judge_sha256: str = ""
    notices: tuple[str, ...] = ()

    @property
    def sources(self) -> dict[str, Source]:
        """The article and the sources by id."""
        return {s.id: s for s in (self.case.article, *self.case.sources)}

    def to_json(self) -> dict[str, Any]:
        """Lay the result out as the JSON contract ``claimcheck/1`` has it.

        Returns:
            A dictionary that `json.dumps` takes as it is.
        """
        from .contract import to_json

        return to_json(self)

    def _repr_html_(self) -> str:
        table = self.claims.merge(self.verdicts, left_on="id", right_on="claim_id")
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(visible(str(cell)))}</td>' for cell in row)}</tr>"
            for row in table[["text", "outcome", "why"]].itertuples(index=False)
        )
        head = "<tr><th>claim</th><th>outcome</th><th>why</th></tr>"
        return f'<table class="tex2jax_ignore mathjax_ignore">{head}{rows}</table>'


def check(
    case: str | Path | Case,
    article: str | Path | None = None,
    k: int = 5,
    model: str | Path | None = None,
    judge: str | Path | None = None,
    progress: bool = False,
    corpus: str | Path | None = None,
) -> Result:
    """Check a case: read, split, embed, pair, compare, and give a verdict on every claim.

    Args:
        case: a case folder, or a case already read.
        article: another copy of the article to check against the case's sources.
        k: how many sentences of each source a claim is paired with.
        model: a sentence-transformers model by name or path; the packaged one where None.
        judge: a sentence-transformers `CrossEncoder` for natural language inference, by path or
            ``NAME@REVISION``; the packaged judge where None.
        progress: whether to show a progress bar while embedding.
        corpus: a folder that `build.build` made; the documents in it that come nearest to the
            claims become sources beside the case's own.

    Returns:
        The result with its frames; from the cache, where this very case was checked before.

    Raises:
        CheckError: on bad input, with one message that says what to do.
    """
    if k < 1:
        raise CheckError(f"k is {k}; give 1 or more sentences a source")
    if isinstance(case, Case) and article:
        raise CheckError("article: goes with a case folder, not with a case already read")
    if isinstance(case, Case):
        _refuse_unreadable(case)
    else:
        case = load(Path(case), article=Path(article) if article else None)
    encoder, bench = _bench(model, judge)
    if corpus:
        case = sourcing.add(case, corpus, encoder, article)
    cache = Cache()
    made_by = (k, encoder.identity, encoder.packaged, bench.identity, version())
    kept = Kept(cache, replace(case, folder=""), *made_by)
    frames = kept.get()
    if frames is None:
        from .walk import walk

        frames = walk(case, k, encoder, bench, progress)
        kept.put(frames)
    notices = (*case.notices, *cache.notices, *encoder.notices, *bench.notices)
    return Result(
        case=case,
        **frames,
        model_name=encoder.name,
        model_sha256=encoder.sha256,
        judge_name=bench.name,
        judge_sha256=bench.sha256,
        notices=tuple(dict.fromkeys(notices)),
    )


def _refuse_unreadable(case: Case) -> None:
    """Refuse a case made in memory with texts that no file could hold."""
    if not case.article.text.strip():
        raise CheckError("article: has no text; give the words of the article")
    for source in (case.article, *case.sources):
        try:
            source.text.encode()
        except UnicodeEncodeError as error:
            raise CheckError(
                f"{source.id}: character {error.start} is half of a surrogate pair; give the text "
                "as it was decoded from UTF-8"
            ) from error


def _bench(model: str | Path | None, judge: str | Path | None) -> tuple[Encoder, Judge]:
    """Make encoder and judge, which share what is read once where both are the packaged ones."""
    if model is not None:
        return Encoder(model), Judge(judge)
    held = Held(LAYERS)
    return Encoder(held=held), Judge(judge, held=held)

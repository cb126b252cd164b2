"""The whole walk on one screen: the only file that knows the order of the steps."""

from __future__ import annotations

import html
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from . import (
    claims,
    compare,
    consistency,
    derived,
    occasions,
    pairing,
    sentences,
    sourcing,
    stance,
    verdict,
    weigh,
)
from .case import load
from .encoder import Encoder
from .entailment.judge import Judge
from .entailment.judged import LAYERS
from .harmless import visible
from .held import Held
from .records import Case, CheckError, Source


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
        The result with its frames.

    Raises:
        CheckError: on bad input, with one message that says what to do.
    """
    if k < 1:
        raise CheckError(f"k is {k}; give 1 or more sentences a source")
    if isinstance(case, Case) and article:
        raise CheckError("article: goes with a case folder, not with a case already read")
    if not isinstance(case, Case):
        case = load(Path(case), article=Path(article) if article else None)
    if corpus:
        case = sourcing.add(case, corpus, Encoder(model), article)
    sources = {s.id: s for s in (case.article, *case.sources)}
    own = sentences.split(case.article)
    none = own.iloc[:0]  # keeps the columns where a case has no sources
    spoken = pd.concat([none, *map(sentences.split, case.sources)], ignore_index=True)
    every = pd.concat([own, spoken], ignore_index=True)
    asked = claims.extract(own, case.article)
    facts = compare.find(own, sources)
    stated, contents = occasions.find(own, facts)
    contents = asked.rename(columns={"id": "claim_id"})[["claim_id", "sentence_id", "text"]].merge(
        contents, on="sentence_id"
    )

    held = Held(LAYERS if model is None else ())
    encoder = Encoder(model, held=held)
    bench = Judge(judge, held=held if model is None else None)  # it needs all the layers
    heard = sentences.before(spoken) + spoken["text"]
    texts = [*contents["text"], *contents["content"], *heard]
    vectors = encoder.encode(texts, progress=progress)
    queries, offers = np.split(vectors, [2 * len(contents)])
    queries = queries.reshape(2, len(contents), -1)
    if model is None:  # the weights were fitted on the packaged model's vectors
        asked = claims.extract(own, case.article, queries[0])
    pairs = pairing.pair(contents, queries, spoken, offers, k)
    near = compare.candidates(pairs, spoken)
    quoted = compare.look_up(asked, spoken, facts, sources)
    support = pairing.support(contents, near, spoken)
    stances = stance.judge(asked, contents, pairs, spoken, bench, progress=progress)

    beside = spoken[spoken["id"].isin({*near["evidence_id"], *quoted["evidence_id"]})]
    theirs = compare.find(beside, sources, quoted=False)
    sought = compare.seek(asked, near, beside, facts, sources)
    told, _ = occasions.find(beside, theirs)
    facts = pd.concat([facts, theirs, sought], ignore_index=True)
    stated = pd.concat([stated, told], ignore_index=True)
    words = facts[facts["kind"] != "quote"].reset_index(drop=True)
    meant = encoder.encode_spans(*_places(words, every), progress=progress)
    answers = compare.answer(asked, near, every, words, meant, stated, sources)
    found = compare.compare(asked, near, words, answers)
    found = derived.derive(asked, near, every, words, found)
    placed = occasions.judge(asked, stated, occasions.quoted(support, quoted), every, sources)
    findings = compare.settle(pd.concat([found, quoted], ignore_index=True), placed)
    weighed = weigh.features(findings, support, stances)
    findings = weigh.add(asked, findings, weighed, stances, every)
    verdicts = verdict.decide(asked, findings, support, sources)
    return Result(
        case=case,
        sentences=every,
        claims=asked,
        contents=contents,
        pairs=pairs,
        facts=facts,
        answers=answers,
        stances=stances,
        weighed=weighed,
        findings=findings,
        verdicts=weigh.sure(verdicts, weighed),
        internal=consistency.judge(asked, every, facts),
        model_name=encoder.name,
        model_sha256=encoder.sha256,
        judge_name=bench.name,
        judge_sha256=bench.sha256,
        notices=(*case.notices, *encoder.notices, *bench.notices),
    )


def _places(facts: pd.DataFrame, every: pd.DataFrame) -> tuple[list[str], list[tuple[int, int]]]:
    """Give each fact's sentence with what it is read with, and where the fact stands in it."""
    before = sentences.before(every)
    heard = every.assign(text=before + every["text"], start=every["start"] - before.str.len())
    within = heard.set_index("id").loc[facts["sentence_id"]]
    start, end = (facts[side].to_numpy() - within["start"].to_numpy() for side in ("start", "end"))
    return within["text"].tolist(), list(zip(start.tolist(), end.tolist(), strict=True))

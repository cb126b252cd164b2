"""How the notebooks show things: plain tables, and the article's words beside a source's.

It lays out what the package found, and asks it small questions: about two sentences, or a question
of the reader's own.
"""

from __future__ import annotations

import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from html import escape as _escape
from pathlib import Path

import numpy as np
import pandas as pd
from IPython.display import HTML

from claimcheck import check, claims, compare, pairing, plots, readers, sentences
from claimcheck.case import load
from claimcheck.check import Result
from claimcheck.encoder import Encoder
from claimcheck.harmless import visible
from claimcheck.records import Case, Finding, Level, Sentence, Source, records
from claimcheck.timescale import span_words
from claimcheck.verdict import label

# Light grounds with dark letters on them: readable on a light and on a dark page.
_COLOURS = {
    "agrees": ("#d5efe5", "#00523d"),
    "close": ("#d9e9f7", "#174f7c"),
    "unclear": ("#fbeac4", "#6b4700"),
    "conflicts": ("#fbdccf", "#8a2c05"),
    "absent": ("#e8eaed", "#4d535c"),
}
_OUTCOMES = {
    "supported": ("agrees", "✓"),
    "partly_supported": ("close", "◐"),
    "contradicted": ("conflicts", "✗"),
    "sources_disagree": ("conflicts", "⇄"),
    "not_mentioned": ("unclear", "○"),
    "not_checkable": ("absent", "–"),
}
_MEANINGS = {
    "supported": "the sources speak of it, and nothing in it conflicts; that is not yet a proof",
    "partly_supported": "nothing conflicts, but a part is in no source or can't be decided",
    "contradicted": "a source that speaks of the same thing says otherwise",
    "sources_disagree": "one source says as the article does, and another says otherwise",
    "not_mentioned": "it could be checked, and no source speaks of it",
    "not_checkable": "opinion, forecast, question, or a heading without a statement",
}
_BASES = {
    "case": "the case file",
    "metadata": "the page's hidden data",
    "byline": "the author's line",
    "page": "somewhere on the page",
}
# The cases that come with the project, in its folder data/cases.
_SHIPPED = ("apple-aws", "hallow-budget", "island-ferry", "lumen-trial")
_NOTHING = "<p><i>Nothing of this kind in this case.</i></p>"
_CELL = "text-align:left; vertical-align:top; padding:6px 14px 6px 0; white-space:normal"
_SMALL = "font-size:85%; opacity:0.75"


def escape(text: str) -> str:
    """Write a text as HTML, and show what hides in it."""
    return _escape(visible(text))


def table(frame: pd.DataFrame, **headings: str) -> HTML:
    """Show a frame with whole texts, from the left; ``headings`` rename the columns to show."""
    if frame.empty:
        return HTML(_NOTHING)
    shown = frame[list(headings)] if headings else frame
    head = [headings.get(str(name), str(name)) for name in shown.columns]
    rows = [[_cell(value) for value in row] for row in shown.itertuples(index=False, name=None)]
    return HTML(_table(head, rows))


def beside(
    result: Result,
    *kinds: str,
    level: str | None = "conflicts",
    about: Iterable[str] | None = None,
) -> HTML:
    """Show findings as three columns: the article, how the two stand, the source.

    ``kinds`` and ``about``, the ids of claims, leave out what is of no other; where ``level`` is
    None every level is shown that has something to show.
    """
    levels = result.findings["level"]
    found = result.findings[levels != "absent" if level is None else levels == level]
    if about is not None:
        found = found[found["claim_id"].isin(list(about))]
    if kinds:
        found = found[found["kind"].isin(kinds)]
    where = ["claim_id", "kind", "claim_start", "claim_end"]
    also = found.groupby(where, sort=False)["source_id"].agg(list)
    found = found.drop_duplicates(where)
    order = {claim: n for n, claim in enumerate(result.claims["id"])}
    found = found.sort_values("claim_id", key=lambda ids: ids.map(order), kind="stable")
    rows = []
    for finding in records(Finding, found):
        _, *others = also[tuple(getattr(finding, name) for name in where)]
        rows.append([_ours(result, finding), _stand(finding), _theirs(result, finding, others)])
    if not rows:
        return HTML(_NOTHING)
    return HTML(_table(["the article", "", "the source"], rows, ("38%", "22%", "40%")))


def summary(result: Result) -> HTML:
    """Say what each verdict means, and how many sentences have it."""
    counts = Counter(result.verdicts["outcome"])
    rows = [[_cell(name), str(counts[name]), escape(text)] for name, text in _MEANINGS.items()]
    return HTML(_table(["verdict", "sentences", "what it means"], rows))


def dates(result: Result) -> HTML:
    """Show every date that the article and the sources give, in the order of the documents."""
    found = plots.timeline_frame(result)
    found["text"] = found["text"].where(found["origin"] == "words", "(its own date)")
    found["basis"] = found["basis"].map(lambda basis: _BASES.get(basis, ""))
    spans = zip(found["low"], found["high"], found["bound"], strict=True)
    found["meaning"] = [span_words(*span) for span in spans]
    return table(
        found, source_id="document", text="as written", meaning="what it means", basis="basis"
    )


def occasions(result: Result) -> Result:
    """Keep of the findings the conflicts with an occasion: who spoke, at what, where and when."""
    found = result.findings
    told = found["kind"].isin(["speaker", "event"]) | found["evidence_field"].notna()
    return replace(result, findings=found[told & (found["level"] == Level.CONFLICTS)])


def itself(result: Result) -> HTML:
    """Show where the article stands against itself."""
    found = result.internal.assign(words=result.internal["texts"].map(" and ".join))
    return table(
        found, kind="kind", words="the article's own words", why="why they don't go together"
    )


def published(result: Result, day: date) -> Result:
    """Check a case again, as if its article had come out on another day."""
    dated = replace(result.case.article, date=day, date_basis="case")
    return check(replace(result.case, article=dated))


def is_shipped(case: str) -> bool:
    """Whether a case is one of those that come with the project."""
    home = Path(__file__).resolve().parents[1] / "data" / "cases"
    return Path(case).resolve() in [home / name for name in _SHIPPED]


def two(article: str, source: str = "") -> Result:
    """Check a text of one's own against another, or against nothing."""
    ours = Source("article", "article", "the article", article.strip())
    theirs = Source("source", "report", "the source", source.strip())
    return check(Case("", "of one's own", ours, (theirs,) if source else ()))


def facts(ours: str, theirs: str) -> HTML:
    """Show the facts in two sentences: as written, and what each means."""
    parts = []
    for name, text in (("yours", ours), ("the source's", theirs)):
        note = Source("note", "report", "a note", text)
        found = compare.find(sentences.split(note), {"note": note})
        parts.append(found.assign(where=name))
    found = pd.concat(parts, ignore_index=True)
    found = found[found["kind"].isin(["number", "date", "name", "place"])]
    return table(found, where="sentence", kind="kind", text="as written", value="what it means")


def why_not(texts: Iterable[str]) -> HTML:
    """Say of sentences why they can't be checked, if they can't."""
    told = pd.DataFrame({"sentence": list(texts)})
    told["why"] = told["sentence"].map(claims.reason)
    return table(told, sentence="sentence", why="why it can't be checked")


def spoken(captions: str) -> HTML:
    """Read subtitles, and show the sentences in them with their voices."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "subtitles.vtt"
        file.write_text(captions, encoding="utf-8")
        read = readers.read(file)
    said = sentences.split(Source("spoken", "talk", "", read.text, turns=read.turns))
    return table(said, time="time", speaker="voice", text="sentence")


def likeness(claims: list[str], sources: list[str]) -> HTML:
    """Show how near sentences are, pair by pair."""
    ours, theirs = (Encoder().encode(texts) for texts in (claims, sources))
    near = (ours * theirs).sum(axis=1).astype(float)
    told = pd.DataFrame({"near": near, "claim": claims, "source": sources})
    return table(told, near="similarity", claim="the claim", source="the source")


def ask(result: Result, question: str, k: int = 2) -> pd.DataFrame:
    """Find the sentences of each source that come first for a question."""
    theirs = result.sentences[result.sentences["source_id"] != result.case.article.id]
    heard = sentences.before(theirs) + theirs["text"]
    encoder = Encoder()
    asked = pd.DataFrame({"claim_id": ["mine"], "text": [question], "content": [question]})
    queries = np.stack([encoder.encode([question])] * 2)
    found = pairing.pair(asked, queries, theirs, encoder.encode(heard.tolist()), k=k)
    return found.assign(text=found["evidence_id"].map(_heard(result)))


def nearest(result: Result) -> pd.DataFrame:
    """Lay each checkable claim beside the sentence nearest to it, with its verdict.

    What a sentence was read with stands before it in brackets.
    """
    asked = result.claims[result.claims["checkable"]]
    pairs = result.pairs.sort_values("similarity", ascending=False, kind="stable")
    pairs = pairs.drop_duplicates("claim_id")
    pairs = pairs.assign(sentence=pairs["evidence_id"].map(_heard(result)))
    part = asked[["id", "text"]].rename(columns={"id": "claim_id", "text": "claim"})
    part = part.merge(result.verdicts, on="claim_id").merge(pairs, on="claim_id")
    return part[["claim", "outcome", "similarity", "sentence"]]


def _heard(result: Result) -> pd.Series:
    """Each sentence by its id, with the one that it was read with in brackets before it."""
    every = result.sentences
    before = sentences.before(every).str.rstrip()
    told = ("[" + before + "] ").where(before != "", "") + every["text"]
    return pd.Series(told.to_numpy(), index=every["id"])


def lines(texts: Iterable[str]) -> HTML:
    """Show lines one after the other, a dot between them."""
    told = " &nbsp;·&nbsp; ".join(map(escape, texts))
    return HTML(f'<p class="tex2jax_ignore mathjax_ignore">{told}</p>' if told else _NOTHING)


def window(page: str, height: int = 640) -> HTML:
    """Show a whole HTML page in a window of its own."""
    style = f"width:100%; height:{height}px; border:1px solid #b9bec6"
    return HTML(f'<iframe sandbox srcdoc="{_escape(page)}" style="{style}"></iframe>')


def minimap(case: str) -> HTML:
    """Draw the article's file from top to bottom: a row a line, a block a sentence."""
    read = load(case)
    split = sentences.split(read.article)
    judged = claims.extract(split, read.article)["checkable"]
    letters, owners = "", []
    for n, (text, checkable) in enumerate(zip(split["text"], judged, strict=True)):
        letters += _letters(text)
        owners += [(n, "can" if checkable else "cannot")] * (len(letters) - len(owners))
    rows, at, aside = [], 0, 0
    for line in filter(_letters, _lines(case, read)):
        here = _letters(line)
        start = letters.find(here, at) if len(here) > 12 else letters.find(here, at, at + len(here))
        if start < 0:
            rows.append(_block(len(here), "furniture"))
            aside += 1
            continue
        at = start + len(here)
        parts = Counter(owners[start:at])
        rows.append("".join(_block(length, sort) for (_, sort), length in parts.items()))
    told = f"{len(rows)} lines, of which {aside} were set aside, and {len(split)} sentences, "
    told += f"of which {judged.sum()} can be checked."
    drawn = "".join(f'<div style="height:8px">{row}</div>' for row in rows)
    return HTML(f'{_legend()}<div role="img" aria-label="{told}">{drawn}</div><p>{told}</p>')


def _lines(case: str, read: Case) -> list[str]:
    """The lines of the article's file; of a saved page its furniture, then its paragraphs."""
    card = (Path(case) / "case.toml").read_text(encoding="utf-8-sig")
    file = Path(case) / tomllib.loads(card)["article"]["file"]
    if file.suffix.lower() in (".txt", ".md"):
        try:
            return file.read_text(encoding="utf-8-sig").splitlines()
        except UnicodeDecodeError:  # of another encoding: its lines as they were read
            pass
    return [*read.furniture, *read.article.text.splitlines()]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


# Full, hollow and thin, so that nothing hangs on the colour; each stands out on white and on black.
_BLOCKS = {
    "can": ("can be checked", "height:6px; background-color:#00755b"),
    "cannot": ("can't be checked", "height:6px; border:2px solid #b07308"),
    "furniture": ("page furniture", "height:2px; background-color:#83878e"),
}


def _block(length: int, sort: str) -> str:
    style = f"width:{max(length, 3) * 0.2:.1f}%; {_BLOCKS[sort][1]}"
    kept = "display:inline-block; margin-right:3px; box-sizing:border-box; vertical-align:top"
    return f'<span style="{kept}; {style}"></span>'


def _legend() -> str:
    parts = (f"{_block(8, sort)} {name}" for sort, (name, _) in _BLOCKS.items())
    return f"<p>{' &nbsp; '.join(parts)}</p>"


def _ours(result: Result, finding: Finding) -> str:
    """The claim, with the words in question marked."""
    sentence = _sentence(result, result.claims, "id", finding.claim_id, "sentence_id")
    return _marked(sentence, finding.claim_start, finding.claim_end, finding.level)


def _stand(finding: Finding) -> str:
    return f'{_cell(finding.level)}<br><span style="{_SMALL}">{escape(finding.why)}</span>'


def _theirs(result: Result, finding: Finding, others: list[str]) -> str:
    """What the source has instead: its own words, or what the case says of its occasion."""
    source = result.sources[finding.source_id]
    who = label(source, result.sources)
    if finding.evidence_id and finding.evidence_start is not None and finding.evidence_end:
        sentence = _sentence(result, result.sentences, "id", finding.evidence_id, "id")
        if finding.evidence_end <= sentence.end:
            words = _marked(sentence, finding.evidence_start, finding.evidence_end, finding.level)
        else:
            spoken = source.text[finding.evidence_start : finding.evidence_end]
            words = _mark(escape(" / ".join(spoken.split("\n\n"))), finding.level)
        notes = [who, sentence.speaker, (sentence.time or "").split(".")[0]]
    else:
        text = finding.evidence_text or ""
        words = _mark(_cell(date.fromisoformat(text) if _is_day(text) else text), finding.level)
        notes = [f"the {_FIELDS.get(finding.evidence_field or '', 'words')} of {who}"]
    if others:
        notes.append("also " + ", ".join(label(result.sources[o], result.sources) for o in others))
    told = " · ".join(escape(note) for note in notes if note)
    return f'{words}<br><span style="{_SMALL}">{told}</span>'


_FIELDS: Mapping[str, str] = {
    "speakers": "speaker",
    "event": "event",
    "place": "place",
    "date": "date",
}


def _sentence(result: Result, frame: pd.DataFrame, key: str, value: str, column: str) -> Sentence:
    wanted = frame.loc[frame[key] == value, column].iloc[0]
    return records(Sentence, result.sentences[result.sentences["id"] == wanted])[0]  # type: ignore[no-any-return]


def _marked(sentence: Sentence, start: int, end: int, level: str) -> str:
    start, end = max(start - sentence.start, 0), min(end - sentence.start, len(sentence.text))
    before, words, after = sentence.text[:start], sentence.text[start:end], sentence.text[end:]
    return escape(before) + _mark(escape(words), level) + escape(after)


def _mark(words: str, level: str) -> str:
    """Mark words, which are HTML already."""
    ground, ink = _COLOURS[level]
    style = f"background-color:{ground}; color:{ink}; padding:1px 3px; font-weight:bold"
    return f'<span style="{style}">{words}</span>'


def _cell(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, str) and value in _OUTCOMES:
        level, sign = _OUTCOMES[value]
        return _mark(f"{sign}&nbsp;{value.replace('_', '&nbsp;')}", level)
    if isinstance(value, str) and value in _COLOURS:
        return _mark(f"{plots.SIGNS[Level(value)]}&nbsp;{value}", value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float):
        return "" if pd.isna(value) else f"{value:.2f}"
    return "" if value is None else escape(str(value))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _table(head: list[str], rows: list[list[str]], widths: tuple[str, ...] = ()) -> str:
    sizes = [f"; width:{width}" for width in widths] or [""] * len(head)
    top = "".join(
        f'<th style="{_CELL}{size}">{escape(name)}</th>'
        for name, size in zip(head, sizes, strict=True)
    )
    body = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in row) + "</tr>\n"
        for row in rows
    )
    # Jupyter would set what stands between two dollar signs as a formula.
    whole = ' style="width:100%"' if widths else ""
    kept = 'class="tex2jax_ignore mathjax_ignore"'
    return f"<table {kept}{whole}>\n<tr>{top}</tr>\n{body}</table>"

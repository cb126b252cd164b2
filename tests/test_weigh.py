"""Facts and judge weighed together: the features, the findings that are added, the confidence."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from claimcheck import check, weigh
from claimcheck.check import Result
from claimcheck.entailment.judged import LABELS
from claimcheck.records import Finding, Level, Outcome, Sentence, frame

CASES = Path(__file__).parents[1] / "data" / "cases"


def finding(kind: str, level: Level, source: str = "talk") -> Finding:
    return Finding("c", kind, level, source, "x", 0, 1, "t:0", "y", 0, 1, None, "")


def stances(*chances: tuple[float, float, float]) -> pd.DataFrame:
    """One stance a source, in the order of the labels; the second words carry the result."""
    rows = [
        {
            "claim_id": "c",
            "source_id": name,
            **dict(zip(LABELS, chance, strict=True)),
            "evidence_id": f"{name}:0",
            "claim_shares": [(0, 4, 0.2), (5, 9, 1.0)],
            "evidence_shares": [(0, 3, 0.1), (4, 8, 0.9), (9, 13, 1.0)],
        }
        for name, chance in zip(("talk", "report"), chances, strict=False)
    ]
    return pd.DataFrame(rows)


def support(many: int) -> pd.DataFrame:
    names = ["talk", "report"][:many]
    return pd.DataFrame({"claim_id": "c", "source_id": names, "similarity": 0.7, "total": 0.6})


CLAIMS = pd.DataFrame({"id": ["c"], "sentence_id": ["article:0"]})
SENTENCES = frame(
    Sentence,
    [
        Sentence("article:0", "article", 10, 24, "Work goes ahead", None, None),
        Sentence("talk:0", "talk", 100, 113, "We shut down.", None, None),
        Sentence("report:0", "report", 0, 13, "It was a day.", None, None),
    ],
)


def test_features_count_facts_by_source_and_level() -> None:
    findings = frame(
        Finding,
        [
            finding("date", Level.CONFLICTS),
            finding("number", Level.CONFLICTS),
            finding("name", Level.AGREES),
            finding("name", Level.ABSENT, "report"),
        ],
    )
    table = weigh.features(findings, support(2), stances((0.1, 0.8, 0.1), (0.2, 0.2, 0.6)))
    talk, report = (table[table["source_id"] == s].iloc[0] for s in ("talk", "report"))
    assert (talk["figure conflicts"], talk["agrees"], talk["absent"]) == (1, 1, 0)
    assert (report["figure conflicts"], report["absent"]) == (0, 1)
    assert talk["refutes"] == pytest.approx(np.log(0.8))
    assert set(weigh.FEATURES) <= set(table.columns)


def test_no_finding_leaves_no_gap() -> None:
    table = weigh.features(frame(Finding, []), support(1), stances((0.1, 0.8, 0.1)))
    assert not table[list(weigh.FEATURES)].isna().any(axis=None)


def test_the_judge_adds_what_no_fact_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weigh, "conflicts", lambda table: np.array([0.99, 0.0])[: len(table)])
    given = stances((0.1, 0.8, 0.1), (0.1, 0.8, 0.1))
    none = frame(Finding, [])
    table = weigh.features(none, support(2), given)
    added = weigh.add(CLAIMS, none, table, given, SENTENCES)
    assert added[["kind", "level", "source_id"]].to_numpy().tolist() == [
        ["entailment", "conflicts", "talk"]
    ]
    one = added.iloc[0]
    assert (one["claim_text"], one["claim_start"]) == ("goes", 15)
    assert (one["evidence_text"], one["evidence_start"]) == ("hut down.", 104)
    assert "80%" in one["why"]


def test_a_fact_that_conflicts_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weigh, "conflicts", lambda table: np.ones(len(table)))
    given = stances((0.1, 0.8, 0.1))
    findings = frame(Finding, [finding("date", Level.CONFLICTS)])
    table = weigh.features(findings, support(1), given)
    assert len(weigh.add(CLAIMS, findings, table, given, SENTENCES)) == 1


def test_what_the_judge_reads_as_support_is_no_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weigh, "conflicts", lambda table: np.ones(len(table)))
    given = stances((0.8, 0.1, 0.1))
    none = frame(Finding, [])
    table = weigh.features(none, support(1), given)
    assert weigh.add(CLAIMS, none, table, given, SENTENCES).empty


def test_the_weights_name_every_feature() -> None:
    weights = json.loads(files("claimcheck").joinpath("weigh.json").read_text(encoding="utf-8"))
    assert list(weights["conflict"]["weight"]) == list(weigh.FEATURES)
    columns = [[name, *(f"{name} {part}" for part in weigh.SURE)] for name in weigh.OUTCOMES]
    assert list(weights["sure"]["weight"]) == [c for part in columns for c in part]
    assert 0 < weights["least"] <= 1


def test_a_fact_that_conflicts_makes_a_conflict_likelier() -> None:
    given = stances((0.3, 0.3, 0.4))
    chances = [
        weigh.conflicts(weigh.features(frame(Finding, rows), support(1), given))[0]
        for rows in ([finding("number", Level.AGREES)], [finding("number", Level.CONFLICTS)])
    ]
    assert chances[0] < chances[1]


@pytest.fixture(scope="module")
def result() -> Result:
    return check(CASES / "apple-aws")


@pytest.mark.slow
class TestOnACase:
    def test_every_checkable_verdict_has_a_confidence(self, result: Result) -> None:
        checkable = result.verdicts["outcome"] != Outcome.NOT_CHECKABLE
        given = result.verdicts["confidence"]
        assert given[checkable].map(lambda c: 0 <= c <= 1).all()
        assert given[~checkable].isna().all()

    def test_shares_stand_on_words_of_claim_and_evidence(self, result: Result) -> None:
        texts = dict(zip(result.claims["id"], result.claims["text"], strict=True))
        spoken = dict(zip(result.sentences["id"], result.sentences["text"], strict=True))
        for row in result.stances.itertuples():
            for text, shares in (
                (texts[row.claim_id], row.claim_shares),
                (spoken[row.evidence_id], row.evidence_shares),
            ):
                for start, end, _ in shares:
                    assert text[start:end] and " " not in text[start:end]
        assert result.stances["claim_shares"].map(bool).mean() > 0.5

    def test_a_stance_for_every_claim_and_source_with_words(self, result: Result) -> None:
        checkable = int(result.claims["checkable"].sum())
        spoken = sum(1 for s in result.case.sources if s.text.strip())
        assert len(result.stances) == checkable * spoken
        total = result.stances[list(LABELS)].sum(axis=1)
        assert np.allclose(total, 1, atol=1e-4)

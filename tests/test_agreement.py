"""Agreement: who differs stands first, and kappa is a number only where it says something."""

from __future__ import annotations

import pandas as pd
import pytest

from claimcheck import agreement
from claimcheck.records import Claim, Decision, NoOutcome, Outcome, frame

YES, NO, PARTLY = Outcome.SUPPORTED, Outcome.CONTRADICTED, Outcome.PARTLY_SUPPORTED
LOOK, UNDONE = NoOutcome.ANOTHER_LOOK, NoOutcome.UNDONE
AT = "2025-01-22T10:00:00+00:00"
CLAIMS = frame(
    Claim, [Claim(f"c{n}", f"article:{n}", f"Sentence {n}.", True, "") for n in range(6)]
)


def made(**said: list[Outcome | NoOutcome | None]) -> pd.DataFrame:
    """Decisions: for each reviewer the outcome on the first claim, the second, and so on."""
    return frame(
        Decision,
        [
            Decision(f"c{n}", f"Sentence {n}.", outcome, reviewer, "", AT)
            for reviewer, outcomes in said.items()
            for n, outcome in enumerate(outcomes)
            if outcome
        ],
    )


def test_claims_on_which_they_differ_come_first_and_each_in_the_articles_order() -> None:
    found = agreement.table(
        made(Cy=[None, None, YES, YES], Ann=[YES, YES, NO, None], Ben=[YES, NO, YES, YES]), CLAIMS
    )
    assert found.columns.tolist() == ["claim_id", "text", "Ann", "Ben", "Cy", "agree"]
    assert found["claim_id"].tolist() == ["c1", "c2", "c0", "c3"]
    assert found["agree"].tolist() == [False, False, True, True]
    assert found["agree"].dtype == bool
    assert found["text"][0] == "Sentence 1."
    assert found.loc[0, ["Ann", "Ben"]].tolist() == [YES, NO]
    assert found["Cy"].isna().tolist() == [True, False, True, False]


def test_only_what_counts_is_compared() -> None:
    decisions = pd.concat(
        [
            made(Ann=[YES, LOOK, YES, YES], Ben=[YES, YES, NO]),
            made(Ann=[NO, None, NO], Ben=[None, None, UNDONE]),
            frame(Decision, [Decision("gone", "", YES, who, "", AT) for who in ("Ann", "Ben")]),
        ],
        ignore_index=True,
    )
    found = agreement.table(decisions, CLAIMS)
    assert found[["claim_id", "Ann", "Ben"]].values.tolist() == [["c0", NO, YES]]
    assert agreement.kappa(decisions, CLAIMS)["n"].tolist() == [1]


def test_a_reviewer_may_have_the_name_of_a_column() -> None:
    found = agreement.table(made(text=[YES], agree=[NO]), CLAIMS)
    assert found.iloc[0].to_dict() == {
        "claim_id": "c0",
        "text": "Sentence 0.",
        "agree (reviewer)": NO,
        "text (reviewer)": YES,
        "agree": False,
    }


@pytest.mark.parametrize("said", [{}, {"Ann": [YES, NO]}])
def test_one_reviewer_agrees_with_nobody(said: dict[str, list[Outcome | NoOutcome | None]]) -> None:
    assert len(agreement.table(made(**said), CLAIMS)) == 0
    assert agreement.table(made(**said), CLAIMS).columns[-1] == "agree"
    assert len(agreement.kappa(made(**said), CLAIMS)) == 0


def test_kappa_is_cohens() -> None:
    said = made(Ann=[YES, YES, NO, NO, PARTLY], Ben=[YES, NO, NO, NO, YES], Cy=[None, NO, YES])
    found = agreement.kappa(said, CLAIMS)
    assert found.columns.tolist() == ["one", "other", "n", "agree", "kappa"]
    assert found[["one", "other", "n"]].values.tolist() == [
        ["Ann", "Ben", 5],
        ["Ann", "Cy", 2],
        ["Ben", "Cy", 2],
    ]
    # Ann and Ben: 3 of 5 the same; by chance (2 * 2 + 2 * 3 + 1 * 0) / 25 = 0.4
    assert found["agree"][0] == pytest.approx(0.6)
    assert found["kappa"][0] == pytest.approx((0.6 - 0.4) / (1 - 0.4))


@pytest.mark.parametrize(
    ("ann", "ben", "n", "share"),
    [
        ([YES, None], [None, YES], 0, None),  # no claim of both
        ([YES], [YES], 1, 1.0),
        ([YES], [NO], 1, 0.0),
        ([YES, YES, YES], [YES, YES, YES], 3, 1.0),  # one outcome throughout: chance agrees too
    ],
)
@pytest.mark.filterwarnings("error")
def test_where_kappa_says_nothing_it_is_no_number(
    ann: list[Outcome | NoOutcome | None],
    ben: list[Outcome | NoOutcome | None],
    n: int,
    share: float | None,
) -> None:
    found = agreement.kappa(made(Ann=ann, Ben=ben), CLAIMS).iloc[0]
    assert (found["n"], found["agree"], found["kappa"]) == (n, share, None)

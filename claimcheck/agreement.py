"""Where reviewers who decided on the same claims agree, and how far beyond chance."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from claimcheck.decisions import latest
from claimcheck.records import NoOutcome

if TYPE_CHECKING:
    import pandas as pd

_BESIDE = ("claim_id", "text", "agree")


def table(decisions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Lay the outcomes of two or more reviewers side by side, where they differ first.

    Args:
        decisions: a frame of ``Decision``, as `decisions.read` gives it.
        claims: a frame of ``Claim``, as extracted now.

    Returns:
        A row a claim on which two or more reviewers decided, in the article's order within those
        that differ and those that agree: ``claim_id``, ``text``, a column for each reviewer (null
        where they did not decide on the claim), and ``agree``. A request for another look is no
        decision, and neither is a stale one.

    Examples:
        >>> from claimcheck.records import Claim, Decision, Outcome, frame
        >>> yes, no, at = Outcome.SUPPORTED, Outcome.CONTRADICTED, "2025-01-22T10:00:00+00:00"
        >>> said = [("c1", yes, "Ann"), ("c2", yes, "Ann"), ("c1", yes, "Ben"), ("c2", no, "Ben")]
        >>> made = frame(Decision, [Decision(c, "", o, who, "", at) for c, o, who in said])
        >>> asked = frame(Claim, [Claim(c, "", f"It is {c}.", True, "") for c in ("c1", "c2")])
        >>> table(made, asked)
          claim_id       text        Ann           Ben  agree
        0       c2  It is c2.  supported  contradicted  False
        1       c1  It is c1.  supported     supported   True
    """
    by_reviewer = _by_reviewer(decisions, claims)
    found = claims[["id", "text"]].rename(columns={"id": "claim_id"})
    outcomes = by_reviewer.reindex(found["claim_id"]).reset_index(drop=True)
    agree = outcomes.nunique(axis="columns") == 1
    outcomes.columns = [f"{r} (reviewer)" if r in _BESIDE else r for r in outcomes.columns]
    found = found.reset_index(drop=True).join(outcomes).assign(agree=agree)
    shared = found[outcomes.notna().sum(axis="columns") > 1]
    return shared.sort_values("agree", kind="stable", ignore_index=True)


def kappa(decisions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Measure the agreement of each two reviewers, and how far it goes beyond chance.

    Args:
        decisions: a frame of ``Decision``, as `decisions.read` gives it.
        claims: a frame of ``Claim``, as extracted now.

    Returns:
        A row for each two reviewers: ``one``, ``other``; ``n``, on how many claims both decided;
        ``agree``, the share of those on which they gave the same outcome (null where n is 0); and
        ``kappa``, Cohen's kappa (Cohen 1960, doi:10.1177/001316446002000104): 1 where they always
        agree, 0 where no more than by chance. It is null where it says nothing: with fewer than
        two claims, or where both gave one and the same outcome throughout.

    Examples:
        >>> from claimcheck.records import Claim, Decision, Outcome, frame
        >>> yes, no, at = Outcome.SUPPORTED, Outcome.CONTRADICTED, "2025-01-22T10:00:00+00:00"
        >>> said = {"Ann": (yes, yes, no, no), "Ben": (yes, yes, no, yes)}
        >>> made = frame(Decision, [Decision(f"c{n}", "", o, who, "", at)
        ...                         for who in said for n, o in enumerate(said[who])])
        >>> asked = frame(Claim, [Claim(f"c{n}", "", "", True, "") for n in range(4)])
        >>> kappa(made, asked)
           one other  n  agree  kappa
        0  Ann   Ben  4   0.75    0.5
    """
    import pandas as pd

    outcomes = _by_reviewer(decisions, claims)
    pairs = []
    for one, other in combinations(outcomes.columns, 2):
        both = outcomes[[one, other]].dropna()
        same = [a == b for a, b in both.itertuples(index=False)]
        share = sum(same) / len(same) if same else None
        beyond = _kappa(both[one].tolist(), both[other].tolist())
        pairs.append((one, other, len(same), share, beyond))
    return pd.DataFrame(pairs, columns=["one", "other", "n", "agree", "kappa"], dtype=object)


def _by_reviewer(decisions: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The outcomes that count: a row a claim, a column a reviewer, by their names."""
    made = latest(decisions, claims)
    made = made[~made["stale"] & (made["outcome"] != NoOutcome.ANOTHER_LOOK)]
    return made.pivot(index="claim_id", columns="reviewer", values="outcome")


def _kappa(one: list[str], other: list[str]) -> float | None:
    """Cohen's kappa, where there is one."""
    from sklearn.metrics import cohen_kappa_score

    if len(one) < 2 or len({*one, *other}) == 1:
        return None
    return float(cohen_kappa_score([str(a) for a in one], [str(b) for b in other]))

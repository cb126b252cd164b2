"""ClaimReview: what persons decided, in the vocabulary that fact-check explorers read.

https://schema.org/ClaimReview and Google's "Fact check (ClaimReview) structured data". Only what
is known is said: no first appearance, no date of publication of the review, and of the article
neither outlet, date nor address where the case doesn't have it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..cards import OUTCOMES
from ..records import Decision, Outcome, Source, rows
from ..report import link, render
from .jsonld import jsonld
from .outcomes import PERSON, counting, outcomes
from .provenance import utc

if TYPE_CHECKING:
    import pandas as pd

    from ..check import Result

CLAIMREVIEW_FILE = "claimreview.jsonld"
REPORT_FILE = "report.html"

# How far the sources bear a claim out. Where they are silent or differ there is no figure: what
# could not be measured is not a number.
_RATINGS = {Outcome.CONTRADICTED: 1, Outcome.PARTLY_SUPPORTED: 2, Outcome.SUPPORTED: 3}
_ASPECT = "agreement with the sources that it was checked against"


def files(
    result: Result, decisions: pd.DataFrame, made: dict[str, Any], url: str | None = None
) -> dict[str, bytes]:
    """Write the reviews, and the report page with the anchors that their addresses lead to.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.
        made: the export's provenance.
        url: the address at which the page will stand, or of its folder, which ends in a slash;
            where None, the addresses are relative to the file.

    Returns:
        Contents by file name.
    """
    report = REPORT_FILE if url is None else f"{url}{REPORT_FILE if url.endswith('/') else ''}"
    items = reviews(result, decisions, report, made["exported_at"])
    return {
        CLAIMREVIEW_FILE: jsonld("https://schema.org", {"@graph": items}).encode(),
        REPORT_FILE: render(result, decisions, made).encode("utf-8", "backslashreplace"),
    }


def reviews(result: Result, decisions: pd.DataFrame, report: str, made: str | None) -> list[Any]:
    """Write a ClaimReview for each claim on which persons decided and agree.

    The author of a review is a person, so the machine's suggestions are not among them; nor are
    claims on which reviewers differ or one asks for another look, and sentences that a person
    finds not checkable.

    Args:
        result: what a check found.
        decisions: a frame of ``Decision``, as `decisions.read` gives it.
        report: the address of the report page, which has an anchor for each claim.
        made: when the data were made, in ISO 8601.

    Returns:
        The items, in the article's order.
    """
    by_claim = counting(result, decisions)
    appearance = _appearance(result.case.article)
    return [
        _known(
            {
                "@type": "ClaimReview",
                "url": f"{report}#claim-{row.claim_id}",
                "claimReviewed": row.claim_text,
                "author": _persons(by_claim[row.claim_id]),
                "dateCreated": max(map(utc, (d.decided_at for d in by_claim[row.claim_id]))),
                "sdDatePublished": made and made[:10],
                "reviewAspect": _ASPECT,
                "reviewRating": _rating(by_claim[row.claim_id]),
                "itemReviewed": {"@type": "Claim", "text": row.claim_text, **appearance},
            }
        )
        for row in rows(outcomes(result, decisions))
        if row.whose == PERSON and row.person_outcome != Outcome.NOT_CHECKABLE
    ]


def _persons(made: list[Decision]) -> Any:
    persons = [{"@type": "Person", "name": d.reviewer} for d in made]
    return persons if len(persons) > 1 else persons[0]


def _rating(made: list[Decision]) -> dict[str, Any]:
    """The outcome in words, the persons' own notes, and a figure where there is one."""
    outcome = Outcome(made[0].outcome)
    _, words, meaning = OUTCOMES[outcome]
    scale = {"ratingValue": _RATINGS.get(outcome), "bestRating": 3, "worstRating": 1}
    return _known(
        {
            "@type": "Rating",
            "alternateName": f"{words}: {meaning}",
            "ratingExplanation": _notes(made) or None,
            **(scale if outcome in _RATINGS else {}),
        }
    )


def _notes(made: list[Decision]) -> str:
    """The persons' own words, each under a name where there are several."""
    named = [f"{d.reviewer}: {d.note}" if len(made) > 1 else d.note for d in made if d.note]
    return "\n".join(named)


def _appearance(article: Source) -> dict[str, Any]:
    """Who states the claim, when, and where it stands, as far as the case has it."""
    # A date of the page around the article may only be the day on which somebody viewed it.
    known = article.date if article.date and article.date_basis != "page" else None
    day = known.isoformat() if known else None
    outlet = {"@type": "Organization", "name": article.outlet} if article.outlet else None
    work = {
        "@type": "Article",
        "name": article.title,
        "url": link(article.url),
        "datePublished": day,
        "publisher": outlet,
    }
    return _known({"author": outlet, "datePublished": day, "appearance": _known(work)})


def _known(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value is not None}

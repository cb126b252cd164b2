"""What the review shows, as HTML: the frame that stays, and the parts that change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claimcheck.cards import LEVELS, OUTCOMES
from claimcheck.report import environment, visible

from .desk import SHOW, Desk

_TEMPLATES = Path(__file__).parents[1] / "templates"
_OUTCOMES = {outcome.value: texts for outcome, texts in OUTCOMES.items()}


def script() -> str:
    """The page's side of the widget."""
    return (_TEMPLATES / "review.js").read_text(encoding="utf-8")


def style() -> str:
    """The report's style, and what the review adds."""
    names = ("report.css", "review.css")
    return "\n".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in names)


class Sheet:
    """The HTML of one case under review.

    Args:
        desk: what is reviewed.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.page = desk.page
        self.by_id = {c.id: c for c in self.page.claims}
        self.paragraphs = {
            item["id"]: paragraph
            for paragraph in self.page.paragraphs()
            for item in paragraph["items"]
            if "id" in item
        }

    def label(self) -> str:
        """What the review is called."""
        return f"Review: {visible(self.page.result.case.title)}"

    def shell(self) -> str:
        """What stays: buttons, fields, and the places of the parts."""
        case = self.page.result.case
        return (
            environment()
            .get_template("review.html")
            .render(
                title=case.title,
                show=SHOW,
                sources=case.sources,
                kinds=self.desk.kinds(),
                outcomes=_OUTCOMES,
            )
        )

    def parts(self, kept: bool, locked: str, said: str, trouble: str) -> dict[str, str]:
        """What changes, by the name of its place.

        Args:
            kept: whether the reviewer's name is one remembered from before.
            locked: why nothing can be saved in the case folder, where that is known.
            said: what came of the last thing done.
            trouble: what went wrong with it.
        """
        desk = self.desk
        write: Any = environment().get_template("review_parts.html").module
        looks = sum(desk.asks_look(c) for c in desk.ids)
        parts = {
            "who": write.who(desk.reviewer, kept),
            "progress": write.progress(*desk.progress(), looks),
            "claims": write.claims(self._options()),
            "notices": write.notices(desk.stale, desk.torn, locked, desk.changed),
            "said": write.line(said),
            "trouble": write.line(trouble),
        }
        if desk.at is not None:
            parts |= self._claim(write, desk.at)
        return {name: str(html).strip() for name, html in parts.items()}

    def _claim(self, write: Any, claim_id: str) -> dict[str, str]:
        """One claim: its words where they stand, the machine's verdict, decisions, evidence."""
        card = self.page.card(self.by_id[claim_id])
        card["decisions"] = self.desk.counting.get(claim_id, [])
        name, outcome = self.name(claim_id), _OUTCOMES[card["outcome"]][1]
        paragraph = self.paragraphs[claim_id]
        return {
            "claim": write.claim(card, paragraph, name, _OUTCOMES),
            "evidence": write.evidence(card, LEVELS),
            "suggestion": f": {outcome}",
            "now": write.now(name, self.by_id[claim_id].text, outcome),
        }

    def _options(self) -> list[dict[str, Any]]:
        """The list to jump in: the claims that match the filters, and the one shown."""
        desk = self.desk
        listed = set(desk.listed()) | {desk.at}
        return [
            {
                "id": claim.id,
                "here": claim.id == desk.at,
                "sign": _OUTCOMES[self.page.outcome(claim)][0],
                "label": self.name(claim.id),
                "text": claim.text,
                "state": self._state(claim.id),
            }
            for claim in self.page.claims
            if claim.id in listed
        ]

    def _state(self, claim_id: str) -> str:
        if self.desk.asks_look(claim_id):
            return "another look asked"
        return "" if self.desk.is_open(claim_id) else "decided"

    def name(self, claim_id: str) -> str:
        """What a claim is called: its number, as in the report."""
        number = self.page.numbers.get(claim_id)
        return f"Claim {number}" if number else "Not checkable"

    def suggested(self) -> str:
        """The machine's outcome on the claim shown; empty where there is none."""
        claim = self.by_id.get(self.desk.at or "")
        return self.page.outcome(claim).value if claim else ""

    def told(self, claim_id: str, outcome: str) -> str:
        """A decision in words."""
        claim = self.by_id.get(claim_id)
        name = self.name(claim_id) if claim else "a sentence that is no longer there"
        return f"{name}, {self.words(outcome)},"

    def words(self, outcome: str) -> str:
        """An outcome in words."""
        return _OUTCOMES[outcome][1] if outcome in _OUTCOMES else "another look asked"

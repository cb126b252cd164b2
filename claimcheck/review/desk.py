"""What a reviewer has before them, without a widget: a claim, a list, decisions, undo."""

from __future__ import annotations

from pathlib import Path

from claimcheck import case, decisions
from claimcheck.cards import UNCHECKED, Page
from claimcheck.records import CheckError, Decision, Level, NoOutcome, records

SHOW = {
    "all": "every claim",
    "open": "open: you have not decided",
    "conflicts": "conflicts",
    "looks": "another look asked",
    "unchecked": "not checkable",
}


class Desk:
    """A case under review by one person.

    Args:
        page: a result, looked up by id; decisions are kept in its case's folder.
        reviewer: who decides, as it stands in ``decisions.csv``; empty where not known yet.

    Attributes:
        at: the id of the claim shown, None where the article has none.
        filters: ``show`` (a key of ``SHOW``), ``source`` (an id) and ``kind`` of finding; the
            last two are empty where any will do.
        counting: the decisions that count, by claim, oldest first.
        stale: those whose claim is no longer in the article.
        torn: what is told of rows of the file that were set aside.
        changed: whether the article or a source is no longer the one that was checked.
    """

    def __init__(self, page: Page, reviewer: str = "") -> None:
        self.page = page
        self.folder = Path(page.result.case.folder).absolute()  # a later cell may go elsewhere
        self.reviewer = reviewer
        self.words = {c.id: c.text for c in page.claims}
        self.ids = list(self.words)
        self.checked = [c.id for c in page.claims if page.outcome(c) != UNCHECKED]
        self.at = next(iter(self.checked or self.ids), None)
        self.filters = {"show": "all", "source": "", "kind": ""}
        self.counting: dict[str, list[Decision]] = {}
        self.stale: list[Decision] = []
        self.torn: tuple[str, ...] = ()
        self.changed = False
        self._stamps: list[tuple[Path, int, int]] = []

    def read(self) -> None:
        """Read anew what people have decided, others than the reviewer too.

        Raises:
            CheckError: ``decisions.csv`` can't be read.
        """
        made = decisions.latest(decisions.read(self.folder), self.page.result.claims)
        rows: list[Decision] = records(Decision, made)
        self.torn = decisions.set_aside(self.folder)
        self.stale = [row for row, gone in zip(rows, made["stale"], strict=True) if gone]
        self.counting = {}
        for row in rows:
            self.counting.setdefault(row.claim_id, []).append(row)
        self._compare()

    def _compare(self) -> None:
        """See whether the case's files still read as they did when they were checked."""
        checked = self.page.result.case
        try:
            stats = [(path, path.stat()) for path in case.files(self.folder)]
            stamps = [(path, stat.st_mtime_ns, stat.st_size) for path, stat in stats]
            if stamps == self._stamps:
                return
            now = case.load(self.folder)
        except (CheckError, OSError):
            self.changed, self._stamps = True, []
        else:
            self.changed = (now.article, now.sources) != (checked.article, checked.sources)
            self._stamps = stamps

    def decide(self, outcome: str, note: str) -> None:
        """Keep an outcome, or ``another_look``, as the reviewer's on the claim shown.

        Raises:
            CheckError: nobody is named, there is no claim, or the row can't be written.
        """
        if self.at is None:
            raise CheckError("The article has no sentence to decide on.")
        self._named()
        words = self.words[self.at]
        decisions.append(self.folder, self.at, words, outcome, self.reviewer, note)

    def undo(self) -> Decision:
        """Take back the reviewer's last decision that counts; the file keeps it all the same.

        Raises:
            CheckError: nobody is named, nothing is to be undone, or the row can't be written.
        """
        self._named()
        return decisions.undo(self.folder, self.reviewer)

    def _named(self) -> None:
        if not self.reviewer:
            raise CheckError("Say who is deciding first: your name is written beside a decision.")

    def own(self, claim_id: str | None) -> Decision | None:
        """The reviewer's row that counts on a claim, if any."""
        rows = self.counting.get(claim_id or "", [])
        return next((row for row in rows if row.reviewer == self.reviewer), None)

    def is_open(self, claim_id: str) -> bool:
        """Whether the reviewer has still to decide on a claim."""
        row = self.own(claim_id)
        return row is None or row.outcome == NoOutcome.ANOTHER_LOOK

    def asks_look(self, claim_id: str) -> bool:
        """Whether the last word on a claim is that somebody should look again."""
        rows = self.counting.get(claim_id, [])
        return bool(rows) and rows[-1].outcome == NoOutcome.ANOTHER_LOOK

    def listed(self) -> list[str]:
        """The ids of the claims that match the filters, in the article's order."""
        return [c for c in self.ids if self._shows(c) and self._concerns(c)]

    def _shows(self, claim_id: str) -> bool:
        checked = claim_id in self.page.numbers
        match self.filters["show"]:
            case "open":
                return checked and self.is_open(claim_id)
            case "looks":
                return self.asks_look(claim_id)
            case "unchecked":
                return not checked
            case _:
                return checked

    def _concerns(self, claim_id: str) -> bool:
        """Whether one finding matches source and kind, and conflicts where only those are shown."""
        source, kind = self.filters["source"], self.filters["kind"]
        conflicts = self.filters["show"] == "conflicts"
        if source and not kind and not conflicts:
            level, _ = self.page.standing.get((claim_id, source), (Level.ABSENT, ""))
            return bool(level != Level.ABSENT)
        if not kind and not conflicts:
            return True
        return any(
            finding.source_id == (source or finding.source_id)
            and finding.kind == (kind or finding.kind)
            and (finding.level == Level.CONFLICTS if conflicts else finding.level != Level.ABSENT)
            for finding in self.page.findings.get(claim_id, [])
        )

    def kinds(self) -> list[str]:
        """The kinds of finding that the case has."""
        every = (f for found in self.page.findings.values() for f in found)
        return sorted({f.kind for f in every if f.level != Level.ABSENT})

    def progress(self) -> tuple[int, int]:
        """How many of the claims that can be checked the reviewer has decided, of how many."""
        return len(self.checked) - len(self.open_ones()), len(self.checked)

    def open_ones(self) -> list[str]:
        """The claims that can be checked and that the reviewer has still to decide."""
        return [c for c in self.checked if self.is_open(c)]

    def spelled(self, name: str) -> str:
        """A name as it stands in the file already, whatever its capitals."""
        known = {row.reviewer for rows in self.counting.values() for row in rows}
        return next((n for n in sorted(known) if n.casefold() == name.casefold()), name)

    def go(self, claim_id: str) -> None:
        """Show another claim.

        Raises:
            CheckError: there is no such claim.
        """
        if claim_id not in self.ids:
            raise CheckError(f"claim {claim_id}: not in this article")
        self.at = claim_id

    def step(self, by: int) -> bool:
        """Show the claim before (-1) or after (1) in the list; False where there is none."""
        before, after = self._around()
        found = before[-1:] if by < 0 else after[:1]
        self.at = next(iter(found), self.at)
        return bool(found)

    def next_open(self) -> bool:
        """Show the next claim of the list that is to be decided; False where there is none."""
        before, after = self._around()
        found = next((c for c in after + before if self.is_open(c)), None)
        self.at = found or self.at
        return found is not None

    def narrow(self, name: str, value: str) -> None:
        """Filter the list; a claim that no longer matches gives way to the next that does.

        Raises:
            CheckError: there is no such filter or value.
        """
        known = {"show": SHOW, "source": ["", *self.page.by_id], "kind": ["", *self.kinds()]}
        if value not in known.get(name, ()):
            raise CheckError(f"{name} {value!r}: not a filter; known are {', '.join(known)}")
        self.filters[name] = value
        listed = self.listed()
        if self.at not in listed:
            before, after = self._around()
            self.at = next(iter(after + before), self.at)

    def _around(self) -> tuple[list[str], list[str]]:
        """What is listed before and after the claim shown, whether or not that is listed itself."""
        order = {c: n for n, c in enumerate(self.ids)}
        here = order.get(self.at or "", -1)
        listed = self.listed()
        return [c for c in listed if order[c] < here], [c for c in listed if order[c] > here]

"""The review in a notebook: what `Desk` holds, shown; what the person presses, done."""

from __future__ import annotations

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from claimcheck.cards import Page
from claimcheck.check import Result, check
from claimcheck.records import Case, CheckError, NoOutcome

from .desk import Desk
from .reviewer import checked, remember, remembered
from .sheet import Sheet, script, style

_SAVES = ("agree", "overrule", "look", "note")
_READ_ONLY = "This case folder can’t be written to: you can look, but no decision can be saved."


class Review(anywidget.AnyWidget):
    """A desk in the notebook: a claim at a time, its evidence, and a person's decision on it.

    Every decision is a row of ``decisions.csv`` in the case folder, and “Saved” stands on the
    screen only after that row is on the disk.

    Args:
        case: the result of a check; or a case or its folder, which is checked first.
        reviewer: who decides. Where it is not given, the name used on this computer before, which
            stands on the screen and can be changed; where there is none, it is asked.

    Raises:
        CheckError: bad input, or no case folder.
    """

    label = traitlets.Unicode().tag(sync=True)
    key = traitlets.Unicode().tag(sync=True)
    shell = traitlets.Unicode().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    _esm = script()
    _css = style()

    def __init__(self, case: str | Path | Case | Result, reviewer: str | None = None) -> None:
        result = case if isinstance(case, Result) else check(case)
        self._kept = remembered() if reviewer is None else ""
        name = self._kept if reviewer is None else checked(reviewer)
        self._desk = Desk(Page(result, None), name)
        self._sheet = Sheet(self._desk)
        self._said = self._trouble = self._saved = self._note = ""
        self._turn = 0
        super().__init__(
            label=self._sheet.label(),
            key=sha256(str(self._desk.folder.resolve()).encode()).hexdigest()[:16],
            shell=self._sheet.shell(),
        )
        self.on_msg(lambda _, message, __: self._heard(message))
        self.press("begin")

    def __repr__(self) -> str:
        """What stands in a notebook that is only looked at: the same before and after decisions."""
        count = len(self._desk.checked)
        return f"{self.label}, {count} claim{'s'[: count != 1]}. It opens where this cell is run."

    def press(self, do: str, note: str = "", **given: str) -> str:
        """Do what a button of the widget does, and show what came of it.

        Args:
            do: ``agree``, ``overrule`` (with ``outcome``), ``look``, ``note``, ``undo``,
                ``previous``, ``next``, ``open``, ``go`` (with ``to``, a claim's id), ``narrow``
                (with ``filter`` and ``value``), or ``name`` (with ``name``).
            note: what is written beside a decision.
            given: what the button needs besides.

        Returns:
            What the widget says: what is saved, or in words what went wrong.
        """
        self._said = self._trouble = self._saved = self._note = ""
        try:
            self._desk.read()
            self._do(do, note, given)
        except CheckError as error:
            self._trouble = str(error)
        except Exception as error:  # raised on a message from the page, it would be seen nowhere
            self._trouble = f"This should not happen, please report it: {error!r}"
        self._show()
        return self._trouble or self._said

    def _heard(self, message: Mapping[str, Any]) -> None:
        """Take what the page sends; a key that was meant for another claim does nothing."""
        values = {str(k): str(v) for k, v in message.items() if k != "claim"}
        if values.setdefault("do", "nothing") in _SAVES and message.get("claim") != self._desk.at:
            self._said, self._trouble = "", "Another claim has come up meanwhile; nothing is saved."
            self._show()
            return
        self.press(**values)

    def _do(self, do: str, note: str, given: Mapping[str, str]) -> None:
        desk = self._desk
        match do:
            case "agree":
                self._decide(self._sheet.suggested(), note)
            case "overrule":
                self._decide(given.get("outcome", ""), note)
            case "look":
                self._decide(NoOutcome.ANOTHER_LOOK, note)
            case "note":
                self._keep(note)
            case "undo":
                self._undo()
            case "previous" | "next":
                if not desk.step(1 if do == "next" else -1):
                    self._said = f"There is no {do} claim in this list."
            case "begin":
                if desk.at and not desk.is_open(desk.at):
                    desk.next_open()
            case "open":
                if not desk.next_open():
                    self._said = "Nothing else in this list is open."
            case "go":
                desk.go(given["to"])
            case "narrow":
                desk.narrow(given["filter"], given["value"])
                if not desk.listed():
                    self._said = "No claim matches; the one below is the one you had."
            case "name":
                self._rename(given["name"])
            case _:
                raise CheckError(f"{do!r}: there is no such button")

    def _decide(self, outcome: str, note: str) -> None:
        self._save(outcome, note)
        if not self._desk.next_open() and not self._desk.open_ones():
            self._said += " All claims are decided."

    def _keep(self, note: str) -> None:
        """Write a note anew beside what the reviewer has decided already."""
        row = self._desk.own(self._desk.at)
        if row is None:
            raise CheckError("A note is kept with a decision: decide, and it goes with that.")
        self._save(row.outcome, note)

    def _save(self, outcome: str, note: str) -> None:
        desk = self._desk
        desk.decide(outcome, note)
        self._saved = desk.at or ""
        self._said = f"Saved: {self._sheet.told(self._saved, outcome)} by {desk.reviewer}."
        desk.read()

    def _undo(self) -> None:
        desk = self._desk
        undone = desk.undo()
        desk.read()
        what = self._sheet.told(undone.claim_id, undone.outcome)
        self._said = f"Undone, and kept in the file as undone: {what} by {undone.reviewer}."
        if before := desk.own(undone.claim_id):
            words = self._sheet.words(before.outcome)
            self._said += f" Your decision before it counts again: {words}."
        if undone.claim_id in desk.ids:
            desk.go(undone.claim_id)
            self._note = undone.note

    def _rename(self, name: str) -> None:
        self._desk.reviewer = self._desk.spelled(checked(name))
        self._kept = ""
        remember(self._desk.reviewer)
        self._said = f"You decide as {self._desk.reviewer}."

    def _show(self) -> None:
        """Send the page all that it shows, in one go."""
        desk = self._desk
        mine = desk.own(desk.at)
        self._turn += 1
        locked = "" if os.access(desk.folder, os.W_OK) else _READ_ONLY
        self.view = {
            "turn": self._turn,
            "claim": desk.at,
            "saved": self._saved,
            "note": self._note or (mine.note if mine else ""),
            "reviewer": desk.reviewer,
            "filters": dict(desk.filters),
            "parts": self._sheet.parts(bool(self._kept), locked, self._said, self._trouble),
        }

"""The review: what its buttons do, what it says, and what then stands in the file."""

from __future__ import annotations

import errno
import os
import re
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from exported import folder as write_case
from exported import result as checked_by_hand

pytest.importorskip("anywidget")

from claimcheck import decision_rows, decisions
from claimcheck.check import Result
from claimcheck.entailment.judged import LABELS
from claimcheck.records import (
    CheckError,
    Decision,
    Finding,
    Outcome,
    Verdict,
    frame,
    records,
)
from claimcheck.review import Review

_NO_STANCES = pd.DataFrame(
    columns=["claim_id", "source_id", *LABELS, "evidence_id", "claim_shares", "evidence_shares"]
)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    monkeypatch.delenv("CLAIMCHECK_REVIEWER", raising=False)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return write_case(tmp_path)


@pytest.fixture
def result(case: Path) -> Result:
    return checked_by_hand(case, stances=_NO_STANCES)


@pytest.fixture
def review(result: Result) -> Review:
    return Review(result, reviewer="Ann")


def ids(review: Review) -> list[str]:
    """The claims' ids in the article's order."""
    return re.findall(r'value="(\w+)"', review.view["parts"]["claims"])


def parts(review: Review) -> dict[str, str]:
    told: dict[str, str] = review.view["parts"]
    return told


def click(review: Review, do: str, note: str = "", **given: str) -> dict[str, Any]:
    """Send what the page sends when a button is pressed; give what it shows then."""
    message = {"do": do, "note": note, "claim": review.view["claim"], **given}
    review._handle_custom_msg(message, [])
    view: dict[str, Any] = review.view
    return view


def rows(case: Path) -> list[tuple[str, str, str, str]]:
    """Claim, outcome, reviewer and note of each row of the file."""
    made = records(Decision, decisions.read(case))
    return [(d.claim_id, str(d.outcome), d.reviewer, d.note) for d in made]


def test_agreeing_keeps_the_machines_outcome_as_the_persons(review: Review, case: Path) -> None:
    first, second, *_ = ids(review)
    view = click(review, "agree", "Ask the author.")
    assert rows(case) == [(first, "contradicted", "Ann", "Ask the author.")]
    assert view["saved"] == first
    assert view["parts"]["said"] == "Saved: Claim 1, contradicted, by Ann."
    assert view["claim"] == second
    assert "1 of 5 decided" in view["parts"]["progress"]


def test_overruling_keeps_the_outcome_pressed(review: Review, case: Path) -> None:
    first = review.view["claim"]
    click(review, "overrule", outcome="not_checkable")
    assert rows(case) == [(first, "not_checkable", "Ann", "")]


def test_another_look_decides_nothing_and_can_be_listed(review: Review, case: Path) -> None:
    first = review.view["claim"]
    view = click(review, "look", "Is there a tape?")
    assert rows(case) == [(first, "another_look", "Ann", "Is there a tape?")]
    assert "0 of 5 decided" in view["parts"]["progress"]
    assert "another look asked on 1" in view["parts"]["progress"]
    view = click(review, "narrow", filter="show", value="looks")
    assert ids(review) == [view["claim"]] == [first]
    assert "for another look" in view["parts"]["claim"]


def test_undo_takes_the_last_decision_back_and_erases_nothing(review: Review, case: Path) -> None:
    first = review.view["claim"]
    click(review, "agree", "Sure.")
    before = (case / "decisions.csv").read_bytes()
    view = click(review, "undo")
    after = (case / "decisions.csv").read_bytes()
    assert after.startswith(before) and len(after) > len(before)
    assert view["claim"] == first
    assert view["note"] == "Sure."
    assert "0 of 5 decided" in view["parts"]["progress"]
    assert view["parts"]["said"].startswith("Undone")
    assert 'class="decision"' not in view["parts"]["claim"]


def test_undo_says_what_counts_again(review: Review) -> None:
    first = review.view["claim"]
    click(review, "overrule", outcome="supported")
    click(review, "go", to=first)
    click(review, "look")
    said = click(review, "undo")["parts"]["said"]
    assert "another look asked" in said
    assert said.endswith("Your decision before it counts again: supported.")
    assert "counts again" not in click(review, "undo")["parts"]["said"]


def test_undo_passes_over_what_others_decided_meanwhile(review: Review, case: Path) -> None:
    first = review.view["claim"]
    click(review, "agree")
    decisions.append(case, first, "words", "supported", "Ben")
    view = click(review, "undo")
    assert rows(case)[-1][:3] == (first, "undone", "Ann")
    assert "Ben</strong>" in view["parts"]["claim"] and "Ann</strong>" not in view["parts"]["claim"]


def test_a_notebook_that_goes_elsewhere_decides_in_the_same_case(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(case.parent)
    review = Review(checked_by_hand(Path(case.name), stances=_NO_STANCES), reviewer="Ann")
    monkeypatch.chdir(case / "sources")
    assert click(review, "agree")["saved"] == rows(case)[0][0]


def test_nothing_to_undo_is_told(review: Review, case: Path) -> None:
    view = click(review, "undo")
    assert "Ann" in view["parts"]["trouble"]
    assert not (case / "decisions.csv").exists() or rows(case) == []


def test_a_note_alone_goes_with_what_was_decided(review: Review, case: Path) -> None:
    first = review.view["claim"]
    assert "decide" in click(review, "note", "Hm.")["parts"]["trouble"]
    click(review, "agree")
    click(review, "go", to=first)
    view = click(review, "note", "Hm.")
    assert rows(case)[-1] == (first, "contradicted", "Ann", "Hm.")
    assert view["claim"] == first
    assert view["note"] == "Hm."


def test_previous_and_next_stop_at_the_ends(review: Review) -> None:
    every = ids(review)
    seen = [review.view["claim"]] + [click(review, "next")["claim"] for _ in every]
    assert seen == [*every, every[-1]]
    assert parts(review)["said"] == "There is no next claim in this list."
    assert click(review, "previous")["claim"] == every[-2]


def test_next_open_passes_over_what_is_decided_and_comes_round(review: Review) -> None:
    every = ids(review)
    click(review, "go", to=every[1])
    click(review, "agree")
    click(review, "go", to=every[0])
    assert click(review, "open")["claim"] == every[2]
    click(review, "go", to=every[4])
    assert click(review, "agree")["claim"] == every[0]


def test_it_says_when_all_are_decided(review: Review) -> None:
    for _ in ids(review):
        click(review, "agree")
    assert parts(review)["said"].endswith("All claims are decided.")
    assert click(review, "open")["parts"]["said"] == "Nothing else in this list is open."


@pytest.mark.parametrize(
    ("filters", "listed"),
    [
        ({"show": "conflicts"}, [0]),
        ({"kind": "number"}, [1, 3]),
        ({"source": "radio"}, [4]),
        ({"source": "council", "kind": "date"}, [0]),
        ({"show": "conflicts", "kind": "number"}, []),
        ({"show": "unchecked"}, []),
        ({"show": "open"}, [0, 1, 2, 3, 4]),
    ],
)
def test_filters_narrow_the_list(
    review: Review, result: Result, filters: dict[str, str], listed: list[int]
) -> None:
    every = result.claims["id"].tolist()
    for name, value in filters.items():
        view = click(review, "narrow", filter=name, value=value)
    wanted = [every[n] for n in listed]
    assert ids(review) == (wanted or [every[0]])
    assert view["claim"] == (wanted or every)[0]
    assert view["filters"] == {"show": "all", "source": "", "kind": "", **filters}
    if not wanted:
        assert view["parts"]["said"] == "No claim matches; the one below is the one you had."


def test_a_filter_that_is_none_is_told(review: Review) -> None:
    assert "colour" in click(review, "narrow", filter="colour", value="red")["parts"]["trouble"]
    assert "radio" in click(review, "narrow", filter="kind", value="radio")["parts"]["trouble"]


def test_what_others_decide_meanwhile_is_shown(review: Review, case: Path) -> None:
    first = review.view["claim"]
    decisions.append(case, first, "words", "supported", "Ben", "Heard it.")
    click(review, "next")
    view = click(review, "previous")
    assert re.search(r"Ben</strong> decided on .*supported.*Heard it\.", view["parts"]["claim"])
    assert "0 of 5 decided" in view["parts"]["progress"]


def test_stale_decisions_are_listed(review: Review, case: Path) -> None:
    decisions.append(case, "gone", "It never opened.", "supported", "Ben", "")
    shown = click(review, "next")["parts"]["notices"]
    assert "1 stale decision" in shown and "It never opened." in shown


@pytest.mark.parametrize("name", ["article.txt", "sources/council.txt"])
def test_a_case_that_changed_since_it_was_checked_is_told(
    review: Review, result: Result, case: Path, name: str
) -> None:
    changed = "is not the one checked here"
    words = (case / name).read_bytes()
    (case / name).write_bytes(words)
    assert changed not in click(review, "next")["parts"]["notices"]  # saved, but the same
    (case / name).write_bytes(words.replace(b"weeks", b"months"))
    assert changed in click(review, "next")["parts"]["notices"]
    assert changed in parts(Review(result, reviewer="Ann"))["notices"]
    (case / name).unlink()
    assert changed in click(review, "next")["parts"]["notices"]
    (case / name).write_bytes(words)
    assert changed not in click(review, "next")["parts"]["notices"]
    assert click(review, "agree")["saved"]


def test_a_row_cut_off_is_told(review: Review, case: Path) -> None:
    click(review, "agree")
    with (case / "decisions.csv").open("a") as file:
        file.write("c9,It op")
    assert "line 3" in click(review, "next")["parts"]["notices"]


def test_it_begins_at_the_first_open_claim(result: Result, case: Path) -> None:
    first, second, *_ = result.claims["id"]
    decisions.append(case, first, "words", "supported", "Ann", "")
    assert Review(result, reviewer="Ann").view["claim"] == second
    assert Review(result, reviewer="Ben").view["claim"] == first


def test_saved_is_only_said_after_the_row_is_on_the_disk(
    review: Review, case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the disk is full nothing is said to be saved, and the note is not given up."""
    first = review.view["claim"]

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    view = click(review, "agree", "A long note.")
    assert "No space left" in view["parts"]["trouble"]
    assert view["parts"]["said"] == view["saved"] == ""
    assert view["claim"] == first


def test_a_row_for_which_there_was_no_room_is_not_said_to_be_saved(
    review: Review, case: Path
) -> None:
    resource = pytest.importorskip("resource")
    first, second, *_ = ids(review)
    click(review, "agree")
    room = (case / "decisions.csv").stat().st_size + 30
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        view = click(review, "agree", "A long note.")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "can&#39;t be written" in view["parts"]["trouble"]
    assert view["parts"]["said"] == view["saved"] == "" and view["claim"] == second
    view = click(review, "agree", "A long note.")
    assert view["saved"] == second and not view["parts"]["notices"]  # no part of it was left
    assert [row[0] for row in rows(case)] == [first, second]


def test_a_locked_file_is_told(review: Review, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr(decision_rows, "LOCK_SECONDS", 0.05)
    with FileLock(case / ".decisions.csv.lock"):
        view = click(review, "agree", "Mine.")
    assert "decisions.csv" in view["parts"]["trouble"] and view["saved"] == ""
    assert click(review, "agree", "Mine.")["saved"]


def test_a_file_that_was_spoilt_is_told_and_nothing_is_decided(review: Review, case: Path) -> None:
    (case / "decisions.csv").write_text("who,what\nAnn,yes\n")
    view = click(review, "agree")
    assert "line 1" in view["parts"]["trouble"] and view["saved"] == ""
    assert (case / "decisions.csv").read_text() == "who,what\nAnn,yes\n"


def test_a_folder_that_cannot_be_written_is_told_at_once(
    result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "no decision can be saved" in parts(Review(result, reviewer="Ann"))["notices"]


def test_an_error_nobody_thought_of_is_told(
    review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decisions, "read", lambda _: 1 / 0)
    view = click(review, "agree")
    assert "ZeroDivisionError" in view["parts"]["trouble"] and view["saved"] == ""


def test_a_key_meant_for_another_claim_decides_nothing(review: Review, case: Path) -> None:
    """Such as where the same review is open twice."""
    first = review.view["claim"]
    click(review, "next")
    review._handle_custom_msg({"do": "agree", "note": "", "claim": first}, [])
    assert "nothing is saved" in parts(review)["trouble"]
    assert rows(case) == []


def test_every_answer_has_a_number_of_its_own(review: Review) -> None:
    """Or the page would wait for ever where the same words are shown twice."""
    turns = [click(review, do)["turn"] for do in ("undo", "undo", "next", "agree")]
    assert turns == sorted(set(turns))


@pytest.mark.parametrize("message", [{}, {"do": "shout"}, {"do": "go"}, {"do": ["agree"]}])
def test_a_message_that_makes_no_sense_is_told(review: Review, message: dict[str, Any]) -> None:
    review._handle_custom_msg(message, [])
    assert parts(review)["trouble"]


class TestName:
    def test_is_asked_once(self, result: Result, case: Path) -> None:
        review = Review(result)
        assert review.view["reviewer"] == ""
        assert "who is deciding" in click(review, "agree", "My note.")["parts"]["trouble"]
        assert rows(case) == []
        click(review, "name", name="  Ann  Lee ")
        click(review, "agree", "My note.")
        assert [row[2:] for row in rows(case)] == [("Ann Lee", "My note.")]
        again = Review(result)
        assert again.view["reviewer"] == "Ann Lee"
        assert "used on this computer before" in parts(again)["who"]

    def test_is_always_shown_and_can_be_changed(self, review: Review, case: Path) -> None:
        assert "<strong>Ann</strong>" in parts(review)["who"]
        click(review, "agree")
        view = click(review, "name", name="Ben")
        assert "<strong>Ben</strong>" in view["parts"]["who"]
        assert "0 of 5 decided" in view["parts"]["progress"]
        click(review, "agree")
        assert [row[2] for row in rows(case)] == ["Ann", "Ben"]

    def test_given_for_one_notebook_is_not_kept_for_others(self, result: Result) -> None:
        Review(result, reviewer="Ann")
        assert Review(result).view["reviewer"] == ""

    def test_may_come_from_the_environment(
        self, result: Result, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("CLAIMCHECK_REVIEWER", "Bea")
        assert Review(result).view["reviewer"] == "Bea"

    def test_takes_the_spelling_of_the_file(self, result: Result, review: Review) -> None:
        click(review, "agree")
        other = Review(result)
        assert click(other, "name", name="ann")["reviewer"] == "Ann"

    @pytest.mark.parametrize("name", ["", "  ", "A\u202enn", "n" * 81])
    def test_that_is_none_is_told(self, review: Review, name: str) -> None:
        view = click(review, "name", name=name)
        assert view["parts"]["trouble"] and view["reviewer"] == "Ann"
        with pytest.raises(CheckError):
            Review(review._desk.page.result, reviewer=name)

    def test_that_cannot_be_kept_is_used_all_the_same(self, result: Result, tmp_path: Path) -> None:
        (tmp_path / "settings").write_text("a file where the folder should be")
        review = Review(result)
        assert click(review, "name", name="Ann")["reviewer"] == "Ann"


class TestPage:
    def test_shows_the_claim_in_its_paragraph_and_every_source(self, review: Review) -> None:
        shown = parts(review)
        assert 'class="current' in shown["claim"]
        assert "ten weeks" in shown["claim"] and "twelve weeks" in shown["evidence"]
        assert "Why 0." in shown["claim"] and "confidence 90%" in shown["claim"]
        assert "council" in shown["evidence"] and "radio" in shown["evidence"]
        assert shown["suggestion"] == ": contradicted"

    def test_escapes_what_comes_from_outside(self, review: Review, case: Path) -> None:
        hostile = "<script>alert(1)</script>\u202e"
        click(review, "name", name="<b>Ann</b>")
        click(review, "agree", hostile)
        for claim in ids(review):
            for html in click(review, "go", to=claim)["parts"].values():
                assert "<script" not in html and "<b>Ann" not in html
                assert "\u202e" not in html

    def test_shows_what_a_title_hides(self, case: Path) -> None:
        card = case / "case.toml"
        told = card.read_text(encoding="utf-8").replace('"The ferry"', '"<i>The \u202eferry"')
        card.write_text(told, encoding="utf-8")
        review = Review(checked_by_hand(case, stances=_NO_STANCES), reviewer="Ann")
        assert review.label == "Review: <i>The ⟦U+202E⟧ferry"
        assert "<i>" not in review.shell and "\u202e" not in review.shell

    def test_every_control_has_a_name(self, review: Review) -> None:
        from lxml import html

        page = html.fromstring(f"<div>{review.shell}</div>")
        for button in page.iter("button"):
            text = button.get("aria-label") or "".join(t for t in button.itertext() if t.strip())
            assert len(text.strip()) > 2
        for field in page.iter("input", "select", "textarea"):
            [label] = field.iterancestors("label")
            assert label.text_content().strip()
        keys = [b.get("data-key") for b in page.iter("button") if b.get("data-key")]
        assert len(keys) == len(set(keys)) == 12

    def test_overrules_with_every_outcome(self, review: Review) -> None:
        assert set(re.findall(r'data-outcome="(\w+)"', review.shell)) == set(Outcome)

    def test_names_no_place_on_this_machine(self, review: Review, tmp_path: Path) -> None:
        """A notebook may be saved with the widget's state in it."""
        state = str(review.get_state())
        assert str(tmp_path) not in state

    def test_says_in_words_what_a_notebook_without_a_kernel_shows(self, review: Review) -> None:
        click(review, "agree")
        bundle, _ = review._repr_mimebundle_()
        assert bundle["text/plain"] == (
            "Review: The ferry, 5 claims. It opens where this cell is run."
        )


def test_an_article_without_a_claim(result: Result, case: Path) -> None:
    nothing = checked_by_hand(
        case,
        stances=_NO_STANCES,
        claims=result.claims.iloc[:0],
        verdicts=frame(Verdict, []),
        findings=frame(Finding, []),
        pairs=result.pairs.iloc[:0],
        contents=result.contents.iloc[:0],
    )
    review = Review(nothing, reviewer="Ann")
    assert review.view["claim"] is None
    for do in ("agree", "look", "note", "undo", "next", "previous", "open"):
        click(review, do)
        assert parts(review)["trouble"] or parts(review)["said"]
    assert "ZeroDivision" not in str(review.view)


def test_sentences_that_cannot_be_checked_can_be_decided_too(result: Result, case: Path) -> None:
    verdicts = result.verdicts.assign(outcome=["not_checkable"] * 5, confidence=None)
    review = Review(checked_by_hand(case, stances=_NO_STANCES, verdicts=verdicts), reviewer="Ann")
    assert "0 of 0 decided" in parts(review)["progress"]
    click(review, "narrow", filter="show", value="unchecked")
    assert len(ids(review)) == 5
    click(review, "overrule", outcome="supported")
    assert rows(case)[0][1] == "supported"


def test_press_gives_what_the_widget_says(review: Review) -> None:
    assert review.press("agree", note="Yes.") == "Saved: Claim 1, contradicted, by Ann."
    assert "shout" in review.press("shout")


def test_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith("claimcheck.review")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(CheckError, match=r"claimcheck\[notebooks\]"):
        import claimcheck.review  # noqa: F401

"""No regular expression of ours takes long, whatever it is given (`tests/fuzz/patterns.py`)."""

from __future__ import annotations

import re
import time

import pytest
from patterns import Used, every, pumps

from claimcheck import page_lines

LENGTH = 20_000  # characters, and then twice as many
SECONDS = 2.0  # for the longer text
GROWTH = 3.0  # of the time; what is quadratic takes four times as long
SCREEN = 2_000  # characters on which the worst text of each pattern is found
# Patterns that never see a long text: a few characters before a place, words of our own.
SHORT = {
    "claimcheck.kinds.date_figures:108",
    "claimcheck.kinds.number_labels._NAMED",
    "claimcheck.kinds.number_labels:180",
    "claimcheck.kinds.numbers._AGED",
    "claimcheck.kinds.units._AHEAD",
    "claimcheck.sentences._LAST_WORD",
    "claimcheck.page_lines._SORTS",  # see the last test
}
ALL = every()


def took(used: Used, text: str, times: int = 1) -> float:
    """Seconds that it takes to find all matches, the best of some runs."""
    call = getattr(used.pattern, used.method)
    seconds = []
    for _ in range(times):
        began = time.process_time()
        found = call("", text) if used.method in ("sub", "subn") else call(text)
        if used.method == "finditer":
            list(found)
        seconds.append(time.process_time() - began)
    return min(seconds)


def slow(used: Used) -> str | None:
    """What is wrong with a pattern, if anything is."""
    worst = max(pumps(used.pattern), key=lambda pump: took(used, pump.text(SCREEN)))
    if took(used, worst.text(SCREEN), 2) < 0.002:
        return None
    half, whole = (took(used, worst.text(n), 2) for n in (LENGTH, 2 * LENGTH))
    if whole < SECONDS and (whole < 0.05 or whole < GROWTH * half):
        return None
    return f"{used.where} {used.method}: {half:.2f} s, then {whole:.2f} s for {tuple(worst)}"


def test_every_pattern_is_found() -> None:
    places = {used.where for used in ALL}
    assert len({used.pattern for used in ALL}) > 500
    assert places >= SHORT
    assert {"claimcheck.readers._INLINE", "claimcheck.kinds.date_forms._RULES"} <= places  # tables
    assert "claimcheck.wording.OPINION" in places  # compiled when first looked for
    assert any(place.startswith("claimcheck.captions:") for place in places)  # in a call


@pytest.mark.parametrize("part", range(4))
def test_time_grows_with_the_length_alone(part: int) -> None:
    mine = [used for used in ALL if used.where not in SHORT][part::4]
    assert [told for used in mine if (told := slow(used))] == []


def test_a_catastrophe_would_be_seen() -> None:
    assert slow(Used("here", re.compile(r"\s+x"), "search"))


def test_lines_of_a_page_take_no_time() -> None:
    length = page_lines.LONGEST_LINE
    for sort, pattern in page_lines._patterns():
        used = Used(sort, pattern, "fullmatch")
        seconds = {pump: took(used, pump.text(length)[:length]) for pump in pumps(pattern)}
        worst = max(seconds, key=lambda pump: seconds[pump])
        assert took(used, worst.text(length)[:length], 3) < 0.05, (sort, worst)

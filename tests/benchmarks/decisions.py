"""Does a decision that was said to be saved ever get lost? Writes at once, kills, full disks.

Run ``python tests/benchmarks/decisions.py``. Two writers decide in one case at the same time. Then,
time and again, a process that decides one claim after the other is killed (SIGKILL) at a random
moment, and what it had said to be saved is looked up in the file. Last, writes are stopped at a
random byte, as by a full disk, for a kill alone hardly ever tears a row.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import signal
import statistics
import tempfile
import time
from collections import Counter
from pathlib import Path

import pandas as pd

from claimcheck import claims, decisions, sentences
from claimcheck.case import decide, load
from claimcheck.records import CheckError

FORK = multiprocessing.get_context("fork")
WORDS = "".join(f"Stall {n} sold {n * 7} crates of apples on Friday.\n\n" for n in range(1, 41))
NOTE = 'She said: "Ask the market office,\nthen ring Ben."'
LONG = NOTE + " éß" * 30_000  # so long a write that a kill may fall within it
KILLS_A_CASE = 20  # or the long rows make the file so big that most kills fall on reading it
LATEST_KILL = 0.25  # seconds after the process starts to decide


def make_case(folder: Path) -> Path:
    """Write a case of 40 claims and no sources."""
    folder.mkdir()
    (folder / "article.txt").write_text(WORDS, encoding="utf-8")
    (folder / "case.toml").write_text('title = "Market"\narticle.file = "article.txt"\n')
    return folder


def write_many(folder: Path, reviewer: str, count: int) -> None:
    """Decide so many times as fast as it goes."""
    case = load(folder)
    article = case.article
    ids = claims.extract(sentences.split(article), article)["id"].tolist()
    for n in range(count):
        decide(case, ids[n % len(ids)], "supported", reviewer, f"{n}: {NOTE}")


def at_once(folder: Path, writers: int, each: int) -> dict[str, object]:
    """Let several processes write into one case; what is missing, torn or there twice."""
    names = [f"Reviewer {n}" for n in range(writers)]
    workers = [FORK.Process(target=write_many, args=(folder, name, each)) for name in names]
    began = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    took = time.perf_counter() - began
    found = Counter(zip(*_read(folder, "reviewer", "note"), strict=True))
    meant = {(name, f"{n}: {NOTE}") for name in names for n in range(each)}
    return {
        f"{writers} processes, {each} decisions each: rows lost": len(meant - set(found)),
        "rows torn": len(decisions.set_aside(folder)),
        "rows that nobody wrote, or twice": found.total() - len(meant & set(found)),
        "milliseconds a decision, both writing": round(1000 * took / each, 1),
    }


def kills(root: Path, count: int, chance: random.Random) -> dict[str, object]:
    """Kill a process that decides, time and again; what it said to be saved and is missing."""
    said = missing = unsaid = torn = stuck = 0
    for first in range(0, count, KILLS_A_CASE):
        folder = make_case(root / f"killed-{first}")
        meant: set[str] = set()
        for n in range(first, min(count, first + KILLS_A_CASE)):
            meant |= _killed(folder, f"k{n}", chance.uniform(0, LATEST_KILL))
            if _works(folder, f"after k{n}"):
                meant.add(f"after k{n}")
            else:
                stuck += 1
        found = _notes(folder)
        said, missing, unsaid = (
            said + len(meant), missing + len(meant - found), unsaid + len(found - meant)
        )  # fmt: skip
        torn += len(decisions.set_aside(folder))
    return {
        f"{count} kills: decisions said to be saved": said,
        "of them missing": missing,
        "saved, and killed before it could say so": unsaid,
        "torn rows, set aside and reported": torn,
        "kills after which nobody could decide on the case": stuck,
    }


def full_disk(folder: Path, count: int, chance: random.Random) -> dict[str, object]:
    """Stop writes at a random byte; whether that is told, and harms no other row."""
    path = folder / decisions.DECISIONS_FILE
    meant = {"first", NOTE.split(":")[0]}
    write_note(folder, "first")
    before = path.stat().st_size
    write_note(folder, NOTE)
    row = path.stat().st_size - before
    stuck = quiet = 0
    for n in range(count):
        room = path.stat().st_size + chance.randrange(1, row)
        child = FORK.Process(target=_write_in, args=(folder, room))
        child.start()
        child.join()
        quiet += child.exitcode != 1
        if _works(folder, f"after f{n}"):
            meant.add(f"after f{n}")
        else:
            stuck += 1
    found = _notes(folder)
    return {
        f"{count} writes cut off at a random byte: not told": quiet,
        "whole rows missing": len(meant - found),
        "torn rows, set aside and reported (else all was there)": len(decisions.set_aside(folder)),
        "cuts after which nobody could decide on the case": stuck,
    }


def _write_in(folder: Path, room: int) -> None:
    """Decide where a file has only so many bytes of room; exit code 1 says so."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    try:
        write_note(folder, NOTE)
    except CheckError:
        os._exit(1)


def _killed(folder: Path, prefix: str, after: float) -> set[str]:
    """Start a process that decides, kill it, and give the notes that it said were saved."""
    reading, writing = os.pipe()
    child = FORK.Process(target=_decide_on, args=(folder, prefix, writing))
    child.start()
    os.close(writing)
    with os.fdopen(reading) as told:
        told.readline()  # it begins
        time.sleep(after)
        os.kill(child.pid or 0, signal.SIGKILL)
        lines = told.read()
    child.join()
    return set(lines.split("\n")[:-1])


def _decide_on(folder: Path, prefix: str, writing: int) -> None:
    """Decide until killed; say a decision to be saved only once ``append`` is back."""
    os.write(writing, b"begun\n")
    n = 0
    while True:
        note = f"{prefix}-{n}"
        long = n % 4 == 3
        decisions.append(
            folder, "c1", "Stall 1.", "supported", "Ann", f"{note}:{LONG if long else NOTE}"
        )
        os.write(writing, f"{note}\n".encode())
        n += 1


def write_note(folder: Path, note: str) -> None:
    """Decide once more."""
    decisions.append(folder, "c1", "“Stall 1,” é.", "supported", "Ben", note)


def _works(folder: Path, note: str) -> bool:
    """Whether one can go on to decide on the case."""
    try:
        write_note(folder, note)
    except CheckError as error:
        print(f"  {error}")
        return False
    return True


def _notes(folder: Path) -> set[str]:
    return {note.split(":")[0] for note in _read(folder, "note")[0]}


def _read(folder: Path, *columns: str) -> list[list[str]]:
    made: pd.DataFrame = decisions.read(folder)
    return [made[name].tolist() for name in columns]


def one_by_one(folder: Path, count: int) -> dict[str, object]:
    """Time decisions of one person, alone."""
    case = load(folder)
    article = case.article
    claim_id = claims.extract(sentences.split(article), article)["id"].iloc[0]
    times = []
    for _ in range(count):
        began = time.perf_counter()
        decide(case, claim_id, "supported", "Ann", NOTE)
        times.append(1000 * (time.perf_counter() - began))
    return {"milliseconds a decision, alone (median)": round(statistics.median(times), 1)}


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=500, help="decisions of each of two writers")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as made:
        root = Path(made)
        for measured in (
            one_by_one(make_case(root / "alone"), 20),
            at_once(make_case(root / "shared"), 2, given.each),
            kills(root, given.kills, chance),
            full_disk(make_case(root / "full"), given.kills, chance),
        ):
            for what, value in measured.items():
                print(f"{what:<60} {value:>8}", flush=True)


if __name__ == "__main__":
    main()

"""Decisions: every row stays, whatever it holds, whoever writes beside it, and whatever crashes."""

from __future__ import annotations

import csv
import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from claimcheck import claims, decision_rows, sentences
from claimcheck.case import decide, load
from claimcheck.decisions import append, latest, read, set_aside, undo
from claimcheck.records import CheckError, Claim, Decision, Outcome, frame, records

ROOT = Path(__file__).resolve().parents[1]
HEADER = "claim_id,claim_text,outcome,reviewer,note,decided_at\n"
ROW = "c1,The bridge opened.,supported,Ann,,2025-01-22T10:00:00+00:00\n"
LONG_ROW = (
    'c2,"Ann said “go”, then",another_look,Zoë,"one ""two""\nthree, é\n=4",'
    "2025-01-22T10:00:00+00:00\n"
)
TEXT = st.text(max_size=40) | st.text(alphabet="ab'\",;\r\n\t\x00=+-@é", max_size=12)
NAME = TEXT.filter(lambda name: name.strip())
AGAIN = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").write_text('title = "The bridge"\narticle.file = "article.txt"')
    (tmp_path / "article.txt").write_text("The bridge opened in 1931. It closed in 1987.")
    return tmp_path


def table(folder: Path) -> Path:
    return folder / "decisions.csv"


def now(text: str) -> str:
    """Line breaks as the file keeps them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def test_nobody_has_decided_yet(folder: Path) -> None:
    found = read(folder)
    assert list(found.columns) == HEADER.strip().split(",")
    assert len(found) == 0


def test_rows_come_back_as_written_and_in_order(folder: Path) -> None:
    made = [
        append(folder, "c1", 'He said "no", twice.', "contradicted", "Ann", "line one\nline two"),
        append(folder, "c2", "“Curly”, ünïcode", Outcome.SUPPORTED, "Bo"),
    ]
    assert records(Decision, read(folder)) == made
    assert table(folder).read_text(encoding="utf-8").startswith(HEADER)


def test_the_file_only_grows(folder: Path) -> None:
    append(folder, "c1", "It opened.", "supported", "Ann")
    before = table(folder).read_bytes()
    append(folder, "c1", "It opened.", "contradicted", "Ann")
    assert table(folder).read_bytes().startswith(before)


@AGAIN
@given(claim=NAME, text=TEXT, reviewer=NAME, note=TEXT)
@example(claim="'=1", text="''@a", reviewer="'Ann", note="=HYPERLINK(1)")
def test_any_text_survives(folder: Path, claim: str, text: str, reviewer: str, note: str) -> None:
    table(folder).unlink(missing_ok=True)
    made = [append(folder, claim, text, "supported", reviewer, note) for _ in range(2)]
    assert records(Decision, read(folder)) == made
    said = (made[0].claim_id, made[0].claim_text, made[0].reviewer, made[0].note)
    assert said == (now(claim), now(text), now(reviewer).strip(), now(note))
    assert set_aside(folder) == ()
    with table(folder).open(encoding="utf-8", newline="") as file:
        assert not [c for row in csv.reader(file) for c in row if c.startswith(tuple("=+-@\t\n"))]


@AGAIN
@given(notes=st.lists(TEXT, min_size=1, max_size=3), at=st.floats(0, 1))
def test_a_cut_at_any_byte_loses_no_whole_row(folder: Path, notes: list[str], at: float) -> None:
    path = table(folder)
    path.unlink(missing_ok=True)
    ends = [len(HEADER)]
    for note in notes:
        append(folder, "c1", note, "supported", "Zoë", note)
        ends.append(path.stat().st_size)
    made = records(Decision, read(folder))
    data = path.read_bytes()
    cut = round(at * len(data))
    path.write_bytes(data[:cut])
    whole = [d for d, end in zip(made, ends[1:], strict=True) if cut >= end - 1]
    line = data[: max(end for end in [0, *ends] if end <= max(cut, 1))].count(b"\n") + 1
    torn = cut not in {0, ends[0], *ends[1:], *(end - 1 for end in ends[1:])}

    assert records(Decision, read(folder)) == whole
    told = set_aside(folder)
    assert [f"{path}: line {line}: " in message for message in told] == [True] * torn

    made = append(folder, "c2", "It closed.", "supported", "Bo", "after")
    assert records(Decision, read(folder)) == [*whole, made]
    assert path.read_bytes().startswith(data[:cut])
    assert set_aside(folder) == (told if cut > len(HEADER) else ())
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8", "replace"), newline="")))
    assert rows[0] == HEADER.strip().split(",")
    assert rows[-1][0] == "c2" and len(rows[-1]) == len(rows[0])  # where a spreadsheet sees it


def test_a_row_cut_off_may_be_followed_by_others_cut_off(folder: Path) -> None:
    torn = [LONG_ROW.encode()[:cut] for cut in (12, 26, 50, len(LONG_ROW.encode()) - 9)]
    made = [append(folder, "c1", "It opened.", "supported", "Ann")]
    for piece in torn:
        with table(folder).open("ab") as file:
            file.write(piece)
        made.append(append(folder, "c1", "It opened.", "contradicted", "Bo", "new\nline"))
    told = set_aside(folder)
    assert records(Decision, read(folder)) == made
    assert len(told) == len(torn)
    assert "line 3" in told[0] and "line 6" in told[1] and "c2,Ann sa" in told[0]


@pytest.mark.parametrize("zeros", [b"\0" * 9, LONG_ROW.encode()[:-12] + b"\0" * 30])
def test_zeros_of_a_block_lost_with_the_power_are_a_cut(folder: Path, zeros: bytes) -> None:
    table(folder).write_bytes((HEADER + ROW).encode() + zeros)
    append(folder, "c2", "It closed.", "supported", "Bo")
    assert read(folder)["claim_id"].tolist() == ["c1", "c2"]
    assert len(set_aside(folder)) == 1


def test_a_row_cut_off_may_hold_what_looks_like_columns(folder: Path) -> None:
    note = 'c3,It fell.,supported,"Bo\na, b, c, d, e, f\nand more'
    table(folder).write_text(HEADER + ROW + note, encoding="utf-8")
    assert len(set_aside(folder)) == 1
    assert len(read(folder)) == 1


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("c1,text,supported,Ann,a, b,2025-01-22T10:00:00+00:00\n", "line 3: 7 columns, not 6"),
        (ROW.replace("supported", "suported"), 'line 3: outcome "suported" is not one of'),
        (ROW.replace("c1", " "), "line 3: claim_id is empty"),
        (ROW.replace("Ann", ""), "line 3: reviewer is empty"),
        (ROW.replace("T10:00:00+00:00", " 10:00"), "line 3: decided_at"),
        (ROW.replace("2025-01-22", "yesterday"), "line 3: decided_at"),
        (ROW.replace("Ann", '"Ann" B.'), "line 3: not a row"),
        ('c1,"never closed\n' + ROW, 'line 3: a " opens here and never closes'),
        (ROW.replace("Ann", "Zo\xeb"), "line 3: not UTF-8"),
    ],
)
def test_a_row_edited_badly_is_named_and_left_as_it_is(folder: Path, row: str, told: str) -> None:
    data = (HEADER + ROW + row).encode("latin-1")
    table(folder).write_bytes(data)
    for act in (lambda: read(folder), lambda: undo(folder, "Ann")):
        with pytest.raises(CheckError) as caught:
            act()
        assert str(table(folder)) in str(caught.value)
        assert told in str(caught.value)
    assert table(folder).read_bytes() == data


def test_a_table_of_other_columns_is_left_alone(folder: Path) -> None:
    table(folder).write_text("claim_id;claim_text\n")
    with pytest.raises(CheckError, match="line 1"):
        read(folder)
    with pytest.raises(CheckError, match="line 1"):
        append(folder, "c1", "It opened.", "supported", "Ann")
    assert table(folder).read_text() == "claim_id;claim_text\n"


def test_what_a_spreadsheet_saves_can_be_read(folder: Path) -> None:
    padded = "c3,It fell,,,,\n"  # a row that was cut off, with all its columns
    saved = "\ufeff" + (HEADER + ROW + padded + ",,,,,\n").replace("\n", "\r\n") + "\r\n"
    table(folder).write_bytes(saved.encode())
    append(folder, "c2", "It closed.", "supported", "Bo")
    assert read(folder)["claim_id"].tolist() == ["c1", "c2"]
    assert ["line 3" in message for message in set_aside(folder)] == [True]


@pytest.mark.parametrize("parted", [";", "\t"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_saved_otherwise_is_left_alone_and_told(
    folder: Path, parted: str, coding: str
) -> None:
    data = (HEADER + ROW).replace(",", parted).encode(coding)
    table(folder).write_bytes(data)
    with pytest.raises(CheckError, match=r"line 1: .*save it as UTF-8 with commas"):
        append(folder, "c2", "It closed.", "supported", "Bo")
    assert table(folder).read_bytes() == data


def test_a_row_that_a_spreadsheet_put_into_one_cell_was_not_cut_off(folder: Path) -> None:
    cell = '"c2,""Ann said, go"",supported,Ann,,2025-01-22T10:00:00+00:00"\n'
    table(folder).write_text(HEADER + cell + ROW)
    for act in (read, set_aside):
        with pytest.raises(CheckError, match="line 2: the whole row is in one cell"):
            act(folder)


def test_a_long_row_cut_off_is_shown_in_short(folder: Path) -> None:
    table(folder).write_bytes(f"{HEADER}c1,{'word ' * 9000}".encode() + b"\0" * 9000)
    [told] = set_aside(folder)
    assert "c1,word word" in told and told.endswith("…") and len(told) < 600
    assert "\0" not in told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("c1", "text", "true", "Ann"), "not_mentioned"),
        (("", "text", "supported", "Ann"), "claim_id is empty"),
        (("c1", "text", "supported", " "), "reviewer is empty"),
        (("c1", "text", "undone", "Ann"), "call undo"),
        (("c1", "t" * 100_001, "supported", "Ann"), "100,001 characters are too long"),
    ],
)
def test_a_decision_that_is_none_is_not_written(
    folder: Path, values: tuple[str, str, str, str], told: str
) -> None:
    with pytest.raises(CheckError, match=told):
        append(folder, *values)
    assert not table(folder).exists()


def test_elsewhere_than_in_a_case_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="not a case folder"):
        append(tmp_path, "c1", "text", "supported", "Ann")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_an_error(folder: Path) -> None:
    table(folder).mkdir()
    with pytest.raises(CheckError, match="is no file but a folder"):
        append(folder, "c1", "text", "supported", "Ann")
    table(folder).rmdir()
    (folder / ".decisions.csv.lock").mkdir()
    with pytest.raises(CheckError, match="can't be written"):
        append(folder, "c1", "text", "supported", "Ann")


def test_a_file_that_a_spreadsheet_holds_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Path.open

    def held(path: Path, mode: str = "r", **others: Any) -> Any:
        if "a" in mode:
            raise PermissionError(errno.EACCES, "Permission denied")
        return usual(path, mode, **others)

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(CheckError, match="is it open in a spreadsheet"):
        append(folder, "c1", "text", "supported", "Ann")


def test_a_drive_that_cannot_lock_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(CheckError, match="can't lock files"):
        append(folder, "c1", "text", "supported", "Ann")
    assert not table(folder).exists()


def test_a_file_that_another_program_holds_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_rows, "LOCK_SECONDS", 0.05)
    held = FileLock(folder / ".decisions.csv.lock")
    with held, pytest.raises(CheckError, match="another program has held it"):
        append(folder, "c1", "text", "supported", "Ann")
    append(folder, "c1", "text", "supported", "Ann")


def test_file_and_folder_are_synced_before_it_returns(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced = []

    def fsync(handle: int) -> None:
        synced.append((os.fstat(handle).st_ino, table(folder).read_text().count("\n")))

    monkeypatch.setattr(os, "fsync", fsync)
    append(folder, "c1", "text", "supported", "Ann")
    append(folder, "c1", "text", "supported", "Ann")
    file, directory = table(folder).stat().st_ino, folder.stat().st_ino
    assert synced == [(file, 2), (directory, 2), (file, 3)]


@pytest.mark.parametrize("refused", [None, errno.ENOTSUP, errno.EIO])
def test_a_mac_is_told_to_empty_the_drives_own_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch, refused: int | None
) -> None:
    asked = []

    def full(handle: int, command: int) -> None:
        asked.append((os.fstat(handle).st_ino, command))
        if refused:
            raise OSError(refused, "Refused")

    with FileLock(folder / "x"):  # what the lock imports, it imports as on this machine
        pass
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setattr("fcntl.F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr("fcntl.fcntl", full)
    if refused == errno.EIO:
        with pytest.raises(CheckError, match="can't be written"):
            append(folder, "c1", "text", "supported", "Ann")
    else:
        append(folder, "c1", "text", "supported", "Ann")
        assert (folder.stat().st_ino, 51) in asked
    assert asked[0] == (table(folder).stat().st_ino, 51)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the benchmark forks its processes")
def test_writers_at_once_kills_and_full_disks_lose_nothing() -> None:
    script = ROOT / "tests" / "benchmarks" / "decisions.py"
    options = ["--each", "40", "--kills", "8"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, script, *options],
        env=environment, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    found = dict(line.rsplit(maxsplit=1) for line in done.stdout.splitlines())
    for what in (
        "2 processes, 40 decisions each: rows lost",
        "rows torn",
        "rows that nobody wrote, or twice",
        "of them missing",
        "kills after which nobody could decide on the case",
        "8 writes cut off at a random byte: not told",
        "whole rows missing",
        "cuts after which nobody could decide on the case",
    ):
        assert found[what] == "0", done.stdout
    assert int(found["8 kills: decisions said to be saved"]) >= 8


def test_undo_takes_back_one_after_the_other_and_erases_nothing(folder: Path) -> None:
    first = append(folder, "c1", "It opened.", "supported", "Ann")
    append(folder, "c1", "It opened.", "contradicted", "Bo")
    second = append(folder, "c1", "It opened.", "another_look", "Ann", "Ring them.")
    third = append(folder, "c2", "It closed.", "supported", "Ann")
    asked = frame(Claim, [Claim(c, "article:0", "", True, "") for c in ("c1", "c2")])
    before = table(folder).read_bytes()

    def counting() -> list[tuple[str, str, str]]:
        found = latest(read(folder), asked)
        return list(zip(found["claim_id"], found["outcome"], found["reviewer"], strict=True))

    assert undo(folder, " Ann ", "c1") == second
    assert counting() == [
        ("c1", "supported", "Ann"), ("c1", "contradicted", "Bo"), ("c2", "supported", "Ann"),
    ]  # fmt: skip
    assert undo(folder, "Ann") == third
    assert undo(folder, "Ann") == first
    assert counting() == [("c1", "contradicted", "Bo")]
    with pytest.raises(CheckError, match="Ann has no decision on claim c1 to take back"):
        undo(folder, "Ann", "c1")
    with pytest.raises(CheckError, match="Cy has no decision to take back"):
        undo(folder, "Cy")

    append(folder, "c1", "It opened.", "partly_supported", "Ann")
    assert counting()[-1] == ("c1", "partly_supported", "Ann")
    assert table(folder).read_bytes().startswith(before)
    undone = read(folder).query("outcome == 'undone'").iloc[0]
    assert (undone["claim_id"], undone["claim_text"]) == ("c1", "It opened.")
    assert undone["note"] == f"takes back: another look, {second.decided_at}"


def test_an_undo_whose_decision_was_deleted_by_hand_harms_nothing(folder: Path) -> None:
    table(folder).write_text(HEADER + ROW.replace("supported", "undone") + ROW)
    asked = frame(Claim, [Claim("c1", "article:0", "", True, "")])
    assert latest(read(folder), asked)["outcome"].tolist() == ["supported"]


def test_one_decides_on_a_claim_by_its_id(folder: Path) -> None:
    class Checked:
        case = load(folder)

    article = Checked.case.article
    asked = claims.extract(sentences.split(article), article)
    made = [
        decide(where, asked["id"][1], Outcome.SUPPORTED, "Ann", "note")
        for where in (folder, str(folder), Checked.case, Checked())
    ]
    assert records(Decision, read(folder)) == made
    assert made[0].claim_text == "It closed in 1987."
    with pytest.raises(CheckError, match="no claim 'c9' now"):
        decide(folder, "c9", "supported", "Ann")


def test_to_decide_loads_no_model(folder: Path) -> None:
    code = (
        "import sys; from claimcheck.case import decide\n"
        "try: decide(sys.argv[1], 'c9', 'supported', 'Ann')\n"
        "except ValueError: print(*{'torch', 'transformers'} & set(sys.modules))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def test_the_last_row_of_each_reviewer_counts_and_gone_claims_are_stale() -> None:
    at = "2025-01-22T10:00:00+00:00"
    made = [
        Decision("c1", "A.", Outcome.SUPPORTED, "Ann", "", at),
        Decision("c1", "A.", Outcome.CONTRADICTED, "Bo", "", at),
        Decision("c1", "A.", Outcome.NOT_MENTIONED, "Ann", "", at),
        Decision("gone", "B.", Outcome.SUPPORTED, "Ann", "", at),
    ]
    claims = frame(Claim, [Claim("c1", "article:0", "A.", True, "")])
    found = latest(frame(Decision, made), claims)
    assert list(zip(found["reviewer"], found["outcome"], found["stale"], strict=True)) == [
        ("Bo", "contradicted", False),
        ("Ann", "not_mentioned", False),
        ("Ann", "supported", True),
    ]
    assert len(latest(frame(Decision, []), claims)) == 0

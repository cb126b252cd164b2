"""Decisions: every row stays, whatever it holds and whoever writes beside it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck.decisions import decide, latest, read
from claimcheck.records import CheckError, Claim, Decision, Outcome, frame, records

ROOT = Path(__file__).resolve().parents[1]
HEADER = "claim_id,claim_text,outcome,reviewer,note,decided_at\n"
ROW = "c1,The bridge opened.,supported,Ann,,2025-01-22T10:00:00+00:00\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.toml").write_text('title = "The bridge"')
    return tmp_path


def table(folder: Path) -> Path:
    return folder / "decisions.csv"


def test_nobody_has_decided_yet(folder: Path) -> None:
    found = read(folder)
    assert list(found.columns) == HEADER.strip().split(",")
    assert len(found) == 0


def test_rows_come_back_as_written_and_in_order(folder: Path) -> None:
    made = [
        decide(folder, "c1", 'He said "no", twice.', "contradicted", "Ann", "line one\nline two"),
        decide(folder, "c2", "“Curly”, ünïcode", Outcome.SUPPORTED, "Bo"),
    ]
    assert records(Decision, read(folder)) == made
    assert table(folder).read_text(encoding="utf-8").startswith(HEADER)


def test_the_file_only_grows(folder: Path) -> None:
    decide(folder, "c1", "It opened.", "supported", "Ann")
    before = table(folder).read_bytes()
    decide(folder, "c1", "It opened.", "contradicted", "Ann")
    assert table(folder).read_bytes().startswith(before)


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.text(), note=st.text(alphabet='ab",\r\n\x00;=é', max_size=20))
def test_any_text_survives(folder: Path, text: str, note: str) -> None:
    table(folder).unlink(missing_ok=True)
    made = [decide(folder, "c1", text, "supported", "Ann", note) for _ in range(2)]
    assert records(Decision, read(folder)) == made
    assert made[0].note == note.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("cut", range(1, len(ROW)))
def test_a_torn_row_harms_no_other(folder: Path, cut: int) -> None:
    torn = ROW.replace("The bridge opened.", '"Ann said ""go"", then"')[:cut]
    table(folder).write_text(HEADER + ROW + torn, encoding="utf-8")
    made = decide(folder, "c2", "It closed.", "supported", "Bo")
    lines = table(folder).read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines[:2] == [HEADER, ROW]
    with pytest.raises(CheckError, match="line 3"):
        read(folder)
    table(folder).write_text("".join([*lines[:2], lines[-1]]), encoding="utf-8")
    assert records(Decision, read(folder))[-1] == made


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("c1,text,supported\n", "line 3: not a whole row (3 of 6 columns)"),
        (ROW.replace("supported", "suported"), 'line 3: outcome "suported" is not one of'),
        (ROW.replace("c1", " "), "line 3: claim_id is empty"),
        (ROW.replace("Ann", ""), "line 3: reviewer is empty"),
        (ROW.replace("+00:00", ""), "line 3: decided_at"),
        (ROW.replace("2025-01-22", "yesterday"), "line 3: decided_at"),
        ('c1,"never closed\n', "not a whole row"),
        ("c1,\xff\n", "line 3: not UTF-8"),
    ],
)
def test_a_malformed_row_is_named(folder: Path, row: str, told: str) -> None:
    table(folder).write_bytes((HEADER + ROW + row).encode("latin-1"))
    with pytest.raises(CheckError) as caught:
        read(folder)
    assert str(table(folder)) in str(caught.value)
    assert told in str(caught.value)


def test_a_table_of_other_columns_is_left_alone(folder: Path) -> None:
    table(folder).write_text("claim_id;claim_text\n")
    with pytest.raises(CheckError, match="line 1"):
        read(folder)
    with pytest.raises(CheckError, match="line 1"):
        decide(folder, "c1", "It opened.", "supported", "Ann")
    assert table(folder).read_text() == "claim_id;claim_text\n"


def test_what_a_spreadsheet_saves_can_be_read(folder: Path) -> None:
    saved = "\ufeff" + (HEADER + ROW).replace("\n", "\r\n") + "\r\n"
    table(folder).write_bytes(saved.encode())
    decide(folder, "c2", "It closed.", "supported", "Bo")
    assert read(folder)["claim_id"].tolist() == ["c1", "c2"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        (("c1", "text", "true", "Ann"), "not_mentioned"),
        (("", "text", "supported", "Ann"), "claim_id is empty"),
        (("c1", "text", "supported", " "), "reviewer is empty"),
    ],
)
def test_a_decision_that_is_none_is_not_written(
    folder: Path, values: tuple[str, str, str, str], told: str
) -> None:
    with pytest.raises(CheckError, match=told):
        decide(folder, *values)
    assert not table(folder).exists()


def test_elsewhere_than_in_a_case_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(CheckError, match="not a case folder"):
        decide(tmp_path, "c1", "text", "supported", "Ann")
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_an_error(folder: Path) -> None:
    table(folder).mkdir()
    with pytest.raises(CheckError, match="can't be written"):
        decide(folder, "c1", "text", "supported", "Ann")


def test_many_may_decide_at_once(folder: Path) -> None:
    code = (
        "import sys; from claimcheck.decisions import decide\n"
        "folder, name = sys.argv[1:]\n"
        "for n in range(20): decide(folder, f'c{n}', 'text', 'supported', name, 'x\\ny')"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    workers = [
        subprocess.Popen([sys.executable, "-c", code, str(folder), name], env=environment)
        for name in ("Ann", "Bo", "Cy")
    ]
    assert [worker.wait(timeout=60) for worker in workers] == [0, 0, 0]
    found = read(folder)
    assert found.groupby("reviewer").size().to_dict() == {"Ann": 20, "Bo": 20, "Cy": 20}


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

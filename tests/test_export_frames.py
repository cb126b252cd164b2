"""Every frame as CSV and Parquet: whole, of one type a column, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import fields, replace
from pathlib import Path

import pandas as pd
import pytest
from exported import FORMULA, decided, folder, result
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.check import Result
from claimcheck.export import frames
from claimcheck.harmless import restored
from claimcheck.records import CheckError, NoOutcome, Outcome

RUNS = re.compile(r'(?:\A|[;\t\r\n\0])[\s"\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]|\A[\t\r\n\0]')
ODD = st.text(alphabet="=+-@'\"; \t\r\n\0＝a1\u00a0\u202e\u200b", max_size=12) | st.text(
    max_size=12
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder(tmp_path_factory.mktemp("frames"))


@pytest.fixture(scope="module")
def checked(case: Path) -> Result:
    return result(case)


@pytest.fixture(scope="module")
def decisions(case: Path, checked: Result) -> pd.DataFrame:
    claims = list(checked.claims[["id", "text"]].itertuples(index=False, name=None))
    return decided(
        case,
        [
            (*claims[0], Outcome.SUPPORTED, "Ann", "-5"),
            (*claims[0], Outcome.CONTRADICTED, "Ann", f"note;{FORMULA}\n+1"),
            (*claims[1], NoOutcome.ANOTHER_LOOK, "=Ben", ""),
            ("gone", "Cut.", Outcome.SUPPORTED, "Ann", ""),
        ],
    )


def read(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_every_frame_of_a_result_is_there(checked: Result, decisions: pd.DataFrame) -> None:
    own = {f.name for f in fields(Result) if isinstance(getattr(checked, f.name), pd.DataFrame)}
    assert len(own) == 11
    names = {f"{name}.csv" for name in own | {"decisions", "outcomes"}}
    files = frames.csv_files(checked, decisions)
    assert files.keys() == names
    for name in own:
        assert len(read(files[f"{name}.csv"])) == len(getattr(checked, name))


def test_no_cell_would_run_in_a_spreadsheet(checked: Result, decisions: pd.DataFrame) -> None:
    raw = 0
    for frame in frames.tables(checked, decisions).values():
        for column in frame.select_dtypes("string"):
            raw += sum(bool(RUNS.search(cell)) for cell in frame[column].dropna())
    assert raw >= 6  # there is something to defuse
    for data in frames.csv_files(checked, decisions).values():
        text = data.decode("utf-8-sig")
        for row in csv.DictReader(io.StringIO(text, newline="")):
            for cell in row.values():
                assert not RUNS.search(cell) or re.fullmatch(r"-?\d+(\.\d+)?", cell), cell


@given(ODD)
def test_defused_text_runs_nothing_and_one_apostrophe_less_gives_it_back(text: str) -> None:
    safe = frames.defused(text)
    assert not RUNS.search(safe)
    assert restored(safe) == text
    if not RUNS.search(re.sub("'", "", text)):
        assert safe == text


def test_numbers_stay_numbers_and_null_is_not_an_empty_text(
    checked: Result, decisions: pd.DataFrame
) -> None:
    files = frames.csv_files(checked, decisions)
    assert b'"council",-0.25,1\n' in files["pairs.csv"]
    [card] = [r for r in files["findings.csv"].split(b"\n") if b'"2025-03-05"' in r]
    assert b',,"2025-03-05",,,"date","years apart"' in card
    told = pd.read_csv(io.BytesIO(files["findings.csv"]))
    assert told["evidence_start"].dtype == float and told["claim_start"].dtype == int
    assert told["claim_id"].tolist() == checked.findings["claim_id"].tolist()


def test_nested_values_are_json_in_one_order(checked: Result, decisions: pd.DataFrame) -> None:
    tables = frames.tables(checked, decisions)
    value = json.loads(tables["facts"]["value"][0])
    assert value["type"] == "DateSpan" and value["precision"] == "year" and value["low"] is None
    assert json.loads(tables["internal"]["texts"][0]) == ["£4 million", "£4 million"]
    assert json.loads(tables["stances"]["claim_shares"][0]) == [[0, 3, 0.5]]
    assert frames.plain({"b", "a", "c"}) == ["a", "b", "c"]


def test_the_decisions_tell_which_count_and_whose_the_outcomes_are(
    checked: Result, decisions: pd.DataFrame
) -> None:
    tables = frames.tables(checked, decisions)
    assert tables["decisions"]["counts"].tolist() == [False, True, True, True]
    assert tables["decisions"]["stale"].tolist() == [False, False, False, True]
    assert tables["outcomes"]["whose"].tolist()[:3] == ["person", "another look asked", "machine"]
    assert tables["outcomes"]["person_outcome"].tolist()[0] == "contradicted"
    assert json.loads(tables["outcomes"]["decided_by"][1]) == ["=Ben"]


def test_parquet_gives_back_every_cell_as_it_was(checked: Result, decisions: pd.DataFrame) -> None:
    files = frames.parquet_files(checked, decisions)
    for name, frame in frames.tables(checked, decisions).items():
        back = pd.read_parquet(io.BytesIO(files[f"{name}.parquet"]))
        assert back.astype(object).where(back.notna(), None).to_dict("list") == frame.astype(
            object
        ).where(frame.notna(), None).to_dict("list"), name
    texts = pd.read_parquet(io.BytesIO(files["verdicts.parquet"]))["why"].tolist()
    assert texts == checked.verdicts["why"].tolist() and FORMULA in texts


def test_a_column_has_one_type_whatever_is_in_it(checked: Result, decisions: pd.DataFrame) -> None:
    full = frames.tables(checked, decisions)
    names = ("claims", "findings", "verdicts", "internal", "facts", "decisions", "outcomes")
    none = replace(checked, **{n: getattr(checked, n).iloc[:0] for n in names[:5]})
    empty = frames.tables(none, decisions.iloc[:0])
    for name in names:
        assert empty[name].dtypes.to_dict() == full[name].dtypes.to_dict(), name


def test_odd_characters_are_no_obstacle(checked: Result, decisions: pd.DataFrame) -> None:
    odd = checked.claims.copy()
    odd["reason"] = pd.Series(["\ud800 half a character"] * len(odd), dtype=object)
    torn = replace(checked, claims=odd)
    assert b"? half" in frames.csv_files(torn, decisions)["claims.csv"]
    data = frames.parquet_files(torn, decisions)["claims.parquet"]
    assert pd.read_parquet(io.BytesIO(data))["reason"][0] == "? half a character"


def test_without_pyarrow_it_says_what_to_install(
    checked: Result, decisions: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise ImportError("no pyarrow")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", missing)
    with pytest.raises(CheckError, match=r"pip install 'claimcheck\[parquet\]'"):
        frames.parquet_files(checked, decisions)

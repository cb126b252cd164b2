"""``claimcheck judge``: rows in, results out, whatever stands in them; documents as premises."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimcheck import documents
from claimcheck.cli import app
from claimcheck.encoder import Encoder
from claimcheck.entailment import judge as judge_module
from claimcheck.entailment.judge import Judge
from claimcheck.entailment.judged import LABELS
from claimcheck.judging import judge_rows

RUN = CliRunner()
COLUMNS = list(LABELS)
GOOD = {"premise": "We closed the bridge in May.", "hypothesis": "The bridge is shut."}
ARTICLE = " ".join(
    [
        "The council met on Monday for two hours.",
        "The ferry to Halden was late again.",
        "We closed the bridge in May because of rust.",
        "A new school will open in the autumn.",
        "The mayor thanked the fire brigade.",
        "Onion prices rose by a tenth.",
        "The library keeps its old hours.",
        "Nobody spoke about the swimming pool.",
    ]
)


class Table:
    """A judge that looks claims up: a word of the claim and one of the evidence, or neither."""

    notices = ()

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []

    def judge(
        self, claims: Sequence[str], evidence: Sequence[Any], progress: bool = False
    ) -> pd.DataFrame:
        self.asked += zip(claims, evidence, strict=True)
        rows = [self._row(c, e) for c, e in zip(claims, evidence, strict=True)]
        return pd.DataFrame(np.reshape(rows, (-1, 3)), columns=COLUMNS)

    @staticmethod
    def _row(claim: str, evidence: Any) -> tuple[float, float, float]:
        """Claims such as ``60/30/10.`` have their probabilities in them."""
        try:
            supports, refutes, neither = map(int, claim.rstrip(".").split("/"))
        except ValueError:
            return 0.2, 0.1, 0.7
        return supports / 100, refutes / 100, neither / 100


def judged(*rows: Any, judge: Any = None) -> tuple[list[dict[str, Any]], dict[int, str]]:
    """Judge rows with a table; the results, and what was told of bad lines."""
    bad: dict[int, str] = {}
    lines = [row if isinstance(row, str | bytes) else json.dumps(row) for row in rows]
    found = list(judge_rows(lines, judge or Table(), Encoder(), bad.__setitem__))
    return found, bad


# Rows

BAD: dict[str, bytes] = {
    "not JSON": b"The bridge is shut.",
    "half a row": b'{"premise": "The bridge',
    "two rows": b"{} {}",
    "not an object": b'["premise", "hypothesis"]',
    "a text": b'"premise"',
    "null": b"null",
    "no hypothesis": b'{"premise": "The bridge is shut."}',
    "no premise": b'{"hypothesis": "The bridge is shut."}',
    "empty premise": b'{"premise": " ", "hypothesis": "x"}',
    "empty hypothesis": b'{"premise": "x", "hypothesis": ""}',
    "number": b'{"premise": "x", "hypothesis": 1}',
    "list as premise": b'{"premise": ["x"], "hypothesis": "x"}',
    "null as premise": b'{"premise": null, "hypothesis": "x"}',
    "object": b'{"premise": "x", "hypothesis": {"text": "x"}}',
    "empty list": b'{"premise": "x", "hypothesis": []}',
    "list of a number": b'{"premise": "x", "hypothesis": ["x", 1]}',
    "list of an empty text": b'{"premise": "x", "hypothesis": ["x", " "]}',
    "invalid UTF-8": b'{"premise": "\xff\xfe", "hypothesis": "x"}',
    "deep": b"[" * 100_000,
    "deep inside": b'{"premise": "x", "hypothesis": "x", "more": '
    + b"[" * 100_000
    + b"]" * 100_000
    + b"}",
    "no number": b'{"premise": "x", "hypothesis": "x", "score": NaN}',
    "a huge number": b'{"premise": "x", "hypothesis": "x", "score": 1e999}',
    "a long number": b'{"premise": "x", "hypothesis": "x", "score": ' + b"9" * 5000 + b"}",
    "control": b'{"premise": "x\x01", "hypothesis": "x"}',
    "zeros": b"\0" * 9,
}


@pytest.mark.parametrize("line", BAD.values(), ids=BAD)
def test_a_bad_row_is_told_by_its_line_and_the_others_are_judged(line: bytes) -> None:
    good = json.dumps(GOOD).encode()
    found, bad = judged(good, line, good)
    assert list(bad) == [2]
    assert bad[2]
    assert [row["line"] for row in found] == [1, 3]
    for row in found:
        json.dumps(row, allow_nan=False)


@pytest.mark.parametrize("depth", [100, 900, 960, 990, 5000])
def test_what_is_nested_is_carried_or_told(depth: int) -> None:
    more = "[" * depth + "]" * depth
    found, bad = judged(json.dumps(GOOD)[:-1] + f', "more": {more}}}', GOOD)
    assert (len(found), len(bad)) in {(2, 0), (1, 1)}
    assert depth > 100 or not bad
    assert all(json.dumps(row) for row in found)


def test_good_rows_keep_their_order_and_what_else_stands_in_them() -> None:
    rows = [GOOD | {"id": f"row {n}", "more": {"deep": [n, None]}} for n in range(150)]
    rows[70]["premise"] = ""
    found, bad = judged(*rows)
    kept = [n for n in range(150) if n != 70]
    assert [row["id"] for row in found] == [f"row {n}" for n in kept]
    assert [row["line"] for row in found] == [n + 1 for n in kept]
    assert found[80]["more"] == {"deep": [81, None]}
    assert list(bad) == [71]
    assert list(found[0]) == ["id", "more", "line", "label", *LABELS, "sure", "why"]


def test_empty_lines_are_passed_over_but_counted() -> None:
    found, bad = judged("", " \r\n", GOOD, b"\n")
    assert ([row["line"] for row in found], bad) == ([3], {})


def test_what_a_result_says_wins_over_what_the_row_said() -> None:
    found, _ = judged(GOOD | {"label": "old", "why": 1, "supports": "x", "line": 9})
    assert found[0]["label"] in LABELS
    assert (found[0]["line"], type(found[0]["supports"]), type(found[0]["why"])) == (1, float, str)


@pytest.mark.parametrize(
    "sentences, label, worst",
    [
        (["80/10/10.", "10/80/10.", "20/10/70."], "refutes", 1),
        (["10/60/30.", "10/80/10."], "refutes", 1),
        (["80/10/10.", "20/10/70.", "70/10/20."], "neither", 1),
        (["80/10/10.", "70/10/20."], "supports", 1),
        (["33/34/33.", "51/49/0."], "refutes", 0),
        (["40/10/50.", "36/32/32."], "neither", 0),
    ],
)
def test_the_worst_sentence_decides(sentences: list[str], label: str, worst: int) -> None:
    for hypothesis in (sentences, sentences[::-1]):
        found, _ = judged(GOOD | {"hypothesis": hypothesis})
        assert (found[0]["label"], found[0]["worst"]) == (label, sentences[worst])
        told = [int(part) / 100 for part in sentences[worst].rstrip(".").split("/")]
        assert [found[0][name] for name in LABELS] == pytest.approx(told)


def test_a_hypothesis_is_split_into_its_sentences() -> None:
    table = Table()
    found, _ = judged(
        GOOD | {"hypothesis": "The bridge is shut. It will open in May."},
        GOOD | {"hypothesis": ["The bridge is shut. Dr. Roe agreed.", "It will open."]},
        GOOD | {"hypothesis": ["The bridge is shut."]},
        judge=table,
    )
    assert {claim for claim, _ in table.asked} == {
        "The bridge is shut.",
        "It will open in May.",
        "Dr. Roe agreed.",
        "It will open.",
    }
    assert ["worst" in row for row in found] == [True, True, False]


def test_odd_texts_are_judged_like_any_other() -> None:
    odd = ["\u200b", "👩‍👩‍👧 ✊🏽", "?!", "\ud800", "\u0000\u001b[2J", "x" * 20_000, "a\u2028b"]
    rows = [{"premise": p, "hypothesis": h} for text in odd for p, h in [(text, "x"), ("x", text)]]
    found, bad = judged(*rows, judge=Judge())
    assert (len(found), bad) == (14, {})
    for row in found:
        assert sum(row[label] for label in LABELS) == pytest.approx(1, abs=1e-5)


def test_results_come_before_the_last_rows_are_read() -> None:
    read = []

    def lines() -> Iterator[str]:
        for number in range(1000):
            read.append(number)
            yield json.dumps(GOOD)

    found = judge_rows(lines(), Table(), Encoder(), print)  # type: ignore[arg-type]
    assert next(found)["line"] == 1
    assert len(read) < 100
    told: list[int] = []
    assert len(list(judge_rows(lines(), Table(), Encoder(), print, told.append))) == 1000  # type: ignore[arg-type]
    assert sum(told) == 1000


# Documents


def test_the_evidence_is_a_sentence_of_the_document() -> None:
    claims = ["The bridge was closed in May.", "The ferry was late.", "It rained in Halden."]
    found = documents.judge(claims, [ARTICLE] * 3, Judge(), Encoder())
    assert list(found) == [*LABELS, "label", "evidence"]
    assert set(found["evidence"]) <= set(documents.split(ARTICLE))
    assert found["evidence"][0] == "We closed the bridge in May because of rust."
    np.testing.assert_allclose(found[COLUMNS].sum(axis=1), 1, atol=1e-5)
    assert (found["label"] == found[COLUMNS].idxmax(axis=1)).all()


def test_only_the_sentences_nearest_to_a_claim_are_judged() -> None:
    table = Table()
    documents.judge(["The bridge was closed in May."], [ARTICLE], table, Encoder())  # type: ignore[arg-type]
    alone = [evidence for _, evidence in table.asked if isinstance(evidence, str)]
    together = [list(evidence) for _, evidence in table.asked if not isinstance(evidence, str)]
    assert together == [alone]
    assert len(alone) == documents.TOGETHER
    assert alone == [s for s in documents.split(ARTICLE) if s in alone]  # in their order
    assert "We closed the bridge in May because of rust." in alone


def test_a_sentence_as_premise_is_judged_as_a_pair() -> None:
    premise, claim = "We closed the bridge in May.", "The bridge is shut."
    found = documents.judge([claim], [premise], Judge(), Encoder())
    expected = Judge().judge([claim], [premise])
    np.testing.assert_allclose(found[COLUMNS], expected[COLUMNS], atol=1e-6)
    assert found["evidence"][0] == premise


def test_no_claims_give_no_rows() -> None:
    found = documents.judge([], [], Judge(), Encoder())
    assert (len(found), list(found)) == (0, [*LABELS, "label", "evidence"])


def row(supports: float, refutes: float) -> tuple[float, float, float]:
    return supports, refutes, 1 - supports - refutes


def aggregated(alone: list[tuple[float, ...]], whole: tuple[float, ...]) -> pd.DataFrame:
    return documents.aggregate(
        pd.DataFrame(alone, columns=COLUMNS),
        pd.DataFrame([whole], columns=COLUMNS),
        [[f"sentence {n}" for n in range(len(alone))]],
        np.array([len(alone)]),
    )


LACKS = st.tuples(st.floats(0, 0.05), st.floats(0, 0.05)).map(lambda two: row(*two))
HAS = st.tuples(st.floats(0.85, 1), st.floats(0, 0.1), st.booleans()).map(
    lambda three: row(*((three[0], 0) if three[2] else (three[1], 0.9)))
)
ANY = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(
    lambda two: row(two[0], two[1] * (1 - two[0]))
)


@settings(deadline=None, max_examples=60)
@given(holder=HAS, others=st.lists(LACKS, max_size=5), place=st.integers(0, 5))
def test_sentences_that_lack_the_evidence_never_outvote_one_that_has_it(
    holder: tuple[float, ...], others: list[tuple[float, ...]], place: int
) -> None:
    place = min(place, len(others))
    alone = [*others[:place], holder, *others[place:]]
    found = aggregated(alone, holder)
    assert found["label"][0] == LABELS[int(np.argmax(holder))]
    assert found["evidence"][0] == f"sentence {place}"


@settings(deadline=None, max_examples=60)
@given(alone=st.lists(ANY, min_size=1, max_size=5), whole=ANY, many=st.integers(1, 5))
def test_sentences_that_settle_nothing_change_nothing(
    alone: list[tuple[float, ...]], whole: tuple[float, ...], many: int
) -> None:
    without = aggregated(alone, whole)[COLUMNS]
    padded = aggregated([*alone, *[(0.0, 0.0, 1.0)] * many], whole)[COLUMNS]
    np.testing.assert_allclose(padded, without, atol=1e-9)
    np.testing.assert_allclose(without.sum(axis=1), 1, atol=1e-9)
    assert without.to_numpy().min() >= -1e-9


@settings(deadline=None, max_examples=40)
@given(alone=st.lists(ANY, min_size=1, max_size=6), whole=ANY)
def test_the_order_of_the_sentences_changes_no_number(
    alone: list[tuple[float, ...]], whole: tuple[float, ...]
) -> None:
    np.testing.assert_allclose(
        aggregated(alone, whole)[COLUMNS], aggregated(alone[::-1], whole)[COLUMNS], atol=1e-9
    )


def test_where_no_sentence_settles_anything_the_whole_decides() -> None:
    found = aggregated([(0.0, 0.0, 1.0)] * 3, row(0.7, 0.1))
    assert found["label"][0] == "supports"
    np.testing.assert_allclose(found[COLUMNS], [row(0.7, 0.1)])


def test_each_claim_is_aggregated_by_itself() -> None:
    first, second = [row(0.9, 0), row(0, 0)], [row(0, 0.2), row(0.1, 0.8), row(0, 0)]
    both = documents.aggregate(
        pd.DataFrame(first + second, columns=COLUMNS),
        pd.DataFrame([first[0], second[1]], columns=COLUMNS),
        [["a", "b"], ["c", "d", "e"]],
        np.array([2, 3]),
    )
    assert list(both["label"]) == ["supports", "refutes"]
    assert list(both["evidence"]) == ["a", "d"]
    np.testing.assert_allclose(both[COLUMNS].iloc[[1]], aggregated(second, second[1])[COLUMNS])


# From the command line


def write(path: Path, *rows: Any) -> Path:
    lines = [r if isinstance(r, bytes) else json.dumps(r).encode() for r in rows]
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def run(pairs: object, out: object, *more: str, given: bytes | None = None) -> Any:
    return RUN.invoke(app, ["judge", str(pairs), "--out", str(out), *more], input=given)


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_rows_are_judged_into_a_file(tmp_path: Path) -> None:
    pairs = write(
        tmp_path / "in.jsonl",
        GOOD | {"id": "é"},
        {"premise": ARTICLE, "hypothesis": ["The ferry was late.", "The mayor resigned."]},
    )
    out = tmp_path / "new" / "out.jsonl"
    done = run(pairs, out)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")
    first, second = read(out)
    assert first["id"] == "é"
    assert second["worst"] in {"The ferry was late.", "The mayor resigned."}
    assert any(sentence in second["why"] for sentence in documents.split(ARTICLE))
    for found in (first, second):
        assert found["label"] == max(LABELS, key=found.__getitem__)
        assert sum(found[label] for label in LABELS) == pytest.approx(1, abs=1e-5)
    assert run(pairs, out).exit_code == 0  # its own file is written over
    assert read(out) == [first, second]


def test_bad_rows_are_told_and_the_exit_code_is_2(tmp_path: Path) -> None:
    pairs = write(tmp_path / "in.jsonl", GOOD, *BAD.values(), b"\x1b[2J", GOOD)
    done = run(pairs, tmp_path / "out.jsonl")
    assert done.exit_code == 2
    assert [row["line"] for row in read(tmp_path / "out.jsonl")] == [1, len(BAD) + 3]
    told = done.stderr.splitlines()
    for number, line in enumerate(told[:-1], 2):
        assert line.startswith(f"claimcheck: {pairs}, line {number}: ")
    assert len(told) == len(BAD) + 2
    assert f"{len(BAD) + 1} of its rows" in told[-1]
    assert "\x1b" not in done.stderr
    assert "Traceback" not in done.output


def test_standard_input_and_output(tmp_path: Path) -> None:
    data = json.dumps(GOOD | {"id": "😀 \ud800"}).encode() + b"\nbad\n"
    done = run("-", "-", given=data)
    assert done.exit_code == 2
    assert json.loads(done.stdout)["id"] == "😀 \ud800"
    assert "line 2" in done.stderr
    done = run("-", tmp_path / "out", given=data[:-4])
    assert (done.exit_code, len(read(tmp_path / "out"))) == (0, 1)


def test_an_empty_file_gives_an_empty_file(tmp_path: Path) -> None:
    done = run(write(tmp_path / "in.jsonl"), tmp_path / "out.jsonl")
    assert done.exit_code == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""
    assert run("-", "-", given=b"").stdout == ""


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    for place in (tmp_path / "none.jsonl", tmp_path):
        done = run(place, tmp_path / "out.jsonl")
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert str(place) in done.stderr
        assert not (tmp_path / "out.jsonl").exists()
    done = run(write(tmp_path / "in.jsonl", GOOD), tmp_path)
    assert done.exit_code == 2
    assert str(tmp_path) in done.stderr


def test_the_file_of_the_rows_is_never_written_over(tmp_path: Path) -> None:
    pairs = write(tmp_path / "in.jsonl", GOOD | dict.fromkeys(["label", *LABELS], 0))
    before = pairs.read_bytes()
    (tmp_path / "link").symlink_to(pairs)
    for out in (pairs, tmp_path / "link"):
        done = run(pairs, out)
        assert done.exit_code == 2
        assert "name another" in done.stderr
        assert pairs.read_bytes() == before


@pytest.mark.parametrize("text", ["My notes.\n", '{"label": "x"}\n', "\n\n", "\x00"])
def test_a_file_of_somebody_else_is_never_written_over(tmp_path: Path, text: str) -> None:
    out = tmp_path / "notes.txt"
    out.write_text(text)
    done = run(write(tmp_path / "in.jsonl", GOOD), out)
    assert done.exit_code == 2
    assert "not written by claimcheck" in done.stderr
    assert out.read_text() == text


def test_another_judge_that_is_not_there(tmp_path: Path) -> None:
    done = run(write(tmp_path / "in.jsonl", GOOD), tmp_path / "out", "--judge", "someone/nli")
    assert done.exit_code == 2
    assert "someone/nli@REVISION" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_its_weights_it_fails_in_one_line_and_keeps_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs, out = write(tmp_path / "in.jsonl", GOOD), tmp_path / "out"
    assert run(pairs, out).exit_code == 0
    before = out.read_bytes()
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(judge_module, "WEIGHTS", tmp_path / "judge.safetensors")
    done = run(pairs, out)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "judge.safetensors: missing; install claimcheck again" in done.stderr
    assert out.read_bytes() == before


def test_results_are_on_disk_before_the_last_rows_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, seen = tmp_path / "out.jsonl", []
    blocks = [json.dumps(GOOD).encode() + b"\n"] * 300

    class Slow(io.BytesIO):
        def __iter__(self) -> Iterator[bytes]:
            for number, line in enumerate(blocks, 1):
                if number == len(blocks):
                    seen.append(len(read(out)))
                yield line

    opened = Path.open
    monkeypatch.setattr(
        Path,
        "open",
        lambda path, *how, **more: Slow() if path.name == "in" else opened(path, *how, **more),
    )
    assert run(tmp_path / "in", out).exit_code == 0
    assert seen[0] >= 200
    assert len(read(out)) == 300


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    """As in ``claimcheck judge - --out - | head -1``."""
    pairs = write(tmp_path / "in.jsonl", *[GOOD] * 2000)
    command = f"{sys.executable} -m claimcheck judge {pairs} --out - | head -1"
    done = subprocess.run(
        ["bash", "-c", command],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert json.loads(done.stdout)["line"] == 1
    assert "Traceback" not in done.stderr

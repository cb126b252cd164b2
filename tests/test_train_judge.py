"""The training: one command on a folder of pairs, seeded, going on where it was stopped."""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.torch import load

from claimcheck import train_judge
from claimcheck.entailment.judged import LABELS

PLACES = ("Halden", "Orrin", "Marsk", "Tolby")
THINGS = ("bridge", "school", "ferry", "tower", "library", "harbour")


def rows() -> list[dict[str, str]]:
    """A hundred invented pairs: the bridge in Halden cost 40 million in May 2019."""
    chance = random.Random(1)
    out = []
    for number in range(100):
        place, thing = chance.choice(PLACES), chance.choice(THINGS)
        cost, year = chance.randrange(20, 90), chance.randrange(1990, 2020)
        label = LABELS[number % 3]
        said = {"supports": cost, "refutes": cost + 5, "neither": cost}[label]
        other = "Nobody asked the mayor." if label == "neither" else ""
        out.append(
            {
                "premise": other
                or f"The {thing} in {place} is tall, opened in May {year}, and it cost "
                f"{cost} million to build.",
                "hypothesis": f"The {thing} in {place}, opened in May {year}, cost {said} million.",
                "label": label,
                "source": "vitaminc_real",
            }
        )
    return out


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of pairs, with our own beside them."""
    folder = tmp_path_factory.mktemp("pairs")
    for name, part in (("train", rows()), ("small_dev", rows()[:12])):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in part)
    (folder / "later").mkdir()
    for path in (folder / "own.csv", folder / "later" / "more.csv"):
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file)
            table.writerow(["group", "evidence", "claim", "label", "kind"])
            for row in rows()[:6]:
                evidence = row["premise"] + " It rained."
                table.writerow(["a", evidence, row["hypothesis"], row["label"], "number"])
    return folder


def run(pairs: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    out = work / "judge.safetensors"
    given = ["train_judge", str(pairs), "--own", str(pairs), "--work", str(work)]
    monkeypatch.setattr(sys, "argv", [*given, "--out", str(out), "--epochs", "3"])
    train_judge.main()
    return out.read_bytes()


@pytest.mark.slow
def test_goes_on_where_it_was_stopped(
    pairs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = run(pairs, tmp_path / "whole", monkeypatch)
    assert load(whole)["calibration"].isfinite().all()

    def stop(*_: object) -> dict[str, float]:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(train_judge, "measure", stop)  # an epoch's checkpoint is written before
        run(pairs, tmp_path / "parts", patch)
    assert run(pairs, tmp_path / "parts", monkeypatch) == whole


SUPPORTED = [row for row in rows() if row["label"] == "supports"]


class TestEdits:
    def test_are_the_same_every_time(self) -> None:
        assert train_judge.edits(SUPPORTED) == train_judge.edits(SUPPORTED)

    def test_change_one_side_only(self) -> None:
        found = train_judge.edits(SUPPORTED)
        assert {row["label"] for row in found} >= {"refutes"}
        for row in found:
            assert any(
                (row["premise"] == old["premise"]) != (row["hypothesis"] == old["hypothesis"])
                for old in SUPPORTED
            )

    def test_another_number_has_the_same_look(self) -> None:
        chance = random.Random(3)
        for number in ("7", "42", "1,250", "3.5", "1998", "0.25"):
            for _ in range(200):
                other = train_judge._another(number, chance)
                assert other != number
                assert ("." in other) == ("." in number)
                assert float(other.replace(",", "")) >= 0

    @pytest.mark.parametrize(
        ("text", "other", "expected"),
        [
            ("The road is not open.", "", "The road is open."),
            ("The road was shut by the council.", "", "The road was not shut by the council."),
            ("It rained.", "", None),
        ],
    )
    def test_a_not_comes_or_goes(self, text: str, other: str, expected: str | None) -> None:
        assert train_judge._negated(text, other) == expected


def test_a_claim_is_held_out_or_trained_on_but_never_both() -> None:
    claims = [f"The bridge cost {n} million." for n in range(2000)]
    share = np.mean([train_judge._held_out(claim) for claim in claims])
    assert 0.03 < share < 0.07

"""The same verdicts, and scores to 1e-5, whatever the threads, batches, orders and hash seeds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck import encoder, weights
from claimcheck.case import load
from claimcheck.check import Result, check
from claimcheck.records import Case

CASE = Path(__file__).parents[1] / "data" / "cases" / "apple-aws"
NEAR = 1e-5
LAST_PLACE = 1.0001e-4  # of what is given to 4 places: which way it is rounded may hang on 1e-8
KEYS = {
    "pairs": ["claim_id", "source_id", "rank"],
    "stances": ["claim_id", "source_id"],
    "weighed": ["claim_id", "source_id"],
}

pytestmark = pytest.mark.slow


def cold(folder: Path, case: Case | Path = CASE) -> Result:
    """Check with an empty cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMCHECK_CACHE", str(folder))
        return check(case)


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Result:
    return cold(tmp_path_factory.mktemp("cache"))


FRAMES = [field.name for field in fields(Result) if field.type == "pd.DataFrame"]


def same(one: Result, other: Result) -> None:
    """Hold two results against each other, all that is in them."""
    assert near(one.to_json(), other.to_json())
    for name in FRAMES:
        assert near(*(getattr(result, name).to_dict("records") for result in (one, other))), name


def same_but_for_order(one: Result, other: Result) -> None:
    """Hold two results against each other; which of two sources is named comes of their order."""
    assert near(*(tidy(result.to_json()) for result in (one, other)))
    for name in ("pairs", "stances", "weighed"):
        mine, theirs = (getattr(r, name).sort_values(KEYS[name]) for r in (one, other))
        assert near(mine.to_dict("records"), theirs.to_dict("records")), name


def tidy(result: dict[str, Any]) -> dict[str, Any]:
    """Put what comes in the order of the sources into one order."""
    for claim in result["claims"]:
        del claim["why"]
        claim["findings"].sort(key=lambda found: json.dumps(found, sort_keys=True))
        claim["evidence"].sort(key=lambda found: (found["source"], found["rank"]))
    return result | {"sources": sorted(result["sources"], key=lambda source: source["id"])}


def near(one: Any, other: Any, within: float = NEAR) -> bool:
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(
            near(one[key], other[key], LAST_PLACE if key == "similarity" else NEAR) for key in one
        )
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(near, one, other))
    if isinstance(one, float | np.floating):
        both_missing = bool(np.isnan(one) and other is not None and np.isnan(other))
        return both_missing or abs(one - other) <= within
    return bool(one == other)


def test_near_is_near() -> None:
    assert near({"a": [1.0, "x"], "similarity": 0.5}, {"a": [1.000005, "x"], "similarity": 0.5001})
    assert not near({"a": 0.5}, {"a": 0.5001})
    assert not near({"similarity": 0.5}, {"similarity": 0.5002})
    assert not near([1, 2], [2, 1])


@pytest.fixture
def threads() -> Iterator[Callable[[int], None]]:
    import torch

    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


@pytest.mark.parametrize("many", [1, 2])
def test_threads(usual: Result, threads: Callable[[int], None], tmp_path: Path, many: int) -> None:
    threads(many)
    same(usual, cold(tmp_path))


@pytest.mark.parametrize(
    ("texts", "pairs", "pieces", "kept"),
    [(1, 1, 1, 512), (7, 5, 200, 13), (1000, 1000, 100_000, 100_000)],
    ids=["one by one", "few", "all at once"],
)
def test_batches(
    usual: Result,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    texts: int,
    pairs: int,
    pieces: int,
    kept: int,
) -> None:
    from sentence_transformers import SentenceTransformer

    from claimcheck.entailment import head, tokens

    encode = SentenceTransformer.encode

    def batched(self: Any, *given: Any, **options: Any) -> Any:
        return encode(self, *given, **{**options, "batch_size": texts})

    monkeypatch.setattr(SentenceTransformer, "encode", batched)
    monkeypatch.setattr(head, "BATCH", pairs)
    monkeypatch.setattr(tokens, "_BATCH", pieces)
    monkeypatch.setattr(encoder, "_CHUNK", kept)
    same(usual, cold(tmp_path))


def test_orders_of_sources(usual: Result, tmp_path: Path) -> None:
    case = load(CASE)
    for order in (case.sources[::-1], case.sources[1:] + case.sources[:1]):
        other = cold(tmp_path / order[0].id, replace(case, sources=order))
        same_but_for_order(usual, other)


def test_a_warm_cache_gives_the_same_bytes(tmp_path: Path) -> None:
    first, warm, again = (json.dumps(cold(tmp_path).to_json()) for _ in range(3))
    assert first == warm == again


def test_a_cache_that_has_one_half(usual: Result, tmp_path: Path) -> None:
    case = load(CASE)
    cold(tmp_path, replace(case, sources=case.sources[:1]))
    same(usual, cold(tmp_path))


def test_hash_seeds_and_threads_of_other_processes(usual: Result, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "claimcheck", "check", CASE, "--json", "-"]

    def start(seed: str, threads: str, cache: Path) -> subprocess.Popen[bytes]:
        told = {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads, "CLAIMCHECK_CACHE": str(cache)}
        environment = {**os.environ, **told}
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def told(run: subprocess.Popen[bytes]) -> bytes:
        out, errors = run.communicate(timeout=120)
        assert run.returncode == 0, errors
        return out

    running = [start(*way, tmp_path / way[0]) for way in (("0", "1"), ("random", "2"))]
    found = [told(run) for run in running]
    expected = usual.to_json()
    assert all(near(json.loads(out), expected) for out in found)
    again = start("1", "1", tmp_path / "0")  # warm
    assert told(again) == found[0]


def test_the_packaged_model_by_its_path_gives_the_judge_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = replace(load(CASE), sources=load(CASE).sources[:1])
    found = cold(tmp_path / "by name", case)
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "by path"))
    named = check(case, model=weights.packaged_folder())
    assert near(*(result.stances.to_dict("records") for result in (found, named)))

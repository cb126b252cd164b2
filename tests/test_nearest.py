"""The search: exactly what brute force finds, wherever it is done."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stored import Floats, drawn, store, unit

from claimcheck import corpus, nearest


def brute(vectors: Floats, queries: Floats, k: int) -> tuple[Any, Any]:
    near = np.round(queries.astype(float) @ vectors.astype(float).T, 4)
    order = np.argsort(-near, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(near, order, axis=1)


def agree(folder: Path, parts: list[Floats], queries: Floats, k: int) -> None:
    """Hold what is found against brute force over all the vectors."""
    found = nearest.nearest(store(folder, parts), queries, k)
    places, similarity = brute(np.concatenate(parts), queries, k)
    ids = [f"s{number}:{n}" for number, part in enumerate(parts) for n in range(len(part))]
    assert found["id"].tolist() == [ids[place] for place in places.ravel()]
    np.testing.assert_array_equal(found["similarity"], similarity.ravel())
    each = places.shape[1]
    assert found["query"].tolist() == np.repeat(np.arange(len(queries)), each).tolist()
    assert found["rank"].tolist() == list(range(1, each + 1)) * len(queries)


# Few different coordinates: many rows that are the same or as near.
rows_of_three = st.lists(
    st.lists(st.sampled_from([0.0, 1.0, -1.0, 0.5]), min_size=3, max_size=3).filter(any),
    max_size=30,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    parts=st.lists(rows_of_three, min_size=1, max_size=3),
    asked=rows_of_three,
    k=st.integers(1, 100),
    block=st.sampled_from([(8, 2), (64, 4), (1 << 20, 64)]),
)
def test_the_nearest_are_those_of_brute_force(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    parts: list[list[list[float]]],
    asked: list[list[float]],
    k: int,
    block: tuple[int, int],
) -> None:
    shutil.rmtree(tmp_path / "corpus", ignore_errors=True)
    monkeypatch.setattr(nearest, "_PRODUCTS", block[0])
    monkeypatch.setattr(nearest, "_GROUP", block[1])
    vectors = [unit(part) if part else np.empty((0, 3), np.float32) for part in parts]
    queries = unit(asked) if asked else np.empty((0, 3), np.float32)
    agree(tmp_path / "corpus", vectors, queries, k)


@pytest.mark.parametrize("k", [1, 5, 400, 3000])
def test_many_blocks_and_partitions_give_what_brute_force_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int
) -> None:
    monkeypatch.setattr(nearest, "_PRODUCTS", 1 << 13)
    many = drawn(1, 2500)
    many[700:1400] = many[3]  # a line that stands in every article
    agree(tmp_path, [many[:900], many[:0], many[900:2200], many[2200:]], drawn(2, 20), k)


@pytest.mark.parametrize("k", [3, 50])
@pytest.mark.parametrize("rising", [False, True])
def test_nearness_just_at_the_edge_of_rounding_is_ranked_as_brute_force_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int, rising: bool
) -> None:
    # Cosines a few millionths apart, so that most lie near a rounding's edge or share its value.
    monkeypatch.setattr(nearest, "_PRODUCTS", 1 << 11)
    cosines = 0.5 + np.random.default_rng(3).integers(-300, 300, 3000) * 1e-6
    angles = np.arccos(np.sort(cosines) if rising else cosines)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    agree(tmp_path, [vectors[:1500], vectors[1500:]], unit([[1.0, 0.0]]), k)


def test_the_cut_into_partitions_and_their_order_leave_no_trace(tmp_path: Path) -> None:
    vectors, queries = drawn(1, 600), drawn(2, 7)
    whole = nearest.nearest(store(tmp_path / "one", [vectors]), queries, 9)
    cut = store(tmp_path / "many", np.split(vectors, [1, 100, 350]))
    pd.testing.assert_frame_equal(
        nearest.nearest(cut, queries, 9)[["query", "similarity", "rank"]],
        whole[["query", "similarity", "rank"]],
    )
    parts = [nearest.best(part, queries, 9) for part in cut.partitions]
    for order in (parts, parts[::-1], [nearest.merge(parts[2:], 9), *parts[:2]]):
        found = nearest.merge(order, 9)
        assert found.place.ravel().tolist() == [int(i[3:]) for i in whole["id"]]
    further = nearest.best(cut.partitions[3], queries, 9, nearest.merge(parts[:3], 9))
    assert further.place.tolist() == found.place.tolist()


def test_a_partition_can_be_a_task_of_another_process(tmp_path: Path) -> None:
    vectors, queries = drawn(1, 300), drawn(2, 4)
    part = store(tmp_path, [vectors[:100], vectors[100:]]).partitions[1]
    code = (
        "import pickle, sys; from claimcheck import nearest\n"
        "part, queries = pickle.load(sys.stdin.buffer)\n"
        "sys.stdout.buffer.write(pickle.dumps(nearest.best(part, queries, 5)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps((part, queries)),
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
    )
    there, here = pickle.loads(done.stdout), nearest.best(part, queries, 5)
    assert [x.tobytes() for x in there] == [x.tobytes() for x in here]


def test_an_empty_corpus_has_nothing_near(tmp_path: Path) -> None:
    nothing = corpus.load(tmp_path)
    assert (len(nothing), nothing.model) == (0, None)
    found = nearest.nearest(nothing, drawn(1, 3), 5)
    assert found.empty
    store(tmp_path, [drawn(1, 3)])
    assert list(found) == list(nearest.nearest(corpus.load(tmp_path), drawn(1, 3), 5))


def test_more_partitions_than_a_process_may_have_files_open(tmp_path: Path) -> None:
    parts = np.split(drawn(1, 80), 80)
    code = (
        "import resource, sys; from pathlib import Path; import numpy as np\n"
        "from claimcheck import corpus, nearest\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))\n"
        "kept = corpus.load(Path(sys.argv[1]))\n"
        "print(len(nearest.nearest(kept, np.eye(1, 16, dtype=np.float32), 70)))"
    )
    store(tmp_path, parts)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "70\n"

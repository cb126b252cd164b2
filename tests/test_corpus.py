"""The corpus: exactly what brute force finds, whole partitions only, and builds that go on."""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claimcheck import corpus
from claimcheck.corpus import Model
from claimcheck.encoder import Encoder
from claimcheck.records import CheckError, Sentence, frame

MODEL = Model("tiny", "1" * 64)
Floats = npt.NDArray[np.float32]


def unit(values: Any) -> Floats:
    rows = np.asarray(values, dtype=np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def drawn(seed: int, count: int, width: int = 16) -> Floats:
    return unit(np.random.default_rng(seed).standard_normal((count, width)))


def said(source: str, count: int) -> pd.DataFrame:
    names = (None, "Mara Lindholm")
    return frame(
        Sentence,
        (
            Sentence(f"{source}:{n}", source, 9 * n, 9 * n + 8, f"{source} {n}.", names[n % 2])
            for n in range(count)
        ),
    )


def store(folder: Path, parts: list[Floats]) -> corpus.Corpus:
    for number, vectors in enumerate(parts):
        table = said(f"s{number}", len(vectors))
        corpus.write(folder / f"{number:03}.arrow", table, vectors, MODEL)
    return corpus.load(folder, MODEL)


def brute(vectors: Floats, queries: Floats, k: int) -> tuple[Any, Any]:
    near = np.round(queries.astype(float) @ vectors.astype(float).T, 4)
    order = np.argsort(-near, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(near, order, axis=1)


def agree(folder: Path, parts: list[Floats], queries: Floats, k: int) -> None:
    """Hold what is found against brute force over all the vectors."""
    found = corpus.nearest(store(folder, parts), queries, k)
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
    monkeypatch.setattr(corpus, "_PRODUCTS", block[0])
    monkeypatch.setattr(corpus, "_GROUP", block[1])
    vectors = [unit(part) if part else np.empty((0, 3), np.float32) for part in parts]
    queries = unit(asked) if asked else np.empty((0, 3), np.float32)
    agree(tmp_path / "corpus", vectors, queries, k)


@pytest.mark.parametrize("k", [1, 5, 400, 3000])
def test_many_blocks_and_partitions_give_what_brute_force_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int
) -> None:
    monkeypatch.setattr(corpus, "_PRODUCTS", 1 << 13)
    many = drawn(1, 2500)
    many[700:1400] = many[3]  # a line that stands in every article
    agree(tmp_path, [many[:900], many[:0], many[900:2200], many[2200:]], drawn(2, 20), k)


@pytest.mark.parametrize("k", [3, 50])
@pytest.mark.parametrize("rising", [False, True])
def test_nearness_just_at_the_edge_of_rounding_is_ranked_as_brute_force_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int, rising: bool
) -> None:
    # Cosines a few millionths apart, so that most lie near a rounding's edge or share its value.
    monkeypatch.setattr(corpus, "_PRODUCTS", 1 << 11)
    cosines = 0.5 + np.random.default_rng(3).integers(-300, 300, 3000) * 1e-6
    angles = np.arccos(np.sort(cosines) if rising else cosines)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    agree(tmp_path, [vectors[:1500], vectors[1500:]], unit([[1.0, 0.0]]), k)


def test_the_cut_into_partitions_and_their_order_leave_no_trace(tmp_path: Path) -> None:
    vectors, queries = drawn(1, 600), drawn(2, 7)
    whole = corpus.nearest(store(tmp_path / "one", [vectors]), queries, 9)
    cut = store(tmp_path / "many", np.split(vectors, [1, 100, 350]))
    pd.testing.assert_frame_equal(
        corpus.nearest(cut, queries, 9)[["query", "similarity", "rank"]],
        whole[["query", "similarity", "rank"]],
    )
    parts = [corpus.best(part, queries, 9) for part in cut.partitions]
    for order in (parts, parts[::-1], [corpus.merge(parts[2:], 9), *parts[:2]]):
        found = corpus.merge(order, 9)
        assert found.place.ravel().tolist() == [int(i[3:]) for i in whole["id"]]
    further = corpus.best(cut.partitions[3], queries, 9, corpus.merge(parts[:3], 9))
    assert further.place.tolist() == found.place.tolist()


def test_a_partition_can_be_a_task_of_another_process(tmp_path: Path) -> None:
    vectors, queries = drawn(1, 300), drawn(2, 4)
    part = store(tmp_path, [vectors[:100], vectors[100:]]).partitions[1]
    code = (
        "import pickle, sys; from claimcheck import corpus\n"
        "part, queries = pickle.load(sys.stdin.buffer)\n"
        "sys.stdout.buffer.write(pickle.dumps(corpus.best(part, queries, 5)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps((part, queries)),
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        check=True,
    )
    there, here = pickle.loads(done.stdout), corpus.best(part, queries, 5)
    assert [x.tobytes() for x in there] == [x.tobytes() for x in here]


def test_a_sentence_comes_back_as_it_was(tmp_path: Path) -> None:
    table = frame(
        Sentence,
        [
            Sentence("a:0", "a", 0, 4, "It’s\n\x00 ok", "Mara", "00:00:01.000"),
            Sentence("a:1", "a", 5, 9, "a \ud800 b"),
        ],
    )
    corpus.write(tmp_path / "a.arrow", table, unit([[1, 0], [0, 1]]), MODEL)
    kept = corpus.load(tmp_path)
    assert (len(kept), kept.model) == (2, MODEL)
    found = corpus.nearest(kept, unit([[1, 0.1]]), 2)
    table.loc[1, "text"] = "a ? b"
    pd.testing.assert_frame_equal(found[list(table)], table)
    assert found["partition"].tolist() == ["a.arrow"] * 2
    assert found["time"].tolist() == ["00:00:01.000", None]


def test_an_empty_corpus_has_nothing_near(tmp_path: Path) -> None:
    nothing = corpus.load(tmp_path)
    assert (len(nothing), nothing.model) == (0, None)
    found = corpus.nearest(nothing, drawn(1, 3), 5)
    assert found.empty
    store(tmp_path, [drawn(1, 3)])
    assert list(found) == list(corpus.nearest(corpus.load(tmp_path), drawn(1, 3), 5))


def test_more_partitions_than_a_process_may_have_files_open(tmp_path: Path) -> None:
    parts = np.split(drawn(1, 80), 80)
    code = (
        "import resource, sys; from pathlib import Path; import numpy as np\n"
        "from claimcheck import corpus\n"
        "resource.setrlimit(resource.RLIMIT_NOFILE, (40, 40))\n"
        "kept = corpus.load(Path(sys.argv[1]))\n"
        "print(len(corpus.nearest(kept, np.eye(1, 16, dtype=np.float32), 70)))"
    )
    store(tmp_path, parts)
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "70\n"


# What is refused


@pytest.mark.parametrize("tenth", range(10))
def test_a_partition_cut_short_is_named(tmp_path: Path, tenth: int) -> None:
    kept = store(tmp_path, [drawn(1, 40), drawn(2, 40)])
    path = kept.partitions[1].path
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * tenth // 10])
    for use in (lambda: corpus.load(tmp_path), lambda: corpus.nearest(kept, drawn(3, 2), 5)):
        with pytest.raises(CheckError, match=r"001\.arrow: no whole partition"):
            use()


def test_a_partition_altered_anywhere_is_an_error_of_ours_or_another_value(tmp_path: Path) -> None:
    kept = store(tmp_path, [drawn(1, 40)])
    path = kept.partitions[0].path
    data = path.read_bytes()
    code = (
        "import sys; from pathlib import Path; import numpy as np\n"
        "from claimcheck import corpus; from claimcheck.records import CheckError\n"
        "path = Path(sys.argv[1]); data = path.read_bytes(); queries = np.eye(2, 16, dtype='f4')\n"
        "for at in range(0, len(data), 17):\n"
        "    path.write_bytes(data[:at] + bytes([data[at] ^ 0xff]) + data[at + 1 :])\n"
        "    try: corpus.nearest(corpus.load(path.parent), queries, 40)\n"
        "    except CheckError as error: assert str(path) in str(error), error\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stderr[-2000:]
    path.write_bytes(data)


def foreign(path: Path, table: pa.Table) -> None:
    with pa.OSFile(str(path), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)


def test_a_foreign_file_is_named(tmp_path: Path) -> None:
    store(tmp_path, [drawn(1, 4)])
    (tmp_path / ".DS_Store").write_bytes(b"hidden files don't count")
    corpus.load(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.txt").write_text("These are no vectors.")
    foreign(tmp_path / "other.arrow", pa.table({"id": ["a"], "vector": [1.0]}))
    foreign(tmp_path / "none.arrow", pa.table({}))
    for name in ("folder", "none.arrow", "notes.txt", "other.arrow"):
        with pytest.raises(CheckError, match=rf"{name}: no whole partition"):
            corpus.load(tmp_path)
        target = tmp_path / name
        target.rmdir() if target.is_dir() else target.unlink()
    corpus.load(tmp_path)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("row", [0, 69])
def test_vectors_that_are_not_finite_are_named(tmp_path: Path, bad: float, row: int) -> None:
    kept = store(tmp_path, [drawn(1, 70)])
    path = kept.partitions[0].path
    vectors = drawn(1, 70)
    data = path.read_bytes()
    assert data.count(vectors.tobytes()) == 1
    spoilt = vectors.copy()
    spoilt[row, 3] = bad
    path.write_bytes(data.replace(vectors.tobytes(), spoilt.tobytes()))
    with pytest.raises(CheckError, match=r"000\.arrow: has vectors that are not finite"):
        corpus.nearest(kept, drawn(2, 3), 5)
    with pytest.raises(CheckError, match="one vector of length 1"):
        corpus.write(path, said("a", 70), spoilt, MODEL)


def test_vectors_of_another_width_or_model_are_named(tmp_path: Path) -> None:
    kept = store(tmp_path, [drawn(1, 4)])
    with pytest.raises(CheckError, match=r"000\.arrow: its vectors are 16 wide and the queries 8"):
        corpus.nearest(kept, drawn(1, 1, 8), 5)
    with pytest.raises(CheckError, match=r"000\.arrow: .* of the model tiny .* not of big"):
        corpus.load(tmp_path, Model("big", "2" * 64))
    corpus.write(tmp_path / "1.arrow", said("a", 4), drawn(1, 4), Model("big", "2" * 64))
    with pytest.raises(CheckError, match=r"1\.arrow: .* of the model big .* not of tiny"):
        corpus.load(tmp_path)


def test_what_is_asked_wrongly(tmp_path: Path) -> None:
    kept = store(tmp_path, [drawn(1, 4)])
    with pytest.raises(ValueError, match="k is 0"):
        corpus.nearest(kept, drawn(1, 1), 0)
    with pytest.raises(ValueError, match="length 1"):
        corpus.nearest(kept, 2 * drawn(1, 1), 5)
    with pytest.raises(CheckError, match="one vector of length 1 a sentence"):
        corpus.write(tmp_path / "a.arrow", said("a", 3), drawn(1, 4), MODEL)
    with pytest.raises(CheckError, match="gone: can't be read"):
        corpus.load(tmp_path / "gone")


def test_without_pyarrow_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.arrow").write_bytes(b"")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CheckError, match=r"pip install 'claimcheck\[parquet\]'"):
        corpus.load(tmp_path)
    with pytest.raises(CheckError, match=r"pip install 'claimcheck\[parquet\]'"):
        corpus.write(tmp_path / "b.arrow", said("a", 4), drawn(1, 4), MODEL)


# Writes that are stopped


LIMITED = """
import resource, signal, sys
from pathlib import Path
import numpy as np
from claimcheck import corpus
from claimcheck.records import CheckError, Sentence, frame
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
rows = [Sentence(f"a:{n}", "a", 0, 1, "words") for n in range(200)]
try:
    vectors = np.tile(np.eye(1, 16, dtype=np.float32), (200, 1))
    corpus.write(Path(sys.argv[1]), frame(Sentence, rows), vectors, corpus.Model("tiny", "1" * 64))
except CheckError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="has no such limit")
@pytest.mark.parametrize("limit", [0, 9000])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, limit: int) -> None:
    kept = store(tmp_path, [drawn(1, 4)])
    path = kept.partitions[0].path
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path), str(limit)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"{path}: not written (File too large)" in done.stdout
    assert path.read_bytes() == before
    assert os.listdir(tmp_path) == [path.name]


def test_what_a_killed_write_leaves_is_not_read(tmp_path: Path) -> None:
    store(tmp_path, [drawn(1, 4)])
    shutil.copy(tmp_path / "000.arrow", tmp_path / ".001.arrow.77.part")
    assert len(corpus.load(tmp_path)) == 4


# From files


class Counting:
    """Stands for an encoder: vectors by the letters of a text; it counts what it is asked for."""

    name, sha256 = "letters", "a" * 64

    def __init__(self, most: int = 1000) -> None:
        self.seen: list[str] = []
        self.most = most

    def encode(self, texts: list[str]) -> Floats:
        if len(self.seen) + len(texts) > self.most:
            raise KeyboardInterrupt
        self.seen += texts
        counts = [[1 + text.count(letter) for letter in "abcdefgh"] for text in texts]
        return unit(counts) if counts else np.empty((0, 8), np.float32)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "in" / name for name in ("a/talk.txt", "b/talk.txt")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
    paths[0].write_text("How long have you been a pilot?\n\nEighteen years.")
    paths[1].write_text("The bridge opened in May. It cost two million.")
    return paths


def build(files: list[Path], folder: Path, encoder: Any) -> corpus.Corpus:
    return corpus.build(files, folder, encoder)


def test_files_become_partitions_once(files: list[Path], tmp_path: Path) -> None:
    encoder, folder = Counting(), tmp_path / "corpus"
    kept = build(files, folder, encoder)
    assert (len(kept), len(kept.partitions)) == (4, 2)
    assert "How long have you been a pilot? Eighteen years." in encoder.seen  # read as in a check
    again = Counting(most=0)
    assert build(files, folder, again) == kept
    found = corpus.nearest(kept, unit([[1 + "Eighteen years.".count(x) for x in "abcdefgh"]]), 4)
    words = found.set_index("id")
    assert words.loc[f"{files[0].as_posix()}:1", "text"] == "Eighteen years."
    assert words.loc[f"{files[0].as_posix()}:1", "start"] == 33


@pytest.mark.slow
def test_the_packaged_model_builds_and_finds(files: list[Path], tmp_path: Path) -> None:
    encoder = Encoder(cache=tmp_path / "cache")
    kept = build(files, tmp_path / "corpus", encoder)
    assert kept.model == (encoder.name, encoder.sha256)
    asked = ["She was a pilot for 18 years.", "The repairs cost £2 million."]
    found = corpus.nearest(kept, encoder.encode(asked), 1)
    assert found["text"].tolist() == ["Eighteen years.", "It cost two million."]


def test_a_stopped_build_goes_on(files: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    with pytest.raises(KeyboardInterrupt):
        build(files, folder, Counting(most=2))
    rest = Counting()
    kept = build(files, folder, rest)
    assert rest.seen == [
        "The bridge opened in May.",
        "The bridge opened in May. It cost two million.",
    ]
    before = {part.path: part.path.read_bytes() for part in kept.partitions}
    shutil.rmtree(folder)
    build(files[::-1], folder, Counting())
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_changed_file_and_a_damaged_partition_are_built_anew(
    files: list[Path], tmp_path: Path
) -> None:
    folder = tmp_path / "corpus"
    kept = build(files, folder, Counting())
    files[1].write_text("The bridge never opened.")
    again = Counting()
    assert len(build(files, folder, again)) == 3
    assert again.seen == ["The bridge never opened."]
    for part in kept.partitions:
        part.path.write_bytes(part.path.read_bytes()[:100])
    assert len(build(files, folder, Counting())) == 3


def test_another_model_does_not_write_over_a_corpus(files: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "corpus"
    before = build(files, folder, Counting())
    other: Any = SimpleNamespace(name="other", sha256="b" * 64, encode=Counting().encode)
    with pytest.raises(CheckError, match=r"of the model letters .* not of other"):
        build(files, folder, other)
    assert corpus.load(folder) == before


def test_a_file_that_cannot_be_read_is_named(files: list[Path], tmp_path: Path) -> None:
    with pytest.raises(CheckError, match=r"gone\.txt"):
        build([*files, tmp_path / "gone.txt"], tmp_path / "corpus", Counting())
    assert len(corpus.load(tmp_path / "corpus")) == 4

"""The corpus: whole partitions only, and what is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from stored import MODEL, drawn, said, store, unit

from claimcheck import corpus, nearest
from claimcheck.corpus import Kept, Model
from claimcheck.records import CheckError, Sentence, Source, frame


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
    found = nearest.nearest(kept, unit([[1, 0.1]]), 2)
    table.loc[1, "text"] = "a ? b"
    pd.testing.assert_frame_equal(found[list(table)], table)
    assert found["partition"].tolist() == ["a.arrow"] * 2
    assert found["time"].tolist() == ["00:00:01.000", None]


def test_vectors_on_a_disk_are_mapped_and_not_read(tmp_path: Path) -> None:
    [part] = store(tmp_path, [drawn(1, 5000)]).partitions
    before = pa.total_allocated_bytes()
    vectors = corpus.vectors(part)
    assert pa.total_allocated_bytes() - before < 10_000 < vectors.nbytes


# What is refused


@pytest.mark.parametrize("tenth", range(10))
def test_a_partition_cut_short_is_named(tmp_path: Path, tenth: int) -> None:
    kept = store(tmp_path, [drawn(1, 40), drawn(2, 40)])
    path = Path(kept.partitions[1].path)
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * tenth // 10])
    for use in (lambda: corpus.load(tmp_path), lambda: nearest.nearest(kept, drawn(3, 2), 5)):
        with pytest.raises(CheckError, match=r"001\.arrow: no whole partition"):
            use()


def test_a_partition_altered_anywhere_is_an_error_of_ours_or_another_value(tmp_path: Path) -> None:
    kept = store(tmp_path, [drawn(1, 40)])
    path = Path(kept.partitions[0].path)
    data = path.read_bytes()
    code = (
        "import sys; from pathlib import Path; import numpy as np\n"
        "from claimcheck import corpus, nearest; from claimcheck.records import CheckError\n"
        "path = Path(sys.argv[1]); data = path.read_bytes(); queries = np.eye(2, 16, dtype='f4')\n"
        "for at in range(0, len(data), 17):\n"
        "    path.write_bytes(data[:at] + bytes([data[at] ^ 0xff]) + data[at + 1 :])\n"
        "    for use in (lambda part: nearest.nearest(corpus.load(path.parent), queries, 40),\n"
        "                corpus.files, lambda part: corpus.document(part, part.path),\n"
        "                lambda part: corpus.drop(part, ['none'])):\n"
        "        try: use(corpus.load(path.parent).partitions[0])\n"
        "        except CheckError as error: assert str(path) in str(error), error\n"
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
    path = Path(kept.partitions[0].path)
    vectors = drawn(1, 70)
    data = path.read_bytes()
    assert data.count(vectors.tobytes()) == 1
    spoilt = vectors.copy()
    spoilt[row, 3] = bad
    path.write_bytes(data.replace(vectors.tobytes(), spoilt.tobytes()))
    with pytest.raises(CheckError, match=r"000\.arrow: has vectors that are not finite"):
        nearest.nearest(kept, drawn(2, 3), 5)
    with pytest.raises(CheckError, match="one vector of length 1"):
        corpus.write(path, said("a", 70), spoilt, MODEL)


def test_a_partition_whose_parts_lead_anywhere_is_named(tmp_path: Path) -> None:
    documents = [
        Kept(Source(name, "source", "A talk", "Words."), "0" * 64) for name in ("aa", "bb")
    ]
    table = pd.concat([said("aa", 30), said("bb", 1)], ignore_index=True)
    path = tmp_path / "a.arrow"
    corpus.write(path, table, drawn(1, 31), MODEL, documents)
    [part] = corpus.load(tmp_path).partitions
    assert corpus.document(part, "bb").source.id == "bb"
    with pytest.raises(CheckError, match=r"the document cc is not in it"):
        corpus.document(part, "cc")
    data = path.read_bytes()
    begin = np.arange(0, 64, 2, dtype=np.int32)
    wild = begin.copy()
    wild[10:12] = 2**31 - 10, 2**31 - 5
    assert data.count(begin.tobytes()) == 1
    for spoilt in (
        data.replace(begin.tobytes(), wild.tobytes()),
        data.replace(b'{"aa": "', b"xxxxxx: "),
    ):
        path.write_bytes(spoilt)
        with pytest.raises(CheckError, match=r"a\.arrow: no whole partition"):
            corpus.drop(part, {"aa"})


def test_a_sentence_without_a_vector_is_named(tmp_path: Path) -> None:
    [part] = store(tmp_path, [drawn(1, 40)]).partitions
    batch = pa.ipc.open_file(Path(part.path).read_bytes()).get_batch(0)
    missing = pa.FixedSizeListArray.from_arrays(
        batch.column("vector").flatten(), 16, mask=pa.array([n < 5 for n in range(40)])
    )
    foreign(Path(part.path), pa.table([*batch.columns[:-1], missing], schema=batch.schema))
    with pytest.raises(CheckError, match=r"000\.arrow: no whole partition .*vectors are missing"):
        corpus.vectors(part)


def test_vectors_of_another_width_or_model_are_named(tmp_path: Path) -> None:
    kept = store(tmp_path, [drawn(1, 4)])
    with pytest.raises(CheckError, match=r"000\.arrow: its vectors are 16 wide and the queries 8"):
        nearest.nearest(kept, drawn(1, 1, 8), 5)
    with pytest.raises(CheckError, match=r"000\.arrow: .* of the model tiny .* not of big"):
        corpus.load(tmp_path, Model("big", "2" * 64))
    corpus.write(tmp_path / "1.arrow", said("a", 4), drawn(1, 4), Model("big", "2" * 64))
    with pytest.raises(CheckError, match=r"1\.arrow: .* of the model big .* not of tiny"):
        corpus.load(tmp_path)


def test_what_is_asked_wrongly(tmp_path: Path) -> None:
    kept = store(tmp_path, [drawn(1, 4)])
    with pytest.raises(ValueError, match="k is 0"):
        nearest.nearest(kept, drawn(1, 1), 0)
    with pytest.raises(ValueError, match="length 1"):
        nearest.nearest(kept, 2 * drawn(1, 1), 5)
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
    path = Path(kept.partitions[0].path)
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

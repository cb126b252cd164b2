"""Building a corpus: packed, whole, and never the same work twice."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from stored import Floats, unit

from claimcheck import build as building
from claimcheck import corpus, readers, tasks
from claimcheck.build import build
from claimcheck.nearest import nearest
from claimcheck.records import CheckError


class Letters:
    """Stands for an encoder: vectors by the letters of a text; it counts what it is asked for."""

    name, sha256 = "letters", "a" * 64
    seen: list[str]
    most: int

    def __init__(self, model: object = None) -> None:
        pass

    def encode(self, texts: list[str]) -> Floats:
        if len(self.seen) + len(texts) > self.most:
            raise KeyboardInterrupt
        self.seen.extend(texts)
        return vectors(texts)


def vectors(texts: list[str]) -> Floats:
    counts = [[1 + text.count(letter) for letter in "abcdefgh"] for text in texts]
    return unit(counts) if counts else np.empty((0, 8), np.float32)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> type[Letters]:
    monkeypatch.setattr(building, "Encoder", Letters)
    monkeypatch.setattr(Letters, "seen", [], raising=False)
    monkeypatch.setattr(Letters, "most", 1000, raising=False)
    return Letters


@pytest.fixture
def given(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "in" / name for name in ("a/talk.txt", "b/talk.txt")]
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
    paths[0].write_text("How long have you been a pilot?\n\nEighteen years.")
    paths[1].write_text("The bridge opened in May. It cost two million.")
    return paths


def texts(kept: corpus.Corpus) -> list[str]:
    return sorted(nearest(kept, vectors(["b"]), 100)["text"])


def test_files_are_packed_and_embedded_once(
    given: list[Path], tmp_path: Path, letters: type[Letters]
) -> None:
    folder = tmp_path / "corpus"
    kept = build(given, folder)
    assert (len(kept), len(kept.partitions)) == (4, 1)
    assert "How long have you been a pilot? Eighteen years." in letters.seen  # read as in a check
    stamp = Path(kept.partitions[0].path).stat().st_mtime_ns
    letters.most = 0
    assert build(given[::-1], folder) == kept
    assert Path(kept.partitions[0].path).stat().st_mtime_ns == stamp
    found = nearest(kept, vectors(["Eighteen years."]), 4).set_index("id")
    assert found.loc[f"{given[0].as_posix()}:1", "text"] == "Eighteen years."
    assert found.loc[f"{given[0].as_posix()}:1", "start"] == 33


def test_a_partition_has_a_bounded_size_that_leaves_no_trace(
    given: list[Path], tmp_path: Path, letters: type[Letters], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = nearest(build(given, tmp_path / "one"), vectors(["a", "b"]), 3)
    monkeypatch.setattr(building, "SENTENCES", 3)
    cut = build(given, tmp_path / "two")
    assert [part.rows for part in cut.partitions] == [2, 2]
    found = nearest(cut, vectors(["a", "b"]), 3)
    assert found["similarity"].tolist() == whole["similarity"].tolist()
    monkeypatch.setattr(building, "SENTENCES", 1)  # less than one document has
    assert [part.rows for part in build(given, tmp_path / "three").partitions] == [2, 2]


def test_a_stopped_build_goes_on(
    given: list[Path], tmp_path: Path, letters: type[Letters], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "corpus"
    monkeypatch.setattr(building, "_BYTES", 1)  # each file is a task
    letters.most = 2
    with pytest.raises(KeyboardInterrupt):
        build(given, folder)
    letters.most = 1000
    letters.seen.clear()
    kept = build(given, folder)
    second = "The bridge opened in May."
    assert letters.seen == [second, f"{second} It cost two million."]
    before = {part.name: Path(part.path).read_bytes() for part in kept.partitions}
    shutil.rmtree(folder)
    build(given[::-1], folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_where_nothing_can_be_written_the_others_are_not_embedded(
    given: list[Path],
    tmp_path: Path,
    letters: type[Letters],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def full(path: str, *_: object) -> None:
        raise CheckError(f"{path}: not written (No space left on device)")

    monkeypatch.setattr(building, "_BYTES", 1)  # each file is a task
    monkeypatch.setattr(building, "write", full)
    monkeypatch.setenv("FORCE_COLOR", "1")  # a terminal
    with pytest.raises(CheckError, match=r"No space .*; what was done before is in"):
        build(given, tmp_path / "corpus", progress=True)
    assert len(letters.seen) == 2  # the first file's
    assert "\x1b[?25h" in capsys.readouterr().err  # the bar is gone before the error is shown


def test_files_of_which_workers_die_are_named_and_the_others_embedded(
    given: list[Path], tmp_path: Path, letters: type[Letters], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tasks.each

    def deadly(function: Any, items: Any, client: None, **shared: Any) -> Any:
        yield 0, tasks.DeadlyItemError("every worker died of it")
        yield from ((n + 1, found) for n, found in before(function, items[1:], client, **shared))

    monkeypatch.setattr(building, "_BYTES", 1)  # each file is a task
    monkeypatch.setattr(building.tasks, "each", deadly)
    with pytest.raises(CheckError, match=r"1 left out .*a/talk\.txt .*every worker died of it"):
        build(given, tmp_path / "corpus")
    assert len(texts(corpus.load(tmp_path / "corpus"))) == 2  # the second file's


@pytest.mark.parametrize("folder", ["corpus", "memory://"])
def test_of_a_changed_file_the_new_words_count_and_the_others_are_not_embedded_again(
    given: list[Path], tmp_path: Path, letters: type[Letters], folder: str
) -> None:
    where = f"memory://{uuid4()}/corpus" if "://" in folder else str(tmp_path / folder)
    build(given, where)
    given[1].write_text("The bridge never opened.")
    letters.seen.clear()
    kept = build(given, where)
    assert letters.seen == ["The bridge never opened."]
    assert texts(kept) == [
        "Eighteen years.",
        "How long have you been a pilot?",
        "The bridge never opened.",
    ]
    given[0].write_text("I am no pilot.")
    given[1].write_text("It never opened.")
    assert texts(build(given, where)) == ["I am no pilot.", "It never opened."]


def test_a_document_that_is_there_twice_is_taken_out_once(
    given: list[Path], tmp_path: Path, letters: type[Letters], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "corpus"
    one = build(given[:1], folder)
    shutil.copytree(folder, tmp_path / "aside")
    shutil.rmtree(folder)
    build(given, folder)  # two runs at a time would leave this
    shutil.copy(tmp_path / "aside" / one.partitions[0].name, folder)
    letters.most = 0
    kept = build(given, folder)
    assert len(texts(kept)) == len(set(texts(kept))) == 4


def test_an_object_store_holds_the_same_corpus(
    given: list[Path], tmp_path: Path, letters: type[Letters]
) -> None:
    here, there = build(given, tmp_path / "corpus"), build(given, f"memory://{uuid4()}/corpus")
    assert there.partitions[0].path.startswith("memory://")
    asked = vectors(["a", "b c"])
    assert nearest(here, asked, 3).equals(nearest(there, asked, 3))
    name = given[0].as_posix()
    documents = [corpus.document(kept.partitions[0], name) for kept in (here, there)]
    assert documents[0] == documents[1]


def test_an_address_that_nothing_can_open_is_named(
    given: list[Path], letters: type[Letters]
) -> None:
    with pytest.raises(CheckError, match=r"nowhere://a/b: can't be opened \(Protocol not known"):
        build(given, "nowhere://a/b")


def test_a_document_comes_back_as_it_was_read(tmp_path: Path, letters: type[Letters]) -> None:
    talk, page = tmp_path / "talk.vtt", tmp_path / "page.md"
    talk.write_text("WEBVTT\n\n00:01.000 --> 00:05.000\n<v Ida Moen>It opened on 19 June. Good.\n")
    page.write_text("Title: The bridge\nDate: 2021-06-20\n\nIt opened – at last.\n\nIt cost 7m.")
    kept = build([talk, page], tmp_path / "corpus")
    read = readers.read(page)
    found = corpus.document(kept.partitions[0], page.as_posix()).source
    assert (found.text, found.turns, found.date) == (read.text, read.turns, date(2021, 6, 20))
    assert (found.title, found.date_basis) == (read.title, read.date_basis)
    assert corpus.document(kept.partitions[0], talk.as_posix()).source.speakers == ("Ida Moen",)
    said = nearest(kept, vectors(["b"]), 9)
    for row in said.itertuples():
        source = corpus.document(kept.partitions[0], row.source_id).source
        assert source.text[row.start : row.end] == row.text


def test_another_model_does_not_write_over_a_corpus(
    given: list[Path], tmp_path: Path, letters: type[Letters], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "corpus"
    before = build(given, folder)
    monkeypatch.setattr(letters, "name", "other")
    monkeypatch.setattr(letters, "sha256", "b" * 64)
    with pytest.raises(CheckError, match=r"of the model letters .* not of other"):
        build(given, folder)
    assert corpus.load(folder) == before


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_kept(
    given: list[Path], tmp_path: Path, letters: type[Letters]
) -> None:
    bad = tmp_path / "in" / "empty.txt"
    bad.touch()
    with pytest.raises(CheckError, match=r"2 left out .*gone\.txt.*empty\.txt"):
        build([tmp_path / "in" / "gone.txt", bad, *given], tmp_path / "corpus")
    assert len(corpus.load(tmp_path / "corpus")) == 4


def test_of_a_folder_the_documents_are_taken(
    given: list[Path], tmp_path: Path, letters: type[Letters]
) -> None:
    (tmp_path / "in" / "labels.json").write_text("{}")
    (tmp_path / "in" / ".notes.txt").write_text("Not this.")
    kept = build([tmp_path / "in"], tmp_path / "corpus")
    held: dict[str, Any] = corpus.files(kept.partitions[0])
    assert list(held) == [path.as_posix() for path in given]


def test_no_pipe_is_waited_for_and_a_folder_is_no_document(
    given: list[Path], tmp_path: Path, letters: type[Letters]
) -> None:
    (tmp_path / "in" / "page.html").mkdir()
    assert len(build([tmp_path / "in"], tmp_path / "corpus")) == 4
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    with pytest.raises(CheckError, match=r"1 left out .*pipe\.txt: is no file but a device or a"):
        build([tmp_path / "in"], tmp_path / "corpus")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_out_of_a_folder_is_no_document_of_it(tmp_path: Path) -> None:
    private = tmp_path / "private.txt"
    private.write_text("The password is swordfish.")
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "talk.txt").write_text("The bridge was opened in June.")
    (archive / "linked.txt").symlink_to(private)
    with pytest.raises(CheckError, match=r"linked\.txt: is a link out of the folder"):
        build([archive], tmp_path / "corpus")
    parts = corpus.load(tmp_path / "corpus").partitions
    assert [Path(name).name for part in parts for name in corpus.files(part)] == ["talk.txt"]

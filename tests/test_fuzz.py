"""Hostile files and texts: an answer or a `CheckError`, in bounded time and memory.

Each target of `tests/fuzz/targets.py` gets its seeds, what fuzzing by hand once found, and seeds
spoilt at random, the same ones each time. Then come the bombs that have a name.
"""

from __future__ import annotations

import ast
import random
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from targets import SECONDS, TARGETS, docx_of, pdf_objects, pdf_of

from claimcheck import compare, pdf_docx, readers
from claimcheck.records import CheckError, Document, Sentence, Source, frame

FUZZ = Path(__file__).parent / "fuzz"

SPOILT = 200  # inputs a target
MEGABYTES = 400  # of Python's own memory, of one bomb


def seeds(target: str) -> list[bytes]:
    folders = (FUZZ / "corpus" / target, FUZZ / "found" / target)
    files = [file for folder in folders for file in sorted(folder.glob("*"))]
    files += sorted((FUZZ.parent / "samples").glob(f"*.{target}"))
    return [file.read_bytes() for file in files]


def words(target: str) -> list[bytes]:
    file = FUZZ / "corpus" / f"{target}.words"
    return [ast.literal_eval(f"b{line}") for line in file.read_text().splitlines()]


def spoilt(target: str) -> list[bytes]:
    """Seeds with bytes turned, cut out, doubled, put in, and other seeds grafted on."""
    rng = random.Random(target)
    every, known = seeds(target), words(target)
    out = []
    for _ in range(SPOILT):
        data = bytearray(rng.choice(every))
        for _ in range(rng.choice((1, 1, 2, 4, 8))):
            at, end = sorted(rng.randrange(len(data) + 1) for _ in range(2))
            data[at:end] = rng.choice(
                (
                    rng.choice(known) * rng.choice((1, 1, 2, 40)),
                    bytes(data[at:end]) * 2,
                    b"",
                    bytes(data[at:end]) + rng.randbytes(rng.randrange(1, 4)),
                    bytes(data[at:end]) + rng.choice(every)[:200],
                )
            )
        out.append(bytes(data[:4096]))
    return out


@pytest.mark.parametrize("target", TARGETS)
def test_spoilt_inputs(target: str, tmp_path: Path) -> None:
    for data in (b"", *seeds(target), *spoilt(target)):
        began = time.process_time()
        TARGETS[target](data, tmp_path)
        assert time.process_time() - began < SECONDS, data


# Bombs


def refused(path: Path, data: bytes) -> str:
    """Read a file that must be refused; the message without its name."""
    path.write_bytes(data)
    with pytest.raises(CheckError) as caught:
        readers.read(path)
    assert str(caught.value).startswith(str(path))
    return str(caught.value).removeprefix(str(path))


def bounded(path: Path, data: bytes, seconds: float = 20.0) -> Document | None:
    """Read a file that may be refused, but not take long or much memory; what was read."""
    path.write_bytes(data)
    tracemalloc.start()
    began = time.process_time()
    try:
        return readers.read(path)
    except CheckError as error:
        assert str(error).startswith(str(path))
        return None
    finally:
        peak = tracemalloc.get_traced_memory()[1] / 1e6
        took = time.process_time() - began
        tracemalloc.stop()
        assert (took < seconds, peak < MEGABYTES) == (True, True), (took, peak)


@pytest.mark.parametrize("suffix", readers.SUFFIXES)
def test_a_file_over_the_stated_size_is_refused_unread(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"big{suffix}"
    with path.open("wb") as file:
        file.truncate(readers.LARGEST + 1)
    with pytest.raises(CheckError, match=r"larger than 20 MB; keep the part needed"):
        readers.read(path)


def test_a_line_of_a_hundred_megabytes_is_refused(tmp_path: Path) -> None:
    assert "larger than 20 MB" in refused(tmp_path / "a.txt", b"x" * 100_000_000)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".vtt", ".srt"])
def test_a_line_just_below_the_size_is_told(tmp_path: Path, suffix: str) -> None:
    head = b"WEBVTT\n\n00:01.000 --> 00:02.000\n" if suffix == ".vtt" else b""
    data = head + b"word " * 3_800_000
    assert bounded(tmp_path / f"a{suffix}", data) is None
    assert "19,000,000 characters in one line" in refused(tmp_path / f"a{suffix}", data)


def test_a_page_of_one_line_just_below_the_size(tmp_path: Path) -> None:
    bounded(tmp_path / "a.html", b"<p>" + b"word " * 3_800_000)
    found = bounded(tmp_path / "a.html", b"<p>It opened in May. " * 2_000)
    assert found and found.text.startswith("It opened in May.")


def test_deeply_nested_html(tmp_path: Path) -> None:
    for tag in (b"div", b"b", b"table", b"ul", b"blockquote"):
        page = b"<%s>" % tag * 100_000 + b"It opened in May." + b"</%s>" % tag * 100_000
        bounded(tmp_path / "a.html", page)


def test_a_hundred_thousand_cues(tmp_path: Path) -> None:
    def stamp(n: int) -> str:
        return f"{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}.000"

    cues = (f"{stamp(n)} --> {stamp(n + 1)}\nLine {n} of ours.\n" for n in range(100_000))
    path = tmp_path / "a.vtt"
    path.write_text("WEBVTT\n\n" + "\n".join(cues))
    began = time.process_time()
    assert len(readers.read(path).turns) == 100_000
    assert time.process_time() - began < 40


def test_a_zip_bomb_in_a_word_file(tmp_path: Path) -> None:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx_of(b""))) as small, zipfile.ZipFile(out, "w", 8) as big:
        for name in small.namelist():
            big.writestr(name, small.read(name))
        with big.open("word/media/a.png", "w") as picture:
            for _ in range(110):
                picture.write(bytes(1_000_000))
    assert len(out.getvalue()) < 200_000
    assert "unpacks to more than 100 MB" in refused(tmp_path / "a.docx", out.getvalue())
    words = docx_of(b"<w:p><w:r><w:t>" + b"a" * 21_000_000 + b"</w:t></w:r></w:p>")
    assert "its words unpack to more than 20 MB" in refused(tmp_path / "b.docx", words)


def test_entity_bombs_do_not_go_off(tmp_path: Path) -> None:
    steps = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    laughs = f'<!DOCTYPE w [<!ENTITY e0 "ha">{"".join(steps)}]>'.encode()
    body = b"<w:p><w:r><w:t>It opened. &e11;</w:t></w:r></w:p>"
    found = bounded(tmp_path / "a.docx", docx_of(body, laughs))
    assert found is None or "haha" not in found.text
    secret = tmp_path / "secret.txt"
    secret.write_text("not of this file")
    outside = f'<!DOCTYPE w [<!ENTITY e11 SYSTEM "{secret.as_uri()}">]>'.encode()
    found = bounded(tmp_path / "b.docx", docx_of(body, outside))
    assert found is None or "not of this" not in found.text
    page = b'<?xml version="1.0"?>' + laughs + b"<html><body><p>It opened. &e11;</p></body></html>"
    found = bounded(tmp_path / "a.html", page)
    assert found is not None and "haha" not in found.text


def test_a_word_file_of_deep_boxes(tmp_path: Path) -> None:
    bounded(tmp_path / "a.docx", docx_of(b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000))


LEAF = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 9 0 R >>"
CHAINS: dict[str, Callable[[], bytes]] = {
    "pages that are their own parent": lambda: pdf_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"]
    ),
    "an object that refers to itself": lambda: pdf_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"2 0 R"]
    ),
    "a chain of references": lambda: pdf_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>", *(b"%d 0 R" % n for n in range(3, 5_000))]
    ),
    "a form that shows itself": lambda: pdf_of(b"/X1 Do " * 20),
    "deep arrays": lambda: pdf_objects(
        [b"<< /Type /Catalog /Pages 2 0 R /A " + b"[" * 50_000 + b"]" * 50_000 + b" >>"]
    ),
    "kids without end": lambda: pdf_objects(
        [b"<< /Type /Catalog /Pages 2 0 R >>"]
        + [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % n for n in range(3, 5_000)]
    ),
    "open strings": lambda: pdf_of(b"BT /F1 9 Tf (" + b"(" * 500_000),
    "many operators": lambda: pdf_of(b"BT /F1 9 Tf " + b"(a) Tj " * 50_000 + b"ET"),
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_endless_chains_in_a_pdf(
    tmp_path: Path, chain: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_docx, "PATIENCE", 2.0)
    bounded(tmp_path / "a.pdf", chain())


# Structure that bytes seldom hit upon

TEXTS = st.text(max_size=20) | st.sampled_from(["article.txt", "a.txt", "talk", "..", "/", "\0"])
VALUES = st.recursive(
    TEXTS | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from("title article source file id kind date published speakers place".split())
ROW = st.tuples(
    st.sampled_from(["c1", "", "'=1"]),
    TEXTS,
    st.sampled_from(["supported", "undone", "another_look", "?"]),
    st.sampled_from(["Ann", " ", "'@"]),
    TEXTS,
    st.sampled_from(["2025-01-22T10:00:00+00:00", "2025-01-22T10", "", "2025-01-22"]),
)
QUIET = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def toml(value: object) -> str:
    """A value as TOML has it; null, which it has not, as a text."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(str(k))} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(c):08X}" for c in value) + '"'
    return str(value).lower() if isinstance(value, bool | float | int) else '"null"'


@QUIET
@given(st.dictionaries(KEYS, VALUES), st.lists(st.dictionaries(KEYS, VALUES), max_size=3))
def test_case_files_of_any_shape(
    tmp_path: Path, article: dict[str, object], sources: list[dict[str, object]]
) -> None:
    tables = [f"{key} = {toml(value)}\n" for key, value in (("title", "A"),)]
    for head, table in (("[article]", article), *(("[[source]]", source) for source in sources)):
        tables += [f"{head}\n", *(f"{key} = {toml(value)}\n" for key, value in table.items())]
    TARGETS["case_toml"]("".join(tables).encode("utf-8", "replace"), tmp_path)


@QUIET
@given(st.lists(ROW, max_size=5), st.sampled_from(["\n", "\r\n", "\n\n"]), st.binary(max_size=9))
def test_decisions_of_any_shape(
    tmp_path: Path, rows: list[tuple[str, ...]], end: str, tail: bytes
) -> None:
    head = "claim_id,claim_text,outcome,reviewer,note,decided_at"
    lines = [head, *(",".join('"' + c.replace('"', '""') + '"' for c in row) for row in rows)]
    TARGETS["decisions_csv"]((end.join(lines) + end).encode() + tail, tmp_path)


# Facts grow with the text alone

UNITS = {
    "numbers": "1,200 and 3.5 ", "number words": "nine thousand ", "ranges": "from 5 to ",
    "names": "Ada Marsh ", "quotes": "“a” ", "marks": '"', "single marks": "'a ' ",
    "dates": "3 May 2024 ", "and": "and ", "brackets": "(", "capitals": "A", "not": "did not ",
}  # fmt: skip


@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_facts_take_time_that_grows_with_the_sentence_alone(unit: str) -> None:
    def seconds(words: int) -> float:
        text = unit * words + f"{words}."
        whole = frame(Sentence, [Sentence("a:0", "a", 0, len(text), text)])
        began = time.process_time()
        compare.find(whole, {"a": Source("a", "article", "", text)})
        return time.process_time() - began

    seconds(5)
    few = min(seconds(n) for n in (300, 301))
    many = min(seconds(n) for n in (1200, 1201))
    assert many < 0.1 or many < 7 * few  # four times the words; sixteen times were quadratic

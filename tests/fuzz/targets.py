"""What is fuzzed: a function a target, which takes bytes and an empty folder to work in.

It must return, or raise a `CheckError` that names the file; anything else is a finding. What it
returns must hold together: offsets slice back, nothing is lost, nothing that was refused remains.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from claimcheck import case, claims, compare, decisions, occasions, readers, sentences
from claimcheck.entailment.judged import LABELS
from claimcheck.judging import judge_rows
from claimcheck.records import CheckError, Document, Source, rows

SECONDS = 5.0  # of one input up to 1 MB
CASE = b'title = "A"\narticle.file = "article.txt"\n'
_TIME = re.compile(r"\d{2,}:[0-5]\d:[0-5]\d\.\d{3}")
_WORDS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def txt(data: bytes, folder: Path) -> None:
    """A pasted text, as an article and as a source."""
    _read(data, folder / "fuzz.txt", article=True)
    _read(data, folder / "fuzz.txt")


def md(data: bytes, folder: Path) -> None:
    """Markdown, as an article and as a source."""
    _read(data, folder / "fuzz.md", article=True)
    _read(data, folder / "fuzz.md")


def html(data: bytes, folder: Path) -> None:
    """A saved page."""
    _read(data, folder / "fuzz.html")


def vtt(data: bytes, folder: Path) -> None:
    """WebVTT captions."""
    _read(data, folder / "fuzz.vtt")


def srt(data: bytes, folder: Path) -> None:
    """SubRip captions."""
    _read(data, folder / "fuzz.srt")


def pdf(data: bytes, folder: Path) -> None:
    """A PDF, byte by byte."""
    _read(data, folder / "fuzz.pdf")


def pdf_page(data: bytes, folder: Path) -> None:
    """What a PDF sets on its page: the operators of the content stream."""
    _read(pdf_of(data), folder / "fuzz.pdf")


def docx(data: bytes, folder: Path) -> None:
    """A Word file, byte by byte."""
    _read(data, folder / "fuzz.docx")


def docx_words(data: bytes, folder: Path) -> None:
    """The body of a Word file: the XML within ``w:body``."""
    _read(docx_of(data), folder / "fuzz.docx")


def split(data: bytes, folder: Path) -> None:
    """Sentences, of a text as nobody wrote it."""
    text = data.decode(errors="replace")
    _split(Source("article", "article", "", text))


def facts(data: bytes, folder: Path) -> None:
    """Facts, claims and stated occasions."""
    text = data.decode(errors="replace")
    article = Source("article", "article", "", text)
    own = _split(article)
    asked = claims.extract(own, article)
    assert len(asked) == len(own) and asked["id"].is_unique
    found = compare.find(own, {"article": article})
    stated, _ = occasions.find(own, found)
    spans = {row.id: (row.start, row.end) for row in rows(own)}
    for fact in rows(pd.concat([found, stated], ignore_index=True)):
        start, end = spans[fact.sentence_id]
        assert start <= fact.start < fact.end, fact
        assert fact.end <= (len(text) if fact.kind == "quote" else end), fact  # it may go on
        assert text[fact.start : fact.end] == fact.text, fact


def case_toml(data: bytes, folder: Path) -> None:
    """``case.toml``, beside an article and a source."""
    for name, content in (("case.toml", data), ("article.txt", b"It opened."), ("a.txt", b"No.")):
        (folder / name).write_bytes(content)
    try:
        found = case.load(folder)
    except CheckError as error:
        assert str(error).startswith(str(folder)), error
        return
    assert found.title.strip() and found.article.text
    assert len({source.id for source in found.sources} | {"article"}) == len(found.sources) + 1


def decisions_csv(data: bytes, folder: Path) -> None:
    """``decisions.csv``: read, told of, and added to without a decision lost."""
    (folder / "case.toml").write_bytes(CASE)
    path = folder / "decisions.csv"
    path.write_bytes(data)
    try:
        told = decisions.set_aside(folder)
        before = decisions.read(folder)
        decisions.append(folder, "c1", "It opened.", "supported", "Ann", "=1+1")
    except CheckError as error:
        assert str(error).startswith(f"{path}: "), error
        assert path.read_bytes() == data
        return
    assert path.read_bytes().startswith(data)
    after = decisions.read(folder)
    assert after.iloc[:-1].equals(before), (before, after)
    assert after.iloc[-1]["note"] == "=1+1"
    if told and path.read_bytes() != data and data.count(b"\n"):
        assert decisions.set_aside(folder)[: len(told)] == told


def judge(data: bytes, folder: Path) -> None:
    """The rows of ``claimcheck judge``, with a judge that loads no model."""
    bad: dict[int, str] = {}
    lines = data.split(b"\n")
    found = list(judge_rows(lines, Stub(), Stub(), bad.__setitem__))  # type: ignore[arg-type]
    assert all(bad.values())
    json.dumps(found, allow_nan=False)
    told = sorted([*bad, *(row["line"] for row in found)])
    assert told == [n for n, line in enumerate(lines, 1) if line.strip()], told


class Stub:
    """A judge and an encoder whose answers hang on nothing."""

    notices = ()

    def judge(
        self, claims: Sequence[str], evidence: Sequence[Any], progress: bool = False
    ) -> pd.DataFrame:
        """A third for each label."""
        return pd.DataFrame(np.full((len(claims), 3), 1 / 3), columns=list(LABELS))

    def encode(self, texts: Sequence[str], progress: bool = False) -> Any:
        """The same vector for each text."""
        return np.ones((len(texts), 1), np.float32)


TARGETS: dict[str, Callable[[bytes, Path], None]] = {
    target.__name__: target
    for target in (
        *(txt, md, html, vtt, srt, pdf, pdf_page, docx, docx_words),
        *(split, facts, case_toml, decisions_csv, judge),
    )
}


def pdf_of(content: bytes) -> bytes:
    """A PDF of one page, with what is set on it."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        b"/Resources << /Font << /F1 4 0 R >> /XObject << /X1 5 0 R >> >> >>",
        font,
        b"<< /Length %d /Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        b"/Resources << /Font << /F1 4 0 R >> /XObject << /X1 5 0 R >> >> >>\nstream\n%s\nendstream"
        % (len(content), content),
    ]
    return pdf_objects(bodies)


def pdf_objects(bodies: Sequence[bytes]) -> bytes:
    """A PDF of some objects, the first of which is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for n, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n" % (len(bodies) + 1, len(out))
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table) + tail + b"%%EOF\n"
    )


def docx_of(body: bytes, doctype: bytes = b"") -> bytes:
    """The smallest Word file, with the XML of its body."""
    kind = f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
    override = f'<Override PartName="/word/document.xml" ContentType="{_PART}"/>'
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    relation = f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/>'
    head = f"<w:document {_WORDS}><w:body>".encode()
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", f'{kind}{rels}relationships+xml"/>{override}</Types>')
        file.writestr(
            "_rels/.rels", f'<Relationships xmlns="{_RELATED}">{relation}</Relationships>'
        )
        file.writestr("word/document.xml", doctype + head + body + b"</w:body></w:document>")
    return out.getvalue()


def _read(data: bytes, path: Path, *, article: bool = False) -> Document | None:
    path.write_bytes(data)
    try:
        document = readers.read(path, article=article)
    except CheckError as error:
        assert str(error).startswith(str(path)), error
        return None
    at = 0
    for turn in document.turns:
        words = document.text[turn.start : turn.end]
        assert at <= turn.start < turn.end <= len(document.text), turn
        assert not document.text[at : turn.start].strip()
        assert words == words.strip() != "", words
        assert turn.time is None or _TIME.fullmatch(turn.time), turn
        at = turn.end
    assert not document.text[at:].strip()
    assert not re.search(r"[\r\u200b\u2060\ufeff]", document.text)
    return document


def _split(source: Source) -> pd.DataFrame:
    own = sentences.split(source)
    places = list(zip(own["start"], own["end"], strict=True))
    assert all(source.text[a:b] == t for (a, b), t in zip(places, own["text"], strict=True))
    assert all(a < b and b - a <= sentences.LONGEST for a, b in places)
    bounds = [(0, 0), *places, (len(source.text), len(source.text))]
    assert all(not source.text[b:a].strip() and b <= a for (_, b), (a, _) in pairwise(bounds))
    return own

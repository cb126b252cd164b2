"""PDF and Word files: what the page shows comes out as paragraphs; nothing hostile goes off."""

from __future__ import annotations

import builtins
import io
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import pdf_docx, readers
from claimcheck.pdf_lines import Line, body_size, paragraphs, part_running
from claimcheck.records import CheckError, Document

# A line of a page: its text, size of type, place from the left and from the bottom.
Set = tuple[str, float, float, float]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def texts(document: Document) -> list[str]:
    return [document.text[t.start : t.end] for t in document.turns]


def said(document: Document) -> list[tuple[str | None, str]]:
    return [(t.speaker, document.text[t.start : t.end]) for t in document.turns]


def make_pdf(*pages: Sequence[Set], title: str = "") -> bytes:
    """A PDF by hand: one font, every line where it is told to stand."""
    bodies: list[bytes] = []
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    heads = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font,
    ]
    bodies = [head.encode() for head in heads]
    for n, page in enumerate(pages):
        lines = [f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET" for text, size, x, y in page]
        stream = "\n".join(lines).encode("cp1252")
        bodies.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources << /Font << /F1 3 0 R >> >> >>" % (5 + 2 * n)
        )
        bodies.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    bodies.append(f"<< /Title ({title}) /CreationDate (D:20010203) >>".encode("cp1252"))
    out = b"%PDF-1.4\n"
    places = []
    for n, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(bodies) + 1, table)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(bodies) + 1, len(bodies))
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def column(*lines: str, top: float = 700, x: float = 70, gap: float = 14) -> list[Set]:
    return [(line, 11, x, top - gap * n) for n, line in enumerate(lines)]


ARTICLE = make_pdf(
    [
        ("The Daily Lantern  3 May 2024", 8, 70, 810),
        ("Bridge opens two years late", 22, 70, 760),
        *column(
            "The Northbank bridge opened to traffic on Monday, two years late and a re-",
            "markable sum above its plan. Its engineer, Tom Doe, called the well-known deal a suc-",
            "cess; it would carry 12,000 cars a day, the office found.",
            top=720,
        ),
        *column(
            "The ferry company plans to cut its service in the spring, and said that it", top=660
        ),
        ("Page 1 of 2", 8, 280, 30),
    ],
    [
        ("The Daily Lantern  3 May 2024", 8, 70, 810),
        *column(
            "will sell two of its boats. A well-", "known captain said that he was sad.", top=760
        ),
        ("What it means for the ferry", 15, 70, 700),
        *column(
            "The pier closes at 6 p.m. on weekdays, and on Sundays at noon in winter.", top=670
        ),
        ("Page 2 of 2", 8, 280, 30),
    ],
    title="Bridge opens two years late | The Daily Lantern",
)


def read(folder: Path, name: str, data: bytes, *, article: bool = False) -> Document:
    path = folder / name
    path.write_bytes(data)
    document = readers.read(path, article=article)
    for turn in document.turns:
        assert document.text[turn.start : turn.end].strip()
    return document


@pytest.mark.parametrize("article", [True, False])
def test_a_pdf_becomes_paragraphs(tmp_path: Path, article: bool) -> None:
    document = read(tmp_path, "a.pdf", ARTICLE, article=article)
    assert texts(document) == [
        "Bridge opens two years late",
        "The Northbank bridge opened to traffic on Monday, two years late and a remarkable sum "
        "above its plan. Its engineer, Tom Doe, called the well-known deal a success; it would "
        "carry 12,000 cars a day, the office found.",
        "The ferry company plans to cut its service in the spring, and said that it will sell two "
        "of its boats. A well-known captain said that he was sad.",
        "What it means for the ferry",
        "The pier closes at 6 p.m. on weekdays, and on Sundays at noon in winter.",
    ]
    assert document.title == "Bridge opens two years late"
    assert document.furniture == ("The Daily Lantern 3 May 2024", "Page 1 of 2", "Page 2 of 2")
    # not the day on which the file was made, and what every page shows is no byline
    assert (document.date, document.date_basis) == (date(2024, 5, 3), "page")


def test_ligatures_and_raised_figures_of_a_pdf(tmp_path: Path) -> None:
    note = [("It carries 12,000", 11, 70, 680), ("3", 7, 154, 684), (" cars.", 11, 158, 680)]
    assert read(tmp_path, "a.pdf", make_pdf(note)).text == "It carries 12,000 cars."
    power = [("It carries 10", 11, 70, 680), ("6", 7, 131, 684), (" cars.", 11, 136, 680)]
    assert "⁶ cars" in read(tmp_path, "a.pdf", make_pdf(power)).text
    assert (
        pdf_docx._plain("o\ufb03ce 10² m² ½\x07 Doe¹ said.²³ So.")
        == "office 10² m² ½ Doe said. So."
    )


def test_a_transcript_in_a_pdf(tmp_path: Path) -> None:
    lines = column("JANE ROE: It opened in May.", "TOM DOE: Late.", "JANE ROE: Yes, it was.")
    assert said(read(tmp_path, "t.pdf", make_pdf(lines))) == [
        ("JANE ROE", "It opened in May."),
        ("TOM DOE", "Late."),
        ("JANE ROE", "Yes, it was."),
    ]


def test_pages_without_text_are_told(tmp_path: Path) -> None:
    document = read(tmp_path, "a.pdf", make_pdf(column("The bridge opened in May."), [], []))
    assert document.notices == (
        "a.pdf: pages 2, 3 of 3 have no text (empty, or a picture) and were not read",
    )


def refused(folder: Path, name: str, data: bytes) -> str:
    with pytest.raises(CheckError) as error:
        read(folder, name, data)
    assert str(error.value).startswith(str(folder / name))
    return str(error.value)


def test_a_scan_says_what_to_do(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 40)).save(tmp_path / "made.pdf")
    told = refused(tmp_path, "scan.pdf", (tmp_path / "made.pdf").read_bytes())
    assert "its pages are pictures (a scan)" in told
    assert "ocrmypdf" in told
    stamped = make_pdf([("Downloaded by X", 8, 70, 20)], [("Downloaded by X", 8, 70, 20)])
    assert "a scan" in refused(tmp_path, "stamped.pdf", stamped)
    assert "its pages are empty" in refused(tmp_path, "empty.pdf", make_pdf([]))


def test_letters_that_nobody_knows(tmp_path: Path) -> None:
    found = [Line("\ue001\ue002\ue003\ufffd", 1, 0, 0, 9)]
    with pytest.raises(CheckError, match="its letters can't be told"):
        pdf_docx._check_letters(found, "a.pdf")


def test_a_locked_pdf(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(ARTICLE))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "made.pdf")
    told = refused(tmp_path, "locked.pdf", (tmp_path / "made.pdf").read_bytes())
    assert "locked with a password" in told


def test_a_pdf_locked_by_what_only_another_package_opens(tmp_path: Path) -> None:
    lock = (
        f"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <{'00' * 48}> "
        f"/U <{'00' * 48}> /OE <{'00' * 32}> /UE <{'00' * 32}> /Perms <{'00' * 16}> "
        "/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >> "
        "/StmF /StdCF /StrF /StdCF >> /ID [<00> <00>] "
    )
    data = ARTICLE.replace(b"trailer\n<< ", b"trailer\n<< " + lock.encode())
    assert "locked with a password or encrypted" in refused(tmp_path, "a.pdf", data)


def test_a_pdf_that_only_forbids_printing_is_read(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(ARTICLE))
    writer.encrypt("", owner_password="secret", algorithm="RC4-128")
    writer.write(tmp_path / "made.pdf")
    document = read(tmp_path, "a.pdf", (tmp_path / "made.pdf").read_bytes())
    assert document.title == "Bridge opens two years late"


def test_reading_a_pdf_is_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_docx, "PATIENCE", -1.0)
    assert "takes more than" in refused(tmp_path, "a.pdf", ARTICLE)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_without_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    found = builtins.__import__

    def without(module: str, *args: Any, **options: Any) -> Any:
        if module in ("pypdf", "docx"):
            raise ImportError(module)
        return found(module, *args, **options)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'claimcheck[documents]'" in refused(tmp_path, name, b"%PDF")


# Paragraphs out of lines


def lines(*words: str, size: float = 11, gap: float = 14, x: float = 70) -> list[Line]:
    return [Line(w, 1, x, 700 - gap * n, size) for n, w in enumerate(words)]


def joined(found: Sequence[Line]) -> list[str]:
    return [p.text for p in paragraphs(found)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("The re-", "port was late."), "The report was late."),
        (("The re\xad", "port was late."), "The report was late."),
        (("A well-known plan and a well-", "known bridge."), None),
        (("A long-", "awaited bridge."), "A long-awaited bridge."),
        (("The Anglo-", "American plan."), "The Anglo-American plan."),
        (("In 2019-", "2020 it was shut."), "In 2019-2020 it was shut."),
        (("It is ever-", "10 cars."), "It is ever-10 cars."),
        (("The bridge –", "and the ferry."), "The bridge – and the ferry."),
        (("It is a re-", "(or so) port."), "It is a re- (or so) port."),
        (("The COVID-19-", "era plan."), "The COVID-19-era plan."),
    ],
)
def test_words_parted_at_the_end_of_a_line(words: tuple[str, ...], told: str | None) -> None:
    [text] = joined(lines(*words))
    assert text == (told or "A well-known plan and a well-known bridge.")


def test_what_ends_a_paragraph() -> None:
    wide = "The bridge was opened by the mayor on Monday, and the ferry goes on."
    assert len(joined([*lines(wide, wide), Line(wide, 1, 70, 640, 11)])) == 2  # room
    assert len(joined([*lines(wide, wide), Line(wide, 1, 70, 672, 13)])) == 2  # size
    assert len(joined([*lines(wide, wide), Line(wide, 1, 85, 672, 11)])) == 2  # indent
    assert len(joined(lines(wide, "It was late.", wide))) == 2  # an early end
    assert len(joined(lines(wide, "JANE ROE: " + wide))) == 2  # another voice
    assert len(joined(lines(wide, "• " + wide))) == 2  # an item
    assert len(joined(lines(wide, wide, wide))) == 1


def test_a_paragraph_goes_on_in_the_next_column() -> None:
    left = lines("The bridge was opened by the mayor", "on Monday and the ferry, which is")
    right = lines(
        "old, goes on until the spring comes.", "It was late, and so was the mayor.", x=320
    )
    assert len(joined([*left, *right])) == 1
    ended = lines("The bridge was opened by the mayor", "on Monday.")
    assert len(joined([*ended, *right])) == 2


def test_running_heads_go_and_the_first_words_of_turns_stay() -> None:
    numbers = "one two three four five six seven eight nine ten eleven twelve".split()
    pages = [
        [
            Line(f"Chapter {n // 6}: Bridges {n}" if n < 6 else "The Ferry", n, 70, 800, 10),
            Line("ROE:" if n % 3 else "DOE:", n, 70, 780, 10),
            Line(f"It cost {word} million crowns.", n, 70, 400, 10),
            Line(str(n), n, 70, 20, 10),
        ]
        for n, word in enumerate(numbers)
    ]
    kept, dropped = part_running([line for page in pages for line in page])
    assert {line.text for line in kept} >= {"It cost five million crowns.", "DOE:"}
    assert set(dropped) >= {"Chapter 0: Bridges 3", "The Ferry", "7"}


place = st.floats(allow_nan=False, allow_infinity=False, width=32)
piece = st.builds(
    Line, st.text(min_size=1).filter(str.strip), st.integers(1, 3), place, place, place.map(abs)
)


@given(st.lists(piece, max_size=12))
def test_no_letter_is_lost_whatever_the_places(found: list[Line]) -> None:
    kept, dropped = part_running(found)
    assert {line.text for line in found} == {line.text for line in kept} | set(dropped)
    said_once = "".join(p.text for p in paragraphs(kept))
    letters = [c for line in kept for c in line.text if c.isalnum()]
    assert [c for c in said_once if c.isalnum()] == letters
    assert body_size(found) >= 0


# Word files


def save(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def edited(data: bytes, edits: dict[str, Any]) -> bytes:
    """A Word file with parts changed: by a function, or put in anew."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, edits[name](text) if callable(edits.get(name)) else text)
        for name, text in edits.items():
            if isinstance(text, bytes):
                new.writestr(name, text)
    return out.getvalue()


def in_body(xml: str) -> Any:
    """Put paragraphs into a body, before its end."""
    return lambda old: old.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)


def word(*words: str) -> bytes:
    document = docx.Document()
    for text in words:
        document.add_paragraph(text)
    return save(document)


def test_a_word_file_becomes_paragraphs(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Microsoft Word - draft"
    document.add_heading("Bridge opens late", 0)
    document.add_paragraph("By Jane Roe, 3 May 2024")
    paragraph = document.add_paragraph("The o\ufb03ce said that\u00a012,000")
    paragraph.add_run("3").font.superscript = True
    paragraph.add_run(" cars\tcross it, on the 19")
    paragraph.add_run("th").font.superscript = True
    paragraph.add_run(" of June.").add_break()
    paragraph.add_run("Then it closed.")
    document.add_heading("The costs", 1)
    table = document.add_table(2, 3)
    for n, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"c{n}"
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 2).add_table(1, 1).cell(0, 0).text = "inner"
    document.add_paragraph("• Two boats will be sold.")
    document.sections[0].header.paragraphs[0].text = "Press release"
    found = read(tmp_path, "a.docx", save(document), article=True)
    assert texts(found) == [
        "Bridge opens late",
        "The office said that 12,000 cars cross it, on the 19th of June.",
        "Then it closed.",
        "The costs",
        "c0 c1, c2",
        "c3, c4, c5 inner",
        "Two boats will be sold.",
    ]
    assert found.title == "Bridge opens late"
    assert (found.date, found.date_basis) == (date(2024, 5, 3), "byline")
    assert set(found.furniture) == {"Press release", "By Jane Roe, 3 May 2024"}
    assert read(tmp_path, "s.docx", save(document)).title == "Bridge opens late"


def test_the_day_of_a_letterhead_is_the_page_s(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The bridge opened.")
    document.sections[0].header.paragraphs[0].text = "Press release, 4 May 2024"
    found = read(tmp_path, "a.docx", save(document))
    assert (found.date, found.date_basis) == (date(2024, 5, 4), "page")


def test_header_lines_of_a_word_file(tmp_path: Path) -> None:
    data = word("Title: The speech", "Date: 3 December 2024", "He spoke: it was late.")
    found = read(tmp_path, "a.docx", data)
    assert (found.text, found.title) == ("He spoke: it was late.", "The speech")
    assert (found.date, found.date_basis) == (date(2024, 12, 3), "metadata")


@pytest.mark.parametrize(
    "words",
    [
        ["JANE ROE: It opened in May.", "TOM DOE: Late.", "JANE ROE: Yes."],
        ["JANE ROE  0:01\nIt opened in May.", "TOM DOE  0:05\nLate.", "JANE ROE  0:07\nYes."],
        [
            *("00:00:01 JANE ROE", "It opened in May.", "00:00:05 TOM DOE", "Late."),
            *("00:00:07 JANE ROE", "Yes."),
        ],
    ],
)
def test_a_transcript_in_a_word_file(tmp_path: Path, words: list[str]) -> None:
    assert said(read(tmp_path, "t.docx", word(*words))) == [
        ("JANE ROE", "It opened in May."),
        ("TOM DOE", "Late."),
        ("JANE ROE", "Yes."),
    ]


def test_a_table_of_voices_is_a_transcript_and_another_is_not(tmp_path: Path) -> None:
    def table(*rows: tuple[str, str]) -> bytes:
        document = docx.Document()
        made = document.add_table(len(rows), 2)
        for row, words in zip(made.rows, rows, strict=True):
            row.cells[0].text, row.cells[1].text = words
        return save(document)

    voices = table(("Jane Roe", "It opened."), ("Tom Doe", "Late."), ("Jane Roe", "Yes."))
    assert said(read(tmp_path, "t.docx", voices))[1] == ("Tom Doe", "Late.")
    topics = table(("Bridge", "It opened."), ("Ferry", "It stays."), ("Pier", "It closes."))
    assert said(read(tmp_path, "m.docx", topics))[1] == (None, "Ferry, It stays.")


def test_what_the_page_of_a_word_file_shows(tmp_path: Path) -> None:
    xml = """
        <w:p><w:r><w:t>It cost </w:t></w:r><w:del><w:r><w:delText>six</w:delText></w:r></w:del>
          <w:ins><w:r><w:t>seven</w:t></w:r></w:ins><w:r><w:t> million.</w:t></w:r></w:p>
        <w:sdt><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>
        <w:p><w:r><w:t>Outside.</w:t></w:r><w:r><w:pict><w:txbxContent>
          <w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>
        <w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>A link</w:t></w:r>
          </w:hyperlink><w:r><w:noBreakHyphen/><w:t>here.</w:t></w:r></w:p>"""
    found = read(tmp_path, "a.docx", edited(word(), {"word/document.xml": in_body(xml)}))
    assert texts(found) == [
        *("It cost seven million.", "In a control.", "Outside.", "In a box.", "A link-here."),
    ]
    assert "tracked changes" in found.notices[0]


def test_hidden_words_and_deleted_rows_of_a_word_file(tmp_path: Path) -> None:
    xml = """
        <w:p><w:r><w:t>It opened</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t> late</w:t></w:r>
          <w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> in May.</w:t></w:r></w:p>
        <w:p><w:moveFrom><w:r><w:t>Late. </w:t></w:r></w:moveFrom><w:r><w:t>So.</w:t></w:r></w:p>
        <w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>Gone.</w:t></w:r></w:p></w:tc>
          </w:tr><w:tr><w:tc><w:p><w:r><w:t>Kept.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"""
    found = read(tmp_path, "a.docx", edited(word(), {"word/document.xml": in_body(xml)}))
    assert texts(found) == ["It opened in May.", "So.", "Kept."]
    assert ["tracked" in notice for notice in found.notices] == [True, False]
    assert found.notices[1] == "a.docx: it has hidden text, which was not read"
    assert read(tmp_path, "b.docx", word("It opened.")).notices == ()


def test_footnotes_come_last_and_in_no_voice(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    notes = f"""<w:footnotes {W}>
        <w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>
        <w:footnote w:id="1"><w:p><w:r><w:t>See the minutes.</w:t></w:r></w:p></w:footnote>
        </w:footnotes>"""
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    data = edited(
        word("JANE ROE: It opened in May.", "TOM DOE: Late.", "JANE ROE: Yes."),
        {
            "word/footnotes.xml": notes.encode(),
            "word/_rels/document.xml.rels": lambda old: old.replace(
                b"</Relationships>", relation.encode()
            ),
        },
    )
    assert said(read(tmp_path, "a.docx", data))[-2:] == [
        ("JANE ROE", "Yes."),
        (None, "See the minutes."),
    ]


def test_a_zip_bomb_does_not_go_off(tmp_path: Path) -> None:
    out = io.BytesIO(word("The bridge opened."))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        for n in range(11):
            packed.writestr(f"word/media/{n}.bin", bytes(10_000_000))
    start = time.process_time()
    assert "it unpacks to more than 100 MB" in refused(tmp_path, "bomb.docx", out.getvalue())
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"<w:p/>" * 4_000_000)
    assert "its words unpack to more than 20 MB" in refused(tmp_path, "b.docx", out.getvalue())
    assert time.process_time() - start < 2


def test_a_part_larger_than_it_says_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO(word("The bridge opened."))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/media/x.bin", bytes(50_000_000))
    size = (50_000_000).to_bytes(4, "little")
    assert "broken" in refused(tmp_path, "a.docx", out.getvalue().replace(size, b"\x10\0\0\0"))


def test_entities_are_not_unfolded(tmp_path: Path) -> None:
    xml = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">'
    bomb = (
        xml
        + b"]><w:document %s><w:body><w:p><w:r><w:t>x&b;</w:t></w:r></w:p></w:body></w:document>"
    )
    data = edited(word("One."), {"word/document.xml": lambda _: bomb % W.encode()})
    assert "aaa" not in read(tmp_path, "a.docx", data).text


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "locked with a password"),
        ("a.docx", b"not a zip", "can't be read as a Word file"),
        ("a.docx", b"", "can't be read as a Word file"),
        ("a.pdf", b"not a PDF", "can't be read as a PDF"),
        ("a.pdf", b"", "can't be read as a PDF"),
        ("a.pdf", ARTICLE[:200], "PDF"),
        ("a.docx", word("", " "), "no text"),
    ],
)
def test_broken_files(tmp_path: Path, name: str, data: bytes, told: str) -> None:
    assert told in refused(tmp_path, name, data)


def test_a_spreadsheet_by_another_name(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
    assert "can't be read as a Word file" in refused(tmp_path, "a.docx", out.getvalue())


WORD = word("JANE ROE: It opened in May.", "TOM DOE: Late.", "JANE ROE: Yes.")
bends = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=12)


@pytest.mark.parametrize(("suffix", "whole"), [(".pdf", ARTICLE), (".docx", WORD)])
@settings(max_examples=60, deadline=5000)
@given(bends, st.floats(0.3, 1))
def test_a_bent_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory,
    suffix: str,
    whole: bytes,
    bent: list[tuple[float, int]],
    cut: float,
) -> None:
    data = bytearray(whole)
    for at, byte in bent:
        data[int(at * (len(data) - 1))] = byte
    path = tmp_path_factory.getbasetemp() / f"bent{suffix}"
    path.write_bytes(data[: int(len(data) * cut)] if cut < 0.9 else data)
    try:
        document = readers.read(path)
    except CheckError as error:
        assert "\n" not in str(error)
    else:
        assert document.text

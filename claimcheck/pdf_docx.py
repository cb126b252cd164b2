"""PDF and Word files -> paragraphs, with what the file states about itself.

A PDF is read by pypdf, a Word file by python-docx; both come with the extra ``documents``. What a
file says of when it was made is not when its words were published, and is not read.
"""

from __future__ import annotations

import logging
import math
import re
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any

from claimcheck import pdf_lines
from claimcheck.pdf_lines import Line
from claimcheck.records import CheckError

LARGEST_UNPACKED = 100_000_000  # bytes of all that a Word file packs, pictures above all
LARGEST_WORDS = 20_000_000  # bytes of its parts with words: some 3,000 pages
PATIENCE = 120.0  # seconds after which a PDF is given up
TITLE_BLOCKS = 8  # paragraphs at the top among which the title is looked for

_SCAN = (
    "run text recognition over it first, for example with: ocrmypdf scan.pdf text.pdf "
    "(or open it in a word processor that recognises text)"
)
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Deleted and moved words, the second rendering of what stands elsewhere, boxes (read by themselves)
_UNREAD = frozenset(("del", "moveFrom", "Fallback", "txbxContent", "pPr", "rPr"))
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_MARK = re.compile(  # after a word, a mark or a long figure; m² and 10⁶ are no notes
    r"(?:(?<=[^\W\d_]{3})|(?<=[.,;:!?”’\")\]])|(?<=\d{3})) ?[⁰¹²³⁴-⁹]{1,3}(?!\w)"
)
_LIGATURES = {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)
}  # NFKC on the whole text would make 10² and 102 one


@dataclass(frozen=True, slots=True)
class Paper:
    """A document's paragraphs in order, and what stands beside them.

    ``headings`` are indices of ``blocks``, ``notes`` foot- and endnotes, ``dropped`` running heads
    and page numbers; ``title`` is one of the blocks.
    """

    blocks: tuple[str, ...]
    headings: frozenset[int] = frozenset()
    notes: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    title: str | None = None
    notices: tuple[str, ...] = ()


def pdf(data: bytes, name: str) -> Paper:
    """Read a PDF that has text in it.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Returns:
        The paragraphs, joined over lines, columns and pages.

    Raises:
        CheckError: pypdf is not installed; the file is broken, locked with a password, or a scan;
            its letters can't be told; reading takes more than 120 seconds.
    """
    pypdf = _library("pypdf", name)
    with _reading(name, "a PDF"):
        reader = _opened(pypdf, data, name)
        lines, empty = _lines(reader, name)
        pages = len(reader.pages)
        stated = str((reader.metadata or {}).get("/Title") or "")
        pictured = not lines and any(_has_picture(page) for page in reader.pages[:20])
    kept, dropped = pdf_lines.part_running(lines)
    if not any(re.search(r"\w", line.text) for line in kept):
        what = "its pages are pictures (a scan)" if pictured or dropped else "its pages are empty"
        raise CheckError(f"{name}: there is no text in it, {what}; {_SCAN}")
    _check_letters(kept, name)
    found = pdf_lines.paragraphs(kept)
    body = pdf_lines.body_size(kept)
    headings = frozenset(
        n for n, p in enumerate(found) if p.size >= 1.15 * body and len(p.text.split()) <= 25
    )
    blocks = [p.text for p in found]
    top = [n for n in sorted(headings) if n < TITLE_BLOCKS and found[n].page == found[0].page]
    largest = max(top, key=lambda n: found[n].size, default=None)
    return Paper(
        blocks=tuple(blocks),
        headings=headings,
        dropped=tuple(dropped),
        title=_borne_out(stated, blocks) or (None if largest is None else blocks[largest]),
        notices=_without_text(empty, pages),
    )


def docx(data: bytes, name: str) -> Paper:
    """Read a Word file.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Returns:
        The paragraphs, a row of a table being one. Tracked changes count as accepted, and hidden
        text is not read; ``notices`` tells of both.

    Raises:
        CheckError: python-docx is not installed; the file is broken or locked with a password, or
            unpacks to more than 100 MB, or to more than 20 MB of words.
    """
    word = _library("docx", name)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise CheckError(
            f"{name}: is locked with a password, or in Word's format of before 2007; open it and "
            "save it as .docx without a password"
        )
    with _reading(name, "a Word file"):
        document = word.Document(_unpacked(data, name))
        styles = {s.style_id: (s.name or "").lower() for s in document.styles}
        told = [
            (words, styles.get(style, "")) for words, style in _paragraphs(document.element.body)
        ]
        notes = [words for kind in ("footnotes", "endnotes") for words in _part(document, kind)]
        dropped = [words for kind in ("header", "footer") for words in _part(document, kind)]
        stated = document.core_properties.title or ""
        notices = tuple(_notices(document.element.body))
    blocks = [words for words, _ in told]
    headings = frozenset(
        n for n, (_, style) in enumerate(told) if re.match(r"heading|title|subtitle", style)
    )
    titled = next((words for words, style in told if style == "title"), None)
    return Paper(
        blocks=tuple(blocks),
        headings=headings,
        notes=tuple(notes),
        dropped=tuple(dict.fromkeys(dropped)),
        title=titled or _borne_out(stated, blocks),
        notices=notices,
    )


def _library(module: str, name: str) -> Any:
    """Import what the extra installs."""
    try:
        if module == "pypdf":
            import pypdf

            return pypdf
        import docx

        return docx
    except ImportError:
        raise CheckError(
            f"{name}: reading it needs one more package; pip install 'claimcheck[documents]'"
        ) from None


@contextmanager
def _reading(name: str, what: str) -> Iterator[None]:
    """Tell a broken file in one message; the libraries raise whatever a format brings up."""
    logger = logging.getLogger("pypdf")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    except (CheckError, MemoryError):
        raise
    except Exception as error:
        why = str(error).strip().split("\n")[0][:150] or type(error).__name__
        raise CheckError(
            f"{name}: can't be read as {what}; it may be broken, or cut off ({why}); get it again, "
            "or open it in its own program and save it anew"
        ) from error
    finally:
        logger.setLevel(level)


def _opened(pypdf: Any, data: bytes, name: str) -> Any:
    """A PDF that opens without a password, and with what is installed."""
    try:
        reader = pypdf.PdfReader(BytesIO(data))
        if not reader.is_encrypted or reader.decrypt(""):
            return reader
    except pypdf.errors.DependencyError:
        pass
    raise CheckError(
        f"{name}: is locked with a password or encrypted; open it, print it to a new PDF and use "
        "that"
    )


def _lines(reader: Any, name: str) -> tuple[list[Line], list[int]]:
    """All lines in the order that the file has them, and the pages without any."""
    end = time.monotonic() + PATIENCE

    def in_time(*_: Any) -> None:
        if time.monotonic() > end:
            raise CheckError(
                f"{name}: reading it takes more than {PATIENCE:.0f} seconds; "
                "keep the pages needed, or print it to a new PDF"
            )

    out: list[Line] = []
    empty: list[int] = []
    for number, page in enumerate(reader.pages, 1):
        in_time()
        pieces: list[Line] = []
        page.extract_text(visitor_operand_before=in_time, visitor_text=_collect(pieces, number))
        in_time()  # inside a form, pypdf takes an error for a broken form and goes on
        found = list(_laid(pieces))
        out += found
        if not found:
            empty.append(number)
    return out, empty


def _collect(pieces: list[Line], page: int) -> Callable[..., None]:
    """Make the visitor that notes each piece of text with its place and size."""

    def note(text: str, cm: Sequence[float], tm: Sequence[float], _: Any, size: float) -> None:
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        up = math.hypot(tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3])
        place = (x, y, abs(size * up))
        if text:
            known = all(map(math.isfinite, place))
            pieces.append(Line(text, page, *(place if known else (0.0, 0.0, 0.0))))

    return note


def _laid(pieces: Sequence[Line]) -> Iterator[Line]:
    """Put pieces together to lines; pypdf marks the end of a line as it meets the next."""
    parts = [p._replace(text=t) for p in pieces for t in re.findall(r"\n|[^\n]+", p.text)]
    for ends, group in groupby(parts, key=lambda part: part.text == "\n"):
        row = [] if ends else [part for part in group if part.text.strip()]
        if not row:
            continue
        main = max(row, key=lambda part: len(part.text))
        text = _plain(" ".join("".join(_raised(part, main) for part in row).split()))
        if text:
            yield Line(text, main.page, row[0].x, main.y, main.size)


def _raised(part: Line, main: Line) -> str:
    """A piece's text, raised figures as such: 12,000 with the note 3 is not 12,0003."""
    small = part.size < 0.9 * main.size and part.y > main.y + 0.1 * main.size
    return part.text.translate(_SUPERSCRIPT) if small and len(part.text) <= 3 else part.text


def _plain(text: str) -> str:
    """Spell ligatures out; take out the marks of notes and what is no character."""
    text = _NOTE_MARK.sub("", text.translate(_LIGATURES))
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cs")).strip()


def _has_picture(page: Any) -> bool:
    forms = (page.get("/Resources") or {}).get("/XObject") or {}
    return any(forms[key].get("/Subtype") == "/Image" for key in forms)


def _check_letters(lines: Sequence[Line], name: str) -> None:
    """Reject a text whose fonts don't say which letters their shapes are."""
    text = "".join(line.text for line in lines)
    unknown = sum(c == "\ufffd" or unicodedata.category(c) in ("Co", "Cn") for c in text)
    if unknown * 5 > len(text):
        raise CheckError(
            f"{name}: its letters can't be told, for its fonts don't say which they are; {_SCAN}"
        )


def _without_text(empty: Sequence[int], pages: int) -> tuple[str, ...]:
    if not empty:
        return ()
    shown = ", ".join(map(str, empty[:10])) + (", ..." if len(empty) > 10 else "")
    word = "page" if len(empty) == 1 else "pages"
    return (f"{word} {shown} of {pages} have no text (empty, or a picture) and were not read",)


def _borne_out(stated: str, blocks: Sequence[str]) -> str | None:
    """The block at the top that the stated title is, with or without a site's name around it."""
    title = _key(stated)
    for block in blocks[:TITLE_BLOCKS]:
        key = _key(block)
        if key and (key == title or (len(block.split()) >= 3 and key in title)):
            return block
    return None


def _key(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).lower()


def _unpacked(data: bytes, name: str) -> BytesIO:
    """Pack a Word file anew without compression; read bit by bit, so that no bomb goes off."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as packed, zipfile.ZipFile(out, "w") as plain:
        entries = {entry.filename: entry for entry in packed.infolist()}
        words = [entry for key, entry in entries.items() if key.endswith(".xml")]
        for what, limit in ((entries.values(), LARGEST_UNPACKED), (words, LARGEST_WORDS)):
            if sum(entry.file_size for entry in what) > limit:
                of = "its words unpack" if what is words else "it unpacks"
                raise CheckError(
                    f"{name}: {of} to more than {limit // 1_000_000} MB, which no article does; "
                    "keep the text needed, without pictures"
                )
        for entry in entries.values():
            parts: list[bytes] = []
            with packed.open(entry) as member:
                while part := member.read(1 << 16):  # never more than the size it declares
                    parts.append(part)
            plain.writestr(entry.filename, b"".join(parts))
    return out


def _notices(body: Any) -> Iterator[str]:
    changes = body.iter(f"{_WORD}ins", f"{_WORD}del", f"{_WORD}moveFrom")
    if next(changes, None) is not None:
        yield "it has tracked changes, which were read as accepted; check that they should be"
    if any(map(_is_hidden, {t.getparent() for t in body.iter(f"{_WORD}t")})):
        yield "it has hidden text, which was not read"


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{_WORD}rPr/{_WORD}vanish")
    return mark is not None and mark.get(f"{_WORD}val") not in ("0", "false", "off")


def _paragraphs(parent: Any) -> Iterator[tuple[str, str]]:
    """Words and style of each paragraph, in order; a row of a table is one."""
    for child in parent.iterchildren("{*}*"):
        kind = _local(child)
        if kind == "p":
            style = child.find(f"{_WORD}pPr/{_WORD}pStyle")
            named = "" if style is None else style.get(f"{_WORD}val", "")
            yield from ((words, named) for words in _split("".join(_words(child))))
            for box in _own(child, "txbxContent", "p"):
                if not any(_local(above) == "Fallback" for above in box.iterancestors()):
                    yield from _paragraphs(box)
        elif kind == "tbl":
            yield from ((words, "") for words in _rows(child))
        elif kind not in _UNREAD:  # a content control, inserted paragraphs
            yield from _paragraphs(child)


def _rows(table: Any) -> Iterator[str]:
    """The rows of a table; one of voices and their words becomes a transcript's."""
    rows = []
    for row in _own(table, "tr", "tbl"):
        if row.find(f"{_WORD}trPr/{_WORD}del") is not None:
            continue
        cells = [" ".join(w for w, _ in _paragraphs(cell)) for cell in _own(row, "tc", "tr")]
        rows.append([cell for cell in cells if cell])
    names = [row[0] for row in rows if len(row) == 2]
    voices = len(names) == len(rows) and 1 < len(set(names)) < len(names)
    for row in rows:
        if row:
            yield (": " if voices and not row[0].endswith(":") else ", ").join(row)


def _words(node: Any) -> Iterator[str]:
    """The words of a paragraph as the page shows them."""
    for child in node.iterchildren("{*}*"):
        kind = _local(child)
        if kind == "t":
            yield child.text or ""
        elif kind in ("tab", "ptab"):
            yield " "
        elif kind in ("br", "cr"):
            yield "\n"
        elif kind == "noBreakHyphen":
            yield "-"
        elif kind not in _UNREAD and not _is_hidden(child):
            raised = child.find(f"{_WORD}rPr/{_WORD}vertAlign[@{_WORD}val='superscript']")
            words = "".join(_words(child))
            yield words if raised is None else words.translate(_SUPERSCRIPT)


def _split(text: str) -> Iterator[str]:
    """Part a paragraph at line breaks set by hand, except where a sentence goes on."""
    held = ""
    for line in (_plain(" ".join(line.split())) for line in text.split("\n")):
        if line and len(held) > 40 and line[0].islower():
            held += f" {line}"
        else:
            if held:
                yield held
            held = line
    if held:
        yield held


def _part(document: Any, kind: str) -> Iterator[str]:
    """The paragraphs of notes, heads or feet, which are files of their own."""
    from docx.oxml.parser import parse_xml

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(f"/{kind}"):
            continue
        root = parse_xml(relation.target_part.blob)
        inner = [root] if kind in ("header", "footer") else root.iterchildren("{*}*")
        for note in inner:
            if note.get(f"{_WORD}type") is None:  # not the line between text and notes
                yield from (words for words, _ in _paragraphs(note))


def _own(parent: Any, kind: str, parent_kind: str) -> Iterator[Any]:
    """The elements of a kind below a parent, without those of a parent nested in it."""
    for element in parent.iter(f"{_WORD}{kind}"):
        if next(element.iterancestors(f"{_WORD}{parent_kind}")) is parent:
            yield element


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]

"""A file in any supported format -> its text, cut into turns, with what the format states about it.

Text, Markdown, saved pages, PDF and Word files become paragraphs; captions and transcripts become
turns with voice and time. The text is a clean one (marks stripped, lines joined), and every offset
counts in it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

from claimcheck import captions, furniture, page_lines
from claimcheck.captions import Said
from claimcheck.records import CheckError, Document, Turn

LARGEST = 20_000_000  # bytes
LONGEST_LINE = 1_000_000  # characters of a line of text: a day of speech, so that it is no text
SUFFIXES = (".txt", ".md", ".html", ".htm", ".vtt", ".srt", ".pdf", ".docx")

_BINARY = (
    *(b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf"),  # PDF, zip and Office
    *(b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"RIFF"),  # pictures
    *(b"\x7fELF", b"MZ\x90", b"ID3", b"OggS", b"\x1f\x8b", b"BZh"),  # programs, sound, archives
)
_KEYS = (
    r"(?:title|headline|source|sources|based\son|outlet|publisher|publication|site|date|published"
    r"|author|authors|byline|by|url|link|links|event|place|location|speaker|speakers|kind|type"
    r"|language|retrieved|accessed|tags|id|reference|references|recorded|copyright)"
)
_HEADER = re.compile(rf"(?P<key>{_KEYS})\s?:\s+(?P<value>\S.*)", re.IGNORECASE)
_RULE = re.compile(
    r"""
    \s* (?:
        [-*_=~] (?: \s? [-*_=~] ){2,}                              # ---
      | \|? (?: \s? :?-{2,}:? \s? \| )+ (?: \s? :?-{2,}:? )?      # |---|---|
    ) \s*
    """,
    re.VERBOSE,
)
_HEADING = re.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*)")
_HEADING_END = re.compile(r"\s#+\s*\Z")
_ITEM = re.compile(r"\s*(?:[-*+•◦▪‣·–]\s+|\d{1,2}[.)]\s+(?=[A-Z*\"“]))(?=\S)")
_INLINE = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"!\[[^\[\]\n]{0,500}\]\([^()\s]{0,2000}(?:\s\"[^\"\n]*\")?\)", ""),  # an image
        (r"(?<!!)\[([^\[\]\n]{1,500})\]\([^()\s]{1,2000}(?:\([^()\s]*\)[^()\s]*)?"
         r"(?:\s\"[^\"\n]*\")?\)", r"\1"),  # a link
        (r"(?<![\w*])\*{3}(?=[^\s*])([^*\n]{1,2000})(?<=\S)\*{3}(?!\w)", r"\1"),
        (r"\*\*(?=[^\s*])([^*\n]{1,2000})(?<=\S)\*\*", r"\1"),  # bold
        (r"(?<!\w)__(?=[^\s_])([^_\n]{1,2000})(?<=\S)__(?!\w)", r"\1"),
        (r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,2000})(?<=[^\s*])\*(?![\w*])", r"\1"),  # italic
        (r"(?<!\w)_(?=[^\s_])([^_\n]{1,2000})(?<=[^\s_])_(?!\w)", r"\1"),
        (r"~~(?=\S)([^~\n]{1,2000})(?<=\S)~~", r"\1"),
    )
)  # fmt: skip
_MARKDOWN_ONLY = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (r"`{1,3}([^`\n]{1,500})`{1,3}", r"\1"),
        (r"\[\^[\w-]{1,40}\]:?", ""),  # a footnote
        (r"<(https?://[^<>\s]{1,2000})>", r"\1"),
        (r"</?[a-zA-Z][^<>\n]{0,300}>", ""),
        (r"\\([\\`*_{}\[\]()#+.!|>~-])", r"\1"),
    )
)
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\S+",
        """
        a an and are as at be but by for from had has have he her his i if in is it its not of on
        or our she so that the their there they this to was we were what when which who will with
        would you
        """,
    )
)


def read(path: Path, *, article: bool = False) -> Document:
    """Read an article or a source.

    Args:
        path: a .txt, .md, .html, .htm, .vtt or .srt file in UTF-8, UTF-16 or Windows-1252, or a
            .pdf with text or a .docx (these two need the extra ``documents``); at most 20 MB.
        article: whether page furniture is taken out of pasted text; out of saved pages it always
            is. An article is never read as a transcript.

    Returns:
        The text, its turns (paragraphs, or what a voice says) and what the file states about
        itself. ``notices`` says what a reader of the result should know, such as that the text
        is not English.

    Raises:
        CheckError: the file is missing, is not text, is empty, has an endless line or a malformed
            cue, or holds nothing but furniture.

    Examples:
        >>> import tempfile
        >>> file = Path(tempfile.mkdtemp()) / "notes.md"
        >>> _ = file.write_text("# Bridge opens\\n\\nIt opened in **May**.")
        >>> read(file).text
        'Bridge opens\\n\\nIt opened in May.'
    """
    path = Path(path)
    data = _bytes(path)
    if path.suffix.lower() in (".pdf", ".docx"):
        document, notices = _paper(data, path, article=article)
    else:
        text, notices = _decode(data, path)
        document = _from_text(text, path, article=article)
    if not re.search(r"\w", document.text):
        what = "only page furniture (menus, dates, boxes)" if document.furniture else "no text"
        raise CheckError(f"{path}: there is {what} in it; paste the article's own paragraphs")
    return _with_notices(document, notices)


def _from_text(text: str, path: Path, *, article: bool) -> Document:
    suffix = path.suffix.lower()
    if suffix not in (".html", ".htm"):  # a saved page may well be one line
        _check_lines(text, path)
    if suffix == ".vtt":
        said, title = captions.vtt(text, str(path))
        return _document(said, title=title)
    if suffix == ".srt":
        return _document(captions.srt(text, str(path)))
    if suffix in (".html", ".htm"):
        from claimcheck import pages

        page = pages.read_page(text)
        return _document(
            _paragraphs(page.text), page.dropped, page.title, page.day, page.day_basis, page.outlet
        )
    lines, header, dropped = _header(text.split("\n"))
    blocks, headings = _blocks(lines, markdown=suffix == ".md", article=article)
    return _prose(blocks, headings, header, dropped, article=article)


def _paper(data: bytes, path: Path, *, article: bool) -> tuple[Document, tuple[str, ...]]:
    """A PDF or Word file, its paragraphs read as those of a pasted text."""
    from claimcheck import pdf_docx

    read_as = pdf_docx.pdf if path.suffix.lower() == ".pdf" else pdf_docx.docx
    paper = read_as(data, str(path))
    every = [_words(block) for block in paper.blocks]
    blocks, header, dropped = _header(every)
    cut = len(every) - len(blocks)
    if paper.title:
        header.setdefault("title", _words(paper.title))
    document = _prose(
        blocks,
        frozenset(n - cut for n in paper.headings if n >= cut),
        header,
        [*dropped, *paper.dropped],
        [_words(note) for note in paper.notes],
        article=article,
    )
    day = next(filter(None, map(page_lines.find_date, paper.dropped)), None)
    if day and document.date is None:
        document = replace(document, date=day, date_basis="page")
    return document, tuple(f"{path.name}: {notice}" for notice in paper.notices)


def _words(block: str) -> str:
    """A paragraph without the mark of an item."""
    item = _ITEM.match(block)
    return " ".join(_plain(block[item.end() :] if item else block).split())


def _bytes(path: Path) -> bytes:
    """The file, where it is one that can be read."""
    try:
        path.stat()
        if path.is_dir():
            raise CheckError(f"{path}: this is a folder; name a file")
        if not path.is_file():
            raise CheckError(f"{path}: this is a device or a pipe; save what it gives into a file")
        if path.suffix.lower() not in SUFFIXES:
            raise CheckError(
                f"{path}: files of this kind can't be read; save it as one of {', '.join(SUFFIXES)}"
            )
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise CheckError(
                f"{path}: the file is larger than {LARGEST // 1_000_000} MB; keep the part needed"
            )
        return data
    except FileNotFoundError:
        raise CheckError(f"{path}: there is no such file; check its name") from None
    except OSError as error:
        raise CheckError(f"{path}: can't be read ({error.strerror}); check its rights") from None


def _decode(data: bytes, path: Path) -> tuple[str, tuple[str, ...]]:
    """The file's text with plain line ends, and a notice where the encoding was guessed."""
    text, guessed = _characters(data, path)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0"):
        raise CheckError(f"{path}: the file is empty; paste the text into it")
    notice = f"{path.name} is not UTF-8 and was read as {guessed}; check accents and quotes in it"
    return _plain(text), (notice,) if guessed else ()


def _plain(text: str) -> str:
    """One sort of line end and of space, and no control character or one without width."""
    text = re.sub("[\u200b-\u200d\u2060\ufeff\xad]", "", text)
    text = re.sub("\r\n?|[\u2028\u2029\x85\f\v]", "\n", text)
    text = re.sub("[\x00-\x08\x0e-\x1f\x7f-\x9f]", "", text)
    return re.sub("[\xa0\u202f\u2007\t]", " ", text)


def _check_lines(text: str, path: Path) -> None:
    """Reject a line that no article or transcript has."""
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise CheckError(
                f"{path}, line {number}: {len(line):,} characters in one line are no article or "
                "transcript; break it into paragraphs, or keep the part needed"
            )


def _characters(data: bytes, path: Path) -> tuple[str, str | None]:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    half = len(data) // 2
    encodings: tuple[str, ...] = ("utf-8-sig", "cp1252")
    if wide:
        encodings = ("utf-16",)
    elif half and data.count(0) > half * 0.4:  # UTF-16 of Western text without a BOM
        encodings = ("utf-16-le",) if data[1::2].count(0) > data[::2].count(0) else ("utf-16-be",)
    elif data.startswith(_BINARY) or b"\0" in data:
        raise _not_text(path)
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(re.findall(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", text)) * 200 > len(text):
            raise _not_text(path)
        declared = re.search(r"<meta[^>]{0,200}charset", text[:4000], re.IGNORECASE)
        return text, "Windows-1252" if encoding == "cp1252" and not declared else None
    raise CheckError(f"{path}: the characters can't be decoded; save the file as UTF-8")


def _not_text(path: Path) -> CheckError:
    return CheckError(
        f"{path}: this is no text but binary data; export its text and save that as .txt in UTF-8"
    )


def _document(
    said: Iterable[Said],
    dropped: Sequence[str] = (),
    title: str | None = None,
    day: date | None = None,
    day_basis: str | None = None,
    outlet: str | None = None,
) -> Document:
    """Lay turns out as one text, an empty line between two."""
    turns: list[Turn] = []
    parts: list[str] = []
    at = 0
    for words, speaker, time in said:
        text = " ".join(_plain(words).split())  # what was spelt &#8203; is plain only now
        if not text:
            continue
        turns.append(Turn(at, at + len(text), speaker, time))
        parts.append(text)
        at += len(text) + 2
    text = "\n\n".join(parts)
    basis = day_basis if day else None
    return Document(text, tuple(turns), tuple(dropped), title, day, basis, outlet)


def _paragraphs(texts: Iterable[str]) -> list[Said]:
    return [Said(text) for text in texts]


def _prose(
    blocks: list[str],
    headings: frozenset[int],
    header: dict[str, str],
    dropped: list[str],
    notes: Sequence[str] = (),
    *,
    article: bool,
) -> Document:
    """Paragraphs with header lines, or a plain transcript; footnotes come last."""
    day = page_lines.find_date(header.get("date") or header.get("published") or "")
    basis = "metadata"
    first = blocks[0] if blocks and (0 in headings or len(blocks[0].split()) <= 20) else None
    title = header.get("title") or header.get("headline")
    outlet = header.get("outlet") or header.get("publisher") or header.get("publication")
    if not article:
        said = captions.transcript(blocks)
        if said is None:
            said = _paragraphs(blocks)
            title = title or (first if 0 in headings else None)
            if day is None:
                sorts = [(page_lines.sort_of(block), block) for block in blocks[:5]]
                signed = (page_lines.find_date(b) for s, b in sorts if s in ("byline", "stamp"))
                day, basis = next((d for d in signed if d), None), "byline"
        said += _paragraphs(notes)
        return _document(said, dropped, title, day, basis, outlet)
    if title and title not in blocks:
        blocks, headings = [title, *blocks], frozenset({0, *(n + 1 for n in headings)})
    page = furniture.clear(blocks, headings)
    kept = [words for _, words in page.kept]
    if day is None:
        day, basis = page.day, page.day_basis or "page"
    if not title and kept and (page.kept[0][0] in headings or len(kept[0].split()) <= 20):
        title = kept[0]
    return _document(
        _paragraphs([*kept, *notes]),
        [*dropped, *page.dropped],
        title,
        day,
        basis,
        outlet or page.outlet,
    )


def _header(lines: list[str]) -> tuple[list[str], dict[str, str], list[str]]:
    """Take "Title: ..." lines, or a block between two ``---``, off the top of a text."""
    found: dict[str, str] = {}
    taken: list[str] = []
    fenced = bool(lines) and lines[0].strip() == "---" and "---" in (s.strip() for s in lines[1:40])
    at = 1 if fenced else 0
    while at < len(lines):
        line = lines[at].strip()
        if fenced and line == "---":
            at += 1
            break
        m = _HEADER.fullmatch(re.sub(r"^[-*]\s|\*\*", "", line))
        if line and not fenced and not m:
            break
        if m:
            found.setdefault(m["key"].lower(), m["value"].strip("\"' "))
        if line:
            taken.append(line)
        at += 1
    # "By: ..." alone is a byline, and a first line "Speaker: ..." may be a transcript's.
    if not fenced and set(found) <= {"by", "byline", "speaker", "source"} and len(taken) < 2:
        keep = set(found) == {"source"}
        return (lines[at:], found, taken) if keep else (lines, {}, [])
    return lines[at:], found, taken


def _blocks(
    lines: Sequence[str], *, markdown: bool, article: bool
) -> tuple[list[str], frozenset[int]]:
    """Paragraphs, headings and list items, hard-wrapped lines joined, marks stripped."""
    width = _wrap_width(lines)
    blocks: list[str] = []
    headings: set[int] = set()
    before = ""  # the line before, where this one may go on with it
    for line in lines:
        # ">>" opens a turn of a transcript; a single ">" quotes
        bare = re.sub(r"^\s*(?:>\s?(?!>))+", "", line).rstrip() if markdown or article else line
        heading = _HEADING.fullmatch(bare)
        underline = re.fullmatch(r"={3,}|-{3,}", bare.strip()) is not None
        if not bare.strip() or _RULE.fullmatch(bare):
            if underline and before and markdown and len(before.split()) <= 20:
                headings.add(len(blocks) - 1)
            before = ""
            continue
        item = _ITEM.match(bare)
        if heading:
            words = _HEADING_END.sub("", heading["text"])
        else:
            words = bare[item.end() :] if item else bare.strip()
        words = _strip_marks(words, markdown=markdown)
        if not words:
            continue
        if before and not heading and not item and _goes_on(before, bare.strip(), width):
            blocks[-1] += " " + words
        else:
            if heading or re.fullmatch(r"\*\*[^*]{1,120}[^*.:]\*\*", bare.strip()):
                headings.add(len(blocks))
            blocks.append(words)
        before = "" if heading else bare
    return blocks, frozenset(headings)


def _wrap_width(lines: Sequence[str]) -> int:
    """The width at which the text is hard-wrapped, or 0: two lines at least come close to it."""
    followed = sorted(len(a.rstrip()) for a, b in pairwise(lines) if b.strip() and " " in a.strip())
    if len(followed) < 2 or not 40 <= followed[-1] <= 132:
        return 0
    return followed[-1] if followed[-1] - followed[-2] <= 12 else 0


def _goes_on(before: str, line: str, width: int) -> bool:
    """Whether a line goes on with the one before: that one had no room for its first word."""
    if re.search(r"[.!?:][\"”’)*_]*\Z", before) and not line[:1].islower():
        return False
    full = len(before) + 1 + len(line.split()[0]) > width > 0
    return full or (line[:1].islower() and (len(before) > 40 or before.endswith(",")))


def _strip_marks(text: str, *, markdown: bool) -> str:
    if text.startswith("|") and text.endswith("|"):  # a row of a table
        text = ", ".join(cell.strip() for cell in text.strip("|").split("|") if cell.strip())
    if re.search(r"[*_\[~`<\\]", text):
        for pattern, plain in (*_MARKDOWN_ONLY, *_INLINE) if markdown else _INLINE:
            text = pattern.sub(plain, text)
    return " ".join((html.unescape(text) if markdown else text).split())


def _with_notices(document: Document, notices: tuple[str, ...]) -> Document:
    if not looks_english(document.text):
        notices += ("The text does not look English; the rules are made for English.",)
    return replace(document, notices=(*document.notices, *notices))


def looks_english(text: str) -> bool:
    """Tell by the share of function words whether a text is English.

    Args:
        text: any text; only its first 20,000 characters count.

    Returns:
        False where at least 20 words hold fewer than 18 function words of English in a hundred.

    Examples:
        >>> looks_english("Der Rat hat am Montag beschlossen, die Brücke zu sperren. " * 3)
        False
    """
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    return len(words) < 20 or sum(word in _FUNCTION_WORDS for word in words) >= 0.18 * len(words)

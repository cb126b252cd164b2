"""A page saved from a news site -> its article's paragraphs, title, date and outlet.

trafilatura tells body from page; the page's own order then gives back what it loses: headline and
subheads set in plain boxes, and captions that are sentences.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from claimcheck import furniture, page_lines

LATEST_DAY = "2199-12-31"  # htmldate's own bound is today, which a check never reads

_OUTSIDE = frozenset(("nav", "footer", "aside", "form"))
_REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]+|[0-9]+);?")
_NO_CHARACTER = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")  # none that XML may hold
_SUBHEAD = 12  # words of the longest subhead set in a plain box
_HIDDEN = ("script", "style", "noscript", "template", "svg", "title", "iframe", "select", "button")
_BOXES = frozenset(
    re.findall(
        r"\S+",
        """
        address article aside blockquote body br caption dd div dl dt figcaption figure footer form
        h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td th thead tr ul
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Page:
    """A page's article, its other lines, and what the page states about itself."""

    text: tuple[str, ...]
    dropped: tuple[str, ...]
    title: str | None
    day: date | None
    day_basis: str | None
    outlet: str | None


class _Line(NamedTuple):
    """A line of the page: the box it stands in, its words, and whether all of them are a link."""

    tag: str
    words: str
    linked: bool
    outside: bool  # in a menu, a sidebar, a form or the foot of the page


def read_page(source: str) -> Page:
    """Take the article out of a saved page.

    Args:
        source: the page's HTML.

    Returns:
        Headline, subheads, paragraphs and list items in the page's order, and the rest.

    Examples:
        >>> page = read_page("<title>Bridge opens</title><nav>Home | World | Sport</nav>"
        ...                  "<h1>Bridge opens</h1><p>The bridge opened in May.</p>")
        >>> page.text, page.dropped
        (('Bridge opens', 'The bridge opened in May.'), ('Home | World | Sport',))
    """
    source = _cleaned(source)
    lines = _lines(source)
    body, title, outlet = _extracted(source)
    picked = _pick(lines, body)
    title = _headline(lines, title)
    article = [(lines[n].tag, lines[n].words) for n in picked]
    if title and not any(_key(words) == _key(title) for _, words in article):
        article.insert(0, ("h1", title))
    headings = [n for n, (tag, _) in enumerate(article) if _is_heading(tag)]
    page = furniture.clear([words for _, words in article], headings)
    text = tuple(words for _, words in page.kept)
    shown = {_key(words) for words in text}
    rest = [w for _, w, *_ in lines if _key(w) and _key(w) not in shown]
    stated = furniture.clear(rest)
    day, basis = _published(source), "metadata"
    for found in (page, stated):
        if day is None:
            day, basis = found.day, found.day_basis or "page"
    return Page(
        text=text,
        dropped=tuple(dict.fromkeys((*rest, *page.dropped))),
        title=title or (text[0] if text else None),
        day=day,
        day_basis=basis if day else None,
        outlet=outlet or page.outlet or stated.outlet,
    )


def _cleaned(source: str) -> str:
    """Take out what is no character, written or by number: lxml gives it and won't take it."""

    def known(reference: re.Match[str]) -> str:
        meant = html.unescape(reference[0])
        return reference[0] if meant and not _NO_CHARACTER.search(meant) else " "

    return _NO_CHARACTER.sub(" ", _REFERENCE.sub(known, source))


def _lines(source: str) -> list[_Line]:
    """The page's lines as a reader sees them."""
    from lxml import etree

    tree = _parse(source)
    out: list[_Line] = []
    if tree is None:
        return out
    etree.strip_elements(tree, etree.Comment, *_HIDDEN, with_tail=False)
    stack: list[str] = ["body"]
    held: list[str] = []
    plain: list[str] = []  # the words that are no link
    links = 0

    def say(words: str | None) -> None:
        held.append(words or "")
        if not links:
            plain.append(words or "")

    def flush() -> None:
        words = " ".join("".join(held).split())
        if words:
            linked = not _key("".join(plain))
            out.append(_Line(stack[-1], words, linked, not _OUTSIDE.isdisjoint(stack)))
        held.clear()
        plain.clear()

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        box = element.tag in _BOXES
        if box:
            flush()
        if event == "start":
            if box:
                stack.append(element.tag)
            links += element.tag == "a"
            say(element.text)
        else:
            if box:
                stack.pop()
            links -= element.tag == "a"
            say(element.tail)
    flush()
    return out


def _parse(source: str) -> Any:
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(
            source.encode(), parser=HTMLParser(encoding="utf-8", remove_pis=True)
        )
    except (etree.ParserError, ValueError):  # nothing in it
        return None


def _extracted(source: str) -> tuple[list[str], str | None, str | None]:
    """Body lines, title and site name by trafilatura; no lines where the page is too small."""
    import trafilatura

    tree = _parse(source)
    if tree is None:
        return [], None, None
    found = trafilatura.bare_extraction(
        tree,
        favor_precision=True,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"max_date": LATEST_DAY, "extensive_search": False},
    )
    if found is None or isinstance(found, dict):
        return [], None, None
    return (found.text or "").split("\n"), found.title, found.sitename


def _pick(lines: Sequence[_Line], body: Sequence[str]) -> list[int]:
    """Indices of the article's lines: trafilatura's, and what of theirs it loses."""
    keys = {_key(line) for line in body}
    whole = " ".join(keys)
    seen: set[str] = set()
    picked: set[int] = set()
    for n, line in enumerate(lines):
        key = _key(line.words)
        if key and key not in seen and (key in keys or (len(key) > 40 and key in whole)):
            seen.add(key)
            picked.add(n)
    if not picked:  # a page too small for it
        return [n for n, line in enumerate(lines) if not (line.outside or line.linked)]
    first, last = min(picked), max(picked)
    for n in range(first + 1, last + 1):
        line = lines[n]
        if n in picked or line.linked or line.outside or page_lines.sort_of(line.words):
            continue
        caption = furniture.without_credit(line.words)[0]
        ends = re.search(r"[.!?][\"”’)]*\Z", caption) is not None
        listed = line.tag == "li" and n - 1 in picked
        subhead = not ends and len(line.words.split()) <= _SUBHEAD and n + 1 in picked
        if listed or (line.tag == "figcaption" and ends) or subhead:
            picked.add(n)
    return sorted(picked)


def _headline(lines: Sequence[_Line], title: str | None) -> str | None:
    """The page's own first heading where the title is that, with or without the site's name."""
    heads = [line.words for line in lines if line.tag == "h1" and not line.outside]
    for head in heads:
        if title and _key(head) and (_key(head) in _key(title) or _key(title) in _key(head)):
            return head
    if title:
        return re.sub(r"\s[|–—-]\s[^|–—-]{2,40}\Z", "", title)
    return heads[0] if heads else None


def _published(source: str) -> date | None:
    """The day that the page's metadata states for its publication."""
    import htmldate

    tree = _parse(source)
    if tree is None:
        return None
    found = htmldate.find_date(
        tree, extensive_search=False, original_date=True, max_date=LATEST_DAY
    )
    return date.fromisoformat(found) if found else None


def _is_heading(tag: str) -> bool:
    return re.fullmatch(r"h[1-6]", tag) is not None


def _key(words: str) -> str:
    """Letters and figures alone, to compare lines whatever their marks."""
    return re.sub(r"[\W_]+", "", words).lower()

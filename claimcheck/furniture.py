"""Page furniture: the lines of a pasted or saved page that are not the article.

Patterns recognise what a line is by itself (weather, menus, bylines, boxes that ask for something);
what only its place gives away (a lone city, a biography, a teaser) is judged by its neighbours and
by the words that it shares with the article. When in doubt a line stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from claimcheck.page_lines import PERSON, ROLE, find_date, sort_of

TEASERS = 12  # blocks that a list of teasers in mid-article holds at most

_PLACE = re.compile(r"(?:[A-Z][\w.’'-]*+,?\s?){1,4}")
_CREDIT_TAIL = re.compile(
    r"""
      \s [\[(]? (?:Photo(?:graph)?|Image|Picture|Illustration|Credit)s?      # Photo: Jane Roe/Acme
      (?: \s (?:credit|by|courtesy \s of) )? \s? : \s? [^.!?\[\]()]{2,60} [\])]? \.? \Z
    | \s [\[(] [^()\[\]]{0,60} (?: /\s?AP | AP\s?Photo | Getty | Reuters | AFP | PA\s?Wire )
      [^()\[\]]{0,40} [\])] \.? \Z
    """,
    re.VERBOSE,
)
_BIO = re.compile(
    rf"""
    (?P<name>{PERSON}) ,? \s (?:is|was|has\sbeen|works\sas|serves\sas) \s .{{0,80}}? \b {ROLE}s? \b
    """,
    re.VERBOSE,
)
_BIO_DETAIL = re.compile(
    r"\b(?:cover(?:s|ing|ed)|based in|lives? in|living in|writes|writing about|has written|joined"
    r"|follow|reach|contact|e-?mail|graduated|degree|previously|award|twitter|newsletter|years of"
    r"|specializ\w+|specialis\w+|focus\w*)\b",
    re.IGNORECASE,
)
_BIO_MORE = re.compile(
    r"(?:He|She|They|[A-Z]\w+)\s(?:also\s|previously\s|now\s|currently\s)?(?:lives?|writes?|covers?|covered"
    r"|joined|has\s(?:written|worked|covered)|worked|holds|graduated|studied|tweets|can\sbe\s(?:reached"
    r"|found|contacted)|is\sbased|is\sthe\sauthor|was\spreviously|enjoys?)\b"
)
_STOP = frozenset(
    re.findall(
        r"\S+",
        """
        about after again also among another around back because been before being
        between both came come could does down during each even every first from goes
        going gone have having here however into its just last less like long made make
        many more most much near never next only other over part said same says should
        since some still such take than that their them then there these they this those
        three through time today told took under until very want week well went were
        what when where which while will with without would year years your
        """,
    )
)


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks of a page sorted into the article and the rest.

    ``kept`` holds the index of a block with its text (a photo's credit taken off), ``dropped``
    the lines that are not the article, ``day`` the date that they state and ``day_basis`` whether
    it stands beside the byline (``byline``) or merely on the page (``page``).
    """

    kept: tuple[tuple[int, str], ...]
    dropped: tuple[str, ...]
    day: date | None = None
    day_basis: str | None = None
    outlet: str | None = None


def clear(blocks: Sequence[str], headings: Collection[int] = ()) -> Page:
    """Tell the article on a page from the page's furniture.

    Args:
        blocks: the page's headings, paragraphs and list items from top to bottom, marks stripped.
        headings: indices of the blocks that the format itself marks as headings.

    Returns:
        The blocks kept and dropped, with the date and outlet that the furniture states.

    Examples:
        >>> page = clear(["Home | World | Sport", "Oslo 7°C", "Bridge opens early",
        ...               "By Jane Roe, 3 May 2024", "The bridge opened in May.", "Share"])
        >>> [text for _, text in page.kept], page.day_basis
        (['Bridge opens early', 'The bridge opened in May.'], 'byline')
    """
    sorts = [None if n in headings and _is_prose(b) else sort_of(b) for n, b in enumerate(blocks)]
    _spare_timeline(blocks, sorts)
    _drop_masthead(blocks, sorts, headings)
    _drop_biographies(blocks, sorts)
    _drop_listed_teasers(blocks, sorts, headings)
    _drop_trailing_teasers(blocks, sorts, headings)
    kept: list[tuple[int, str]] = []
    dropped: list[str] = []
    for n, (block, sort) in enumerate(zip(blocks, sorts, strict=True)):
        if sort:
            dropped.append(block)
            continue
        words, credit = without_credit(block)
        kept.append((n, words))
        if credit:
            dropped.append(credit)
    day, basis = _stated_day(blocks, sorts)
    return Page(tuple(kept), tuple(dropped), day, basis, _outlet(blocks, sorts))


def without_credit(caption: str) -> tuple[str, str]:
    """Part a photo's caption from its credit.

    Args:
        caption: one line or paragraph.

    Returns:
        The caption and the credit, which is empty where there is none.

    Examples:
        >>> without_credit("Crews check a cable. Photo: Jane Roe/Lantern")
        ('Crews check a cable.', 'Photo: Jane Roe/Lantern')
    """
    credit = _CREDIT_TAIL.search(caption, max(0, len(caption) - 160))
    if credit is None or not caption[: credit.start()].strip():
        return caption, ""
    return caption[: credit.start()].rstrip(), caption[credit.start() :].strip()


def _is_prose(block: str) -> bool:
    return sort_of(block) not in ("label", "bio", "pointer", "advert", "ask", "share")


def _is_sentence(block: str) -> bool:
    return len(block.split()) >= 4 and re.search(r"[.!?…][\"”’')\]]*\Z", block) is not None


def _is_body(block: str) -> bool:
    """Whether a block is surely a paragraph; a headline may ask or shout, but has no full stop."""
    return len(block.split()) >= 20 or (_is_sentence(block) and block.rstrip("\"”’')")[-1] in ".…")


def _stems(text: str) -> set[str]:
    """Content words, cut to six letters so that plural and tense don't part them."""
    words = re.findall(r"[^\W\d_]{4,}", text.lower())
    return {word[:6] for word in words if word not in _STOP}


def _spare_timeline(blocks: Sequence[str], sorts: list[str | None]) -> None:
    """Keep dates that are the subheads of a timeline: three or more, each above a sentence."""
    rows = [
        n
        for n, sort in enumerate(sorts[:-1])
        if sort == "date" and sorts[n + 1] is None and _is_sentence(blocks[n + 1])
    ]
    if len(rows) >= 3:
        for n in rows:
            sorts[n] = None


def _drop_masthead(
    blocks: Sequence[str], sorts: list[str | None], headings: Collection[int]
) -> None:
    """Drop a lone city or the paper's name above the headline, beside weather, date or menu."""
    body = (n for n, s in enumerate(sorts) if s is None and _is_body(blocks[n]))
    top = next(body, len(blocks))
    for n in range(top):
        if sorts[n] is not None or n in headings or not _PLACE.fullmatch(blocks[n]):
            continue
        beside = {sorts[m] for m in (n - 1, n + 1) if 0 <= m < len(blocks)}
        headline_follows = any(sorts[m] is None for m in range(n + 1, top))
        if headline_follows and beside & {"weather", "date", "menu", "city"}:
            sorts[n] = "city"


def _drop_biographies(blocks: Sequence[str], sorts: list[str | None]) -> None:
    """Drop the author's biography: at the end of the page, or of the one who signs it."""
    authors = " ".join(b for b, s in zip(blocks, sorts, strict=True) if s == "byline").lower()
    tail = max(3, len(blocks) * 3 // 5)
    near = False
    for n, block in enumerate(blocks):
        if sorts[n] is not None:
            near = sorts[n] == "bio" or (near and sorts[n] in ("share", "ask"))
            continue
        bio = _BIO.match(block)
        signs = bio is not None and bio["name"].lower() in authors
        detail = _BIO_DETAIL.search(block) is not None
        more = near and _BIO_MORE.match(block) is not None
        name = re.fullmatch(PERSON, block) is not None and block.lower() in authors
        if name or more or (bio and (signs or near or (n >= tail and detail))):
            sorts[n] = "bio"
        near = sorts[n] == "bio"


def _drop_listed_teasers(
    blocks: Sequence[str], sorts: list[str | None], headings: Collection[int]
) -> None:
    """Drop what stands under a label such as "Related", up to where the article goes on."""
    body: set[str] = set()
    read = 0
    for label in [n for n, sort in enumerate(sorts) if sort == "label"]:
        for n in range(read, label):
            if sorts[n] is None:
                body |= _stems(blocks[n])
        read = max(read, label)
        end = label + 1
        while end < len(blocks):
            bonds = [
                _bond(blocks[n], body) if sorts[n] is None else 0
                for n in range(end, min(end + 2, len(blocks)))
            ]
            if bonds[0] == 2 or bonds == [1, 1] or bonds == [1, 2]:
                break
            end += 1
        if end < len(blocks):
            end = min(end, label + 1 + TEASERS)
            last = end - 1  # the subhead above the paragraph where the article goes on
            if last in headings or (end - label > 2 and len(blocks[last].split()) <= 6):
                end = last
        for n in range(label + 1, end):
            sorts[n] = sorts[n] or "teaser"


def _bond(block: str, body: set[str]) -> int:
    """How surely a sentence goes on with the body, by the words in common: 2, perhaps 1, not 0."""
    own = _stems(block)
    shared = len(own & body)
    if not _is_sentence(block) or not shared:
        return 0
    sure = shared >= 3 or (shared == 2 and len(own) <= 5)
    return 2 if sure else int(shared * 5 >= len(own))


def _drop_trailing_teasers(
    blocks: Sequence[str], sorts: list[str | None], headings: Collection[int]
) -> None:
    """Drop one-line blocks at the end that share no word with the article.

    One of them counts only where it follows other furniture; two in a row count by themselves.
    """
    kept = [n for n, sort in enumerate(sorts) if sort is None]
    if len(kept) < 4:
        return
    stems = {n: _stems(blocks[n]) for n in kept}
    uses = Counter(stem for n in kept for stem in stems[n])
    first = len(kept)
    while first > 3 and kept[first - 1] not in headings:
        own = stems[kept[first - 1]]
        uses.subtract(own)  # what follows is no longer the article
        if not _is_stranger(blocks[kept[first - 1]], own, uses):
            break
        first -= 1
    run = kept[first:]
    if len(run) >= 2 or (run and sorts[run[0] - 1] is not None):
        for n in run:
            sorts[n] = "teaser"


def _is_stranger(block: str, own: set[str], uses: Mapping[str, int]) -> bool:
    if len(block.split()) > 35 or len(own) < 5 or re.match(r"[\"“‘'•-]", block):
        return False
    return not any(uses[stem] for stem in own)


def _stated_day(
    blocks: Sequence[str], sorts: Sequence[str | None]
) -> tuple[date | None, str | None]:
    """The date beside the byline, else one elsewhere in the furniture."""
    page = None
    for n, sort in enumerate(sorts):
        day = find_date(blocks[n]) if sort in ("byline", "stamp", "date", "weather") else None
        if day is None:
            continue
        beside = {sorts[m] for m in (n - 1, n + 1) if 0 <= m < len(blocks)}
        signed = sort == "date" and "byline" in beside and not beside & {"weather", "city"}
        if sort in ("byline", "stamp") or signed:
            return day, "byline"
        page = page or day
    return page, "page" if page else None


def _outlet(blocks: Sequence[str], sorts: Sequence[str | None]) -> str | None:
    """The owner that a copyright line names."""
    for block, sort in zip(blocks, sorts, strict=True):
        owner = re.match(
            r"(?:(?:©|\([cC]\)|[Cc]opyright)\s*){1,2}(?:\d{4}(?:[–-]\d{4})?,?\s*)?"
            r"(?:by\s)?((?:The\s)?[A-Z][\w’'&]*(?:\s[A-Z&][\w’'&]*){0,5})",
            block,
        )
        if sort == "copyright" and owner and not owner[1].startswith("All"):
            return owner[1]
    return None

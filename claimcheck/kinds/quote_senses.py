"""What the words around a quotation, or those that an ellipsis drops, do to its sense.

Not-raising ("I don't think that …") and the verbs that leave their clause open follow Huddleston
and Pullum, *The Cambridge Grammar of the English Language* (2002), ch. 9 §5; conditions and the
limits of a clause Quirk et al., *A Comprehensive Grammar* (1985), §15.33 and §8.116.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from claimcheck.kinds.quote_words import LIGHT, MODAL, NEGATIVE, SMALL, Index, stem

_DENYING = frozenset(
    """not never no none nothing neither nor without hardly den reject dismiss refus declin oppos
    disput exclud rule stop deni fail avoid rather less longer far instead""".split()
)
_PAST = frozenset("once use former formerli previous previousli had wish hope".split())
_CONDITIONAL = frozenset(
    """if unless provid assum depend subject condit conting onc pend should until till whether
    proviso""".split()
)
_POLITE = re.compile(
    r"(?:i (?:may|can|could|am|remember|understand|recall)|you (?:will|like|ask|know|think|look|"
    r"want|prefer|please|see|remember|could|can|take|count|include)|so|not|anything|ever|need be|"
    r"possible|necessary|only|we are honest|there is one|that is what|it takes|it comes to|"
    r"push comes|(?:i|we|you|it) ha(?:ve|s) to)\b"
)
_REST = r"(?: (?!(?:and|but|or|so|because|if|when|on|in|at|with|about|by|from)\b)\w+){0,5}"
_HELD = re.compile(  # a denial, then a verb or noun of saying or belief, near the end
    r"""\b(?:not|never|hardly|no|nobody|neither|nor|without)\ (?:(?!and\b|but\b)\w+\ ){0,5}?
    (?:say|says|said|saying|think|thinks|thought|believe|believes|believed|claim|claims|claimed|
       claiming|suggest|suggests|suggested|suggesting|mean|pretend|imagine|accept|agree|guarantee|
       promise|promised|expect|tell\ \w+|convinced|sure|true|case|evidence|proof|sign|truth|feel|
       consider|call)\b """
    + _REST.replace(" ", r"\ ")
    + "$",
    re.X,
)
_GIVEN_UP = re.compile(
    r"\b(?:i|we) (?:used to|once) (?:say|said|think|thought|believe|believed|tell \w+|"
    r"told \w+|argue|argued|"
    r"imagine|imagined|dream|dreamt|insist)\b" + f"{_REST}$"
)
_WISHED = re.compile(
    r"\b(?:i|we) (?:(?:do|just|only|really|still) )?(?:hope|pray)(?: that)?$|"
    r"\bwish (?:that )?(?:i|we) could (?:say|tell|promise)\b" + f"{_REST}$"
)
_AFFIRMS = re.compile(  # "no doubt", "make no mistake", "can't deny": denials that assert
    r"\b(?:doubt\w*|deny|denies|denied|denying|question\w*|forget|mistake|secret|surpris\w+|wonder|"
    r"disput\w+|lie|matter|disagree|mind|stress|overstate|exaggerate|why|how|until|"
    r"whether|(?:can|could|would) not believe)\b"
)
_KEPT_OFF = re.compile(
    r"\b(?:anything but|far from|nothing like|nowhere near|no longer|the opposite of|instead of|"
    r"rather than|not even|not quite)$"
)
_LIMIT = re.compile(
    r"\b(?:for (?:now|the moment|the time being)|in (?:theory|principle)|on paper|at best|almost|"
    r"nearly|partly|anything but|far from|nothing like|nowhere near|no longer|the opposite of)\b"
)
_LINKS = frozenset("is are was were be been being become becomes became seem seems seemed".split())
_AUXILIARY = frozenset((*MODAL, *"do does did is are was were have has had am".split()))
_HEADS = frozenset("of from than against without to short".split())
_RELATIVE = frozenset("that which who".split())
_EVERY = frozenset("every any all each everyone everything anyone anybody everybody".split())


def turned_before(
    words: Sequence[str],
    index: Index,
    first: int,
    before: Collection[str],
    around: Collection[str],
) -> tuple[int, str]:
    """Tell why words that stand in a source don't mean there what they mean when quoted.

    Args:
        words: the quotation's.
        index: the source.
        first: where its words start there.
        before: the article's own words before the quotation, which may carry the turn themselves.
        around: those on both sides, which may carry a condition.

    Returns:
        Where the words that turn the sense start there, and the reason; ``first`` and an empty
        string where the sense stands.

    Examples:
        >>> from claimcheck.kinds.quote_words import normalise
        >>> said = normalise("I don't think that the river is dead.")
        >>> turned_before(["the", "river", "is", "dead"], said, 5, (), ())
        (2, 'the speaker said “not think that” of these words')
    """
    stems = {stem(word) for word in before}
    known = {stem(word) for word in (*around, *words)}
    condition = _condition_before(index, first)
    told = _promises(words) and words[0] not in MODAL  # no question
    if condition and told and not _CONDITIONAL & known:
        why = f"the speaker set a condition, “{' '.join(condition)}”"
        return first - len(condition), why
    if index.words[first] in ("only", "just", "merely", "necessarily"):
        return first, ""
    clause = _clause(index, first)
    at, turn = _turn(clause, stems)
    if index.words[first] == "to" and clause[-1:] in (["hope"], ["pray"]):
        return first, ""  # who hopes to do a thing tells of a plan
    why = f"the speaker said “{turn}” of these words" if " " in turn else ""
    why = why or (f"“{turn}” stands before these words there" if turn else "")
    return (first - len(clause) + at, why) if turn else (first, "")


def _turn(clause: Sequence[str], own: Collection[str]) -> tuple[int, str]:
    """The words in a clause's beginning that turn what follows, and where they start."""
    text = " ".join(clause)
    denied = bool(_DENYING.intersection(own)) or any(word[:2] == "un" for word in own)
    rules = [] if denied or _PAST.intersection(own) else [_GIVEN_UP, _WISHED]
    sure = denied or _AFFIRMS.search(text)
    for rule in rules if sure else [*rules, _HELD, _KEPT_OFF]:
        found = rule.search(text)
        if found:
            return text[: found.start()].count(" "), found.group()
    return (0, "") if sure else _negative_before(clause, own)


def raised_before(index: Index, first: int, before: Sequence[str]) -> str:
    """Tell whether the article's own "will" stands where the speaker said "may"."""
    clause, last = _clause(index, first), before[-1] if before else ""
    if clause and clause[-1] in ("may", "might", "could") and last in ("will", "would"):
        return f"the speaker said “{clause[-1]}”, the article puts “{last}” before the words"
    return ""


def left_out(words: Sequence[str], index: Index, gap: tuple[int, int]) -> tuple[bool, str]:
    """Tell whether what an ellipsis leaves out is material.

    Args:
        words: the quotation's.
        index: the source.
        gap: from which word to which is left out there.

    Returns:
        Whether the sense turns, and the reason; the reason is empty where nothing is lost.

    Examples:
        >>> from claimcheck.kinds.quote_words import normalise
        >>> left_out(["it", "is", "safe"], normalise("It is far from safe."), (2, 4))
        (True, 'the ellipsis leaves out “far from”')
        >>> left_out(["it", "will", "hold"], normalise("It, I hope, will hold."), (1, 3))
        (False, '')
    """
    a, b = gap
    dropped = index.words[a:b]
    within = not any(index.stops[a : b + 1])
    why = f"the ellipsis leaves out “{' '.join(dropped[:12])}”"
    if not dropped or not within or len(dropped) > 20:
        return False, ""
    if any(_opens_condition(dropped[i:]) for i in range(len(dropped))):
        return _promises(words), why
    aside = index.breaks[a] and b < len(index.words) and index.breaks[b]
    if len(dropped) <= 6 and not aside and {*dropped[:2], *dropped[-2:]} & NEGATIVE:
        return True, why
    before = index.words[a - 1] if a else ""
    headless = (
        dropped[-1] in _HEADS and before in _LINKS and any(word not in LIGHT for word in dropped)
    )
    every = dropped[0] in _RELATIVE and not index.breaks[a] and _EVERY & set(index.words[a - 3 : a])
    turned = headless or every or _LIMIT.search(" ".join(dropped))
    return bool(turned), why if turned else ""


def cut_after(
    words: Sequence[str], index: Index, last: int, own: Collection[str]
) -> tuple[bool, str]:
    """Tell whether the speaker goes on with a condition or a limit that the article cuts off.

    Args:
        words: the quotation's.
        index: the source.
        last: the first word after the quotation there.
        own: the words of the article around the quotation.

    Returns:
        Whether the sense turns (a promise loses its condition), and the reason, empty for none.

    Examples:
        >>> from claimcheck.kinds.quote_words import normalise
        >>> said = normalise("We will pay if the bank does.")
        >>> cut_after(["we", "will", "pay"], said, 3, ())
        (True, 'the speaker goes on “if the bank does”')
        >>> said = normalise("We will pay if we can. The bank pays nothing.")
        >>> cut_after(["we", "will", "pay"], said, 3, ())
        (True, 'the speaker goes on “if we can”')
    """
    if last >= len(index.words) or index.stops[last]:
        return False, ""
    ends = (at for at in range(last + 1, len(index.words)) if index.stops[at])
    rest = index.words[last : min(last + 6, next(ends, last + 6))]
    why = f"the speaker goes on “{' '.join(rest)}”"
    known = {stem(word) for word in (*own, *words)}
    if rest[0] == "not" and words[-1] in _AUXILIARY:
        return True, why
    lead = next((i for i, word in enumerate(rest[:3]) if word not in ("but", "only", "and")), 0)
    if _opens_condition(rest[lead:]) and not known & _CONDITIONAL:
        return _promises(words), why
    limit = _LIMIT.match(" ".join(rest))
    if (limit and limit.group().split()[-1] not in own) or (
        rest[0] == "until" and not known & _CONDITIONAL
    ):
        return False, why
    return False, ""


def _negative_before(clause: Sequence[str], own: Collection[str]) -> tuple[int, str]:
    """A negation just before, unless of a verb that the article leaves out too."""
    for i in range(max(0, len(clause) - 3), len(clause)):
        if clause[i] in ("not", "never", "hardly"):
            between = [word for word in clause[i + 1 :] if word not in SMALL]
            denied = all(word == "going" or stem(word) in own for word in between)
            return (i, clause[i]) if denied else (0, "")
    return 0, ""


def _clause(index: Index, first: int, most: int = 12) -> list[str]:
    """The words of the same clause that stand before a place."""
    start = first
    while start and first - start < most and not (index.breaks[start] or index.stops[start]):
        start -= 1
    return index.words[start:first]


def _condition_before(index: Index, first: int) -> list[str]:
    """The conditional clause that ends where the quotation starts, if there is one."""
    if not first or not index.breaks[first] or index.stops[first]:
        return []
    clause = _clause(index, first - 1) + [index.words[first - 1]]
    start = first - len(clause)
    for i in range(min(4, len(clause))):
        if _opens_condition(clause[i:]):
            lead = clause[:i]
            opens = index.breaks[start] or index.stops[start] or start == 0
            chained = all(w in ("and", "but", "so", "well", "because", "only") for w in lead)
            return clause[i:] if opens and chained else []
    return []


def _opens_condition(words: Sequence[str]) -> bool:
    """Whether a real condition opens here; "if I may" and "if you ask me" are manners."""
    text = " ".join(words[:5])
    if words[:1] == ["if"]:
        return not _POLITE.match(text[3:])
    return words[:1] == ["unless"] or bool(
        re.match(r"(?:provided|assuming|as long as|so long as|on condition) (?:that )?\w", text)
    )


def _promises(words: Sequence[str]) -> bool:
    """Whether the words tell what will or must be, which a condition would bound."""
    return any(word in MODAL for word in words) or "going to" in " ".join(words)

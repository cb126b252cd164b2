"""What qualifies a statement from outside its verb group.

Conditions, spoken reservations, how many of a group are meant, how often, and before or after what.
The quantities are ordered as the scales of Horn (1972), the adverbs of frequency as in Quirk et al.
(1985, section 8.64); a condition makes what depends on it a possibility (FactBank, Saurí &
Pustejovsky 2009, after its markers of conditional modality).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.kinds.verb_tokens import (
    HARD,
    HOPED,
    LIKELY,
    PLANNED,
    POSSIBLE,
    WILL,
    Group,
    Token,
    content,
)

NONE, FEW, SOME, MANY, MOST, NOT_ALL, ALL = range(7)
SHARES = {
    "all": ALL, "every": ALL, "everyone": ALL, "everybody": ALL, "each": ALL, "both": ALL,
    "most": MOST, "majority": MOST, "many": MANY, "some": SOME, "several": SOME, "few": FEW,
    "somebody": SOME, "someone": SOME, "minority": FEW, "handful": FEW, "none": NONE,
    "nobody": NONE, "neither": NONE,
}  # fmt: skip
_NEARLY = frozenset("nearly almost virtually practically".split())
_HARDLY = frozenset("hardly barely scarcely".split())
_NO_SHARE = frozenset(
    """other important likely recent more less right day year week month time morning evening
    night afternoon spring summer autumn winter season weekend along over""".split()
)

_BEFORE_CLAUSE = frozenset(", . ; : — – ( “ and but so that because then well".split())
_NO_CONDITION = frozenset("even as what only you not any anything so possible needed or".split())
_IFS = frozenset("if unless provided providing assuming pending barring".split())
_PHRASES = frozenset(
    {
        ("as", "long", "as"),
        ("so", "long", "as"),
        ("subject", "to"),
        ("depending", "on"),
        ("conditional", "on"),
        ("contingent", "on"),
        ("on", "condition"),
    }
)
_STARTS = _IFS | {"should"} | {phrase[0] for phrase in _PHRASES}
_OPEN = re.compile(
    r"\b(?:if|unless|provided|providing|assuming|as\ long\ as|so\ long\ as|subject\ to|depend\w*"
    r"|pending|conditional|contingent|condition|while|once|until|when|[Ss]hould\ (?:[A-Z]|the\b))",
    re.VERBOSE | re.IGNORECASE,
)
_RESERVED = re.compile(
    r"""
    (?P<hoped>fingers\ crossed|touch\ wood|knock\ on\ wood|all\ being\ well|god\ willing
      | weather\ permitting|in\ an\ ideal\ world|(?:let['’]s|we|i)\ hope(?=[,.;!]|$)
      | with\ (?:a\ (?:bit|little)\ (?:of\ )?|any\ )luck|if\ all\ goes\ (?:well|to\ plan))
    | (?P<possible>not\ (?:yet\ )?(?:a\ done\ deal|a\ given|certain|guaranteed|set\ in\ stone)
      | nothing(?:['’]s|\ is|\ has\ been)\ (?:been\ )?(?:yet\ )?
        (?:signed|agreed|settled|decided|certain|final)
      | no\ guarantees?|up\ in\ the\ air|n['’]t\ (?:a\ done\ deal|certain|guaranteed|final)
      | at\ the\ (?:very\ )?earliest|there['’]s\ a\ (?:chance|possibility|risk)
      | it['’]s\ (?:just\ )?(?:possible|conceivable))
    | (?P<likely>in\ all\ likelihood|chances\ are|as\ far\ as\ (?:i|we)\ know|to\ my\ knowledge
      | it\ looks\ (?:like|as\ if|as\ though))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NEXT = re.compile(
    r"""\s*+(?:but|and)?,?\s*+(?:that['’]s|it['’]s|it\ is|there\ are|there['’]s)?\s*+
    (?:not\ (?:yet\ )?a\ done\ deal|no\ guarantees?|fingers\ crossed|touch\ wood
      | nothing(?:['’]s|\ is|\ has\ been)\ (?:yet\ )?
        (?:signed|agreed|settled|decided|certain|final))\b""",
    re.VERBOSE | re.IGNORECASE,
)


_RESERVING = frozenset(
    """crossed wood well willing permitting world hope luck goes deal given certain guaranteed
    stone nothing guarantee guarantees air earliest there chance possible conceivable likelihood
    chances know knowledge looks""".split()
)  # one of these is in each reservation: most sentences have none and are spared the pattern


def conditional(text: str) -> bool:
    """Tell whether a sentence makes anything in it depend on something, or on a time.

    Args:
        text: the sentence.

    Returns:
        True where it has a word that may.

    Examples:
        >>> conditional("It closes unless a buyer is found."), conditional("It closes.")
        (True, False)
    """
    return _OPEN.search(text) is not None


def qualify(text: str, following: str, tokens: Sequence[Token], found: Sequence[Group]) -> None:
    """Weaken the verb groups of a sentence that a condition or a reservation outside them holds.

    Args:
        text: the sentence.
        following: what its source says next; "Nothing's signed" takes back what was just said.
        tokens: the sentence's tokens.
        found: its verb groups in order, changed in place.
    """
    _reserve(text, tokens, found)
    if found and _NEXT.match(following):
        _weaken(found[-1], POSSIBLE, "nothing is settled")
    for n, group in enumerate(found):
        end = found[n + 1].start if n + 1 < len(found) else len(tokens)
        _depend_after(tokens, group, end)
    for at, token in enumerate(tokens):
        if at and token.low not in _BEFORE_CLAUSE or not _if_at(tokens, at + bool(at)):
            continue
        _depend_before(tokens, at + bool(at), found)


def _weaken(group: Group, strength: int, cue: str, past: bool = False) -> bool:
    """Weaken what is still to come; what is past depends on nothing, but may be a guess."""
    if not past and not PLANNED <= group.strength <= WILL:
        return False
    group.weaken(strength, cue)
    return True


def _reserve(text: str, tokens: Sequence[Token], found: Sequence[Group]) -> None:
    """Fingers crossed, it will open; it will open, but it's not a done deal."""
    if _RESERVING.isdisjoint(token.low for token in tokens):
        return
    for cue in _RESERVED.finditer(text):
        strength = {"hoped": HOPED, "possible": POSSIBLE, "likely": LIKELY}[cue.lastgroup or ""]
        at = next((n for n, token in enumerate(tokens) if token.start >= cue.start()), 0)
        end = next((n for n, token in enumerate(tokens) if token.start >= cue.end()), len(tokens))
        after = [group for group in found if group.start >= end]
        between = {token.low for token in tokens[end : after[0].start]} if after else HARD
        words = cue.group().lower()
        before = [group for group in found if group.end <= at]
        if not between & (HARD - {"that"}) and not words.endswith("earliest"):
            for group in after[:2]:
                if _weaken(group, strength, words, past=strength > HOPED):
                    group.shown = (at, group.end)
                    break
        elif before and end - before[-1].end < 25:
            settled = [group for group in before if group.strength in (WILL, PLANNED)]
            if settled and _weaken(settled[-1], strength, words) and end - at < 6:
                near = settled[-1] is before[-1] and words.endswith("earliest")
                settled[-1].shown = (settled[-1].start, end) if near else None


def _if_at(tokens: Sequence[Token], at: int) -> int:
    """How many tokens the conjunction of a condition has here, 0 if there is none."""
    if at >= len(tokens) or tokens[at].low not in _STARTS:
        return 0
    here = tuple(token.low for token in tokens[at : at + 3])
    if len(here) > 1 and here[1] in _NO_CONDITION:
        return 0
    if here[0] in _IFS or (here[0] == "should" and at == 0):
        return 1
    return next((len(p) for p in _PHRASES if here[: len(p)] == p), 0)


def _depend_after(tokens: Sequence[Token], group: Group, end: int) -> None:
    """It will open if the county agrees; subject to consent; pending a vote."""
    for at in range(group.end, min(end, group.end + 20)):
        length = _if_at(tokens, at)
        if length and tokens[at - 1].low not in _NO_CONDITION:
            if _weaken(group, POSSIBLE, "if"):
                group.shown = (group.start, at + length)
            return
        if tokens[at].low in HARD or tokens[at].low in ("and", "but"):
            return


def _depend_before(tokens: Sequence[Token], at: int, found: Sequence[Group]) -> None:
    """If the county agrees, it will open."""
    behind = [group for group in found if group.start > at]
    ends = [n for n in range(at, min(at + 30, len(tokens))) if tokens[n].low in (",", "then")]
    main = [group for group in behind if group.start > ends[0]] if ends else behind[1:]
    if not main or main[0].start - at > 40:
        return
    between = {token.low for token in tokens[(ends or [behind[0].end])[0] : main[0].start]}
    if not between & (HARD - {"that"}) and _weaken(main[0], POSSIBLE, "if"):
        main[0].shown = (at, main[0].end)


def share(tokens: Sequence[Token]) -> int | None:
    """How many of what a noun phrase names are meant, from none (0) to all (6).

    Args:
        tokens: the noun phrase.

    Returns:
        Its place on the scale; null where it doesn't say.

    Examples:
        >>> from claimcheck.kinds.verb_tokens import tokens_of
        >>> [share(tokens_of(t)) for t in ("Nearly all of the wells", "the most costly well")]
        [4, None]
    """
    for n, token in enumerate(tokens):
        level = SHARES.get(token.low)
        before = tokens[n - 1].low if n else ""
        after = tokens[n + 1].low if n + 1 < len(tokens) else ""
        if token.low in ("any", "anyone") and before in _HARDLY:
            return FEW
        if level is None or after in _NO_SHARE or before in ("at", "after", "above", "the", "so"):
            continue
        if after[:1].isdigit() or (level == MOST and after.endswith(("ous", "ly", "ive", "ed"))):
            continue
        if level == ALL and before in _NEARLY:
            return MOST
        if level == ALL and before == "not":
            return NOT_ALL
        if level == FEW and before == "a":
            return SOME
        return level
    return None


def order(tokens: Sequence[Token]) -> tuple[str, frozenset[str]]:
    """Before or after what something is, both empty where it is not told.

    Args:
        tokens: what follows the verb.

    Returns:
        ``before`` or ``after``, and the content-word stems of what it names.

    Examples:
        >>> from claimcheck.kinds.verb_tokens import tokens_of
        >>> word, what = order(tokens_of("two hours before the storm struck the coast"))
        >>> word, sorted(what)
        ('before', ['coast', 'storm', 'struck'])
    """
    for n, token in enumerate(tokens):
        if token.low in ("before", "after"):
            bare = n + 1 == len(tokens) or tokens[n + 1].low in HARD | {",", "and"}
            words, dates = content([] if bare else tokens[n + 1 : n + 7])
            return token.low, words | dates
        if token.low in HARD or token.low == "and":
            break
    return "", frozenset()

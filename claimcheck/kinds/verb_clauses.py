"""Verb groups in their clauses: what governs one from outside, and what asserts nothing."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.kinds.verb_groups import chain, low_at, particle, verb
from claimcheck.kinds.verb_lexicon import (
    ADVERBS,
    AIMS,
    BE,
    DECLARING,
    HAVE,
    MAYBE,
    REPORT,
    THAT,
    TRANSPARENT,
    WEAK_NOUNS,
)
from claimcheck.kinds.verb_tokens import (
    FACT,
    FUNCTION,
    HARD,
    LIKELY,
    NOBODY,
    POSSIBLE,
    PREPOSITIONS,
    SOFT,
    UNASSERTED,
    WILL,
    Group,
    Token,
)


def groups(tokens: list[Token]) -> list[Group]:
    """All verb groups of a sentence in order, none for a question.

    Args:
        tokens: what ``tokens_of`` gave for the sentence.

    Returns:
        The groups, those of reporting verbs and of conditions (not ``asserted``) among them.

    Examples:
        >>> from claimcheck.kinds.verb_tokens import tokens_of
        >>> for group in groups(tokens_of("She said it has not yet agreed to sell the mill.")):
        ...     print(group.head, group.polarity, group.cue)
        say True []
        sell False ['agreed']
    """
    if tokens and tokens[-1].low == "?":
        return []
    found: list[Group] = []
    at = 0
    while at < len(tokens):
        group = chain(tokens, at)
        if group and not _noun(tokens, found[-1] if found else None, group):
            found.append(group)
        at = group.end if group else at + 1
    if not found:
        found = [group for group in [_headline(tokens)] if group]
    found = _clefts(tokens, found)
    for n, group in enumerate(found):
        _govern(tokens, found[n - 1] if n else None, group)
    return found


def _clefts(tokens: list[Token], found: list[Group]) -> list[Group]:
    """Undo "what we can't do is close it", "what it suggests is that" and "the idea is that"."""
    out: list[Group] = []
    for group in found:
        before = out[-1] if out else None
        between = [token.low for token in tokens[before.end : group.start]] if before else []
        near = before is not None and len(between) < 4 and not HARD & set(between)
        after = low_at(tokens, group.end)
        noun = AIMS.get(low_at(tokens, group.start - 1))
        if group.head != "be" or (after != "that" and not noun and not near):
            out.append(group)
        elif before and near and before.head == "do" and _resume(tokens, before, group.end):
            continue
        elif before and near and after == "that" and before.head in THAT:
            before.end = group.end
        else:
            if noun:
                group.head, group.start = noun, group.start - 1
            out.append(group)
    return out


def _resume(tokens: list[Token], group: Group, at: int) -> bool:
    """Give "what we can't do is" the verb that follows it, if one does."""
    at += low_at(tokens, at) == "to"
    base, form = verb(low_at(tokens, at))
    if form not in ("base", "part") or not base:
        return False
    group.head, group.end = base, at + 1
    particle(tokens, group)
    return True


def _noun(tokens: Sequence[Token], before: Group | None, group: Group) -> bool:
    """Whether a bare form right behind another verb is its object: "announced new rules"."""
    if before is None or group.end - group.start > 1:
        return False
    cracks = before.head == "find" and group.start == before.end and group.form != "past"
    if before.head in TRANSPARENT and not cracks:  # but "found cracks in it"
        return False
    if group.start - before.end > 25:
        return False
    between = {token.low for token in tokens[before.end : group.start]}
    reduced = before.form == "past" and low_at(tokens, before.end) in PREPOSITIONS
    return not between & (HARD | SOFT) and not reduced and tokens[group.start].low not in BE | HAVE


def _headline(tokens: list[Token]) -> Group | None:
    """A headline's "Council to close baths"."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].low == "to" and verb(tokens[at + 1].low)[1] == "base":
            group = Group(at, at + 2, verb(tokens[at + 1].low)[0], WILL, future=True)
            return group if low_at(tokens, at - 1) not in FUNCTION else None
    return None


def _govern(tokens: list[Token], before: Group | None, group: Group) -> None:
    """Let what stands before the group in its clause weaken, deny or suspend it."""
    low = before.end if before else 0
    between = [token.low for token in tokens[low : group.start]]
    words = [token.low for token in tokens[group.start : group.end]]
    after = low_at(tokens, group.end)
    asked = words[-1:] == ["n't"] and after in _PRONOUNS  # "isn't it"
    compared = "than" in between or (not group.polarity and after in ("as", "nearly", "so"))
    until = not group.polarity and any(
        token.low in ("until", "till", "sooner", "earlier")
        for token in tokens[group.end : group.end + 8]
    )  # "did not open until May": it did
    unknown = before is not None and group.polarity and _unknown(tokens, before, between[:1])
    held = max((n for n, word in enumerate(between) if word in UNASSERTED), default=-1)
    held = -1 if unknown else held
    if (
        (held >= 0 and "," not in between[held:])  # behind the comma is what depends on it
        or until
        or asked
        or compared
        or (before and between[:1] in _QUESTIONS)
        or "unlike" in between
        or (group.polarity and "ever" in words)
    ):
        group.asserted = False
    if before and unknown:
        before.asserted = False
        group.weaken(POSSIBLE, f"not {before.head} {between[0]}")
        return
    for n, word in enumerate(between):
        if word in ADVERBS and not (HARD - {"that"} | {"and"}) & set(between[n + 1 :]):
            group.weaken(ADVERBS[word], word)
        if word in MAYBE and between[n + 1 : n + 2] == ["that"]:
            group.weaken(POSSIBLE, f"{word} that")
        if word == "no" and set(between[n + 1 : n + 3]) & WEAK_NOUNS and "that" in between:
            group.weaken(POSSIBLE, f"no {between[n + 1]} that")
            return
    clause = between
    for n, word in enumerate(between):
        if word in HARD or word == ",":
            clause = between[n + 1 :]
    none = clause[:1] and clause[0] in NOBODY and "doubt" not in clause
    if none or between[-1:] in (["neither"], ["nor"]):
        group.polarity = not group.polarity
    if after in ("none", "nothing", "nobody"):
        group.polarity = not group.polarity
    if after == "no" and low_at(tokens, group.end + 1) not in ("longer", "more", "less", "doubt"):
        group.polarity = not group.polarity
        if low_at(tokens, group.end + 1) in WEAK_NOUNS:
            group.asserted = False
    if before and not (HARD - {"that"} | {","}) & set(between):
        if "and" in between and "that" not in between:
            _coordinate(before, group, between)
        else:
            _embed(tokens, before, group, between)


def _coordinate(before: Group, group: Group, between: list[str]) -> None:
    """The second verb of "will close the pool and sell the site" is as firm as the first."""
    if group.form == "base" and between == ["and"] and before.strength < FACT:
        group.strength, group.future = before.strength, before.future
        group.polarity = before.polarity


def _embed(tokens: list[Token], before: Group, group: Group, between: list[str]) -> None:
    """Let a verb of thinking, denying or promising act on the clause that it governs."""
    if before.head in THAT and not before.passive and not set(between[:1]) & PREPOSITIONS:
        before.asserted = False
        weak = LIKELY if not before.polarity else THAT[before.head]
        own = low_at(tokens, before.start - 1) == "i" and weak == LIKELY
        group.weaken(min(weak, before.strength), f"I {before.head}" if own else before.head)
        group.polarity = group.polarity == (before.polarity and before.head != "doubt")
    elif before.head == "deny" and before.polarity:
        group.polarity = not group.polarity
    elif before.head == "pretend":
        before.asserted = False
        group.polarity = group.polarity == before.polarity
    elif before.head in REPORT and not before.polarity:
        group.asserted = False  # "I can't say that it will", "did not say that it would"
        return
    elif before.head == "be" and between[:2] in (["true", "that"], ["case", "that"]):
        group.polarity = group.polarity == before.polarity
    elif before.head == "be" and between[:1] == ["that"] and not before.polarity:
        group.asserted = False  # "it's not that the pool closed"
        return
    elif before.head not in DECLARING or {"nor", "or"} & set(between):
        return
    group.own, group.start = group.start, before.start


def _unknown(tokens: list[Token], group: Group, asked: list[str]) -> bool:
    """Whether a group says that the speaker can't tell: "I don't know whether", "can't say that".

    Not "I didn't know that", which takes it for true.
    """
    words = {token.low for token in tokens[group.start : group.end]}
    able = bool(words & {"ca", "can", "cannot"})
    mine = low_at(tokens, group.start - 1) in ("i", "we") and not group.polarity
    if asked == ["that"]:
        return mine and able and group.head in ("say", "confirm")
    knows = group.head in ("say", "tell", "know") and (able or "do" in words)
    return mine and knows and asked in (["whether"], ["if"])


_PRONOUNS = frozenset("it they he she you we there i".split())
_QUESTIONS = (["where"], ["how"], ["why"], ["what"])

"""How firmly a sentence commits itself to what its verbs say, and with which polarity.

The scale orders the factuality values of FactBank (Saurí & Pustejovsky 2009: certain, probable,
possible, each with a polarity) by what news writes between them: plans, hopes and tests. Cues are
those of Hyland's (1998) and Rubin's (2010) lists that occur in news. There is no parser: verb
groups are read left to right from a lexicon of verbs, and reach as far as their own clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from claimcheck.kinds.commitments import LABEL, Commitment, figures
from claimcheck.kinds.verb_groups import groups, verb
from claimcheck.kinds.verb_lexicon import (
    ADOPTING,
    CONSIDERED,
    FACT,
    GENERIC,
    HARD,
    LIKELY,
    OPPOSITE_WORDS,
    PLANNED,
    POSSIBLE,
    PREPOSITIONS,
    REPORT,
    SOFT,
    TRYING,
    WILL,
    WITH_OBJECT,
    Group,
    Token,
    content,
    names,
    opposite,
    same_verb,
    tokens_of,
)
from claimcheck.records import Fact, Level, Sentence, Source


def find(sentence: Sentence, source: Source) -> list[Fact]:
    """Find what the sentence's verbs and figures commit to.

    Args:
        sentence: a sentence of ``source``.
        source: the document; its date is kept with each commitment.

    Returns:
        For each verb group that asserts something one fact of kind ``hedge`` and one of kind
        ``negation``, with the same value, the group as its text; flat assertions too, so that they
        can be compared. For each figure one of kind ``hedge``, "up to" included in its text.

    Examples:
        >>> text = "Orla is testing the pump, which may not cut noise by up to a third."
        >>> facts = find(Sentence("a:0", "a", 0, len(text), text), Source("a", "", "", text))
        >>> for fact in facts:
        ...     if fact.kind == "hedge":
        ...         print(fact.text, "|", fact.value)
        is testing | test (something being considered or tested)
        may not cut | not cut (a possibility)
        up to a third | figure:1/3 (a possibility)
    """
    said = source.date if source.date_basis in ("case", "metadata", "byline") else None
    facts = []
    tokens = tokens_of(sentence.text)
    # "All but five have reopened", "did not find that they broke the law": what the verb says holds
    # of another part than it seems, or is denied by the verb before it.
    turned = _TURNED.search(sentence.text)
    for group, about in _commitments(tokens):
        if turned and tokens[group.start].start >= turned.start():
            continue
        if _timed(tokens, group.start):
            continue
        value = replace(about, said=said)
        start, end = tokens[group.start].start, tokens[group.end - 1].end
        for kind in ("hedge", "negation"):
            facts.append(_fact(sentence, kind, value, start, end))
    for start, end, value in figures(sentence.text):
        facts.append(_fact(sentence, "hedge", replace(value, said=said), start, end))
    return facts


def _timed(tokens: list[Token], start: int) -> bool:
    """Whether a verb stands in a clause of time ("until the pool opens"), which asserts nothing."""
    before = [token.low for token in tokens[max(0, start - 5) : start]]
    last = max((n for n, low in enumerate(before) if low in _TIMES), default=-1)
    return last >= 0 and not HARD & set(before[last + 1 :])


def judge(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Tell how firmly the claim says what the evidence says.

    Args:
        claim: a fact of kind ``hedge`` or ``negation``.
        evidence: one of the same kind.

    Returns:
        ``absent`` unless both speak of the same thing and at least one is marked. For a hedge,
        a firmer claim ``conflicts``, a weaker one is ``close``. What was to come in the source
        and is told as done is ``unclear`` unless the article is no later than the source. For a
        negation, another polarity or an opposite verb ``conflicts``.

    Examples:
        >>> def only(text, kind="hedge"):
        ...     sentence = Sentence("a:0", "a", 0, len(text), text)
        ...     facts = find(sentence, Source("a", "", "", text))
        ...     return [fact for fact in facts if fact.kind == kind][0]
        >>> judge(only("Orla uses the new pump."), only("Orla is testing the new pump."))
        (<Level.CONFLICTS: 'conflicts'>, 'something being considered or tested is told as a fact')
        >>> no = only("Orla did not sell the pump.", "negation")
        >>> judge(only("Orla sold the pump.", "negation"), no)[0].value
        'conflicts'
    """
    ours, theirs = claim.value, evidence.value
    if claim.kind != evidence.kind:
        return Level.ABSENT, ""
    if ours.predicate.startswith("figure:") or theirs.predicate.startswith("figure:"):
        return _judge_figure(ours, theirs)
    if claim.kind == "negation":
        return _judge_polarity(ours, theirs)
    level, why = _judge_strength(ours, theirs)
    if level == Level.CONFLICTS and theirs.strength >= PLANNED and _present(claim.text):
        return Level.CLOSE, why  # "the county pays" of what it will pay
    return level, why


def _present(words: str) -> bool:
    """Whether a verb group is one verb in the present tense."""
    return " " not in words and verb(words.lower())[1] in ("s", "base")


def flat(claim: Fact, evidence: Fact) -> bool:
    """Tell whether two unmarked commitments say one thing equally firmly.

    Args:
        claim: a fact of kind ``hedge`` or ``negation``.
        evidence: one of the same kind, which `judge` finds ``absent`` since neither is marked.

    Returns:
        True where the evidence bears the claim's firmness out.
    """
    ours, theirs = claim.value, evidence.value
    return (
        same_verb(ours.predicate, theirs.predicate)
        and (ours.strength, ours.polarity) == (theirs.strength, theirs.polarity)
        and _same_thing(ours, theirs)
    )


def _judge_figure(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    if ours.predicate != theirs.predicate:
        return Level.ABSENT, ""
    if ours.object and theirs.object and not ours.object & theirs.object:
        return Level.ABSENT, ""
    if not ours.object & theirs.object and len(ours.scope & theirs.scope) < 2:
        return Level.ABSENT, ""
    if ours.strength == theirs.strength:
        return (Level.AGREES if ours.cue else Level.ABSENT), ""
    if ours.cue:
        return Level.CLOSE, "the article gives the figure as the most it may be"
    if not theirs.cue:
        return Level.ABSENT, ""
    return Level.CONFLICTS, f"“{theirs.cue}” makes it the most it may be"


def _judge_strength(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    same = same_verb(ours.predicate, theirs.predicate)
    tried = (
        theirs.strength == CONSIDERED
        and theirs.predicate in TRYING
        and ours.predicate in ADOPTING
        and bool(ours.object & theirs.object)
    )
    if not (same or tried) or ours.polarity != theirs.polarity or not _same_thing(ours, theirs):
        return Level.ABSENT, ""
    if ours.strength == theirs.strength:
        return (Level.AGREES if ours.cue and theirs.cue else Level.ABSENT), ""
    if ours.strength < theirs.strength:
        return Level.CLOSE, f"{LABEL[theirs.strength]} is told as {LABEL[ours.strength]}"
    why = f"{LABEL[theirs.strength]} is told as {LABEL[ours.strength]}"
    if theirs.strength <= POSSIBLE:
        if ours.strength >= WILL or (theirs.strength == CONSIDERED and ours.strength == PLANNED):
            return Level.CONFLICTS, why
        return Level.CLOSE, why
    if ours.strength < FACT:
        return Level.CLOSE, why
    if not theirs.future and theirs.strength == LIKELY:
        return Level.CONFLICTS, why
    if _soon(ours, theirs):
        return Level.CONFLICTS, why
    return Level.UNCLEAR, f"{why}; the two dates would decide whether it had come about by then"


def _soon(ours: Commitment, theirs: Commitment) -> bool:
    """Whether the article is dated too soon after its source for a plan to have come about."""
    return bool(ours.said and theirs.said and (ours.said - theirs.said).days <= _SOON)


def _judge_polarity(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    aside = ours.adjunct - ours.names, theirs.adjunct - theirs.names
    if not _same_thing(ours, theirs) or (all(aside) and not aside[0] & aside[1]):
        return Level.ABSENT, ""
    if same_verb(ours.predicate, theirs.predicate):
        pair = _opposite_words(ours, theirs)
        if pair and ours.polarity == theirs.polarity:
            return Level.CONFLICTS, f"“{pair[1]}” is the opposite of “{pair[0]}”"
        if pair or ours.polarity == theirs.polarity:
            return (Level.ABSENT if pair or ours.polarity else Level.AGREES), ""
        if theirs.yet and not _soon(ours, theirs):
            return Level.UNCLEAR, "it had not come about yet; the two dates would decide"
        return Level.CONFLICTS, "one affirms what the other denies"
    if not opposite(ours.predicate, theirs.predicate):
        return Level.ABSENT, ""
    if ours.polarity and theirs.polarity:
        return Level.CONFLICTS, f"“{ours.predicate}” is the opposite of “{theirs.predicate}”"
    if ours.polarity and not theirs.polarity and {ours.predicate, theirs.predicate} & {"deny"}:
        return Level.UNCLEAR, f"not to {theirs.predicate} is less than to {ours.predicate}"
    return Level.ABSENT, ""


def _same_thing(ours: Commitment, theirs: Commitment) -> bool:
    """Whether two commitments share what they are about; strict, since a guess costs trust."""
    ours_named, theirs_named = ours.names & ours.subject, theirs.names & theirs.subject
    if ours_named and theirs_named and not ours_named & theirs_named:
        return False
    counted = ours.object and theirs.object and ours.counts and theirs.counts
    if counted and not ours.counts & theirs.counts:
        return False  # 400 people employed, 600 to be employed
    for where in ("object", "adjunct"):
        a = ours.names & getattr(ours, where)
        b = theirs.names & getattr(theirs, where)
        if a and b and not a & b:
            return False
    if ours.object and theirs.object:
        shared = ours.object & theirs.object
        if not shared and not _opposite_words(ours, theirs):
            return False
        if ours.predicate in ("be", "have") and shared not in (ours.object, theirs.object):
            return bool(_opposite_words(ours, theirs))
        both = ours.subject & theirs.subject
        loose = not ours.subject or not theirs.subject or both
        return bool(shared and (loose or len(shared) > 1 or shared & ours.names)) or bool(both)
    ends = ours.subject | ours.object, theirs.subject | theirs.object
    dated = not (ends[0] and ends[1]) and ours.names & theirs.names  # "it will open in May"
    return bool(ends[0] & ends[1] or dated)


def _opposite_words(ours: Commitment, theirs: Commitment) -> tuple[str, str] | None:
    """A word of each object or adjunct that are opposites, such as profit and loss."""
    mine, other = ours.object | ours.adjunct, theirs.object | theirs.adjunct
    for pair in OPPOSITE_WORDS:
        a, b = pair & mine, pair & other
        if len(a) == len(b) == 1 and a != b:
            return min(a), min(b)
    return None


def _commitments(tokens: list[Token]) -> Iterator[tuple[Group, Commitment]]:
    """The asserted groups with what they are about."""
    found = groups(tokens)
    named = names(tokens)
    before: tuple[Group, Commitment] | None = None
    for n, group in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        value = _value(tokens, named, before, group, after)
        before = group, value
        if group.asserted and group.head not in REPORT:
            yield before


def _value(
    tokens: list[Token],
    named: frozenset[str],
    before: tuple[Group, Commitment] | None,
    group: Group,
    after: Group | None,
) -> Commitment:
    """The group's commitment with the stems of its subject, object and adjuncts."""
    low = before[0].end if before else 0
    governed = before is not None and group.start == before[0].start
    span = tokens[low : group.own if governed else group.start]
    cut = 0
    for n, token in enumerate(span):
        if token.low in HARD or (before and token.low in SOFT):
            cut = n + 1
    relative = cut > 0 and span[cut - 1].low in ("who", "which", "that")
    subject, when = content(span[cut:])
    if group.patient:
        subject, when = content(tokens[group.patient[0] : group.patient[1]])
    if before and not subject and not when and not any(t.low in _PRONOUNS for t in span[cut:]):
        subject = before[1].subject | (before[1].object if relative else frozenset())
    limit = min(len(tokens), group.end + 14)
    if after:
        limit = min(limit, _object_end(tokens, group.end, after))
    reach = group.end
    while reach < limit and tokens[reach].low not in HARD:
        reach += 1
    rest = tokens[group.end : reach]
    n = 1 if rest and rest[0].low in PREPOSITIONS and group.head in WITH_OBJECT else 0
    while n < len(rest) and rest[n].low not in PREPOSITIONS - {"above", "below"}:
        n += 1
    target, dated = content(rest[:n])
    adjunct, later = content(rest[n:])
    if group.passive:
        subject, target, adjunct = frozenset(), subject, adjunct | target
    dates = when | dated | later
    return Commitment(
        group.head,
        group.strength,
        group.polarity,
        " ".join(group.cue),
        subject - GENERIC,
        target,
        adjunct | dates,
        (named & (subject | target | adjunct)) | dates,
        frozenset(t.low for t in rest if t.low[0].isdigit()) - dates,
        group.future,
        group.yet,
    )


_PRONOUNS = frozenset("it he she they we i you this these those there".split())


def _object_end(tokens: list[Token], start: int, after: Group) -> int:
    """Where the next group's subject starts."""
    end = max(start, after.start)
    for k in range(end - 1, start - 1, -1):
        if tokens[k].low in HARD or tokens[k].low in SOFT:
            return k
    return end


_TIMES = frozenset({"until", "till", "once", "when", "whenever", "soon", "before", "after"})
_SOON = 31  # days
_TURNED = re.compile(
    r"\ball\ but\b"
    r"|(?:\bnot|n['’]t|\bnever)\ (?:find|found|believe|think|show|suggest|prove|conclude)\b",
    re.IGNORECASE | re.VERBOSE,
)


def _fact(sentence: Sentence, kind: str, value: Commitment, start: int, end: int) -> Fact:
    text, at = sentence.text[start:end], sentence.start
    return Fact(sentence.id, kind, text, value, at + start, at + end)

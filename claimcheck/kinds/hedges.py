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

from claimcheck.kinds.commitments import Commitment, figures
from claimcheck.kinds.hedge_judge import (
    judge_figure,
    judge_loosely,
    judge_polarity,
    judge_strength,
    same_thing,
)
from claimcheck.kinds.qualifiers import (
    ALL,
    NOT_ALL,
    conditional,
    order,
    qualify,
    share,
)
from claimcheck.kinds.verb_clauses import groups
from claimcheck.kinds.verb_groups import verb
from claimcheck.kinds.verb_lexicon import (
    GENERIC,
    REPORT,
    WITH_OBJECT,
    same_verb,
)
from claimcheck.kinds.verb_tokens import (
    HARD,
    PLANNED,
    PREPOSITIONS,
    SOFT,
    Group,
    Token,
    content,
    names,
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
    found = groups(tokens)
    qualify(sentence.text, source.text[sentence.end : sentence.end + 60], tokens, found)
    depends = conditional(sentence.text)
    for group, about in _commitments(tokens, found):
        if turned and tokens[group.start].start >= turned.start():
            continue
        if _timed(tokens, group.start):
            continue
        if not about.polarity and about.order == ("before", frozenset()):
            continue  # "had never sold so many before": it has now
        value = replace(about, said=said, conditional=depends)
        first, last = group.shown or (group.start, group.end)
        start, end = tokens[first].start, tokens[last - 1].end
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
        a firmer claim ``conflicts``, a weaker one is ``close``: a dropped condition, all for most
        and a decision for what was a step to it are firmer too. What was to come in the source and
        is told as done ``conflicts`` up to 31 days after the source and is ``unclear`` later or
        where a date is missing. For a negation, another polarity, an opposite verb, and before for
        after ``conflicts``.

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
        return judge_figure(ours, theirs)
    if claim.kind == "negation":
        return judge_polarity(ours, theirs)
    level, why = judge_strength(ours, theirs)
    if level == Level.CONFLICTS and theirs.strength >= PLANNED and _present(claim.text):
        return Level.CLOSE, why  # "the county pays" of what it will pay
    return level, why


def _present(words: str) -> bool:
    """Whether a verb group is one verb in the present tense, maybe denied."""
    words = _DOES_NOT.sub("", words.lower())
    return " " not in words and verb(words)[1] in ("s", "base")


def loosely(claim: Fact, evidence: Fact) -> tuple[Level, str]:
    """Judge how firm two commitments with other verbs are, which `judge` finds ``absent``.

    Args:
        claim: a fact of kind ``hedge`` or ``negation``.
        evidence: one of the same kind.

    Returns:
        How the two would stand if they spoke of one thing; negations need the same words.
    """
    if claim.kind == "negation":
        return Level.ABSENT, ""
    return judge_loosely(claim.value, evidence.value)


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
        and same_thing(ours, theirs)
    )


def _commitments(tokens: list[Token], found: list[Group]) -> Iterator[tuple[Group, Commitment]]:
    """The asserted groups with what they are about."""
    named = names(tokens)
    before: tuple[Group, Commitment] | None = None
    for n, group in enumerate(found):
        after = found[n + 1] if n + 1 < len(found) else None
        value = _value(tokens, named, before, group, after)
        before = group, value
        if group.asserted and (group.passive or group.head not in REPORT):
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
    ends = HARD | {","} if group.head == "be" else HARD
    while reach < limit and tokens[reach].low not in ends:
        reach += 1
    rest = tokens[group.end : reach]
    n = 1 if rest and rest[0].low in PREPOSITIONS and group.head in WITH_OBJECT else 0
    while n < len(rest) and rest[n].low not in PREPOSITIONS - {"above", "below"}:
        n += 1
    target, dated = content(rest[:n])
    adjunct, later = content(rest[n:])
    if before and n and rest[0].low in _THINGS:  # "We look at Dubuque, and we may sell it"
        target = target or before[1].object or before[1].adjunct
    whose, whom = share(span[cut:]), share(rest[:n])
    polarity = group.polarity
    if whose is None and whom is not None and not polarity:
        whose, polarity = (NOT_ALL, True) if whom == ALL else (None, polarity)
    if group.passive:
        subject, target, adjunct = frozenset(), subject, adjunct | target
    dates = when | dated | later
    return Commitment(
        group.head,
        group.strength,
        polarity,
        " ".join(group.cue),
        subject - GENERIC,
        target,
        adjunct | dates,
        (named & (subject | target | adjunct)) | dates,
        frozenset(_COUNTS.get(t.low, t.low) for t in rest if t.low[0].isdigit() or t.low in _COUNTS)
        - dates,
        group.future,
        group.yet,
        whose if whose is not None else whom,
        group.often,
        order(tokens[group.end : group.end + 14]),
    )


_PRONOUNS = frozenset("it he she they we i you this these those there".split())


def _object_end(tokens: list[Token], start: int, after: Group) -> int:
    """Where the next group's subject starts."""
    end = max(start, after.start)
    for k in range(end - 1, start - 1, -1):
        if tokens[k].low in HARD or tokens[k].low in SOFT:
            return k
    return end


_THINGS = frozenset({"it", "them"})
_COUNTS = {
    word: str(n)
    for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)
} | {word: word for word in ("second", "third", "fourth", "another")}
_TIMES = frozenset({"until", "till", "once", "when", "whenever", "soon", "before", "after"})
_DOES_NOT = re.compile(r"^do(?:es)?(?:n['’]t| not) ")
_TURNED = re.compile(
    r"\ball\ but\b"
    r"|(?:\bnot|n['’]t|\bnever)\ (?:find|found|believe|think|show|suggest|prove|conclude)\b"
    r"(?!\ (?:any|a|an|the)\ (?!evidence|proof|sign|reason|case)\w+\b(?!\ that\b))",
    re.IGNORECASE | re.VERBOSE,
)


def _fact(sentence: Sentence, kind: str, value: Commitment, start: int, end: int) -> Fact:
    text, at = sentence.text[start:end], sentence.start
    return Fact(sentence.id, kind, text, value, at + start, at + end)

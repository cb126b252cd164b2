"""How two commitments stand to each other: firmness, polarity, shares and figures.

Which of two is the firmer follows FactBank's scale (Saurí & Pustejovsky 2009) as `verb_tokens`
orders it; what excludes what follows the axes of `verb_lexicon`.
"""

from __future__ import annotations

from claimcheck.kinds.commitments import LABEL, Commitment
from claimcheck.kinds.qualifiers import ALL, FEW, MANY, MOST, NONE, NOT_ALL, SOME
from claimcheck.kinds.verb_lexicon import (
    ADOPTING,
    ANSWERING,
    COMMENTING,
    COMMON,
    LIGHT,
    OPPOSITE_WORDS,
    SEEKING,
    TRYING,
    opposite,
    same_verb,
    step_to,
    turned_word,
)
from claimcheck.kinds.verb_tokens import (
    CONSIDERED,
    DATED,
    FACT,
    HOPED,
    LIKELY,
    PLANNED,
    POSSIBLE,
    WILL,
)
from claimcheck.records import Level
from claimcheck.stems import stem

_SOON = 31  # days
_DATES = DATED | {str(year) for year in range(1900, 2100)}
_SHARE_WORDS = {
    NONE: "none",
    FEW: "few",
    SOME: "some",
    MANY: "many",
    MOST: "most",
    NOT_ALL: "not all",
    ALL: "all",
}


def judge_figure(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    """Tell whether the first gives as the figure what the second gives as the most it may be."""
    if ours.predicate != theirs.predicate:
        return Level.ABSENT, ""
    money = ours.predicate[len("figure:")] in "$£€"  # what follows a sum is not what it counts
    if not money and ours.object and theirs.object and not ours.object & theirs.object:
        return Level.ABSENT, ""
    if not money and not ours.object & theirs.object and len(ours.scope & theirs.scope) < 2:
        return Level.ABSENT, ""
    if ours.strength == theirs.strength:
        return (Level.AGREES if ours.cue else Level.ABSENT), ""
    if ours.cue:
        return Level.CLOSE, "the article gives the figure as the most it may be"
    if not theirs.cue:
        return Level.ABSENT, ""
    return Level.CONFLICTS, f"“{theirs.cue}” makes it the most it may be"


def judge_strength(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    """Tell whether the first is firmer than the second; see `hedges.judge`."""
    same = same_verb(ours.predicate, theirs.predicate)
    if same and (same_thing(ours, theirs) or (not ours.polarity and _bare(ours, theirs))):
        counted = _judge_share(ours, theirs)
        if counted or ours.polarity != theirs.polarity:
            return counted or (Level.ABSENT, "")
        return _judge_firmness(ours, theirs)
    if not ours.polarity or not theirs.polarity or _apart(ours, theirs):
        return Level.ABSENT, ""
    if _tried(ours, theirs) or _put_otherwise(ours, theirs):
        return _judge_firmness(ours, theirs)
    rung = ours.strength == FACT and step_to(theirs.predicate, ours.predicate)
    if rung and _about(ours, theirs):
        why = f"to {theirs.predicate} is only a step to what the article says"
        late = ours.said and theirs.said and not _soon(ours, theirs)
        return (Level.UNCLEAR if late else Level.CONFLICTS), why
    return Level.ABSENT, ""


def judge_loosely(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    """Judge the firmness of two commitments in other words, if they were to speak of one thing.

    Args:
        ours: the article's.
        theirs: the source's.

    Returns:
        How the article's stands to the source's where it would be plainly firmer, else ``absent``.
        That they do speak of one thing is for the words around them to tell.
    """
    if ours.predicate.startswith("figure:") or theirs.predicate.startswith("figure:"):
        return Level.ABSENT, ""
    if same_verb(ours.predicate, theirs.predicate):
        return Level.ABSENT, ""  # what their own rules found is final
    if not (ours.polarity and theirs.polarity) or ours.cue and ours.strength < WILL:
        return Level.ABSENT, ""
    wish = ours.predicate in ("like", "want", "wish")  # itself no act
    if ours.strength < WILL or theirs.strength > PLANNED or wish or _named_apart(ours, theirs):
        return Level.ABSENT, ""
    return _judge_firmness(ours, theirs)


def _judge_firmness(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    """Which of two commitments to one thing is the firmer, and whether that is news."""
    if ours.strength == theirs.strength:
        same = ours.cue and theirs.cue and (ours.conditional or not theirs.cue.startswith("if"))
        if ours.strength == POSSIBLE and theirs.cue.startswith("if") and not ours.conditional:
            return Level.CLOSE, "a condition is told as a possibility"
        return (Level.AGREES if same else Level.ABSENT), ""
    why = f"{LABEL[theirs.strength]} is told as {LABEL[ours.strength]}"
    if ours.strength < theirs.strength or (ours.conditional and theirs.conditional):
        return Level.CLOSE, why
    if theirs.strength <= POSSIBLE:
        if ours.strength >= WILL or (theirs.strength == CONSIDERED and ours.strength == PLANNED):
            return Level.CONFLICTS, why
        return Level.CLOSE, why
    if ours.strength < FACT:
        return Level.CLOSE, why
    if theirs.cue.startswith("I "):
        return Level.CLOSE, why  # "I think" is as often a way to speak as a doubt (Kärkkäinen 2003)
    if not theirs.future and theirs.strength == LIKELY:
        return Level.CONFLICTS, why
    if _soon(ours, theirs):
        return Level.CONFLICTS, why
    return Level.UNCLEAR, f"{why}; the two dates would decide whether it had come about by then"


def _judge_share(ours: Commitment, theirs: Commitment) -> tuple[Level, str] | None:
    """All against most, never against rarely; null where neither or only one of them says."""
    for mine, other in ((ours.often, theirs.often), (ours.share, theirs.share)):
        if mine is None or other is None or mine == other or {mine, other} == {ALL, NOT_ALL}:
            continue
        if NONE in (mine, other) and FEW not in (mine, other):
            continue  # a matter of polarity
        why = f"“{_SHARE_WORDS[other]}” is told as “{_SHARE_WORDS[mine]}”"
        harder = mine in (ALL, NONE) or (mine == MOST and other <= SOME)
        turned = (mine == FEW and other >= MANY) or (mine == MANY and other == FEW)
        return (Level.CONFLICTS if harder or turned else Level.CLOSE), why
    return None


def _tried(ours: Commitment, theirs: Commitment) -> bool:
    """Whether the article has somebody use what the source has them test."""
    trying = theirs.strength == CONSIDERED and theirs.predicate in TRYING
    return trying and ours.predicate in ADOPTING and bool(ours.object & theirs.object)


def _put_otherwise(ours: Commitment, theirs: Commitment) -> bool:
    """Whether a marked commitment speaks of the article's act in other words.

    "hope to have the ward open" for reopening it, "considering an appeal" for appealing.
    """
    if theirs.strength > HOPED or theirs.predicate not in LIGHT or ours.strength < WILL:
        return False
    act = stem(ours.predicate)
    named = theirs.object | theirs.adjunct
    shared = ours.scope & theirs.scope
    if {act, act.removeprefix("re")} & named:
        return bool(shared - {act})
    if theirs.strength == CONSIDERED and ours.predicate in SEEKING:
        return bool(ours.object & named)
    return theirs.strength == HOPED and bool(shared & ours.names) and len(shared - ours.names) > 0


def _apart(ours: Commitment, theirs: Commitment) -> bool:
    """Whether two commitments have other subjects or name other things."""
    both = ours.subject and theirs.subject
    return bool(both) and not ours.subject & theirs.subject or _named_apart(ours, theirs)


def _about(ours: Commitment, theirs: Commitment) -> bool:
    """Whether two commitments with other verbs share what they are about."""
    mine, other = ours.object | ours.adjunct, theirs.object | theirs.adjunct
    return bool(mine & other - ours.names or ours.object & other or theirs.object & mine)


def _soon(ours: Commitment, theirs: Commitment) -> bool:
    """Whether the article is dated too soon after its source for a plan to have come about."""
    return bool(ours.said and theirs.said and (ours.said - theirs.said).days <= _SOON)


def judge_polarity(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    """Tell whether one denies what the other affirms; see `hedges.judge`."""
    if _uncommented(ours, theirs):
        return Level.CONFLICTS, f"not to {theirs.predicate} is not to {ours.predicate}"
    same = same_verb(ours.predicate, theirs.predicate)
    if not same and not opposite(ours.predicate, theirs.predicate):
        return Level.ABSENT, ""
    if ours.often is not None and theirs.often is not None and FEW in (ours.often, theirs.often):
        return Level.ABSENT, ""  # never and rarely: a matter of firmness
    if ours.strength != theirs.strength and min(ours.strength, theirs.strength) <= HOPED:
        return Level.ABSENT, ""  # what was thought about may well not have been done
    if ours.future and theirs.yet:
        return Level.ABSENT, ""  # what has yet to come about may come about
    aside = ours.adjunct - ours.names, theirs.adjunct - theirs.names
    bare = _bare(ours, theirs) and ours.strength == theirs.strength
    apart = all(aside) and not aside[0] & aside[1] and not _opposite_words(ours, theirs)
    if apart or not (same_thing(ours, theirs) or bare):
        return Level.ABSENT, ""
    return _judge_same(ours, theirs) if same else _judge_opposite(ours, theirs)


def _uncommented(ours: Commitment, theirs: Commitment) -> bool:
    """Whether the article has somebody deny or confirm what they did not comment on."""
    answered = ours.polarity and ours.predicate in ANSWERING
    silent = not theirs.polarity and theirs.predicate in COMMENTING
    return answered and silent and not _apart(ours, theirs) and _about(ours, theirs)


def _judge_same(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    """Two statements with one verb: their polarity, or what is opposite in the rest."""
    pair = _opposite_words(ours, theirs)
    if ours.polarity == theirs.polarity:
        if pair:
            return Level.CONFLICTS, f"“{pair[1]}” is the opposite of “{pair[0]}”"
        level = _judge_parts(ours, theirs)
        return level or ((Level.ABSENT if ours.polarity else Level.AGREES), "")
    if pair:
        return Level.ABSENT, ""
    if ours.order[0] != theirs.order[0]:
        return Level.UNCLEAR, "only one of them says before or after what"
    if theirs.yet and not _soon(ours, theirs):
        return Level.UNCLEAR, "it had not come about yet; the two dates would decide"
    return Level.CONFLICTS, "one affirms what the other denies"


def _judge_opposite(ours: Commitment, theirs: Commitment) -> tuple[Level, str]:
    """Two statements whose verbs exclude each other."""
    if ours.polarity and theirs.polarity and ours.order[0] == theirs.order[0]:
        return Level.CONFLICTS, f"“{ours.predicate}” is the opposite of “{theirs.predicate}”"
    if ours.polarity and not theirs.polarity and {ours.predicate, theirs.predicate} & {"deny"}:
        return Level.UNCLEAR, f"not to {theirs.predicate} is less than to {ours.predicate}"
    return Level.ABSENT, ""


def _judge_parts(ours: Commitment, theirs: Commitment) -> tuple[Level, str] | None:
    """All against not all, before against after, in two statements of one polarity."""
    if {ours.share, theirs.share} == {ALL, NOT_ALL}:
        return Level.CONFLICTS, "one says all and the other not all"
    if ours.share == theirs.share == NOT_ALL:
        return Level.AGREES, ""
    (one, mine), (two, other) = ours.order, theirs.order
    if one and two and one != two and mine & other:
        return Level.CONFLICTS, f"one says {one} and the other {two}"
    return None


def _bare(ours: Commitment, theirs: Commitment) -> bool:
    """Whether nothing tells two uses of one verb apart: "I would not settle"."""
    loose = not theirs.scope and not ours.adjunct
    return loose and ours.predicate == theirs.predicate and ours.predicate not in COMMON


def _named_apart(ours: Commitment, theirs: Commitment) -> bool:
    """Whether both name somebody or something in one place, and not the same."""
    for where in ("subject", "object", "adjunct"):
        a = ours.names & getattr(ours, where)
        b = theirs.names & getattr(theirs, where)
        if a and b and not a & b:
            return True
    return False


def same_thing(ours: Commitment, theirs: Commitment) -> bool:
    """Whether two commitments share what they are about; strict, since a guess costs trust."""
    if _named_apart(ours, theirs):
        return False
    counted = ours.object and theirs.object and ours.counts and theirs.counts
    if counted and not ours.counts & theirs.counts:
        return False  # 400 people employed, 600 to be employed
    if ours.object and theirs.object:
        shared = ours.object & theirs.object
        where = (ours.adjunct & theirs.adjunct) & (ours.names | theirs.names)
        if not shared and where - _DATES and ours.subject & theirs.subject:
            return (
                ours.predicate not in COMMON
            )  # "submits the drug to", "submits an application to"
        if not shared and not _opposite_words(ours, theirs):
            return False
        if ours.predicate in ("be", "have"):
            if shared not in (ours.object, theirs.object) and not _opposite_words(ours, theirs):
                return False
            if not _one_subject(ours, theirs):
                return False
        both = ours.subject & theirs.subject
        loose = not ours.subject or not theirs.subject or both
        return bool(shared and (loose or len(shared) > 1 or shared & ours.names)) or bool(both)
    tails = ours.object | ours.adjunct, theirs.object | theirs.adjunct
    if (ours.object or theirs.object) and all(tails) and not tails[0] & tails[1]:
        return False  # "moved to Tarn" and "may move its archive"
    # "I can't rule one out this year": a pronoun for the thing, the rest shared.
    told = not (ours.subject and theirs.subject) and (
        not (ours.object or theirs.object)
        or (ours.polarity != theirs.polarity and ours.predicate not in COMMON)
    )
    if told and (ours.adjunct & theirs.adjunct) - ours.names:
        return True
    ends = ours.subject | ours.object, theirs.subject | theirs.object
    dated = not (ends[0] and ends[1]) and ours.names & theirs.names  # "it will open in May"
    return bool(ends[0] & ends[1] or dated)


def _one_subject(ours: Commitment, theirs: Commitment) -> bool:
    """Whether two subjects may be one: not "the vote on the pool" and "the vote on the school"."""
    shared = ours.subject & theirs.subject
    if not ours.subject or not theirs.subject:
        return True
    within = shared in (ours.subject, theirs.subject)
    return bool(shared) and (within or len(shared) > 1 or bool(shared & ours.names))


def _opposite_words(ours: Commitment, theirs: Commitment) -> tuple[str, str] | None:
    """A word of each object or adjunct that are opposites, such as profit and loss."""
    mine, other = ours.object | ours.adjunct, theirs.object | theirs.adjunct
    for pair in OPPOSITE_WORDS:
        a, b = pair & mine, pair & other
        if len(a) == len(b) == 1 and a != b:
            return min(a), min(b)
    for one in mine - other:
        for two in other - mine:
            if turned_word(one, two):
                return one, two
    return None

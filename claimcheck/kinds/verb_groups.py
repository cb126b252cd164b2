"""Verb groups of a sentence, read left to right: "has not yet agreed to sell" is one."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.kinds.verb_lexicon import (
    ADVERBS,
    AIMS,
    BE,
    DENYING,
    DO,
    FUTURE,
    HAVE,
    MODALS,
    NEGATING,
    NOT_PAST,
    NOUNS,
    OFTEN,
    PASSIVE_ONLY,
    PERFORMED,
    PHRASAL,
    PLAIN_ADVERBS,
    PLURAL,
    SCHEDULED,
    THAT,
    TO,
    TRYING,
    WISHING,
    forms,
)
from claimcheck.kinds.verb_tokens import (
    CONSIDERED,
    DETERMINERS,
    FUNCTION,
    HARD,
    HOPED,
    PLANNED,
    POSSIBLE,
    PREPOSITIONS,
    SOFT,
    WILL,
    Group,
    Token,
)
from claimcheck.stems import stem


def low_at(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def verb(word: str) -> tuple[str, str]:
    """The base and the form of a word, both empty where the lexicon has no such verb."""
    if word.endswith("ed") and len(word) > 4 and word not in forms() and word not in NOT_PAST:
        return stem(word), "past"
    return forms().get(word, ("", ""))


def chain(tokens: list[Token], start: int) -> Group | None:
    """Read the verb group that starts at a token, if one does."""
    if not _enters(tokens, start):
        return None
    group = Group(start, start)
    state, at = "", start
    while at < len(tokens) and at - start < 18:
        step = _step(tokens, at, group, state)
        if step is None:
            break
        at, state = step
    _head(tokens, at, group, state)
    return group if group.head and group.end > start else None


def _enters(tokens: list[Token], at: int) -> bool:
    """Whether a verb group starts here."""
    word, before = tokens[at].low, low_at(tokens, at - 1)
    if word in ("may", "might", "will", "can") and tokens[at].capital:
        return False
    if word in MODALS or word in BE or word in DO or word in HAVE:
        return word not in ("being", "having", "been", "be") and before != "to"
    if word == "'s":
        after = low_at(tokens, at + 1)
        pronoun = before in ("it", "he", "she", "that", "there", "who", "what")
        return pronoun or after == "not" or verb(after)[1] == "ing"
    if word == "no" and low_at(tokens, at + 1) == "longer":
        return bool(verb(low_at(tokens, at + 2))[0])
    if word in ADVERBS or word in OFTEN or word in ("never", "hardly"):
        k = at + 1
        while low_at(tokens, k).endswith("ly"):
            k += 1
        return bool(verb(low_at(tokens, k))[0]) and _finite(tokens, k) and before != "to"
    return _finite(tokens, at)


def _finite(tokens: list[Token], at: int) -> bool:
    """Whether a form of the lexicon is a finite verb here and not a noun or a participle."""
    base, form = verb(tokens[at].low)
    if not base or form == "ing" or at == 0:
        return False
    k = at - 1
    while k > 0 and (tokens[k].low in _BETWEEN or tokens[k].low.endswith("ly")):
        k -= 1
    before, after = tokens[k].low, low_at(tokens, at + 1)
    if before in DETERMINERS or before in PREPOSITIONS or before[0].isdigit():
        return False
    if (
        form == "s"
        and verb(after)[1] in ("base", "past")
        and before not in _SINGULAR
        and k == at - 1
    ):
        return False  # early results suggest
    cleft = form == "s" and tokens[0].low == "what"  # "what it suggests is that"
    if (
        (after in BE and not cleft)
        or after in MODALS
        or after in HAVE
        or (form != "past" and after == "of")
    ):
        return False
    if form == "part":
        return False
    if form == "base":
        plural = before.endswith("s") and not before.endswith(("ss", "us", "is", "gas", "news"))
        return plural or before in PLURAL
    return before not in HARD or before in ("who", "which", "that", "as", ")", "”", '"', "but")


def _step(tokens: list[Token], at: int, group: Group, state: str) -> tuple[int, str] | None:
    """Take one word or phrase in front of the head into the group; null at the head."""
    word, after = tokens[at].low, low_at(tokens, at + 1)
    if (word, after) == ("hardly", "ever"):
        group.often = OFTEN["rarely"]
        return at + 2, state
    if word in OFTEN:
        group.often = OFTEN[word]
        return at + 1, state
    if word in ("not", "n't", "never", "hardly"):
        if after in ("only", "just", "merely", "all", "every", "least"):
            return at + 2, state
        if after == "necessarily":
            group.weaken(POSSIBLE, "not necessarily")
            return at + 2, state
        group.polarity = not group.polarity
        group.often = 0 if word == "never" else group.often
        return at + 1, state
    if word == "no" and after == "longer":
        group.polarity = not group.polarity
        return at + 2, state
    if word == "yet":
        group.yet = True
        if after == "to":
            group.polarity, state = False, "base"
            return at + 2, state
        return at + 1, state
    plans = after in ("plan", "plans", "intention", "desire")
    if word == "no" and state in ("have", "be") and plans:
        if low_at(tokens, at + 2) == "to":
            group.polarity = not group.polarity
            group.weaken(PLANNED, "plans")
            return at + 3, "base"
        return None
    if word in ADVERBS and after != "to" and not after[:1].isdigit() and after not in _ABOUT:
        group.weaken(ADVERBS[word], word)
        return at + 1, state
    if after != "to" and (
        word in PLAIN_ADVERBS or (word.endswith("ly") and not verb(word)[0] and word not in TO)
    ):
        return at + 1, state
    return _auxiliary(tokens, at, group, state) or _cue(tokens, at, group, state)


def _auxiliary(tokens: list[Token], at: int, group: Group, state: str) -> tuple[int, str] | None:
    word, after = tokens[at].low, low_at(tokens, at + 1)
    if word in MODALS and state == "" and not (word == "'d" and verb(after)[1] in ("past", "part")):
        group.weaken(MODALS[word], word) if MODALS[word] < WILL else None
        group.strength = min(group.strength, MODALS[word])
        group.future = group.future or word not in ("can", "ca", "cannot", "must")
        group.polarity = group.polarity and word != "cannot"
        return at + 1, "base"
    if word in BE or (word == "'s" and state == ""):
        return at + 1, "be"
    if word in HAVE or word == "'d":
        if after == "to":
            if low_at(tokens, at - 1) == "still":  # "it still has to be approved"
                group.strength, group.future = min(group.strength, WILL), True
            return at + 2, "base"
        if {low_at(tokens, at - 1), low_at(tokens, at - 2)} & {"would", "could", "should"}:
            group.asserted = False  # would have, could have: it did not come about
        if low_at(tokens, at - 1) == "to":
            group.future = False
        return at + 1, "have"
    if word in DO and state == "" and (after in ("not", "n't") or verb(after)[1] == "base"):
        return at + 1, "base"
    return None


def _cue(tokens: list[Token], at: int, group: Group, state: str) -> tuple[int, str] | None:
    """Plans to, is set to, denied doing, is evaluating, in talks to, dropped plans to."""
    word, after = tokens[at].low, low_at(tokens, at + 1)
    base, form = verb(word)
    if word in ("on", "in") and state == "be" and after in TO:
        return _talks(tokens, at, group)
    passive = after == "be" and verb(low_at(tokens, at + 2))[1] in ("past", "part")
    cut = passive and low_at(tokens, at - 1) in ("is", "are")  # fees are to be cut
    if word == "to" and state == "be" and (cut or verb(after)[1] == "base"):  # the aim is to open
        near = [token.low for token in tokens[max(0, group.start - 2) : group.start]]
        aims = [AIMS[low] for low in near if low in AIMS]
        group.weaken(THAT[aims[0]] if aims else WILL, aims[0] if aims else "is to")
        group.future = True
        return at + 1, "base"
    if word in ("in", "at") and state == "be":  # in the early stages of testing
        for k in range(at + 1, min(at + 5, len(tokens) - 2)):
            if tokens[k].low in ("stage", "stages", "process") and tokens[k + 1].low == "of":
                return (k + 2, "be") if verb(tokens[k + 2].low)[1] == "ing" else None
    key = word if word in TO else base
    k = at + 2 if after == "not" else at + 1
    known = key in TO and (word not in PASSIVE_ONLY or state == "be")
    if key in WISHING and verb(low_at(tokens, k + 1))[0] in PERFORMED:
        # "we'd like to offer you" offers; "we'd like to start next May" doesn't start
        begun = verb(low_at(tokens, k + 1))[0] in ("begin", "start")
        known = begun and "next" in [token.low for token in tokens[k + 2 : k + 6]]
    if known and low_at(tokens, k) == "to" and low_at(tokens, k + 1)[:1].isalpha():
        group.weaken(TO[key], word)
        group.often = OFTEN["usually"] if key == "tend" else group.often
        group.future = group.future or TO[key] in FUTURE or key == "likely"
        negative = (key in NEGATING or base in NEGATING) != (after == "not")
        group.polarity = group.polarity != negative
        return k + 1, "base"
    if base == "rule" and after == "out" and verb(low_at(tokens, at + 2))[1] == "ing":
        group.polarity = not group.polarity
        if group.polarity:
            group.weaken(POSSIBLE, "not ruled out")
        return at + 2, "be"
    if base in DENYING or base == "drop":
        for k in range(at + 1, min(at + 4, len(tokens) - 1)):
            if tokens[k].low in ("plan", "plans", "efforts") and tokens[k + 1].low == "to":
                group.polarity = not group.polarity
                return k + 2, "base"
        if base == "deny" and after == "having":
            group.polarity = False
            return at + 2, "have"
        if base != "drop" and verb(after)[1] == "ing" and group.polarity:
            group.polarity = False
            return at + 1, "be"
    if base == "admit" and verb(after)[1] == "ing":
        return at + 1, "be"
    second = low_at(tokens, at + 2)
    if (base, after) == ("give", "up") and verb(second)[1] == "ing" and group.polarity:
        group.polarity = False
        return at + 2, "be"
    whether = (base in TRYING or base == "decide") and (after, second) == ("whether", "to")
    if whether and verb(low_at(tokens, at + 3))[0]:
        group.weaken(CONSIDERED, word)
        return at + 3, "base"
    looks = word in _LOOKING and after in ("at", "about", "into", "of", "with")
    if looks and state == "be" and verb(second)[1] == "ing":
        group.weaken(CONSIDERED, word)
        return at + 2, "be"
    if base in TRYING or base in ("plan", "propose"):
        tried = CONSIDERED if base in TRYING else TO[base]
        if verb(after)[1] == "ing":
            group.weaken(tried, word)
            group.future = tried == PLANNED
            return at + 1, "be"
    if base in ("expect", "want", "forecast", "intend") and form != "part" and state != "be":
        for k in range(at + 2, min(at + 8, len(tokens) - 1)):
            low = tokens[k].low
            if low in HARD or low in MODALS or low in BE:
                break
            if low == "to" and verb(tokens[k + 1].low)[1] == "base":
                group.weaken(HOPED if base == "want" else PLANNED, word)
                group.future, group.patient = True, (at + 1, k)
                return k + 1, "base"
    return None


def _talks(tokens: list[Token], at: int, group: Group) -> tuple[int, str] | None:
    """On track to open; in talks with a rival to buy, in talks over the sale of."""
    word = tokens[at + 1].low
    for k in range(at + 2, min(at + 10, len(tokens) - 1)):
        low, after = tokens[k].low, tokens[k + 1].low
        if low == "to" and verb(after)[1] == "base":
            group.weaken(TO[word], word)
            group.future = True
            return k + 1, "base"
        if low in ("over", "about", "on") and word not in ("track", "course"):
            k += 2 if after in FUNCTION else 1
            if low_at(tokens, k) in NOUNS or verb(low_at(tokens, k))[1] == "ing":
                group.weaken(CONSIDERED, word)
                return k, "noun"
    if word in ("track", "course"):
        return None
    group.head = "negotiate"
    return at + 2, "whole"


def _head(tokens: list[Token], at: int, group: Group, state: str) -> None:
    """Settle the head verb at a position, or leave it empty."""
    word = low_at(tokens, at)
    base, form = verb(word)
    if state == "whole":
        group.end = at
        return
    group.end, group.form = at + 1, form
    _main_verb(group, word, base, form, state, at, tokens)
    if form in ("s", "base") and state == "" and group.head in SCHEDULED:
        group.strength, group.future = min(group.strength, WILL), True
    if group.head and group.end == at + 1 and state != "noun":
        particle(tokens, group)
    if base == "try" and low_at(tokens, group.end) == "out":
        base = group.head = "trial"
        group.end += 1
    if base in TRYING and state != "noun" and group.polarity:
        group.weaken(CONSIDERED, word)
    if base in TRYING or base in ("plan", "propose") or base in DENYING:
        _noun_of(tokens, group, base, word, state)


def _main_verb(
    group: Group, word: str, base: str, form: str, state: str, at: int, tokens: list[Token]
) -> None:
    """What the head verb is by the auxiliary before it."""
    if state == "noun":
        group.head = NOUNS.get(word) or base
    elif state == "be" and form in ("past", "part", "ing"):
        group.head, group.passive = base, form != "ing"
    elif state == "be" and word.endswith("ed") and len(word) > 4:
        group.head, group.passive = stem(word), True
    elif state == "be" and word.endswith("ing") and len(word) > 5 and word not in _NO_VERB:
        group.head = stem(word)
    elif state == "be":
        group.head, group.end = "be", at
        while group.end - 1 > group.start and tokens[group.end - 1].low.endswith("ly"):
            group.end -= 1
    elif state == "have" and (form in ("past", "part") or word.endswith("ed")):
        group.head = base or stem(word)
    elif state == "have":
        group.head, group.end = "have", at
    elif state == "base" and word[:1].isalpha() and word not in FUNCTION | {"be", "have", "do"}:
        group.head = base or stem(word)
    elif state == "base" and word in ("be", "have", "do"):
        group.head = word
    elif state == "" and base:
        group.head = base


def particle(tokens: list[Token], group: Group) -> None:
    """Take a verb for what it means with its particle: "gave up", "turned the bid down"."""
    after = low_at(tokens, group.end)
    if group.head == "live" and low_at(tokens, group.end - 2) not in ("can", "could"):
        return
    meant = PHRASAL.get(f"{group.head}_{after}")
    if meant:
        group.head, group.end = meant, group.end + 1
        return
    for token in tokens[group.end : group.end + 7]:
        if token.low in HARD or token.low in SOFT:
            return
        if token.low in _APART and f"{group.head}_{token.low}" in PHRASAL:
            group.head = PHRASAL[f"{group.head}_{token.low}"]
            return


def _noun_of(tokens: list[Token], group: Group, base: str, word: str, state: str) -> None:
    """Considering the closure, scrapped the sale: the act is in the noun."""
    k = group.end + (low_at(tokens, group.end) in DETERMINERS)
    noun = NOUNS.get(low_at(tokens, k), "")
    if noun and state != "noun" and base not in ("reject", "deny", "avoid"):
        group.head, group.end, group.passive = noun, k + 1, False
        if base in DENYING:
            group.polarity = not group.polarity
        else:
            group.weaken(CONSIDERED if base in TRYING else PLANNED, word)


_LOOKING = frozenset("looking thinking talking toying".split())
_SINGULAR = frozenset("it he she that which who".split())
_BETWEEN = frozenset(ADVERBS) | frozenset(OFTEN)
_ABOUT = frozenset("a an half two three four five six seven eight nine ten twenty".split())
_APART = frozenset("out down off back up".split())
_NO_VERB = frozenset(
    """nothing something anything everything morning evening during interesting exciting missing
    outstanding pending amazing willing ongoing surprising disappointing worrying challenging
    promising misleading encouraging devastating""".split()
)

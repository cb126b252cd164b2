"""Verb groups of a sentence, read left to right: "has not yet agreed to sell" is one."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.kinds.verb_lexicon import (
    ADVERBS,
    BE,
    CONSIDERED,
    DENYING,
    DETERMINERS,
    DO,
    FACT,
    FUNCTION,
    FUTURE,
    HARD,
    HAVE,
    HOPED,
    LIKELY,
    MAYBE,
    MODALS,
    NEGATING,
    NOBODY,
    NOT_PAST,
    NOUNS,
    PASSIVE_ONLY,
    PLAIN_ADVERBS,
    PLANNED,
    PLURAL,
    POSSIBLE,
    PREPOSITIONS,
    SCHEDULED,
    SOFT,
    THAT,
    TO,
    TRANSPARENT,
    TRYING,
    UNASSERTED,
    WEAK_NOUNS,
    WILL,
    Group,
    Token,
    forms,
    stem,
)


def groups(tokens: list[Token]) -> list[Group]:
    """All verb groups of a sentence in order, none for a question.

    Args:
        tokens: what ``tokens_of`` gave for the sentence.

    Returns:
        The groups, those of reporting verbs and of conditions (not ``asserted``) among them.

    Examples:
        >>> from claimcheck.kinds.verb_lexicon import tokens_of
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
        group = _chain(tokens, at)
        if group and not _noun(tokens, found[-1] if found else None, group):
            found.append(group)
        at = group.end if group else at + 1
    if not found:
        found = [group for group in [_headline(tokens)] if group]
    for n, group in enumerate(found):
        _govern(tokens, found[n - 1] if n else None, group)
    return found


def _noun(tokens: Sequence[Token], before: Group | None, group: Group) -> bool:
    """Whether a bare form right behind another verb is its object: "announced new rules"."""
    if before is None or group.end - group.start > 1 or before.head in TRANSPARENT:
        return False
    if group.start - before.end > 25:
        return False
    between = {token.low for token in tokens[before.end : group.start]}
    reduced = before.form == "past" and _low(tokens, before.end) in PREPOSITIONS
    return not between & (HARD | SOFT) and not reduced and tokens[group.start].low not in BE | HAVE


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].low if 0 <= at < len(tokens) else ""


def verb(word: str) -> tuple[str, str]:
    """The base and the form of a word, both empty where the lexicon has no such verb."""
    if word.endswith("ed") and len(word) > 4 and word not in forms() and word not in NOT_PAST:
        return stem(word), "past"
    return forms().get(word, ("", ""))


def _chain(tokens: list[Token], start: int) -> Group | None:
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
    word, before = tokens[at].low, _low(tokens, at - 1)
    if word in ("may", "might", "will", "can") and tokens[at].capital:
        return False
    if word in MODALS or word in BE or word in DO or word in HAVE:
        return word not in ("being", "having", "been", "be") and before != "to"
    if word == "'s":
        after = _low(tokens, at + 1)
        pronoun = before in ("it", "he", "she", "that", "there", "who", "what")
        return pronoun or after == "not" or verb(after)[1] == "ing"
    if word == "no" and _low(tokens, at + 1) == "longer":
        return bool(verb(_low(tokens, at + 2))[0])
    if word in ADVERBS or word in ("never", "hardly"):
        k = at + 1
        return bool(verb(_low(tokens, k))[0]) and _finite(tokens, k) and before != "to"
    return _finite(tokens, at)


def _finite(tokens: list[Token], at: int) -> bool:
    """Whether a form of the lexicon is a finite verb here and not a noun or a participle."""
    base, form = verb(tokens[at].low)
    if not base or form == "ing" or at == 0:
        return False
    k = at - 1
    while k > 0 and (tokens[k].low in ADVERBS or tokens[k].low.endswith("ly")):
        k -= 1
    before, after = tokens[k].low, _low(tokens, at + 1)
    if before in DETERMINERS or before in PREPOSITIONS or before[0].isdigit():
        return False
    if form == "s" and verb(after)[1] == "base":
        return False  # early results suggest
    if after in BE or after in MODALS or after in HAVE or (form != "past" and after == "of"):
        return False
    if form == "part":
        return False
    if form == "base":
        plural = before.endswith("s") and not before.endswith(("ss", "us", "is", "gas", "news"))
        return plural or before in PLURAL
    return before not in HARD or before in ("who", "which", "that", "as", ")", "”", '"', "but")


def _step(tokens: list[Token], at: int, group: Group, state: str) -> tuple[int, str] | None:
    """Take one word or phrase in front of the head into the group; null at the head."""
    word, after = tokens[at].low, _low(tokens, at + 1)
    if word in ("not", "n't", "never", "hardly"):
        if after in ("only", "just", "merely", "all", "every", "least"):
            return at + 2, state
        if after == "necessarily":
            group.weaken(POSSIBLE, "not necessarily")
            return at + 2, state
        group.polarity = not group.polarity
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
    if word == "no" and state == "have" and after in ("plan", "plans", "intention", "desire"):
        if _low(tokens, at + 2) == "to":
            group.polarity = not group.polarity
            group.weaken(PLANNED, "plans")
            return at + 3, "base"
        return None
    if word in ADVERBS and after != "to":
        group.weaken(ADVERBS[word], word)
        return at + 1, state
    if after != "to" and (
        word in PLAIN_ADVERBS or (word.endswith("ly") and not verb(word)[0] and word not in TO)
    ):
        return at + 1, state
    return _auxiliary(tokens, at, group, state) or _cue(tokens, at, group, state)


def _auxiliary(tokens: list[Token], at: int, group: Group, state: str) -> tuple[int, str] | None:
    word, after = tokens[at].low, _low(tokens, at + 1)
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
            return at + 2, "base"
        if _low(tokens, at - 1) in ("would", "could", "should"):
            group.asserted = False  # would have, could have: it did not come about
        if _low(tokens, at - 1) == "to":
            group.future = False
        return at + 1, "have"
    if word in DO and state == "" and (after in ("not", "n't") or verb(after)[1] == "base"):
        return at + 1, "base"
    return None


def _cue(tokens: list[Token], at: int, group: Group, state: str) -> tuple[int, str] | None:
    """Plans to, is set to, denied doing, is evaluating, in talks to, dropped plans to."""
    word, after = tokens[at].low, _low(tokens, at + 1)
    base, form = verb(word)
    if word in ("on", "in") and state == "be" and after in TO:
        return _talks(tokens, at, group)
    if word in ("in", "at") and state == "be":  # in the early stages of testing
        for k in range(at + 1, min(at + 5, len(tokens) - 2)):
            if tokens[k].low in ("stage", "stages", "process") and tokens[k + 1].low == "of":
                return (k + 2, "be") if verb(tokens[k + 2].low)[1] == "ing" else None
    key = word if word in TO else base
    k = at + 2 if after == "not" else at + 1
    known = key in TO and (word not in PASSIVE_ONLY or state == "be")
    if known and _low(tokens, k) == "to" and _low(tokens, k + 1)[:1].isalpha():
        group.weaken(TO[key], word)
        group.future = group.future or TO[key] in FUTURE or key == "likely"
        negative = (key in NEGATING or base in NEGATING) != (after == "not")
        group.polarity = group.polarity != negative
        return k + 1, "base"
    if base == "rule" and after == "out" and verb(_low(tokens, at + 2))[1] == "ing":
        group.polarity = not group.polarity
        if group.polarity:
            group.weaken(POSSIBLE, "not ruled out")
        return at + 2, "be"
    if base in DENYING or base == "drop":
        for k in range(at + 1, min(at + 4, len(tokens) - 1)):
            if tokens[k].low in ("plan", "plans", "efforts") and tokens[k + 1].low == "to":
                group.polarity = not group.polarity
                return k + 2, "base"
        if base != "drop" and verb(after)[1] == "ing" and group.polarity:
            group.polarity = False
            return at + 1, "be"
    second = _low(tokens, at + 2)
    whether = (base in TRYING or base == "decide") and (after, second) == ("whether", "to")
    if whether and verb(_low(tokens, at + 3))[0]:
        group.weaken(CONSIDERED, word)
        return at + 3, "base"
    looks = word in ("looking", "thinking") and after in ("at", "about", "into")
    if looks and state == "be" and verb(second)[1] == "ing":
        group.weaken(CONSIDERED, word)
        return at + 2, "be"
    if base in TRYING or base in ("plan", "propose"):
        tried = CONSIDERED if base in TRYING else PLANNED
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
            if _low(tokens, k) in NOUNS or verb(_low(tokens, k))[1] == "ing":
                group.weaken(CONSIDERED, word)
                return k, "noun"
    return None


def _head(tokens: list[Token], at: int, group: Group, state: str) -> None:
    """Settle the head verb at a position, or leave it empty."""
    word = _low(tokens, at)
    base, form = verb(word)
    group.end, group.form = at + 1, form
    if base == "rule" and _low(tokens, at + 1) == "out":
        base, group.end = "rule_out", at + 2
    if state == "noun":
        group.head = NOUNS.get(word) or base
    elif state == "be" and form in ("past", "part", "ing"):
        group.head, group.passive = base, form != "ing"
    elif state == "be" and word.endswith("ed") and len(word) > 4:
        group.head, group.passive = stem(word), True
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
    if form in ("s", "base") and state == "" and group.head in SCHEDULED:
        group.strength, group.future = min(group.strength, WILL), True
    if base == "try" and _low(tokens, group.end) == "out":
        base = group.head = "trial"
        group.end += 1
    if base in TRYING and state != "noun":
        group.weaken(CONSIDERED, word)
    if base in TRYING or base in ("plan", "propose") or base in DENYING:
        k = group.end + (_low(tokens, group.end) in DETERMINERS)
        noun = NOUNS.get(_low(tokens, k), "")
        if noun and state != "noun" and base not in ("reject", "deny", "avoid"):
            group.head, group.end, group.passive = noun, k + 1, False
            if base in DENYING:
                group.polarity = not group.polarity
            else:
                group.weaken(CONSIDERED if base in TRYING else PLANNED, word)


def _headline(tokens: list[Token]) -> Group | None:
    """A headline's "Council to close baths"."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].low == "to" and verb(tokens[at + 1].low)[1] == "base":
            group = Group(at, at + 2, verb(tokens[at + 1].low)[0], WILL, future=True)
            return group if _low(tokens, at - 1) not in FUNCTION else None
    return None


def _govern(tokens: list[Token], before: Group | None, group: Group) -> None:
    """Let what stands before the group in its clause weaken, deny or suspend it."""
    low = before.end if before else 0
    between = [token.low for token in tokens[low : group.start]]
    if UNASSERTED & set(between):
        group.asserted = False
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
    after = _low(tokens, group.end)
    if after == "no" and _low(tokens, group.end + 1) not in ("longer", "more", "less", "doubt"):
        group.polarity = not group.polarity
        if _low(tokens, group.end + 1) in WEAK_NOUNS:
            group.asserted = False
    if before and not (HARD - {"that"} | {","}) & set(between):
        if "and" in between and "that" not in between:
            if group.form == "base" and between == ["and"] and before.strength < FACT:
                group.strength, group.future = before.strength, before.future
                group.polarity = before.polarity
            return
        if before.head in THAT and not before.passive and not set(between[:1]) & PREPOSITIONS:
            before.asserted = False
            weak = LIKELY if not before.polarity else THAT[before.head]
            group.weaken(min(weak, before.strength), before.head)
            group.polarity = group.polarity == (before.polarity and before.head != "doubt")
            group.own, group.start = group.start, before.start
        elif before.head == "deny" and before.polarity:
            group.polarity = not group.polarity
            group.own, group.start = group.start, before.start

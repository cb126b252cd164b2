"""The shipped cases: what was recorded of them, what must come out, and what it must not rest on.

``pytest tests/test_cases.py --record`` writes each ``expected.json`` anew from the program.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from claimcheck import (
    check,
    claims,
    compare,
    consistency,
    derived,
    gate,
    occasions,
    pairing,
    sentences,
    stance,
    verdict,
    weigh,
)
from claimcheck.case import load
from claimcheck.check import Result
from claimcheck.encoder import Encoder
from claimcheck.entailment.judge import Judge
from claimcheck.records import Claim, Fact, Finding, Internal, Pair, Sentence, Verdict, records

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "data" / "cases").iterdir())
REAL = ROOT / "data" / "cases" / "apple-aws"
INVENTED = ROOT / "data" / "cases" / "island-ferry"

pytestmark = pytest.mark.slow
Json = dict[str, Any]


@pytest.fixture(scope="session")
def results() -> dict[str, Result]:
    """Check each shipped case once."""
    return {folder.name: check(folder) for folder in CASES}


@pytest.fixture(scope="session")
def written(results: dict[str, Result]) -> dict[str, Json]:
    """The JSON of each shipped case."""
    return {name: result.to_json() for name, result in results.items()}


# What was recorded


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_case_comes_out_as_recorded(
    folder: Path, written: dict[str, Json], request: pytest.FixtureRequest
) -> None:
    now = gate.recordable(written[folder.name])
    path = folder / "expected.json"
    if request.config.getoption("--record"):
        path.write_text(gate.dumps(now), encoding="utf-8")
    assert gate.compare(gate.read(path), now) == []
    assert path.read_text(encoding="utf-8") == gate.dumps(now)


# What must come out, whatever is recorded


def of(result: Json, *words: str) -> Json:
    """Give the one claim that has these words."""
    [claim] = [c for c in result["claims"] if all(word in c["text"] for word in words)]
    return claim


def found(claim: Json, level: str = "conflicts") -> set[tuple[str, str, str, str]]:
    return {
        (f["kind"], f["source"], f["claim_text"], f["evidence_text"])
        for f in claim["findings"]
        if f["level"] == level
    }


def test_the_lead_is_given_back_to_its_speaker_and_event(written: dict[str, Json]) -> None:
    lead = of(written[REAL.name], "confirmed in an interview")
    assert lead["verdict"] == "contradicted"
    against = {(kind, source): (claim, theirs) for kind, source, claim, theirs in found(lead)}
    assert against["speaker", "talk"] == ("Andy Jassy", "Benoit Dupin")
    claim, theirs = against["event", "talk"]
    assert "CNBC's Mad Money" in claim and theirs == "AWS re:Invent 2024"
    assert {kind for kind, _ in against} == {"speaker", "event"}


def test_the_place_and_the_date_of_the_interview_point_at_the_talk(
    written: dict[str, Json],
) -> None:
    claim = of(written[REAL.name], "took place in")
    assert claim["verdict"] == "contradicted"
    assert found(claim) == {
        ("date", "talk", "December 6, 2023", "2024-12-03"),
        ("place", "talk", "Seattle, Washington", "Las Vegas"),
    }


def test_the_sibling_chip_is_caught_wherever_the_pair_is_given(written: dict[str, Json]) -> None:
    pairs = [c for c in written[REAL.name]["claims"] if "Trainium and Graviton" in c["text"]]
    assert len(pairs) == 2
    for claim in pairs:
        assert claim["verdict"] == "contradicted"
        swapped = {("name", source, "Trainium", "Inferentia") for source in ("talk", "report")}
        assert found(claim) <= swapped and ("name", "talk", "Trainium", "Inferentia") in found(
            claim
        )
    words = "gives Graviton and Inferentia where the article has Trainium and Graviton"
    assert words in pairs[0]["why"]


def test_what_the_sources_say_too_is_supported(written: dict[str, Json]) -> None:
    result = written[REAL.name]
    gain = of(result, "Apple reports a 40% gain")
    assert ("number", "talk", "40%", "more than 40%") in found(gain, "close")
    for claim in (
        gain,
        of(result, "over a decade"),
        of(result, "Siri", "Apple Maps"),
        of(result, "also evaluating Trainium2"),
        of(result, "up to 50%"),
        of(result, "called the relationship"),
    ):
        assert claim["verdict"] == "supported"
        assert not found(claim) and not found(claim, "unclear")


def test_earlier_this_year_is_unclear_and_says_what_would_decide_it(
    written: dict[str, Json],
) -> None:
    claim = of(written[REAL.name], "earlier this year")
    [unclear] = [f for f in claim["findings"] if f["level"] == "unclear"]
    assert (unclear["kind"], unclear["source"]) == ("date", "statement")
    assert (unclear["claim_text"], unclear["evidence_text"]) == (
        "earlier this year",
        "28 October 2024",
    )
    for words in ("2025", "28 October 2024", "older than its page shows"):
        assert words in unclear["why"]
    assert not found(claim)


def test_silence_and_opinion_are_told_apart(written: dict[str, Json]) -> None:
    result = written[REAL.name]
    assert of(result, "massive clusters")["verdict"] == "not_mentioned"
    for words in (
        "monopoly came to an end",
        "Could chips",
        "more exciting",
        "fascinating",
        "nobody",
    ):
        assert of(result, words)["verdict"] == "not_checkable"


def test_the_invented_article_contradicts_itself_once(written: dict[str, Json]) -> None:
    [against] = written[INVENTED.name]["internal"]
    assert against["kind"] == "date"
    assert set(against["texts"]) == {"October 9, 2024", "August 23, 2024"}


@pytest.mark.xfail(reason="the other source's words are too few to be sure of, at 0.46")
def test_two_sources_that_give_two_prices_disagree(written: dict[str, Json]) -> None:
    claim = of(written[INVENTED.name], "$38 million")
    assert claim["verdict"] == "sources_disagree"


@pytest.mark.parametrize(
    ("words", "kind", "source", "claim_text", "evidence_text"),
    [
        ("gearbox on November", "date", "hearing", "November 4, 2024", "November 14, 2024"),
        ("promised the company", "number", "hearing", "$12 billion", "12 million dollars"),
        ("Fewer than 120", "number", "hearing", "Fewer than 120", "More than 120"),
        ("dredged", "number", "hearing", "14 meters", "14 feet"),
        ("winter passengers", "number", "hearing", "6%", "six percentage points"),
        ("chaired by", "name", "hearing", "Ray Okafor", "Ruth Calloway"),
        ("won the contract", "name", "hearing", "Torvik Yard", "Brennick Yard"),
        ("thrusters", "name", "openday", "Dunlin", "Kittiwake"),
        ("hull is being", "place", "report", "Milwaukee", "Green Bay, Wisconsin"),
        ("no spare gearbox", "speaker", "hearing", "Aldous", "Denise Pelletier"),
        ("night crossing", "event", "interview", "the hearing", "Lakeshore Morning"),
        ("dangerous ship", "quote", "hearing", "a dangerous ship", "a tired ship"),
        ("two boats a day", "quote", "hearing", "live with two boats", "can live with two boats"),
        ("We have listened", "quote", "hearing", "listened to the islanders", "the islanders"),
        ("carry her across", "hedge", "openday", "will", "might"),
        ("save 45 percent", "hedge", "openday", "45 percent", "up to 45 percent"),
        ("booking app", "hedge", "interview", "uses", "trying out"),
        ("deckhands", "hedge", "hearing", "has hired", "plan to hire"),
        ("ruled out", "negation", "hearing", "ruled out", "not rule out"),
    ],
)
def test_every_kind_of_conflict_of_the_invented_case(
    written: dict[str, Json],
    words: str,
    kind: str,
    source: str,
    claim_text: str,
    evidence_text: str,
) -> None:
    claim = of(written[INVENTED.name], words)
    assert claim["verdict"] == "contradicted"
    against = {(k, s): (mine, theirs) for k, s, mine, theirs in found(claim)}
    mine, theirs = against[kind, source]
    assert claim_text.casefold() in mine.casefold()
    assert evidence_text.casefold() in theirs.casefold()


# The JSON that other programs read

TOP = "schema case title model article sources claims internal furniture"
SOURCE = "id title text date event place speakers"
CLAIM = "id text start end verdict confidence why findings evidence"
FINDING = (
    "kind level source claim_text claim_start claim_end evidence_text evidence_start evidence_end "
    "evidence_field evidence_sentence why"
)
EVIDENCE = "source text start end similarity rank speaker time"
KINDS = "date number name place speaker event quote hedge negation entailment other"
OUTCOMES = "supported partly_supported contradicted sources_disagree not_mentioned not_checkable"


@pytest.fixture(params=[folder.name for folder in CASES])
def data(request: pytest.FixtureRequest, written: dict[str, Json]) -> Json:
    """The JSON of each shipped case as another program reads it."""
    text = json.dumps(written[request.param], ensure_ascii=False, allow_nan=False)
    read: Json = json.loads(text)
    assert read == written[request.param]
    return read


def keys(value: Json) -> str:
    return " ".join(value)


def test_the_json_has_every_key_and_no_other(data: Json) -> None:
    assert keys(data) == TOP
    assert data["schema"] == "claimcheck/1"
    assert keys(data["model"]) == "name sha256" and len(data["model"]["sha256"]) == 64
    assert keys(data["article"]) == "text date date_basis"
    assert date.fromisoformat(data["article"]["date"])
    assert {keys(s) for s in data["sources"]} == {SOURCE}
    assert {keys(c) for c in data["claims"]} == {CLAIM}
    assert {keys(f) for c in data["claims"] for f in c["findings"]} == {FINDING}
    assert {keys(e) for c in data["claims"] for e in c["evidence"]} == {EVIDENCE}
    assert {keys(i) for i in data["internal"]} <= {"kind texts why"}
    assert all(isinstance(line, str) for line in data["furniture"])


def test_names_come_from_the_closed_lists(data: Json) -> None:
    every = [f for c in data["claims"] for f in c["findings"]]
    assert {c["verdict"] for c in data["claims"]} <= set(OUTCOMES.split())
    assert {f["kind"] for f in every} | {i["kind"] for i in data["internal"]} <= set(KINDS.split())
    assert {f["level"] for f in every} <= {"agrees", "close", "unclear", "conflicts"}
    assert {f["evidence_field"] for f in every} <= {None, "date", "place", "event", "speakers"}
    for claim in data["claims"]:
        if claim["verdict"] == "not_checkable":
            assert claim["confidence"] is None
        else:
            assert 0 <= claim["confidence"] <= 1


def test_offsets_count_in_the_texts_as_they_stand(data: Json) -> None:
    article = data["article"]["text"]
    texts = {s["id"]: s["text"] for s in data["sources"]}
    for claim in data["claims"]:
        assert article[claim["start"] : claim["end"]] == claim["text"]
        for f in claim["findings"]:
            assert claim["start"] <= f["claim_start"] < f["claim_end"] <= claim["end"]
            assert article[f["claim_start"] : f["claim_end"]] == f["claim_text"]
            text = texts[f["source"]]
            if field := f["evidence_field"]:
                assert {f["evidence_start"], f["evidence_end"], f["evidence_sentence"]} == {None}
                [said] = [str(s[field]) for s in data["sources"] if s["id"] == f["source"]]
                words = f["evidence_text"].casefold().split(", ")
                assert all(word in said.casefold() for word in words)
            else:
                assert text[f["evidence_start"] : f["evidence_end"]] == f["evidence_text"]
                assert f["evidence_sentence"] in text
        for e in claim["evidence"]:
            assert texts[e["source"]][e["start"] : e["end"]] == e["text"]


def test_every_word_of_the_article_is_in_one_claim(data: Json) -> None:
    text, at = data["article"]["text"], 0
    for claim in data["claims"]:
        assert claim["start"] >= at and not text[at : claim["start"]].strip()
        at = claim["end"]
    assert not text[at:].strip()
    assert len({c["id"] for c in data["claims"]}) == len(data["claims"])
    assert not any(line in text.splitlines() for line in data["furniture"])


def test_evidence_is_ranked_from_one_in_each_source(data: Json) -> None:
    spoken = {s["id"] for s in data["sources"] if s["text"]}
    for claim in data["claims"]:
        ranks: dict[str, list[int]] = {}
        for e in claim["evidence"]:
            assert -1 <= e["similarity"] <= 1
            ranks.setdefault(e["source"], []).append(e["rank"])
        assert claim["verdict"] == "not_checkable" or set(ranks) == spoken
        assert all(r == list(range(1, len(r) + 1)) and len(r) <= 5 for r in ranks.values())


def test_what_can_not_be_checked_says_why_and_a_conflict_is_told_by_its_source(data: Json) -> None:
    for claim in data["claims"]:
        assert claim["why"]
        if claim["verdict"] == "not_checkable":
            assert not claim["findings"]
        if any(f["level"] == "conflicts" for f in claim["findings"]):
            assert claim["verdict"] in ("contradicted", "sources_disagree")


# Names and dates do not stand in the package

# What else each thing could be called; a name that holds another comes first.
RENAMINGS: list[tuple[int, dict[str, str]]] = [
    (
        371,
        {
            "Apple Intelligence": "Tarn Insight",
            "Apple Newsroom": "Tarn Newsroom",
            "Apple Music": "Tarn Radio",
            "Apple Maps": "Tarn Atlas",
            "App Store": "Tool Market",
            "Apple": "Tarn",
            "Amazon Web Services": "Corvane Cloud Works",
            "Amazon": "Corvane",
            "AWS": "CCW",
            "re:Invent": "on:Ward",
            "Andy Jassy": "Piotr Lindgren",
            "Benoit Dupin": "Maud Achterberg",
            "Dupin": "Achterberg",
            "Matt Garman": "Otis Fernleigh",
            "Amanda Turner": "Celia Brook",
            "CNBC": "KDLT",
            "Mad Money": "Bright Ledger",
            "GeekWire": "PlugPost",
            "Trainium2": "Hexaflux2",
            "Trainium": "Hexaflux",
            "Graviton": "Mirador",
            "Inferentia": "Lucidon",
            "Siri": "Pella",
            "OpenAI": "ClearMind",
            "Nvidia": "Brontek",
            "M-series": "T-series",
            "iPhone": "tPhone",
            "iPad": "tSlate",
            "Mac": "Brio",
            "x86": "z64",
            "Seattle, Washington": "Tucson, Arizona",
            "Las Vegas": "Chicago",
            "Lisbon": "Oslo",
            "hataf.co": "morgen.co",
        },
    ),
    (
        -7 * 364,
        {
            "Apple Intelligence": "Kestrel Genius",
            "Apple Newsroom": "Kestrel Press Office",
            "Apple Music": "Kestrel Jukebox",
            "Apple Maps": "Kestrel Compass",
            "App Store": "Gadget Shop",
            "Apple": "Kestrel",
            "Amazon Web Services": "Danube Hosting Group",
            "Amazon": "Danube",
            "AWS": "DHG",
            "re:Invent": "Skyline",
            "Andy Jassy": "Siobhan O'Rourke",
            "Benoit Dupin": "Hiroshi Tamura",
            "Dupin": "Tamura",
            "Matt Garman": "Lena Vasquez",
            "Amanda Turner": "Joe Park",
            "CNBC": "WQRX",
            "Mad Money": "The Closing Bell",
            "GeekWire": "ChipWatch",
            "Trainium2": "Ocelot2",
            "Trainium": "Ocelot",
            "Graviton": "Bobcat",
            "Inferentia": "Margay",
            "Siri": "Iris",
            "OpenAI": "Mindforge",
            "Nvidia": "Quarrytech",
            "M-series": "K-series",
            "iPhone": "kFone",
            "iPad": "kTab",
            "Mac": "Nimbus",
            "x86": "r32",
            "Seattle, Washington": "Munich, Germany",
            "Las Vegas": "Melbourne",
            "Lisbon": "Prague",
            "hataf.co": "zeitblatt.net",
        },
    ),
]
MONTHS = "January February March April May June July August September October November December"
_DATED = re.compile(
    rf"""
    (?P<iso> \d{{4}}-\d\d-\d\d )                                  # 2024-12-03
    | (?P<day> \d{{1,2}} [ ] (?:{MONTHS.replace(" ", "|")}) [ ] \d{{4}} )   # 3 December 2024
    | (?P<month> (?:{MONTHS.replace(" ", "|")}) [ ] \d{{1,2}}, [ ] \d{{4}} ) # December 3, 2024
    | (?P<year> \b 20\d\d \b )                                    # the year alone
    """,
    re.VERBOSE,
)


def renamed(text: str, names: dict[str, str], days: int) -> str:
    """Give every name of a text its other one, and shift every date by so many days."""
    pattern = "|".join(rf"(?<!\w){re.escape(name)}(?![^\W\d])" for name in names)
    text = re.sub(pattern, lambda match: names[match[0]], text)

    def moved(match: re.Match[str]) -> str:
        if match["year"]:
            return str((date(int(match[0]), 12, 3) + timedelta(days)).year)
        form = {"iso": "%Y-%m-%d", "day": "%d %B %Y", "month": "%B %d, %Y"}[match.lastgroup or ""]
        day = datetime.strptime(match[0], form) + timedelta(days)
        return re.sub(r"\b0(?=\d )|\b0(?=\d,)", "", day.strftime(form))

    return _DATED.sub(moved, text)


def copy_of(folder: Path, to: Path, change: Any) -> Path:
    """Copy a case with every text in it changed."""
    for path in (p for p in folder.rglob("*") if p.is_file() and p.name != "expected.json"):
        target = to / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    return to


def telling(result: Json) -> list[tuple[str, set[tuple[str, ...]]]]:
    """Keep each claim's outcome, and where its conflicts and what is unclear stand.

    Left out is the speaker whom a report names in a sentence of its own, and which of the sources
    that have it another way are near enough to count: that hangs on how near names happen to be.
    """
    keys = ("kind", "level", "claim_text")
    return [
        (
            claim["verdict"],
            {
                tuple(f[key] for key in keys)
                for f in claim["findings"]
                if f["level"] in ("conflicts", "unclear")
                and not (f["kind"] == "speaker" and f["evidence_field"] is None)
            },
        )
        for claim in result["claims"]
    ]


@pytest.mark.parametrize(("days", "names"), RENAMINGS, ids=["a-year-on", "seven-years-back"])
def test_other_names_and_dates_come_out_the_same(
    written: dict[str, Json], tmp_path: Path, days: int, names: dict[str, str]
) -> None:
    def change(text: str) -> str:
        return renamed(text, names, days)

    again = check(copy_of(REAL, tmp_path / "renamed", change)).to_json()
    before = written[REAL.name]
    assert again["article"]["text"] == change(before["article"]["text"])
    assert again["furniture"] == [change(line) for line in before["furniture"]]
    expected = [
        (outcome, {(*f[:2], change(f[2])) for f in conflicts})
        for outcome, conflicts in telling(before)
    ]
    differ = [
        (claim["text"], old, new)
        for claim, old, new in zip(again["claims"], expected, telling(again), strict=True)
        if old != new
    ]
    assert differ == []


@pytest.mark.parametrize(("days", "names"), RENAMINGS, ids=["a-year-on", "seven-years-back"])
def test_the_renaming_leaves_no_name_and_no_date(
    results: dict[str, Result], days: int, names: dict[str, str]
) -> None:
    facts = results[REAL.name].facts
    kept = [
        text
        for text in facts[facts["kind"].isin(["name", "place"])]["text"].unique()
        if renamed(text, names, days) == text
    ]
    assert kept == []
    assert renamed("Tuesday, 3 December 2024", names, 371) == "Tuesday, 9 December 2025"
    assert renamed("Wednesday, January 22, 2025", names, 371) == "Wednesday, January 28, 2026"
    assert days % 7 == 0  # weekdays stay right


def test_no_name_of_a_case_stands_in_the_package() -> None:
    invented = """
        Merrow Plover Garnet Lindqvist Okafor Calloway Torvik Brennick Duluth Sandpiper Dunlin
        Kittiwake Ashby Marquette Pelletier Aldous Winship Lakeshore Northshore NLFB
    """
    names = {*RENAMINGS[0][1], *invented.split(), "Jassy", "Garman", "Seattle", "Geekwire"}
    names -= {"Lisbon"}  # in the furniture only, and the capital of a country
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")
    files = [p for p in (ROOT / "claimcheck").rglob("*") if p.suffix in {".py", ".html", ".css"}]
    assert len(files) > 30
    hits = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert hits == []


# The same again, whatever the order


def test_two_runs_give_the_same(written: dict[str, Json]) -> None:
    assert check(INVENTED).to_json() == written[INVENTED.name]


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_the_order_of_the_sources_changes_nothing(
    folder: Path, written: dict[str, Json], tmp_path: Path
) -> None:
    copy = copy_of(folder, tmp_path / folder.name, lambda text: text)
    head, *sources = (copy / "case.toml").read_text(encoding="utf-8").split("[[source]]")
    turned = "[[source]]".join([head, *(f"{s.rstrip()}\n\n" for s in reversed(sources))])
    (copy / "case.toml").write_text(turned, encoding="utf-8")
    again, before = check(copy).to_json(), written[folder.name]
    assert [s["id"] for s in again["sources"]] == [s["id"] for s in before["sources"]][::-1]
    for new, old in zip(again["claims"], before["claims"], strict=True):
        for key in ("id", "text", "verdict"):
            assert new[key] == old[key]
        for key in ("findings", "evidence"):
            assert _as_set(new[key]) == _as_set(old[key])
    assert again["internal"] == before["internal"]


def _as_set(items: list[Json]) -> set[str]:
    return {json.dumps(item, sort_keys=True) for item in items}


# Another copy of the article


def test_another_copy_of_the_article_is_checked(tmp_path: Path, written: dict[str, Json]) -> None:
    page = tmp_path / "as saved.html"
    page.write_text(
        """<html><head><title>Apple and its chips</title>
        <meta property="og:title" content="Apple and its chips">
        <meta property="article:published_time" content="2024-12-20T08:00:00Z"></head><body>
        <nav><a href="/">Home</a><a href="/tech">Technology</a></nav><article>
        <h1>Apple and its chips</h1>
        <p>For search, Apple uses chips that AWS designs, Graviton and Inferentia, and it says that
        they are far more efficient than x86 processors.</p>
        <p>Apple Intelligence, which was launched earlier this year, is free of charge.</p>
        <p>Benoit Dupin spoke about it in Chicago at AWS re:Invent, and he said that Apple has
        relied on AWS for more than ten years.</p>
        </article><footer>All rights reserved.</footer></body></html>""",
        encoding="utf-8",
    )
    result = check(REAL, article=page)
    data = result.to_json()
    assert (data["article"]["date"], data["article"]["date_basis"]) == ("2024-12-20", "metadata")
    assert [s["text"] for s in data["sources"]] == [
        s["text"] for s in written[REAL.name]["sources"]
    ]
    assert "Trainium" not in data["article"]["text"]
    assert not found(of(data, "Graviton and Inferentia"))
    year = of(data, "earlier this year")
    assert not found(year) and not found(year, "unclear")
    assert ("place", "talk", "Chicago", "Las Vegas") in found(of(data, "Chicago"))

    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "claimcheck", "check", str(REAL), "--article", str(page)]
    subprocess.run([*command, "--json", str(out)], check=True, capture_output=True)
    assert json.loads(out.read_text(encoding="utf-8")) == data


# What a warm run costs


FORGET = "from claimcheck import kept; kept.Kept.get = lambda self: None\n"


@pytest.mark.parametrize("first", ["", FORGET], ids=["result kept", "vectors kept"])
def test_a_warm_run_imports_no_model_library(first: str, written: dict[str, Json]) -> None:
    code = (
        "import sys, time; start = time.process_time()\n"
        f"{first}"
        "from claimcheck import check\n"
        f"result = check({str(REAL)!r})\n"
        "names = 'torch transformers sentence_transformers huggingface_hub matplotlib'\n"
        "print(sorted(set(names.split()) & set(sys.modules)), len(result.claims))\n"
        "print(time.process_time() - start)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    told, seconds = done.stdout.splitlines()
    assert told == f"[] {len(written[REAL.name]['claims'])}"
    assert done.stderr == ""
    assert float(seconds) < 5  # 2.5 by the clock where nothing else runs


# Every step alone, on frames


def columns(kind: type) -> list[str]:
    return list(kind.__dataclass_fields__)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_every_step_can_be_called_alone(folder: Path, results: dict[str, Result]) -> None:
    result = results[folder.name]
    case = load(folder)
    article = sentences.split(case.article)
    spoken = pd.concat([sentences.split(s) for s in case.sources], ignore_index=True)
    every = pd.concat([article, spoken], ignore_index=True)
    same(every, result.sentences)
    facts = compare.find(article, result.sources)
    stated, contents = occasions.find(article, facts)
    worded = claims.extract(article, case.article)
    ours = worded.rename(columns={"id": "claim_id"})[["claim_id", "sentence_id", "text"]]
    contents = ours.merge(contents, on="sentence_id")
    same(contents, result.contents)
    encoder = Encoder()
    queries = np.stack([encoder.encode(contents[name].tolist()) for name in ("text", "content")])
    heard = sentences.before(spoken) + spoken["text"]
    pairs = pairing.pair(contents, queries, spoken, encoder.encode(heard.tolist()), 5)
    same(pairs, result.pairs)
    asked = claims.extract(article, case.article, queries[0])
    same(asked, result.claims)
    near = compare.candidates(pairs, spoken)
    support = pairing.support(contents, near, spoken)
    quoted = compare.look_up(asked, spoken, facts, result.sources)
    beside = spoken[spoken["id"].isin({*near["evidence_id"], *quoted["evidence_id"]})]
    theirs = compare.find(beside, result.sources, quoted=False)
    told, _ = occasions.find(beside, theirs)
    facts, stated = pd.concat([facts, theirs]), pd.concat([stated, told])
    same(facts, result.facts)
    words = facts[facts["kind"] != "quote"].reset_index(drop=True)
    meant = encoder.encode_spans(*within(words, every))
    answers = compare.answer(asked, near, every, words, meant, stated, result.sources)
    same(answers, result.answers)
    found = compare.compare(asked, near, words, answers)
    found = derived.derive(asked, near, every, words, found)
    where = occasions.quoted(support, quoted)
    placed = occasions.judge(asked, stated, where, every, result.sources)
    findings = compare.settle(pd.concat([found, quoted], ignore_index=True), placed)
    stances = stance.judge(asked, contents, pairs, spoken, Judge())
    same(stances, result.stances)
    weighed = weigh.features(findings, support, stances)
    same(weighed, result.weighed)
    findings = weigh.add(asked, findings, weighed, stances, every)
    same(findings, result.findings)
    verdicts = verdict.decide(asked, findings, support, result.sources)
    same(weigh.sure(verdicts, weighed), result.verdicts)
    same(consistency.judge(asked, every, facts), result.internal)


def within(facts: pd.DataFrame, every: pd.DataFrame) -> tuple[list[str], list[tuple[int, int]]]:
    """Each fact's sentence with the words that it is read with, and the fact's place in it."""
    before = dict(zip(every["id"], sentences.before(every), strict=True))
    by_id = {s.id: s for s in records(Sentence, every)}
    texts, spans = [], []
    for fact in records(Fact, facts):
        sentence = by_id[fact.sentence_id]
        shift = len(before[sentence.id]) - sentence.start
        texts.append(before[sentence.id] + sentence.text)
        spans.append((fact.start + shift, fact.end + shift))
        assert texts[-1][slice(*spans[-1])] == fact.text
    return texts, spans


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one.reset_index(drop=True), other.reset_index(drop=True))


def test_frames_have_the_columns_of_their_type(results: dict[str, Result]) -> None:
    for result in results.values():
        for table, kind in [
            (result.sentences, Sentence),
            (result.claims, Claim),
            (result.pairs, Pair),
            (result.facts, Fact),
            (result.findings, Finding),
            (result.verdicts, Verdict),
            (result.internal, Internal),
        ]:
            assert list(table.columns) == columns(kind)


def test_no_step_changes_a_frame_that_it_was_given(results: dict[str, Result]) -> None:
    result = results[INVENTED.name]
    names = ("sentences", "claims", "contents", "pairs", "facts", "answers", "findings", "verdicts")
    given = {name: getattr(result, name) for name in names}
    given["spoken"] = spoken = result.sentences[result.sentences["source_id"] != "article"]
    given["words"] = words = result.facts[result.facts["kind"] != "quote"].reset_index(drop=True)
    given["stated"] = stated = occasions.find(result.sentences, result.facts)[0]
    given["near"] = near = compare.candidates(result.pairs, spoken)
    given["support"] = support = pairing.support(result.contents, near, spoken)
    before = {name: frame.copy(deep=True) for name, frame in given.items()}
    vectors = np.full((len(words), 4), 0.5, dtype=np.float32)
    asked, every, sources = result.claims, result.sentences, result.sources
    sentences.before(every)
    claims.extract(every, sources["article"])
    compare.answer(asked, near, every, words, vectors, stated, sources)
    found = compare.compare(asked, near, words, result.answers)
    given["found"], before["found"] = found, found.copy(deep=True)
    given["quoted"] = quoted = compare.look_up(asked, spoken, result.facts, sources)
    before["quoted"] = quoted.copy(deep=True)
    derived.derive(asked, near, every, words, found)
    occasions.quoted(support, quoted)
    given["placed"] = placed = occasions.judge(asked, stated, support, every, sources)
    before["placed"] = placed.copy(deep=True)
    compare.settle(found, placed)
    verdict.decide(asked, result.findings, support, sources)
    consistency.judge(asked, every, result.facts)
    result.to_json()
    assert "<table " in result._repr_html_()
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, given[name])


def test_a_case_that_was_read_can_be_checked_as_it_is(written: dict[str, Json]) -> None:
    assert check(load(REAL)).to_json() == written[REAL.name]


def test_the_cases_are_not_changed_by_a_check(tmp_path: Path) -> None:
    copy = Path(shutil.copytree(REAL, tmp_path / "copy"))
    for path in sorted(copy.rglob("*"), reverse=True):
        path.chmod(0o555 if path.is_dir() else 0o444)
    files = {p: p.read_bytes() for p in copy.rglob("*") if p.is_file()}
    check(copy)
    assert {p: p.read_bytes() for p in copy.rglob("*") if p.is_file()} == files

"""What strangers write stays words: on the page, in a notebook, a terminal, a spreadsheet, JSON.

One case holds every payload of `tests/hostile/payloads.toml` in every place that a stranger
controls (`hostile_case.py`). It is checked once and shown in every way there is.
"""

from __future__ import annotations

import csv
import importlib.util
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pytest
from hostile_case import ADDRESSES, ALL, ARTICLES, PAYLOADS, write
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from lxml import html as tree
from playwright.sync_api import Browser, Page

from claimcheck import case, check, contract, decisions, export, gate, harmless, report
from claimcheck.check import Result
from claimcheck.records import CheckError, Outcome

ROOT = Path(__file__).parents[1]
# What would hide or steer on a screen; the joiners and selectors that may stay are tested apart.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufeff\uffa0\U000e0000-\U000e0fff]"
)
RUNS = re.compile(r'(?:\A|[;\t\r\n\0])[\s"\u200b-\u200f\ufeff]*[=+\-@＝＋－＠]|\A[\t\r\n\0]')


@pytest.fixture(scope="module", params=ARTICLES)
def hostile(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Result:
    """The case, checked; with the page for an article only against its first source."""
    folder = write(tmp_path_factory.mktemp("hostile") / "<b>case", request.param)
    read = case.load(folder)
    if request.param != ARTICLES[0]:
        read = replace(read, sources=read.sources[:1])
    result = check(read, k=1)
    for n, text in enumerate([*PAYLOADS.values(), ALL]):
        claim = result.claims.iloc[n % len(result.claims)]
        said = list(Outcome)[n % len(Outcome)]
        gone = (f"gone{n}", text, said, f"{text} Ben")
        decisions.append(folder, *(gone if n % 2 else (*claim[["id", "text"]], said, text)), text)
    return result


@pytest.fixture(scope="module")
def made(hostile: Result) -> pd.DataFrame:
    return decisions.read(hostile.case.folder)


def page_of(result: Result, made: pd.DataFrame) -> str:
    return report.render(result, made, export.provenance(result, made, by=ALL))


# The list itself


def test_every_payload_has_a_name_of_its_own_and_odd_bytes_are_spelt_out() -> None:
    raw = (ROOT / "tests/hostile/payloads.toml").read_text(encoding="utf-8")
    told = tomllib.loads(raw)
    assert not HIDDEN.search(raw.replace("\n", ""))
    names = [p["name"] for p in (*told["payload"], *told["address"])]
    assert len(names) == len(set(names)) and len(names) >= 60
    assert {p["bites"] for p in told["payload"]} == {
        *("page", "template", "notebook", "picture", "json", "terminal", "eyes", "spreadsheet"),
        "file",
    }


@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_no_such_address_becomes_a_link(address: str) -> None:
    assert report.link(address) is None


# What hides is shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("nine \u202ex", "nine ⟦U+202E⟧x"),
        ("4\u200b4 mil\u200dlion", "4⟦U+200B⟧4 mil⟦U+200D⟧lion"),
        ("4\u31644 a\ufe0f \U000e0041", "4⟦U+3164⟧4 a⟦U+FE0F⟧ ⟦U+E0041⟧"),
        ("\x1b[2J\b\x9b31m\x7f\udce9", "␛[2J␈⟦U+009B⟧31m⟦U+007F⟧⟦U+DCE9⟧"),
        ("naïve “\U0001d518” नमस्ते\u200d می\u200cخواهم", None),  # what joins letters stays
        ("👨\u200d👩\u200d👧 ⚠\ufe0f 日本語\ta\nb", None),
    ],
)
def test_what_hides_is_shown_and_what_people_write_stays(text: str, shown: str | None) -> None:
    assert harmless.visible(text) == (shown or text)


@given(st.text())
def test_nothing_hides_in_what_is_shown(text: str) -> None:
    shown = harmless.visible(text)
    assert harmless.visible(shown) == shown
    assert not HIDDEN.search(shown)
    assert not {unicodedata.category(c) for c in shown if c not in "\n\t\u200c\u200d"} & {
        *("Cc", "Cf", "Cs", "Zl", "Zp"),
    }


# The page, in a browser

TRAP = """
window.told = [];
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open'])
  window[name] = () => { told.push(name); };
addEventListener('securitypolicyviolation', e => told.push('policy: ' + e.violatedDirective));
addEventListener('error', e => told.push('error: ' + e.message), true);
addEventListener('submit', e => told.push('submit'), true);
"""
# Every tag and attribute that our own templates write.
TAGS = """html head meta title style body a header p h1 h2 h3 h4 span nav ul li main section form
    fieldset legend div label input b small article mark sup blockquote details summary q strong
    table thead tbody tr th td dl dt dd code footer button select option textarea kbd progress
    i br""".split()
ATTRIBUTES = """charset http-equiv content name lang class id href type checked title tabindex role
    scope style open rel value max hidden maxlength autocomplete spellcheck rows placeholder
    selected for""".split()
STRANGE = """([tags, attributes]) => [...document.querySelectorAll('*')].flatMap(e => [
    ...(tags.includes(e.localName) && e.namespaceURI.endsWith('xhtml') ? [] : [e.localName]),
    ...[...e.attributes].filter(a => !(attributes.includes(a.name) || /^(aria|data)-/.test(a.name)))
        .map(a => `${e.localName} ${a.name}`),
    ...[...e.attributes].filter(a => a.name === 'href' && !a.value.startsWith('#'))
        .map(a => `${e.localName} ${a.value}`),
    ...[...e.attributes].filter(a => a.name === 'style' && !/^[-\\w:;#.,%() ]+$/.test(a.value))
        .map(a => `${e.localName} style ${a.value}`),
])"""
STEER = """async () => {
    for (const e of document.querySelectorAll('details')) e.open = true;
    for (const e of document.querySelectorAll('[onfocus], [onmouseover], [tabindex], input')) {
        for (const kind of ['pointerenter', 'mouseover'])
            e.dispatchEvent(new Event(kind, {bubbles: true}));
        e.focus();
    }
    for (const e of [...document.querySelectorAll('a[href], label, button')].slice(0, 60))
        e.click();
    await new Promise(done => setTimeout(done, 100));
}"""


class Trap:
    """A page in the browser, and all that it did besides being shown."""

    def __init__(self, browser: Browser, address: str, heeds_policy: bool) -> None:
        self.context = browser.new_context(bypass_csp=not heeds_policy)
        self.page: Page = self.context.new_page()
        self.address, self.did = address, list[str]()
        page, did = self.page, self.did
        page.add_init_script(TRAP)
        page.on("request", lambda r: did.append(r.url) if self._is_strange(r.url) else None)
        page.on("framenavigated", lambda f: did.append(f.url) if self._is_strange(f.url) else None)
        page.on("popup", lambda p: did.append(f"popup {p.url}"))
        page.on("requestfinished", lambda r: did.append(f"got {r.url}") if self._is_strange(r.url)
                else None)  # fmt: skip
        page.on("dialog", lambda d: did.append(f"dialog {d.message}"))
        page.on("download", lambda d: did.append(f"download {d.url}"))
        page.on("pageerror", lambda e: did.append(str(e)))
        page.on("console", lambda m: did.append(m.text))
        page.goto(address)

    def _is_strange(self, url: str) -> bool:
        return url.partition("#")[0] != self.address

    def steered(self) -> list[str]:
        """Open, point at and press what is there; all that happened."""
        self.page.evaluate(STEER)
        told: list[str] = self.page.evaluate("() => window.told")
        ran: str = self.page.evaluate("() => typeof window.pwned")
        return [*self.did, *told, *([ran] if ran != "undefined" else [])]

    def strange(self, *tags: str, attributes: tuple[str, ...] = ()) -> list[str]:
        """Elements, attributes and addresses that no template of ours writes."""
        found: list[str] = self.page.evaluate(STRANGE, [[*TAGS, *tags], [*ATTRIBUTES, *attributes]])
        return found


@pytest.fixture
def trap(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """Opens HTML in the browser; ``heeds_policy=False`` as if the page had no policy."""
    opened = []

    def show(text: str, heeds_policy: bool = True) -> Trap:
        file = tmp_path / f"page{len(opened)}.html"
        file.write_text(text, encoding="utf-8")
        opened.append(Trap(browser, file.as_uri(), heeds_policy))
        return opened[-1]

    yield show
    for one in opened:
        one.context.close()


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("heeds_policy", [True, False], ids=["policy", "escaping alone"])
def test_nothing_runs_on_the_page(
    hostile: Result, made: pd.DataFrame, trap: Any, heeds_policy: bool
) -> None:
    shown = trap(page_of(hostile, made), heeds_policy)
    assert shown.steered() == []
    assert shown.strange() == []
    assert shown.page.locator("style").count() == 1
    title = " ".join(shown.page.locator("h1").inner_text().split())
    assert title == " ".join(harmless.visible(ALL).split())  # and no word of it is lost
    assert not HIDDEN.search(shown.page.content())
    kinds = shown.page.evaluate(
        "() => [...document.querySelectorAll('blockquote, q, strong, .reason, .meta > span')]"
        ".map(e => getComputedStyle(e).unicodeBidi)"
    )
    assert set(kinds) == {"isolate"}  # letters of another direction move nothing around them


@pytest.mark.slow
@pytest.mark.browser
def test_the_policy_alone_would_hold(trap: Any) -> None:
    """Were a payload once to reach the page as it is, it would neither run nor ask elsewhere."""
    empty = (ROOT / "claimcheck/templates/report.html").read_text(encoding="utf-8")
    [policy] = re.findall('<meta http-equiv="Content-Security-Policy".*>', empty)
    policy = policy.replace("{{ style|sha256 }}", "sha256-" + "A" * 43 + "=")
    raw = [t for t in PAYLOADS.values() if "http-equiv=refresh" not in t]  # that, no policy holds
    shown = trap(f"<!doctype html>{policy}<p>{'<p>'.join(raw)}")
    told = shown.steered()
    assert sum("violates the following Content Security Policy" in t for t in told) > 15
    assert "policy: style-src-elem" in told  # a style that isn't ours
    tried = ("policy:", "error:", "file:", "about:srcdoc", "object", "submit")  # and held up
    assert [t for t in told if not t.startswith(tried) and "Security Policy" not in t] == []
    kind = shown.page.evaluate("() => Object.prototype.toString.call(window.pwned)")
    assert kind == "[object HTMLCollection]"  # elements of that name, and no program's work


@pytest.mark.slow
@pytest.mark.browser
def test_the_trap_bites(trap: Any) -> None:
    for text in ("<img src=x onerror=pwned=1>", "<svg onload=pwned=1>"):
        shown = trap(f"<!doctype html><title>x</title><p>{text}")
        assert "number" in shown.steered() and shown.strange()
    link = trap("<!doctype html><title>x</title><a href='javascript:pwned=1'>x</a>")
    assert link.strange() == ["a javascript:pwned=1"]


# A notebook


@pytest.fixture(scope="module")
def tour() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tour", ROOT / "notebooks" / "tour.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def outputs(hostile: Result, made: pd.DataFrame, tour: ModuleType) -> list[str]:
    """All that notebooks show of a case, as HTML: ours, and what our pictures say below them."""
    from claimcheck import plots

    r = hostile
    texts = r.claims["text"].tolist()
    words = made[["claim_text", "reviewer", "note"]]
    shown = [tour.table(r.claims), tour.table(words), tour.beside(r, level=None), tour.summary(r)]
    shown += [tour.dates(r), tour.itself(r), tour.facts(ALL, ALL), tour.why_not(texts)]
    shown += [tour.lines(r.case.furniture + (ALL,)), tour.minimap(r.case.folder)]
    html = [one.data for one in shown]
    html += [r._repr_html_(), report.article_html(r)]
    html += [report.claim_html(r, c) for c in r.claims["id"][:6]]
    pictures = [plots.matrix(r), plots.timeline(r), plots.evidence_places(r), plots.coverage(r)]
    from claimcheck.plots import look

    return html + [look._caption(picture.words) for picture in pictures]


def test_a_notebooks_output_hides_nothing_and_is_no_formula(outputs: list[str]) -> None:
    for text in outputs:
        assert not HIDDEN.search(text)
        for node in tree.document_fromstring(text).xpath("//text()[contains(., '$')]"):
            around = node.getparent().xpath("ancestor-or-self::*/@class")
            assert any("mathjax_ignore" in names for names in around), node


@pytest.mark.slow
@pytest.mark.browser
def test_nothing_runs_in_a_notebooks_output(
    outputs: list[str], hostile: Result, made: pd.DataFrame, tour: ModuleType, trap: Any
) -> None:
    body = "\n".join([*outputs, hostile._repr_html_()])
    shown = trap(f"<!doctype html><meta charset=utf-8><title>x</title>{body}")
    assert shown.steered() == []
    assert shown.strange() == []
    window = tour.window(page_of(hostile, made)).data
    [frame] = tree.fragments_fromstring(window)
    assert (frame.tag, sorted(frame.keys())) == ("iframe", ["sandbox", "srcdoc", "style"])
    assert frame.get("sandbox") == ""  # no script, no form, no way out


@pytest.mark.parametrize("hostile", ARTICLES[:1], indirect=True)
def test_pictures_show_the_words_and_run_none_as_a_formula(hostile: Result) -> None:
    from claimcheck import plots
    from claimcheck.plots import look

    odd = [harmless.visible(text) for text in PAYLOADS.values()]
    drawn = [plots.matrix(hostile), plots.timeline(hostile), plots.coverage(hostile)]
    for figure in (*drawn, plots.evidence_places(hostile), look.empty(odd[0])):
        assert not HIDDEN.search(str(figure))
        file = io.BytesIO()
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Glyph .* missing from")
            figure.savefig(file, format="svg")
        root = etree.fromstring(file.getvalue())
        links = root.xpath("//@*[local-name() = 'href']")
        assert all(str(link).startswith("#") for link in links)
        names = {etree.QName(e).localname for e in root.iter(etree.Element)}
        assert not names & {"script", "a", "image", "foreignObject", "iframe", "animate", "set"}
        assert not [a for a in root.xpath("//@*") if str(a.attrname).lower().startswith("on")]
    figure, axes = look.picture(6, 8)
    look.name_rows(axes, [look.short(text, 60) for text in PAYLOADS.values()])
    assert figure._repr_png_()


# The desk


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("hostile", ARTICLES[:1], indirect=True)
def test_nothing_runs_at_the_desk(
    hostile: Result, trap: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("anywidget")
    from claimcheck.review import Review

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    review = Review(hostile, reviewer="<b onclick=pwned=1>Ann {{7*7}}")
    views = [review.view]
    for claim in hostile.claims["id"]:
        review.press("go", to=claim)
        views.append(review.view)
    review.press("look", note=ALL)
    review.press("go", to=PAYLOADS["script element"])  # in the place of a message of ours
    views.append(review.view)
    state = {"label": review.label, "key": review.key, "shell": review.shell, "view": views[0]}
    assert not HIDDEN.search(repr(review) + json.dumps([state, views], ensure_ascii=False))
    model = """
        const changed = [];
        const model = {get: k => state[k], on: (_, f) => changed.push(f), off() {}, send() {}};
        widget.render({model, el: document.body});
        for (const view of views) { state.view = view; changed.forEach(f => f()); }
        document.documentElement.dataset.done = views.length;"""
    given = harmless.escaped(f"const state = {json.dumps(state)}, views = {json.dumps(views)};")
    source = review._esm if isinstance(review._esm, str) else str(review._esm)
    code = source.replace("export default {", "const widget = {")
    style = "<!doctype html><meta charset=utf-8><title>x</title><body>"
    shown = trap(f"{style}<script type=module>{code}\n{given}\n{model}</script>")
    assert shown.page.evaluate("() => document.documentElement.dataset.done") == str(len(views))
    assert shown.steered() == []
    assert shown.strange("script") == []
    assert shown.page.locator("script").count() == 1


# A terminal

COMMANDS = """
import json, os, sys
import claimcheck.check
from claimcheck.cli import main

module = sys.modules["claimcheck.check"]
usual = module.check
module.check = lambda case, **given: usual(case, **{**given, "k": 1})  # as it is cached
for arguments in json.load(open(sys.argv[1], encoding="utf-8")):
    sys.argv = ["claimcheck", *arguments]
    print("$", ascii(arguments), flush=True)
    try:
        main()
    except SystemExit as ended:
        print("code", ended.code, flush=True)
"""
# What rich writes on a terminal: colours, and for its moving lines a hidden cursor and their end.
RICH = re.compile(r"\x1b\[[0-9;]*m|\x1b\[\?25[lh]|\x1b\[1A|\x1b\[2K|\r(?=\x1b|\n|$)")


def in_terminal(commands: list[list[str]], folder: Path) -> tuple[str, list[int]]:
    """Run commands in one process at a terminal; what it was sent, and their exit codes."""
    pty = pytest.importorskip("pty")
    (folder / "commands.json").write_text(json.dumps(commands), encoding="utf-8")
    ours, theirs = pty.openpty()
    program = [sys.executable, "-c", COMMANDS, str(folder / "commands.json")]
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100", "PYTHONUTF8": "1"}
    running = subprocess.Popen(
        program, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd=folder, env=env
    )
    os.close(theirs)
    sent = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        sent += part
    running.wait(60)
    os.close(ours)
    text = sent.decode("utf-8").replace("\r\n", "\n")
    return text, [int(code) for code in re.findall(r"^code (\d+)$", text, re.MULTILINE)]


@pytest.mark.slow
@pytest.mark.parametrize("hostile", ARTICLES[:1], indirect=True)
def test_nothing_steers_a_terminal(hostile: Result, tmp_path: Path) -> None:
    folder = hostile.case.folder
    steering = "\x1b]0;x\x07\x9b2J\u202e\udcff"
    rows = [{"premise": "", "hypothesis": ALL}, {"premise": [ALL]}, {ALL: ALL}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n" + ALL)
    (tmp_path / f"a{steering}.jsonl").write_text(ALL)
    bad = tmp_path / f"bad{steering}"
    bad.mkdir()
    (bad / "article.txt").write_text("The ferry cost £4 million.")
    cases = {
        "key": f'title = "x"\n{json.dumps("k" + steering[:-1])} = 1\n',
        "line": f"title = \u202e\u200b oops {steering[5:-1]}\n",
        "value": '[article]\nfile = "article.txt"\npublished = "\\u001b[2J\\u202e"\ntitle = "x"',
        "file": 'title = "x"\n[article]\nfile = "\\u001b]0;x\\u0007\\n.txt"\n',
        "id": 'title = "x"\n[article]\nfile = "article.txt"\n[[source]]\nid = "\\u001b[2J"\n',
    }
    broken = []
    for name, text in cases.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "article.txt").write_text("The ferry cost £4 million.")
        (tmp_path / name / "case.toml").write_text(text, encoding="utf-8")
        broken.append(["check", str(tmp_path / name)])
    odd = str(bad)
    text, codes = in_terminal(
        [
            ["check", folder, "--html", f"page{steering}.html"],
            ["check", folder, "--json", "-"],
            ["export", folder, "--format", "csv", "--out", f"out{steering}", "--by", ALL[:200]],
            *broken,
            ["check", odd],
            ["check", f"--{steering}"],
            [steering],
            ["check", folder, "--fail-on", steering],
            ["check", folder, "--expect", f"no{steering}.json"],
            ["check", folder, "--article", f"{odd}/article.txt{steering}"],
            ["judge", "rows.jsonl", "--out", "-"],
            ["judge", f"a{steering}.jsonl", "--out", "judged.jsonl"],
            ["new", f"made{steering}", "--article", f"{odd}/article.txt"],
            ["new", f"made{steering}", "--article", f"{odd}/article.txt"],
            ["notebooks", folder, "--no-run", "--out", f"notes{steering}"],
        ],
        tmp_path,
    )
    plain = RICH.sub("", text)
    left = {f"{c!r} in {plain[max(0, m.start() - 60) : m.end() + 30]!r}"
            for m in HIDDEN.finditer(plain) for c in m[0]}  # fmt: skip
    assert left == set()
    assert "Traceback" not in text
    assert codes == [0, 0, 0, *[2] * len(broken), 2, 2, 2, 2, 2, 2, 2, 2, 0, 2, 0]
    for shown in ("⟦U+202E⟧", "␛]0;x␇", "⟦U+DCFF⟧", "⟦U+009B⟧2J"):
        assert shown in plain


def test_an_error_shows_what_hides_wherever_it_is_printed() -> None:
    assert str(CheckError("a\x1b]0;x\x07\u202e")) == "a␛]0;x␇⟦U+202E⟧"


# Tables, JSON, Parquet


def exported(result: Result, made: pd.DataFrame, format: str, out: Path) -> dict[str, Path]:
    return {path.name: path for path in export.write(result, made, format, out, by=ALL)}


def test_no_cell_of_a_table_is_a_formula(
    hostile: Result, made: pd.DataFrame, tmp_path: Path
) -> None:
    files = [*exported(hostile, made, "csv", tmp_path / "csv").values()]
    files = [file for file in files if file.suffix == ".csv"]
    files.append(Path(hostile.case.folder) / "decisions.csv")
    for file in files:
        text = file.read_bytes().decode("utf-8-sig")
        for row in csv.reader(io.StringIO(text, newline="")):
            for cell in row:
                assert not RUNS.search(cell) or re.fullmatch(r"-?\d+(\.\d+)?", cell), cell
        for line in text.split("\n"):  # a spreadsheet that parts at semicolons sees these cells
            for cell in line.split(";")[1:]:
                assert not re.match(r'["\s]*[=+\-@＝＋－＠]', cell), cell


@given(st.text(alphabet="=+-@'\"; \t\n\0＝a1\u00a0\u200b", max_size=12))
@example("x;=1+1")
def test_decisions_keep_every_word_and_no_formula(text: str) -> None:
    safe = harmless.defused(text)
    assert not RUNS.search(safe)
    assert harmless.restored(safe) == text


@pytest.mark.parametrize("hostile", ARTICLES[:1], indirect=True)
def test_words_come_back_from_every_file_as_they_were(
    hostile: Result, made: pd.DataFrame, tmp_path: Path
) -> None:
    wanted = [text.replace("\r", "\n") for text in [*PAYLOADS.values(), ALL]]
    assert made["note"].tolist() == wanted
    files = exported(hostile, made, "parquet", tmp_path / "parquet")
    assert pd.read_parquet(files["decisions.parquet"])["note"].tolist() == wanted
    told = pd.read_parquet(files["claims.parquet"])
    assert told["text"].tolist() == hostile.claims["text"].tolist()
    files = exported(hostile, made, "csv", tmp_path / "csv")
    with files["decisions.csv"].open(encoding="utf-8-sig", newline="") as table:
        notes = [row["note"] for row in csv.DictReader(table)]
    assert list(map(harmless.restored, notes)) == wanted
    assert json.loads(contract.line(hostile.to_json())) == hostile.to_json()
    recorded = gate.recordable(hostile.to_json())
    assert json.loads(gate.dumps(recorded)) == recorded


def test_json_can_stand_in_a_page_and_hides_nothing(
    hostile: Result, made: pd.DataFrame, tmp_path: Path
) -> None:
    names = {"claimreview": "claimreview.jsonld", "annotations": "annotations.jsonld"}
    told = hostile.to_json()
    texts = [contract.line(told), gate.dumps(gate.recordable(told))]
    for format, name in names.items():
        files = exported(hostile, made, format, tmp_path / format)
        texts += [files[n].read_text(encoding="utf-8") for n in (name, "provenance.json")]
    for text in texts:
        assert not HIDDEN.search(text)
        page = f"<p><script type=application/json>{text}</script><p>end</p>"
        [script] = tree.fromstring(page).xpath("//script")
        assert json.loads(script.text) == json.loads(text)
        assert not [u for u in re.findall(r'"(?:id|url|@id)": "([^"]*)"', text) if ":" in u
                    and not u.startswith(("https://", "urn:uuid:"))]  # fmt: skip


# Files


def test_a_case_path_in_a_notebook_is_a_text_and_no_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("papermill")
    import ast

    from claimcheck import tours

    monkeypatch.chdir(tmp_path)
    for name in ('"; open("pwned", "w") #', "'''\n\nopen('pwned', 'w')\n", "{open} \\ \u2028x"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "article.txt").write_text("The ferry cost £4 million.")
        (folder / "case.toml").write_text('title = "x"\narticle.file = "article.txt"')
        notebook = tours._about(tours.tour()[0], str(folder))
        [cell] = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
        [line] = [node for node in ast.parse(cell.source).body if isinstance(node, ast.Assign)]
        assert ast.literal_eval(line.value) == str(folder)
    assert not (tmp_path / "pwned").exists()


def test_a_page_is_read_as_words(hostile: Result) -> None:
    """A saved page's own markup is gone; what it spells as references is words again."""
    text = hostile.case.article.text
    assert "<script>pwned=1</script>" in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\ufeff]", text)

"""A case in which every word, name and address that a stranger can write is a payload."""

from __future__ import annotations

import html
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent / "hostile"
_LISTS = tomllib.loads((ROOT / "payloads.toml").read_text(encoding="utf-8"))
PAYLOADS: dict[str, str] = {p["name"]: p["text"] for p in _LISTS["payload"]}
ADDRESSES: dict[str, str] = {a["name"]: a["text"] for a in _LISTS["address"]}
ALL = " ".join(PAYLOADS.values())
ARTICLES = ("article.txt", "article.html")
# Names that a file may have and a case may give; those it may not are in test_paths.py.
NAMES = (
    "<img src=x onerror=pwned=1>.txt",
    "=cmd|' C'!A0.txt",
    "$(touch pwned) \u202etxt.{{7}}.vtt",
)


def write(folder: Path, article: str = ARTICLES[0]) -> Path:
    """Write the case with its article as plain text or as a saved page."""
    (folder / "sources").mkdir(parents=True)
    texts = list(PAYLOADS.values())
    claims = [_claim(n, *texts[n : n + 2]) for n in range(0, len(texts), 2)]
    words = _page(claims) if article.endswith(".html") else "\n\n".join(claims)
    (folder / article).write_bytes(_bytes(words))
    names = [f"sources/{name}" for name in NAMES]
    for n, (name, write_as) in enumerate(zip(names, (_prose, _transcript, _captions), strict=True)):
        said = write_as(texts[n::3]) + "\n\nNOTE " + "It sails at noon.\n" * 200
        (folder / name).write_bytes(_bytes(said))
    (folder / "case.toml").write_text(_card(article, names), encoding="utf-8")
    return folder


def _bytes(text: str) -> bytes:
    """The text as a file may hold it: one with a NUL or much noise in it is refused."""
    return text.replace("\0", "").encode()


def _claim(number: int, first: str, second: str) -> str:
    return f"{first} said the ferry cost £{number + 4} million in 2019, {second}."


def _page(claims: list[str]) -> str:
    """The payloads as markup, and spelt as references, so that they are words again."""
    spelt = [html.escape(claim) for claim in claims]
    body = "".join(f"<p>{a}</p>\n<p>{b}</p>\n" for a, b in zip(spelt, claims, strict=True))
    title, quoted = html.escape(ALL), html.escape(ALL, quote=True)
    head = f'<title>{title}</title><meta property="og:site_name" content="{quoted}">'
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{body}"


def _prose(texts: list[str]) -> str:
    return "\n\n".join(f"{t} said it cost £{n + 5} million in 2019." for n, t in enumerate(texts))


def _transcript(texts: list[str]) -> str:
    turns = (f"MARA: The ferry cost £{n + 4} million, {t}." for n, t in enumerate(texts))
    return "\n\n".join(" ".join(turn.split()) for turn in turns)


def _captions(texts: list[str]) -> str:
    cues = ["WEBVTT"]
    for n, text in enumerate(texts):
        voice = " ".join(text.replace(">", " ").split())[:150]
        said = " ".join(text.replace("-->", " ").split())
        times = f"00:{n:02}:01.000 --> 00:{n:02}:05.000"
        cues.append(f"{times}\n<v {voice}>The ferry cost £{n + 6} million in Hallam. {said}")
    return "\n\n".join(cues)


def _card(article: str, names: list[str]) -> str:
    """case.toml; the first sources have a file each, the others an address each."""
    quoted = ", ".join(map(toml, PAYLOADS.values()))
    everything = "\n".join(f"{k} = {toml(ALL)}" for k in ("title", "event", "place", "outlet"))
    lines = [f"title = {toml(ALL)}", "[article]", f"file = {toml(article)}"]
    lines += [f"outlet = {toml(ALL)}", "published = 2025-03-07", "url = " + toml("javascript:x")]
    for n, name in enumerate([*names, *ADDRESSES.values()]):
        lines += ["[[source]]", f'id = "s{n}"', "date = 2025-03-04"]
        lines += [everything, f"speakers = [{quoted}]"] if n < len(names) else []
        lines += [f"file = {toml(name)}" if n < len(names) else f"url = {toml(name)}"]
        lines += ['kind = "talk"']
    return "\n".join(lines)


def toml(text: str) -> str:
    """Write a text as a TOML string, all that is odd in it escaped."""
    kept = (c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
    return f'"{"".join(kept)}"'

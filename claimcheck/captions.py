"""Recorded speech: captions (WebVTT, SubRip) and plain transcripts, as turns with voice and time.

Captions break sentences anywhere, so cue text is joined before it is cut again, where a sentence
certainly ends. Automatic captions without punctuation are cut at pauses and changes of voice.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from claimcheck.records import CheckError

PAUSE = 0.7  # seconds of silence that end a window of automatic captions
WINDOW = 20  # words after which such a window ends in any case
SHORT = 6  # words below which a pause does not end it


class Said(NamedTuple):
    """Words of one voice (None where unknown) from a point in time (HH:MM:SS.mmm) on."""

    text: str
    speaker: str | None = None
    time: str | None = None


class _Piece(NamedTuple):
    """Words of a cue; ``voice`` is None where it doesn't say, "" where an unnamed one begins."""

    text: str
    voice: str | None
    start: float
    end: float


_NOT_A_NAME = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|background|caption|conclusion|context|correction"
    r"|credit|date|facts?|figure|image|important|location|news|notes?|outlet|photo|place|reminder"
    r"|results?|section|sources?|step|subject|summary|table|tags|time|tip|title|topics?|update|url"
    r"|video|warning"
)
_CLOCK = r"(?:\d{1,2}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_NAME = r"[A-Z][\w.’'&-]*(?:\s(?:(?:van|von|de|da|del|der|la|bin|al|of|the)\s)?[\w.’'&-]+){0,4}"
_LABEL = re.compile(
    rf"""
    (?P<chevrons> >{{2,3}} \s? )?
    (?: [\[(]? (?P<time>{_CLOCK}) [\])]? \s? [-–—]? \s? )?  # [00:12:31]
    (?P<chevrons2> >{{2,3}} \s? )?
    (?: (?P<name>{_NAME}) (?: \s? [\[(] [^()\[\]]{{1,60}} [\])] )? \s? : (?= \s | \Z ) \s* )?
    """,
    re.VERBOSE,
)
_NAME_THEN_TIME = re.compile(rf"(?P<name>{_NAME})\s+[\[(]?(?P<time>{_CLOCK})[\])]?")
_TIME_THEN_NAME = re.compile(  # 00:00:05 Speaker 1
    rf"[\[(]?(?P<time>\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)[\])]?\s+(?P<name>{_NAME})"
)
_STAGE = re.compile(
    r"""
    [\[(] \s? (?: applause | laughter | laughs | music | cheers | cheering | crosstalk | inaudible
      | silence | pause | foreign | unintelligible )(?: [^\])]{0,30} )? [\])]
    | [♪♫]
    """,
    re.VERBOSE | re.IGNORECASE,
)
_TIMING = re.compile(rf"\s*(?P<start>{_CLOCK})\s*-->\s*(?P<end>{_CLOCK})(?:\s.*)?")
_ARROW = re.compile(rf"-->|^\s*{_CLOCK}\s*(?:[-–—]?>|→)")
_TAG = re.compile(r"</?(?:[a-z][^<>\n]{0,200}|\d[\d:.]*)?>", re.IGNORECASE)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s+([^>\n]{1,200})>|</v>", re.IGNORECASE)
_CERTAIN_END = re.compile(
    r"""
    (?: (?: \b [A-Za-z][a-z]{2,} | \d | % ) [.]
      | [?!] )
    [\"”’)]* \s+
    (?= ["“‘(]? [A-Z] )
    """,
    re.VERBOSE,
)
_ABBREVIATED = re.compile(
    r"\b(?:adm|apr|approx|assoc|aug|capt|col|corp|dec|dept|est|etc|feb|gen|gov|govt|hon|inc|jan|ltd"
    r"|maj|mar|messrs|min|mrs|nov|oct|prof|rep|rev|sen|sept?|sgt|vols?)\.\s+\Z",
    re.IGNORECASE,
)


def vtt(text: str, name: str) -> tuple[list[Said], str | None]:
    """Read WebVTT captions.

    Args:
        text: the file's text.
        name: the file's name, for messages.

    Returns:
        What is said, turn by turn, and the title that the header may carry.

    Raises:
        CheckError: the header is missing, or a cue's timing can't be read.

    Examples:
        >>> cue = "WEBVTT\\n\\n00:01.000 --> 00:02.000\\n<v Jane Roe>Yes.</v> <v Tom Doe>No."
        >>> [(said.speaker, said.text) for said in vtt(cue, "talk.vtt")[0]]
        [('Jane Roe', 'Yes.'), ('Tom Doe', 'No.')]
    """
    import webvtt

    if not text.startswith("WEBVTT"):
        raise CheckError(
            f"{name}, line 1: a .vtt file starts with the line WEBVTT; add it, or rename the file "
            "to .srt or .txt if it is one"
        )
    _check_timings(text, name, notes=True)
    cues = [
        (_seconds(c.start), _seconds(c.end), c.raw_text) for c in webvtt.from_string(text).captions
    ]
    header = re.match(r"WEBVTT[ \t]+[-–—]?[ \t]*(\S.*)", text)
    return _turns(cues, name), header[1].strip() if header else None


def srt(text: str, name: str) -> list[Said]:
    """Read SubRip captions.

    Args:
        text: the file's text.
        name: the file's name, for messages.

    Returns:
        What is said, turn by turn.

    Raises:
        CheckError: a cue can't be read.

    Examples:
        >>> srt("1\\n00:00:01,000 --> 00:00:02,000\\nROE: It opened in\\nMay.", "a.srt")
        [Said(text='It opened in May.', speaker='ROE', time='00:00:01.000')]
    """
    import srt as subrip

    _check_timings(text, name, notes=False)
    try:
        parsed = subrip.parse(text.strip() + "\n")
        cues = [(c.start.total_seconds(), c.end.total_seconds(), c.content) for c in parsed]
    except subrip.SRTParseError as error:
        line = text[: text.find(error.unmatched_content.strip())].count("\n") + 1
        raise CheckError(
            f"{name}, line {line}: these lines belong to no cue; each cue is a number, a line "
            "such as 00:01:02,000 --> 00:01:05,000, its words, and an empty line"
        ) from None
    return _turns(cues, name)


def transcript(blocks: Sequence[str]) -> list[Said] | None:
    """Read a plain transcript whose turns begin with ``NAME:``, ``>>`` or a time.

    Args:
        blocks: its paragraphs.

    Returns:
        What is said, turn by turn, or None where the text is no transcript. A paragraph without
        a mark goes on in the voice before it.

    Examples:
        >>> transcript(["[00:12:31] ROE: It opened.", "DOE: Late.", "ROE: Yes."])[0]
        Said(text='It opened.', speaker='ROE', time='00:12:31.000')
    """
    heads = [_head(block) for block in blocks]
    out: list[Said] = []
    speaker = time = None
    if not _is_transcript(heads, blocks):
        return None
    for block, head in zip(blocks, heads, strict=True):
        if head:
            name, stamp, changed, length = head
            speaker = name or (None if changed else speaker)
            time = stamp or time
            block = block[length:]
        for words in re.split(r"\s>{2,3}\s?", block):  # a change of voice within the paragraph
            words = _words(words)
            if words:
                out.append(Said(words, speaker, time))
            if len(words) < len(block.strip()) and ">>" in block:
                speaker = None
    if _is_automatic([said.text for said in out]):
        timed = [_Piece(s.text, s.speaker or "", _seconds(s.time or "0:00"), 0.0) for s in out]
        return _windows(timed, pauses=False)
    return out


def _head(block: str) -> tuple[str | None, str | None, bool, int] | None:
    """Name, time, whether the voice changes, and the length of what opens a turn."""
    m = _NAME_THEN_TIME.fullmatch(block) or _TIME_THEN_NAME.fullmatch(block)
    if m and _is_name(m["name"]):
        return m["name"], _clock(_seconds(m["time"])), True, len(block)
    m = _LABEL.match(block)
    if not m or not m[0].strip():
        return None
    name, end = m["name"], m.end()
    if name and not _is_name(name):
        name, end = None, m.start("name")
    changed = bool(name or m["chevrons"] or m["chevrons2"])
    stamp = _clock(_seconds(m["time"])) if m["time"] else None
    if stamp and not changed and not re.match(r"[\[(]|\S+\s*\Z", block):
        return None  # 10:30 was the time of departure.
    return (name, stamp, changed, end) if changed or stamp else None


def _is_name(name: str) -> bool:
    """Whether every word before a colon could be a name's: capitals, or a number at the end."""
    words = name.split()
    small = {"van", "von", "de", "da", "del", "der", "la", "bin", "al", "of", "the"}
    return not _NOT_A_NAME.fullmatch(words[0].lower()) and all(
        word[0].isupper() or word[0].isdigit() or word in small for word in words
    )


def _is_transcript(
    heads: Sequence[tuple[str | None, str | None, bool, int] | None], blocks: Sequence[str]
) -> bool:
    marked = [(n, head) for n, head in enumerate(heads) if head]
    names = [head[0] for _, head in marked if head[0]]
    chevrons = any(head[2] and not head[0] for _, head in marked)
    times = sum(1 for _, head in marked if head[1])
    if chevrons or times >= 2 or (times and names):
        return True
    dense = len(marked) * 10 >= len(blocks) * 3
    if len(names) >= 2 and (len(set(names)) < len(names) or dense):
        return True
    return bool(names) and marked[0][0] == 0 and names[0].isupper() and " " in names[0]


def _check_timings(text: str, name: str, *, notes: bool) -> None:
    """Name the first line with an arrow that is no timing, or that ends before it starts."""
    skipped = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            skipped = False
        elif notes and re.match(r"(?:NOTE|STYLE|REGION)(?:\s|\Z)", line):
            skipped = True
        if skipped or not _ARROW.search(line):
            continue
        m = _TIMING.fullmatch(line)
        if not m or re.search(r":[6-9]\d", line[: m.end("end")]):
            raise CheckError(
                f"{name}, line {number}: the cue timing {line.strip()[:60]!r} can't be read; "
                "write it as 00:01:02.000 --> 00:01:05.000"
            )
        if _seconds(m["end"]) < _seconds(m["start"]):
            raise CheckError(
                f"{name}, line {number}: the cue ends at {m['end']}, before it starts at "
                f"{m['start']}; correct one of the two"
            )


def _turns(cues: Sequence[tuple[float, float, str]], name: str) -> list[Said]:
    names = _labels([line for _, _, raw in cues for line in raw.split("\n")])
    pieces = list(_unroll([_pieces(start, end, raw, names) for start, end, raw in cues]))
    pieces = _voices(pieces, spans=any(_VOICE.search(raw) for _, _, raw in cues))
    if not pieces:
        raise CheckError(f"{name}: there are no words in its cues; check that the file is complete")
    if _is_automatic([piece.text for piece in pieces]):
        return _windows(pieces, pauses=True)
    return list(_joined(pieces))


def _labels(lines: Iterable[str]) -> set[str]:
    """Labels of cues that name a voice: in capitals, of several words, or met more than once."""
    plain = (_TAG.sub("", html.unescape(line)).strip(" -–—") for line in lines if ":" in line)
    found = Counter(m["name"] for m in map(_LABEL.match, plain) if m and m["name"])
    return {
        name
        for name, times in found.items()
        if _is_name(name) and (name.isupper() or " " in name or times > 1)
    }


def _pieces(start: float, end: float, raw: str, names: set[str]) -> list[_Piece]:
    """The voices of one cue, told apart by ``<v>``, ``>>``, ``NAME:`` or a dash a line."""
    out: list[_Piece] = []
    parts = _VOICE.split(raw)
    for n in range(0, len(parts), 2):
        voice = parts[n - 1] if n else None
        voice = html.unescape(voice).strip() if voice else None
        words = html.unescape(_TAG.sub("", parts[n]))
        lines = [line for line in words.split("\n") if line.strip()]
        dashes = len(lines) > 1 and all(re.match(r"\s*[-–—]\s?\S", line) for line in lines)
        for line in lines:
            line = re.sub(r"\A\s*[-–—]\s?", "", line) if dashes else line
            for k, part in enumerate(re.split(r"(?:\A|\s)>{2,3}\s?", line)):
                part = part.strip()
                label = _LABEL.match(part)
                changed = "" if k or dashes else None
                if label and label["name"] in names and not label["time"]:
                    said = _Piece(_words(part[label.end() :]), label["name"], start, end)
                else:
                    said = _Piece(_words(part), voice or changed, start, end)
                if said.text or said.voice:
                    out.append(said)
    return out


def _unroll(cues: Sequence[list[_Piece]]) -> Iterator[_Piece]:
    """Take off what a rolling caption repeats of the cue before it."""
    words = [" ".join(piece.text for piece in cue).split() for cue in cues]
    overlaps = [0, *(_overlap(a, b) for a, b in pairwise(words))][: len(words)]
    rolling = sum(1 for n in overlaps if n) * 5 >= 2 * max(1, len(cues) - 1)
    for cue, repeated in zip(cues, overlaps, strict=True):
        left = repeated if rolling else 0
        for piece in cue:
            own = piece.text.split()
            kept = own[min(left, len(own)) :]
            left -= len(own) - len(kept)
            if kept or not own:
                yield piece._replace(text=" ".join(kept))


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """How many words, two at least, end one cue and begin the next."""
    for n in range(min(len(before), len(after), 60), 1, -1):
        if list(before[-n:]) == list(after[:n]):
            return n
    return 0


def _voices(pieces: Iterable[_Piece], *, spans: bool) -> list[_Piece]:
    """Give each piece its voice: a cue that doesn't say goes on in the voice before it.

    A ``<v>`` span ends with its cue: after one that ends a sentence the voice is unknown.
    """
    out: list[_Piece] = []
    voice = ""
    for piece in pieces:
        if piece.voice is not None:
            voice = piece.voice
        elif spans and out and re.search(r"[.!?][\"”’)]*\Z", out[-1].text):
            voice = ""
        if piece.text:
            out.append(piece._replace(voice=voice))
    return out


def _joined(pieces: Sequence[_Piece]) -> Iterator[Said]:
    """Join the cues of a voice, and cut the whole where a sentence certainly ends."""
    first = 0
    while first < len(pieces):
        last = first
        while last < len(pieces) and pieces[last].voice == pieces[first].voice:
            last += 1
        text, starts = "", []
        for piece in pieces[first:last]:
            starts.append((len(text), piece.start))
            text += piece.text + " "
        cuts = [
            m.end()
            for m in _CERTAIN_END.finditer(text)
            if not _ABBREVIATED.search(text, max(0, m.end() - 12), m.end())
        ]
        at = 0
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            while at + 1 < len(starts) and starts[at + 1][0] <= start:
                at += 1
            yield Said(text[start:end].strip(), pieces[first].voice or None, _clock(starts[at][1]))
        first = last


def _is_automatic(texts: Sequence[str]) -> bool:
    """Whether fewer than one word in fifty carries the end of a sentence."""
    words = sum(len(text.split()) for text in texts)
    ends = sum(len(re.findall(r"\w[.?!](?=\W|\Z)", text)) for text in texts)
    return words >= 12 and ends * 50 < words


def _windows(pieces: Iterable[_Piece], *, pauses: bool) -> list[Said]:
    """Windows of a sentence's length, cut at pauses and changes of voice."""
    windows: list[tuple[_Piece, list[str]]] = []
    before: _Piece | None = None
    for piece in pieces:
        fresh = before is None or piece.voice != before.voice
        if pauses and before and piece.start - before.end >= PAUSE:
            fresh = fresh or len(windows[-1][1]) >= SHORT
        for word in piece.text.split():
            if fresh or len(windows[-1][1]) >= WINDOW:
                windows.append((piece, []))
                fresh = False
            windows[-1][1].append(word)
        before = piece
    return [Said(" ".join(w), p.voice or None, _clock(p.start)) for p, w in windows]


def _words(text: str) -> str:
    return " ".join(_STAGE.sub(" ", text).split())


def _seconds(clock: str) -> float:
    parts = clock.replace(",", ".").split(":")
    return sum(float(part) * 60.0**n for n, part in enumerate(reversed(parts)))


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"

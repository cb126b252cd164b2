"""How the judge's weights were made: `python -m claimcheck.train_judge PAIRS --work DIR`.

Nothing in the package imports this file. PAIRS is a folder with ``train.jsonl.gz`` (rows of
``premise``, ``hypothesis``, ``label``, ``source``); files ``*_dev.jsonl.gz`` beside it are only
measured on after each epoch. To the pairs come our own (``--own``, a folder of CSV files), minimal
edits of supported pairs, and claims beside the nearest sentence of another page ("neither": else
a judge learns to refute whatever it does not find). How sure it may be is fitted on public pairs
held out and on our own that are kept apart (``--calibration``). Token vectors and a checkpoint an
epoch are kept in DIR: the same command goes on where it was stopped. The model card has the
figures.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import math
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors import safe_open
from safetensors.torch import save_file
from sklearn.metrics import accuracy_score, f1_score
from torch import Tensor
from torch.nn import functional

from claimcheck import sentences, weights
from claimcheck.entailment import tokens
from claimcheck.entailment.calibration import MEASURES, PARAMETERS, calibrated, measures
from claimcheck.entailment.judge import WEIGHTS
from claimcheck.entailment.judged import LABELS
from claimcheck.entailment.network import Network, Side
from claimcheck.records import Source

SEED = 7
BATCH, RATE, SMOOTHING, KEPT = 128, 1.5e-3, 0.05, 0.999
OWN_TIMES = (4, 3)  # how often an epoch sees each of our own pairs, and of those of ``later/``
LATER = 2  # the epoch at which the pairs of ``later/`` join in: they were written meanwhile
THINNED = 2  # the epoch from which on there are fewer of what a judge has learnt by then
DISTRACTED = 0.2  # how often other sentences on the topic stand beside the evidence
HELD_OUT = 20  # one claim in so many sets the temperature and trains nothing
CHUNK = 20_000  # texts encoded between two saves
MOST_PIECES = 160  # less than the judge reads in use: longer batches would cost much
Numbers = npt.NDArray[np.int64]
Example = tuple[int, list[int], int]  # claim, evidence, label

# Words that turn a sentence round where one stands for the other.
_OPPOSITES = """rose/fell increased/decreased opened/closed won/lost before/after above/below
first/last higher/lower more/fewer larger/smaller older/younger accepted/rejected approved/rejected
began/ended started/finished bought/sold hired/dismissed arrived/left gained/lost north/south
east/west northern/southern eastern/western male/female man/woman men/women brother/sister
son/daughter husband/wife father/mother king/queen actor/actress success/failure
successful/unsuccessful positive/negative inside/outside early/late earlier/later major/minor
public/private married/divorced alive/dead born/died young/old best/worst good/bad large/small
long/short high/low strong/weak fast/slow rich/poor hot/cold wet/dry open/closed full/empty
common/rare includes/excludes included/excluded allowed/banned legal/illegal guilty/innocent
failed/succeeded refused/agreed confirmed/denied supported/opposed increased/reduced raised/cut
expanded/shrank built/demolished founded/dissolved joined/left entered/left up/down over/under
indoors/outdoors standing/sitting always/never many/few most/few all/none both/neither
same/different with/without for/against maximum/minimum majority/minority permanent/temporary
domestic/foreign amateur/professional winner/loser victory/defeat profit/loss mild/severe
rural/urban day/night morning/evening summer/winter spring/autumn left/right front/back top/bottom
wide/narrow heavy/light rise/fall growth/decline gain/loss increase/decrease helped/hurt
saved/spent remembered/forgot found/lost appeared/disappeared survived/died safe/dangerous easy/hard
happy/sad released/withheld launched/cancelled completed/abandoned delayed/accelerated"""
_TURNED: dict[str, list[str]] = defaultdict(list)
for _one, _other in (pair.split("/") for pair in _OPPOSITES.split()):
    _TURNED[_one].append(_other)
    _TURNED[_other].append(_one)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_NUMBER = re.compile(r"(?<![\w.,$£€])\d[\d,]*(?:\.\d+)?(?![\w,.]*\d)")
_CALENDAR = re.compile(rf"\b(?:{'|'.join(_MONTHS + _DAYS)})\b")
_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]+(?:\s[A-Z][a-z]+){0,3}\b")
_AUXILIARY = r"\b(is|was|were|are|has|have|had|will|did|does|can|could|would)\b"
_PLAIN, _DENIED = re.compile(rf"{_AUXILIARY}(?! not\b|n't)"), re.compile(rf"{_AUXILIARY} not\b ?")
_HEDGES = (
    (re.compile(r"\b(?:is|are)\b(?! not)"), "may be"),
    (re.compile(r"\b(?:was|were)\b(?! not)"), "may have been"),
    (re.compile(r"\bwill\b"), "may"),
    (re.compile(r"\bhas (?=\w+ed\b)"), "plans to have "),
)
_MOST_EDITS = {"number": 6000, "calendar": 2500, "opposite": 7000, "negation": 3000,
               "hedge": 2500, "name": 3000, "harmless": 4000}  # fmt: skip


def main() -> None:
    """Read the command line, prepare, train, calibrate, write the weights."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--own", type=Path, default=Path("data/training"))
    parser.add_argument("--calibration", type=Path, default=Path("data/calibration"))
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--epochs", type=int, default=8)
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    public = _jsonl(asked.pairs / "train.jsonl.gz")
    edited = edits([row for row in public if row["label"] == "supports"])
    own = [
        [row for path in sorted(folder.glob("*.csv")) for row in _own(path)]
        for folder in (asked.own, asked.own / "later")
    ]
    kept_apart = [row for path in sorted(asked.calibration.glob("*.csv")) for row in _own(path)]
    dev = {p.name.split(".")[0]: _jsonl(p) for p in sorted(asked.pairs.glob("*_dev.jsonl.gz"))}
    every = [
        *public,
        *edited,
        *own[0],
        *own[1],
        *kept_apart,
        *(row for rows in dev.values() for row in rows),
    ]
    texts = [text for row in every for text in _texts(row)]
    store = Store(asked.work, list(dict.fromkeys(texts)))
    plan = Plan(store, public, edited, own)
    network = train(store, plan, dev, asked.work, asked.epochs)
    scale = calibrate(network, store, [plan.held_out, [_example(store, r) for r in kept_apart]])
    state = {name: value.half() for name, value in network.state_dict().items()}
    save_file(state | {"calibration": scale}, asked.out, {"labels": " ".join(LABELS)})
    print(asked.out, hashlib.sha256(asked.out.read_bytes()).hexdigest())


def _jsonl(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if "premise" in row]


def _own(path: Path) -> Iterator[dict[str, Any]]:
    """Give our own pairs in the form of the public ones, the evidence also in sentences."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            split = list(sentences.split(Source("s", "report", "", row["evidence"]))["text"])
            yield {"premise": row["evidence"], "hypothesis": row["claim"], "label": row["label"],
                   "split": split if len(split) > 1 else []}  # fmt: skip


def _texts(row: dict[str, Any]) -> list[str]:
    return [row["hypothesis"], row["premise"], *row.get("split", [])]


def edits(supported: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Change one thing in supported pairs: most changes refute, some are harmless.

    The change is made in the claim or in the evidence, so that the claim alone tells nothing.
    """
    chance = random.Random(SEED)
    rows = [r for r in supported if len(r["premise"]) < 400 and len(r["hypothesis"]) < 250]
    seen = Counter(m[0] for r in rows for m in _NAME.finditer(r["premise"]))
    names = defaultdict(list)
    for name, count in seen.items():
        if 3 <= count < 60 and name not in _MONTHS:
            names[name.count(" ")].append(name)
    made: Counter[str] = Counter()
    out = []
    chance.shuffle(rows)
    for row in rows:
        for kind, premise, hypothesis, label in _edit(row, names, chance):
            if made[kind] < _MOST_EDITS[kind] and premise != hypothesis:
                made[kind] += 1
                out.append({"premise": premise, "hypothesis": hypothesis, "label": label})
    print("edits", dict(made), flush=True)
    return out


def _edit(
    row: dict[str, Any], names: dict[int, list[str]], chance: random.Random
) -> Iterator[tuple[str, str, str, str]]:
    """Give one refuting edit of a pair, and a harmless one beside it where there is one."""
    premise, claim = row["premise"], row["hypothesis"]
    in_claim = chance.random() < 0.5
    if chance.random() < 0.6 and (same := _shared(_NUMBER, premise, claim)):
        match = chance.choice(same)
        number = _another(match[0], chance)
        if not _stands(number, premise):
            yield ("number", *_put(premise, claim, match, number, in_claim), "refutes")
            before = claim[: match.start()]
            year = re.fullmatch(r"1[5-9]\d\d|20[0-2]\d", match[0])
            if not year and not re.search(r"(?:\b(?:a|an|in|since|of|by|from|on)|\d) $", before):
                small = match[0].isdigit() and int(match[0]) < len(_WORDS)
                word = _WORDS[int(match[0])] if small else f"about {match[0]}"
                yield "harmless", premise, _swap(claim, match, word), "supports"
            return
    if same := _shared(_CALENDAR, premise, claim):
        match = chance.choice(same)
        others = [w for w in (_MONTHS if match[0] in _MONTHS else _DAYS) if w != match[0]]
        changed = _put(premise, claim, match, chance.choice(others), in_claim)
        yield ("calendar", *changed, "refutes")
        return
    words = [m for m in _shared(re.compile(r"\b[a-z]+\b"), premise, claim) if m[0] in _TURNED]
    if words:
        match = chance.choice(words)
        changed = _put(premise, claim, match, chance.choice(_TURNED[match[0]]), in_claim)
        yield ("opposite", *changed, "refutes")
        return
    if chance.random() < 0.4 and (same := _shared(_NAME, premise, claim)):
        match, size = same[-1], min(same[-1][0].count(" "), 2)
        near = [m[0] for m in _NAME.finditer(premise) if m[0].count(" ") == size]
        pool = [n for n in near if n not in claim]
        name = chance.choice(pool if pool and chance.random() < 0.5 else names[size])
        if name not in claim:
            yield "name", premise, _swap(claim, match, name), "refutes"
            return
    if chance.random() < 0.3:
        text, other = (claim, premise) if in_claim else (premise, claim)
        if turned := _negated(text, other):
            pair = (premise, turned) if in_claim else (turned, claim)
            yield ("negation", *pair, "refutes")
            return
    for pattern, hedge in _HEDGES if chance.random() < 0.3 else ():
        mine, theirs = pattern.search(claim), pattern.search(premise)
        if mine and theirs and in_claim:
            yield "hedge", premise, _swap(claim, mine, hedge), "supports"
        elif mine and theirs:
            yield "hedge", _swap(premise, theirs, hedge), claim, "refutes"
            return


def _shared(pattern: re.Pattern[str], premise: str, claim: str) -> list[re.Match[str]]:
    return [match for match in pattern.finditer(claim) if _stands(match[0], premise)]


def _stands(word: str, text: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(word)}(?![\w]|[.,]\d)", text) is not None


def _swap(text: str, match: re.Match[str], word: str) -> str:
    return text[: match.start()] + word + text[match.end() :]


def _put(
    premise: str, claim: str, match: re.Match[str], word: str, in_claim: bool
) -> tuple[str, str]:
    """Change a word in the claim, or wherever it stands in the evidence."""
    if in_claim:
        return premise, _swap(claim, match, word)
    whole = rf"(?<![\w.,]){re.escape(match[0])}(?![\w]|[.,]\d)"
    return re.sub(whole, word, premise), claim


def _another(number: str, chance: random.Random) -> str:
    """Give another number of the same look."""
    if re.fullmatch(r"1[0-9]\d\d|20[0-2]\d", number):
        step = chance.choice([1, 1, 2, 3, 4, 5, 7, 10, 12, 20, 100])
        return str(int(number) + chance.choice([-1, 1]) * step)
    plain = number.replace(",", "")
    if "." in plain:
        places = len(plain.split(".")[1])
        other = f"{float(plain) * chance.choice([0.4, 0.6, 0.75, 1.3, 1.6, 2.2]):.{places}f}"
        return other if other != number else f"{float(plain) + 1:.{places}f}"
    value = int(plain)
    steps = [value + 1, value - 1, value + 2, value - 2, value + 3] if value < 1000 else []
    other_value = chance.choice([int(value * f) for f in (0.3, 0.5, 0.7, 0.8, 1.25, 1.5, 2, 3, 10)]
                                + steps)  # fmt: skip
    if value >= 10 and chance.random() < 0.25:
        at = chance.randrange(len(plain))
        digit = chance.choice([d for d in "123456789" if d != plain[at]])
        other_value = int(plain[:at] + digit + plain[at + 1 :])
    if other_value == value or other_value < 0:
        other_value = value + chance.choice([1, 2, 4])
    return f"{other_value:,}" if "," in number else str(other_value)


def _negated(text: str, other: str) -> str | None:
    """Put a "not" behind an auxiliary whose verb both texts have, or take one away."""

    def about_the_same(match: re.Match[str]) -> bool:
        verb = re.match(r" ?(\w{4})", text[match.end() :])
        return len(text) < 60 or (verb is not None and verb[1] in other)

    if denied := next(filter(about_the_same, _DENIED.finditer(text)), None):
        return _swap(text, denied, f"{denied[1]} ")
    plain = next(filter(about_the_same, _PLAIN.finditer(text)), None)
    return _swap(text, plain, f"{plain[1]} not") if plain else None


class Store:
    """The tokens of all texts: vectors in files of 20,000 texts, the rest in memory."""

    def __init__(self, work: Path, texts: Sequence[str]) -> None:
        self.at: dict[str, int] = {}
        self.vectors: list[Any] = []
        self.where: list[tuple[int, int]] = []  # file and first token of each text
        parts = []
        for path in sorted(work.glob("tokens-*.npz")):
            parts.append(self._open(path))
        missing = [text for text in texts if text not in self.at]
        for start in range(0, len(missing), CHUNK):
            path = work / f"tokens-{len(self.vectors):03}.npz"
            self._encode(path, missing[start : start + CHUNK])
            parts.append(self._open(path))
            print(path, len(self.at), "texts", flush=True)
        self.lengths = np.concatenate([np.diff(part["starts"]) for part in parts])
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self.ids = np.concatenate([part["ids"] for part in parts])
        self.figures = np.concatenate([part["figures"] for part in parts])

    def _encode(self, path: Path, texts: list[str]) -> None:
        from sentence_transformers import SentenceTransformer

        folder = weights.packaged_folder()
        weights.verify(folder)
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

        def room(shape: tuple[int, ...]) -> Any:
            file = path.with_suffix(".npy")
            return np.lib.format.open_memmap(file, mode="w+", dtype=np.float16, shape=shape)

        read = tokens.read(model, texts, room)
        read.vectors.flush()  # type: ignore[attr-defined]
        part = path.with_name("part.npz")
        np.savez(part, texts=np.array(json.dumps(texts)), starts=read.starts,
                 ids=read.ids.astype(np.int32), figures=read.figures)  # fmt: skip
        part.replace(path)  # a kill before leaves nothing that is taken for whole

    def _open(self, path: Path) -> dict[str, Any]:
        with np.load(path, allow_pickle=False) as kept:
            part = {name: kept[name] for name in kept.files}
        for i, text in enumerate(json.loads(str(part.pop("texts")))):
            self.at.setdefault(text, len(self.where))
            self.where.append((len(self.vectors), int(part["starts"][i])))
        self.vectors.append(np.load(path.with_suffix(".npy"), "r", allow_pickle=False))
        return part

    def side(self, network: Network, lists: Sequence[Sequence[int]]) -> Side:
        """Put the tokens of some texts beside each other, for each of n pairs."""
        lengths = [min(MOST_PIECES, int(sum(self.lengths[i] for i in one))) for one in lists]
        shape = (len(lists), max(lengths))
        layers, width = self.vectors[0].shape[1:]
        vectors = np.zeros((*shape, layers, width), np.float32)
        ids, mask = np.zeros(shape, np.int64), np.zeros(shape, bool)
        figures = np.full((*shape, 4), np.nan, np.float32)
        for row, one in enumerate(lists):
            at = 0
            for i in one:
                many = min(int(self.lengths[i]), lengths[row] - at)
                (file, first), start = self.where[i], self.starts[i]
                vectors[row, at : at + many] = self.vectors[file][first : first + many]
                ids[row, at : at + many] = self.ids[start : start + many]
                figures[row, at : at + many] = self.figures[start : start + many]
                at += many
            mask[row, :at] = True
        raw = functional.normalize(torch.from_numpy(vectors), dim=-1)
        facts = torch.from_numpy(figures)
        projected = network.project(raw, facts[..., 1].nan_to_num().long())
        return Side(
            raw.permute(2, 0, 1, 3), projected, torch.from_numpy(ids), facts, torch.from_numpy(mask)
        )

    def means(self, texts: Numbers) -> Any:
        """Give the unit mean of the last layer's vectors of some texts."""
        rows = np.zeros((len(texts), self.vectors[0].shape[-1]), np.float32)
        for row, i in enumerate(texts):
            file, first = self.where[i]
            rows[row] = self.vectors[file][first : first + self.lengths[i], -1].mean(0, np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class Plan:
    """Which pairs an epoch sees."""

    def __init__(self, store: Store, public: Any, edited: Any, own: Any) -> None:
        def example(row: dict[str, Any]) -> Example:
            return _example(store, row)

        held = [_held_out(row["hypothesis"]) for row in public]
        self.public = [example(r) for r, out in zip(public, held, strict=True) if not out]
        self.held_out = [example(r) for r, out in zip(public, held, strict=True) if out]
        self.edited = [example(row) for row in edited if not _held_out(row["hypothesis"])]
        short = [row["source"] == "openie_nli" for row in public]
        self.short = [one for one, out in zip(short, held, strict=True) if not out]
        self.own = [[example(row) for row in rows] for rows in own]
        self.split = [[[store.at[text] for text in row["split"]] for row in rows] for rows in own]
        pages = {"vitaminc_real", "vitaminc_synthetic", "fever_dev", "fever_train", "mnli_dev"}
        from_pages = [e for e, row in zip(map(example, public), public, strict=True)
                      if row["source"] in pages]  # fmt: skip
        self.beside, self.around = _neighbours(store, from_pages)

    def epoch(self, number: int) -> list[Example]:
        """Draw an epoch: the public pairs, some of the chance meetings, our own several times.

        Two epochs with half of the chance meetings taught the judge to call whatever shares few
        words "neither"; from then on it sees an eighth, and a third of OpenIE's short sentences.
        """
        chance = np.random.default_rng([SEED, number])
        public, share = self.public, 2
        if number >= THINNED:
            drawn = enumerate(zip(public, self.short, strict=True), number)
            public, share = [row for i, (row, short) in drawn if not short or i % 3 == 0], 8
        rows = public + self.edited + self.beside[number % share :: share]
        rows = [self._distracted(row, chance) for row in rows]
        joined = 1 + (number >= LATER)
        for own, splits, times in list(zip(self.own, self.split, OWN_TIMES, strict=True))[:joined]:
            for (claim, evidence, label), split in zip(own * times, splits * times, strict=True):
                apart = split and chance.random() < 0.5
                rows.append((claim, split if apart else evidence, label))
        return [rows[i] for i in chance.permutation(len(rows))]

    def _distracted(self, row: Example, chance: np.random.Generator) -> Example:
        claim, evidence, label = row
        others = self.around.get(evidence[0])
        if not others or chance.random() >= DISTRACTED:
            return row
        added = [int(i) for i in chance.choice(others, min(len(others), 2), replace=False)]
        return claim, [evidence[0], *added] if chance.random() < 0.5 else [*added, *evidence], label


def _example(store: Store, row: dict[str, Any]) -> Example:
    return store.at[row["hypothesis"]], [store.at[row["premise"]]], _label(row)


def _label(row: dict[str, Any]) -> int:
    return LABELS.index(row["label"])


def _held_out(claim: str) -> bool:
    return int(hashlib.sha256(claim.encode()).hexdigest(), 16) % HELD_OUT == 0


def _neighbours(
    store: Store, rows: Sequence[Example]
) -> tuple[list[Example], dict[int, list[int]]]:
    """Put claims beside sentences of other pages on the topic, and evidence beside its like."""
    chance = np.random.default_rng(SEED)
    own: dict[int, set[int]] = defaultdict(set)
    for claim, (premise,), _ in rows:
        own[claim].add(premise)
    premises = np.array(sorted({i for known in own.values() for i in known
                                if store.lengths[i] < 90}))  # fmt: skip
    theirs = store.means(premises)
    place = {int(p): theirs[row] for row, p in enumerate(premises)}
    claims = chance.permutation(np.array(sorted(own)))[:34_000]
    beside = []
    for claim, near in _nearest(store.means(claims), claims, theirs, premises, 0.72):
        known = [place[p] for p in own[claim] if p in place]
        apart = [p for p in near if p not in own[claim] and all(place[p] @ k < 0.8 for k in known)]
        if apart:
            at = min(len(apart) - 1, int(chance.exponential(4)))
            beside.append((claim, [apart[at]], LABELS.index("neither")))
    some = chance.permutation(premises)[:30_000]
    return beside, dict(_nearest(store.means(some), some, theirs, premises, 0.75))


def _nearest(
    mine: Any, names: Numbers, theirs: Any, places: Numbers, most: float
) -> Iterator[tuple[int, list[int]]]:
    """Give the nearest texts in order, but for those that are nearly the same."""
    for start in range(0, len(mine), 1000):
        cosine = mine[start : start + 1000] @ theirs.T
        many = min(30, len(theirs) - 1)
        top = np.argpartition(-cosine, many, axis=1)[:, :many]
        for row, name in enumerate(names[start : start + 1000]):
            order = top[row][np.argsort(-cosine[row, top[row]])]
            yield int(name), [int(places[i]) for i in order if 0.3 < cosine[row, i] < most]


def train(store: Store, plan: Plan, dev: Any, work: Path, epochs: int) -> Network:
    """Train with a checkpoint an epoch; what is kept is the running mean of the weights."""
    torch.manual_seed(SEED)
    network = Network()
    kept = Network()
    kept.load_state_dict(network.state_dict())
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    file = work / "checkpoint.safetensors"
    done = _resume(file, network, kept, optimizer) if file.exists() else 0
    for epoch in range(done, epochs):
        torch.manual_seed(SEED + epoch)
        begun, loss = time.time(), 0.0
        batches = _batches(store, plan.epoch(epoch), epoch)
        for step, rows in enumerate(batches):
            at = (epoch + step / len(batches)) / epochs
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1.0, at * epochs * 2) * (1 + math.cos(math.pi * at)) / 2
            loss += _step(network, kept, optimizer, store, rows)
            if step % 100 == 0:
                print(epoch, step, len(batches), round(loss / (step + 1), 4),
                      round((time.time() - begun) / (step + 1), 3), flush=True)  # fmt: skip
        _save(file, epoch + 1, network, kept, optimizer)
        print("epoch", epoch, round(loss / len(batches), 4), measure(kept, store, dev), flush=True)
    return kept


def _save(file: Path, epochs: int, network: Network, kept: Network, optimizer: Any) -> None:
    """Write a checkpoint, the whole of it or nothing."""
    parts = {"network": network.state_dict(), "kept": kept.state_dict()}
    parts |= {str(n): values for n, values in optimizer.state_dict()["state"].items()}
    state = {f"{part}/{name}": value for part in parts for name, value in parts[part].items()}
    save_file(state, file.with_suffix(".new"), {"epochs": str(epochs)})
    file.with_suffix(".new").replace(file)


def _resume(file: Path, network: Network, kept: Network, optimizer: Any) -> int:
    """Go back to a checkpoint; how many epochs it has behind it."""
    parts: dict[str, dict[str, Tensor]] = {}
    with safe_open(file, framework="pt") as saved:
        for key in saved.keys():  # noqa: SIM118 - it is no dictionary
            part, name = key.split("/")
            parts.setdefault(part, {})[name] = saved.get_tensor(key)
        epochs = int(saved.metadata()["epochs"])
    network.load_state_dict(parts.pop("network"))
    kept.load_state_dict(parts.pop("kept"))
    state = {int(n): values for n, values in parts.items()}
    optimizer.load_state_dict({**optimizer.state_dict(), "state": state})
    return epochs


def _step(
    network: Network, kept: Network, optimizer: Any, store: Store, rows: Sequence[Example]
) -> float:
    network.train()
    logits = network(*_sides(network, store, rows)).logits
    truth = torch.tensor([label for _, _, label in rows])
    loss = functional.cross_entropy(logits, truth, label_smoothing=SMOOTHING)
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    with torch.no_grad():
        for mean, now in zip(kept.parameters(), network.parameters(), strict=True):
            mean.lerp_(now, 1 - KEPT)
    return loss.item()


def _batches(store: Store, rows: list[Example], epoch: int) -> list[list[Example]]:
    """Put pairs of like length together, near enough in chance's order."""
    chance = np.random.default_rng([SEED, epoch, 1])
    size = np.array([min(MOST_PIECES, sum(store.lengths[i] for i in e)) // 8 * 100
                     + store.lengths[c] for c, e, _ in rows])  # fmt: skip
    batches = []
    for start in range(0, len(rows), 24 * BATCH):
        part = start + np.argsort(size[start : start + 24 * BATCH], kind="stable")
        batches += [[rows[i] for i in part[k : k + BATCH]] for k in range(0, len(part), BATCH)]
    return [batches[i] for i in chance.permutation(len(batches))]


def _sides(network: Network, store: Store, rows: Sequence[Example]) -> tuple[Side, Side]:
    claims = store.side(network, [[claim] for claim, _, _ in rows])
    return claims, store.side(network, [evidence for _, evidence, _ in rows])


def measure(network: Network, store: Store, dev: dict[str, Any]) -> dict[str, float]:
    """Give accuracy where a set has two labels, else the mean F1 of the three."""
    figures = {}
    for name, rows in dev.items():
        examples = [_example(store, row) for row in rows]
        truth, given = np.array([e[2] for e in examples]), _judged(network, store, examples)[0]
        if 2 in truth:
            figure = f1_score(truth, given.argmax(1), average="macro")
        else:
            figure = accuracy_score(truth, given[:, :2].argmax(1))
        figures[name] = round(float(figure), 3)
    return figures


@torch.inference_mode()
def _judged(network: Network, store: Store, rows: list[Example]) -> tuple[Any, Any]:
    """Give the logits of pairs, and what their temperature depends on."""
    network.eval()
    order = np.argsort([store.lengths[e[0]] for _, e, _ in rows], kind="stable")
    logits = np.zeros((len(rows), len(LABELS)), np.float32)
    measured = np.zeros((len(rows), MEASURES), np.float32)
    for start in range(0, len(rows), 2 * BATCH):
        part = order[start : start + 2 * BATCH]
        sides = _sides(network, store, [rows[i] for i in part])
        logits[part] = network(*sides).logits.numpy()
        measured[part] = measures(*sides).numpy()
    return logits, measured


def calibrate(network: Network, store: Store, sets: list[list[Example]]) -> Tensor:
    """Fit what `calibration.calibrated` needs on pairs kept apart.

    Each set weighs the same, however many pairs it has.
    """
    told = [tuple(map(torch.from_numpy, _judged(network, store, rows))) for rows in sets]
    truth = [torch.tensor([label for _, _, label in rows]) for rows in sets]
    scale = torch.zeros(PARAMETERS, requires_grad=True)
    optimizer = torch.optim.LBFGS([scale], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        value = torch.stack(
            [
                functional.cross_entropy(calibrated(logits, measured, scale), right)
                for (logits, measured), right in zip(told, truth, strict=True)
            ]
        ).mean()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    before = loss().item()
    optimizer.step(loss)  # type: ignore[no-untyped-call]
    if not loss().item() <= before:  # nor where it is no number
        raise SystemExit("the calibration found nothing better than none; give it more pairs")
    return scale.detach()


if __name__ == "__main__":
    main()

"""Measure the judge: on our own pairs, on public ones, on whole documents, and its speed.

    python tests/benchmarks/judge.py [PAIRS] [--summedits FOLDER] [--speed]

**Own pairs**, ``data/calibration``, on which none of the network was trained and only fitted how
sure it may be: by kind accuracy, macro-F1, expected calibration error (of the likeliest label, ten
bins of equal width), and the conflicts found at 5% false alarms; the threshold of these is set on
other groups of pairs (ten folds). Then what must be left unanswered for a given share of wrong
answers.

**Public pairs**: PAIRS is a folder with ``fever_symmetric_dev``, ``vitaminc_dev``,
``healthver_dev`` and ``fm2_dev`` (``.jsonl.gz``; ``premise``, ``hypothesis``, ``label``). Accuracy
where a set has two labels, of which the likelier is taken; macro-F1 where it has three. The
calibration error of two labels is given by the probabilities that are left when the third is
struck out, and by those of all three.

Beside each figure: that of the claims alone (the evidence a full stop); how often, of the pairs
that the evidence settles, the claim alone leans the right way (``of two``: half is chance); and the
figure of the set's most frequent label.

**SummEdits** (Laban et al., EMNLP 2023): FOLDER has a file a domain (``doc``, ``summary``,
``label``); documents are premises as in ``claimcheck judge``, and the sentence that decides gives a
summary its figures. Balanced accuracy where the label is ``supports``; at the one threshold that is
best for all domains, of ``supports`` and of ``margin``, which is ``supports`` less ``refutes``
(what a document leaves open then counts for neither side); and at that best for the others.

**Speed**: pairs a second on two threads, the encoder's token vectors at hand (and the same, once
texts are at the head's width too), beside a cross-encoder of the same architecture with a new head
on the same pairs.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from calibration import (
    FALSE_ALARMS,
    NOTHING,
    RISK,
    SETTLED,
    Flags,
    Floats,
    abstention,
    alarm,
    calibration_error,
    called,
    judged,
    read,
)
from sklearn.metrics import accuracy_score, f1_score

from claimcheck import weights
from claimcheck.encoder import Encoder
from claimcheck.entailment.judge import SHA256, WEIGHTS, Judge
from claimcheck.entailment.judged import LABELS
from claimcheck.judging import judge_rows

Labels = Sequence[str]
PUBLIC = {"fever_symmetric_dev": SETTLED, "vitaminc_dev": LABELS, "healthver_dev": LABELS,
          "fm2_dev": SETTLED}  # fmt: skip
RISKS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3)
THREADS = 2
TIMED = 512  # pairs
TIMES = 5  # of which the median counts


def main() -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("pairs", nargs="?", type=Path, help="a folder of public pairs")
    parser.add_argument("--summedits", type=Path, help="a folder of documents and summaries")
    parser.add_argument("--speed", action="store_true", help="measure the speed too")
    asked = parser.parse_args()
    judge, own = Judge(), read()
    print(f"weights {SHA256}")
    own_pairs(judged(own, judge, progress=True))
    if asked.pairs:
        public(asked.pairs, judge)
    if asked.summedits:
        documents(asked.summedits, judge)
    if asked.speed:
        sets = {"own pairs": own}
        if asked.pairs:
            sets["vitaminc_dev"] = jsonl(asked.pairs / "vitaminc_dev.jsonl.gz")
        speed(sets)


def show(title: str, table: pd.DataFrame, digits: int = 3) -> None:
    shown = table.to_string(index=False, float_format=f"{{:.{digits}f}}".format)
    print(f"\n{title}\n{shown}", flush=True)


def jsonl(path: Path) -> pd.DataFrame:
    """Read gzipped JSON Lines, with the names of columns that our own pairs have."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            rows = pd.DataFrame(map(json.loads, lines))
    except OSError as error:
        raise SystemExit(f"{path}: {error.strerror or error}") from error
    return rows.rename(columns={"premise": "evidence", "hypothesis": "claim"})


def own_pairs(table: pd.DataFrame) -> None:
    """Print the figures of our own pairs, and what abstaining would do."""
    table = table.assign(called=called(table))
    rows = [_kind(kind, part) for kind, part in table.groupby("kind")]
    show("own pairs", pd.DataFrame([*rows, _kind("all", table)]))
    score, conflict = table["refutes"].to_numpy(), (table["label"] == "refutes").to_numpy()
    limit = alarm(score, conflict)
    print(f"one threshold for all, set on these very pairs: refutes > {limit:.3f} finds "
          f"{(score > limit)[conflict].mean():.3f} at {FALSE_ALARMS:.0%} false alarms")  # fmt: skip
    sure, right = table["confidence"].to_numpy(), table["right"].to_numpy()
    kept = [(risk, *abstention(sure, right, risk)) for risk in RISKS]
    show("abstaining", pd.DataFrame(kept, columns=["wrong at most", "confidence from", "answered"]))
    print(f"abstention threshold, at most {RISK:.0%} wrong: {abstention(sure, right)[0]:.4f}")


def _kind(kind: object, part: pd.DataFrame) -> dict[str, Any]:
    conflict = part["label"] == "refutes"
    truth, said = part["label"], part["said"]
    return {
        "kind": kind,
        "rows": len(part),
        "accuracy": part["right"].mean(),
        "claim alone": (part["alone"] == truth).mean(),
        "of two": (part["leaning"] == truth)[truth.isin(SETTLED)].mean(),
        "frequent": truth.value_counts(normalize=True).iloc[0],
        "macro-F1": f1_score(truth, said, labels=list(LABELS), average="macro"),
        "ECE": calibration_error(part["confidence"].to_numpy(), part["right"].to_numpy()),
        "found": part.loc[conflict, "called"].mean(),
        "false": part.loc[~conflict, "called"].mean(),
    }


def public(folder: Path, judge: Judge) -> None:
    """Print the figures of the public sets."""
    rows = []
    for name, labels in PUBLIC.items():
        table = jsonl(folder / f"{name}.jsonl.gz")
        truth, claims = table["label"].to_numpy(), table["claim"].tolist()
        told, alone = (
            judge.judge(claims, evidence, progress=True)[list(LABELS)].to_numpy()
            for evidence in (table["evidence"].tolist(), [NOTHING] * len(claims))
        )
        rows.append({
            "set": name,
            "rows": len(table),
            "figure": "accuracy" if labels == SETTLED else "macro-F1",
            "judge": figure(truth, told, labels),
            "claim alone": figure(truth, alone, labels),
            "of two": _of_two(truth, alone),
            "frequent": frequent(truth, labels),
            "ECE": error(truth, told, labels),
            "ECE, three labels": error(truth, told, LABELS),
        })  # fmt: skip
    show("public pairs", pd.DataFrame(rows))


def narrowed(told: Floats, labels: Labels) -> Floats:
    """Strike out the labels that a set does not have."""
    kept = told[:, [LABELS.index(label) for label in labels]]
    shares: Floats = kept / kept.sum(axis=1, keepdims=True)
    return shares


def figure(truth: Any, told: Floats, labels: Labels) -> float:
    """Give accuracy where there are two labels, macro-F1 where there are three."""
    return _figure(truth, np.array(labels)[narrowed(told, labels).argmax(axis=1)], labels)


def frequent(truth: Any, labels: Labels) -> float:
    """Give the figure that always saying the most frequent label would have."""
    return _figure(truth, np.full(len(truth), pd.Series(truth).mode()[0]), labels)


def _of_two(truth: Any, told: Floats) -> float:
    """Give the accuracy where the label is supports or refutes, of which the likelier is taken."""
    settled = np.isin(truth, SETTLED)
    return figure(truth[settled], told[settled], SETTLED)


def _figure(truth: Any, said: Any, labels: Labels) -> float:
    if len(labels) == len(SETTLED):
        return float(accuracy_score(truth, said))
    return float(f1_score(truth, said, labels=list(labels), average="macro", zero_division=0))


def error(truth: Any, told: Floats, labels: Labels) -> float:
    """Give the expected calibration error over some labels."""
    shares = narrowed(told, labels)
    said = np.array(labels)[shares.argmax(axis=1)]
    return calibration_error(shares.max(axis=1), said == truth)


def documents(folder: Path, judge: Judge) -> None:
    """Print the balanced accuracy on documents and their summaries by domain."""
    files = sorted(folder.glob("*.jsonl.gz"))
    if not files:
        raise SystemExit(f"{folder}: no documents and summaries in it (no .jsonl.gz file)")
    encoder = Encoder()
    parts = []
    for file in files:
        table = jsonl(file)
        told = summaries(table["doc"].tolist(), table["summary"].tolist(), judge, encoder)
        blank = summaries([NOTHING] * len(table), table["summary"].tolist(), judge, encoder)
        part = told.assign(alone=blank["margin"], true=table["label"] == 1)
        parts.append(part.assign(domain=file.name.split(".")[0]))
    every = pd.concat(parts, ignore_index=True)
    rows = [_domain(name, every) for name in every["domain"].unique()]
    mean = pd.DataFrame(rows).mean(numeric_only=True).to_dict()
    mean |= {"domain": "mean", "rows": len(every)}
    show("SummEdits, balanced accuracy", pd.DataFrame([*rows, mean]))
    limits = (best(every, "supports"), best(every, "margin"))
    print("best thresholds for all: supports >= {:.4f}; margin >= {:.4f}".format(*limits))


def summaries(
    premises: list[str], hypotheses: list[str], judge: Judge, encoder: Encoder
) -> pd.DataFrame:
    """Judge summaries as the command does: ``label``, ``supports`` and ``margin`` of each."""

    def bad(line: int, why: str) -> None:
        raise SystemExit(f"row {line}: {why}")

    pairs = zip(premises, hypotheses, strict=True)
    lines = [json.dumps({"premise": premise, "hypothesis": said}) for premise, said in pairs]
    told = pd.DataFrame(judge_rows(lines, judge, encoder, bad))
    return told[["label", "supports"]].assign(margin=told["supports"] - told["refutes"])


def _domain(name: str, every: pd.DataFrame) -> dict[str, Any]:
    """Give a domain's balanced accuracy in each way of deciding."""
    own, others = every[every["domain"] == name], every[every["domain"] != name]
    true = own["true"].to_numpy()

    def at(column: str, limit: float) -> float:
        return float(balanced(own[column].to_numpy(), true, np.array([limit]))[0])

    label = np.where(own["label"] == "supports", 1.0, 0.0)
    return {
        "domain": name,
        "rows": len(own),
        "label": float(balanced(label, true, np.array([0.5]))[0]),
        "supports": at("supports", best(every, "supports")),
        "margin": at("margin", best(every, "margin")),
        "margin, others' threshold": at("margin", best(others, "margin")),
        "claim alone, best": at("alone", best(every, "alone")),
    }


def best(table: pd.DataFrame, column: str) -> float:
    """Find the one threshold with the best mean over domains."""
    limits = np.unique(table[column])
    each = [
        balanced(part[column].to_numpy(), part["true"].to_numpy(), limits)
        for _, part in table.groupby("domain")
    ]
    return float(limits[np.mean(each, axis=0).argmax()])


def balanced(score: Floats, truth: Flags, limits: Floats) -> Floats:
    """Give the balanced accuracy of calling true what has a score of at least each limit."""
    yes, no = np.sort(score[truth]), np.sort(score[~truth])
    found = 1 - np.searchsorted(yes, limits, side="left") / len(yes)
    refused = np.searchsorted(no, limits, side="left") / len(no)
    return np.asarray((found + refused) / 2)


def speed(sets: dict[str, pd.DataFrame]) -> None:
    """Print pairs a second, the token vectors at hand, and the ratio to a cross-encoder."""
    import torch

    torch.set_num_threads(THREADS)
    folder = weights.packaged_folder()
    rows = []
    for name, table in sets.items():
        part = table.sample(TIMED, random_state=0)
        pairs = list(zip(part["claim"], part["evidence"], strict=True))
        whole, votes = _head_times(pairs, folder)
        crossed = _cross_encoder_time(pairs, folder)
        rows.append({
            "set": name,
            "pairs": len(pairs),
            "head, a second": len(pairs) / whole,
            "texts projected before": len(pairs) / votes,
            "cross-encoder": len(pairs) / crossed,
            "ratio": crossed / whole,
        })  # fmt: skip
    show(f"speed, {THREADS} threads", pd.DataFrame(rows), digits=1)


def _head_times(pairs: list[tuple[str, str]], folder: Path) -> tuple[float, float]:
    """Time the head on texts already read: from token vectors, and from projected ones."""
    from claimcheck.entailment.head import Head, Known
    from claimcheck.entailment.tokens import read as read_tokens

    encoder = weights.load_packaged(folder)
    head = Head(WEIGHTS, encoder)
    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    at = {text: i for i, text in enumerate(texts)}
    tokens = read_tokens(encoder, texts)
    sides = [([at[claim]], [at[evidence]]) for claim, evidence in pairs]
    known = Known(head.network, tokens)
    whole = _seconds(lambda: list(head.votes(Known(head.network, tokens), sides)))
    return whole, _seconds(lambda: list(head.votes(known, sides)))


def _cross_encoder_time(pairs: list[tuple[str, str]], folder: Path) -> float:
    with weights.quiet():
        from sentence_transformers import CrossEncoder
        from transformers.utils import logging as bars

        bars.disable_progress_bar()  # type: ignore[no-untyped-call]
        model = CrossEncoder(str(folder), num_labels=len(LABELS), device="cpu",
                             local_files_only=True, max_length=256)  # fmt: skip
    texts = [(evidence, claim) for claim, evidence in pairs]
    return _seconds(lambda: model.predict(texts, show_progress_bar=False), times=1)


def _seconds(work: Callable[[], object], times: int = TIMES) -> float:
    """Give the median time, after a first go that does not count where there are several."""
    if times > 1:
        work()
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return float(np.median(taken))


if __name__ == "__main__":
    main()

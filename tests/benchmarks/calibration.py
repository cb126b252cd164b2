"""Our own labelled pairs, and what their labels say of a judge: part of `judge.py` and notebook 07.

The confidence of a judgement is the probability of its likeliest label. The expected calibration
error is that of Guo et al., "On Calibration of Modern Neural Networks", ICML 2017; coverage
against risk is that of El-Yaniv & Wiener, "On the Foundations of Noise-free Selective
Classification", JMLR 2010.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from claimcheck.entailment.judge import Judge
from claimcheck.entailment.judged import LABELS
from claimcheck.plots import look
from claimcheck.records import Level

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OWN = Path(__file__).parents[2] / "data" / "calibration"
SETTLED = ("supports", "refutes")
NOTHING = "."  # stands for the evidence where the claim is judged alone
BINS = 10
FALSE_ALARMS = 0.05
RISK = 0.3  # the share of wrong answers that the abstention threshold allows
FOLDS = 10

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def read(folder: Path = OWN) -> pd.DataFrame:
    """Read our own pairs: a row a pair, the files in the order of their names."""
    tables = [pd.read_csv(path, keep_default_na=False) for path in sorted(folder.glob("*.csv"))]
    if not tables:
        raise SystemExit(f"{folder}: no labelled pairs in it (no .csv file)")
    return pd.concat(tables, ignore_index=True)


def judged(pairs: pd.DataFrame, judge: Judge, progress: bool = False) -> pd.DataFrame:
    """Judge pairs with their evidence, and once more the claims alone.

    Args:
        pairs: ``claim``, ``evidence`` and ``label``.
        judge: the judge.
        progress: show a bar on stderr while the judge works.

    Returns:
        The pairs with the three probabilities, ``said`` (the likeliest label), ``confidence``,
        ``right``; ``alone``, the label that is likeliest when no evidence is shown, and
        ``leaning``, which of supports and refutes is then the likelier.
    """
    claims = pairs["claim"].tolist()
    told = judge.judge(claims, pairs["evidence"].tolist(), progress=progress)[list(LABELS)]
    alone = judge.judge(claims, [NOTHING] * len(claims), progress=progress)[list(LABELS)]
    out = pd.concat([pairs, told.set_index(pairs.index)], axis=1)
    out["said"], out["confidence"] = told.idxmax(axis=1).to_numpy(), told.max(axis=1).to_numpy()
    out["right"] = out["said"] == out["label"]
    out["alone"] = alone.idxmax(axis=1).to_numpy()
    out["leaning"] = alone[list(SETTLED)].idxmax(axis=1).to_numpy()
    return out


def reliability(confidence: Floats, right: Flags) -> pd.DataFrame:
    """Hold confidence against the share that is right, in bins of equal width.

    Args:
        confidence: of n judgements, 0 to 1.
        right: whether each is.

    Returns:
        A row a bin that is not empty: ``low`` and ``high`` (the last bin has its upper end too),
        ``rows``, and the means ``confidence`` and ``right``.
    """
    number = np.minimum((confidence * BINS).astype(int), BINS - 1)
    table = pd.DataFrame({"bin": number, "confidence": confidence, "right": right.astype(float)})
    out = table.groupby("bin").agg(
        rows=("right", "size"), confidence=("confidence", "mean"), right=("right", "mean")
    )
    out.insert(0, "low", out.index / BINS)
    out.insert(1, "high", (out.index + 1) / BINS)
    return out.reset_index(drop=True)


def calibration_error(confidence: Floats, right: Flags) -> float:
    """Give how far confidence is from the share that is right, in the mean over judgements."""
    table = reliability(confidence, right)
    apart = (table["confidence"] - table["right"]).abs()
    return float((apart * table["rows"]).sum() / table["rows"].sum())


def coverage(confidence: Floats, right: Flags) -> pd.DataFrame:
    """Tell what is answered, and how much of it is wrong, from the surest judgement on.

    Args:
        confidence: of n judgements.
        right: whether each is.

    Returns:
        A row a distinct confidence, falling: ``threshold`` (that confidence), ``answered`` (the
        share that has it or more) and ``risk`` (the share of those that is wrong).
    """
    order = np.argsort(-confidence, kind="stable")
    many = np.arange(1, len(order) + 1)
    table = pd.DataFrame({
        "threshold": confidence[order],
        "answered": many / max(len(order), 1),
        "risk": np.cumsum(~right[order]) / many,
    })  # fmt: skip
    return table.drop_duplicates("threshold", keep="last").reset_index(drop=True)


def abstention(confidence: Floats, right: Flags, risk: float = RISK) -> tuple[float, float]:
    """Find the least confidence from which on at most a share ``risk`` is wrong.

    Returns:
        The threshold and the share answered; infinity and 0 where no threshold is enough.
    """
    table = coverage(confidence, right)
    enough = table[table["risk"] <= risk]
    if enough.empty:
        return math.inf, 0.0
    return float(enough["threshold"].iloc[-1]), float(enough["answered"].iloc[-1])


def alarm(score: Floats, conflict: Flags, share: float = FALSE_ALARMS) -> float:
    """Find the score above which at most a share of the rows without a conflict lie."""
    harmless = np.sort(score[~conflict])[::-1]
    most = int(share * len(harmless))
    return float(harmless[most]) if most < len(harmless) else -math.inf


def called(table: pd.DataFrame) -> Flags:
    """Tell which pairs are called a conflict, by a threshold set on other groups of pairs."""
    score, conflict = table["refutes"].to_numpy(), (table["label"] == "refutes").to_numpy()
    out = np.zeros(len(table), dtype=bool)
    fold = pd.factorize(table["group"])[0] % FOLDS
    for own in (fold == number for number in range(FOLDS)):
        out[own] = score[own] > alarm(score[~own], conflict[~own])
    return out


def reliability_picture(confidence: Floats, right: Flags) -> Figure:
    """Draw confidence against the share that is right: a dot a bin, as large as its rows."""
    table = reliability(confidence, right)
    figure, axes = look.picture(4.6, 4.4)
    axes.plot([0, 1], [0, 1], color=look.COLOURS[Level.ABSENT], lw=1, ls="--")
    axes.plot(table["confidence"], table["right"], color=look.COLOURS[Level.CLOSE], lw=1)
    axes.scatter(table["confidence"], table["right"], s=30 + 600 * table["rows"] / len(right),
                 color=look.COLOURS[Level.CLOSE], edgecolors="white", zorder=3)  # fmt: skip
    axes.set(xlim=(0.3, 1.02), ylim=(0, 1.04))
    axes.set(xlabel="how sure the program is", ylabel="how often it is right")
    axes.text(0.98, 0.04, "dashed: as often right as sure", ha="right", fontsize=8.5,
              transform=axes.transAxes)  # fmt: skip
    told = [f"{row.right:.2f} at {row.confidence:.2f}" for row in table.itertuples()]
    return look.described(figure, f"Share right at a mean confidence: {', '.join(told)}.")


def coverage_picture(confidence: Floats, right: Flags, risk: float = RISK) -> Figure:
    """Draw the share that is wrong against the share answered, and where the threshold lies."""
    table = coverage(confidence, right)
    figure, axes = look.picture(6.4, 3.4)
    axes.plot(table["answered"], table["risk"], color=look.COLOURS[Level.CLOSE], lw=1.6)
    axes.axhline(risk, color=look.COLOURS[Level.ABSENT], lw=1, ls="--")
    threshold, answered = abstention(confidence, right, risk)
    if answered:
        spot, ink = (answered, risk), look.COLOURS[Level.CONFLICTS]
        beside, side = ((6, -14), "left") if answered < 0.6 else ((-6, 8), "right")
        axes.scatter(*spot, s=50, color=ink, zorder=3)
        axes.annotate(f"sure to {threshold:.2f} or more", spot, xytext=beside, ha=side,
                      textcoords="offset points", color=ink, fontsize=8.5)  # fmt: skip
    axes.set(xlim=(0, 1.02), ylim=(0, max(0.5, float(table["risk"].max()) * 1.05)))
    axes.set(xlabel="share of the pairs that it answers", ylabel="share of those that is wrong")
    kept = f"{answered:.2f} answered" + (f", from {threshold:.2f} on" if answered else "")
    words = f"Wrong of all: {table['risk'].iloc[-1]:.2f}. At most {risk:.2f} wrong: {kept}."
    return look.described(figure, words)

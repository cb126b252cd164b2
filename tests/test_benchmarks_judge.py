"""The measures of `benchmarks/calibration.py` and `benchmarks/judge.py`, on arrays made by hand."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

calibration = pytest.importorskip("calibration")
judge = pytest.importorskip("judge")

SURE = np.array([0.95, 0.95, 0.85, 0.55, 0.45])
RIGHT = np.array([True, True, False, True, False])


def test_reliability_puts_each_judgement_into_its_bin() -> None:
    table = calibration.reliability(SURE, RIGHT)
    assert table["low"].tolist() == [0.4, 0.5, 0.8, 0.9]
    assert table["rows"].tolist() == [1, 1, 1, 2]
    assert table["right"].tolist() == [0, 1, 0, 1]


def test_a_certain_judgement_is_in_the_last_bin() -> None:
    table = calibration.reliability(np.array([1.0, 0.9]), np.array([True, True]))
    assert table["rows"].tolist() == [2]


def test_calibration_error_weighs_the_bins_by_their_rows() -> None:
    apart = (0.45 + 0.45 + 0.85 + 2 * 0.05) / 5
    assert calibration.calibration_error(SURE, RIGHT) == pytest.approx(apart)


def test_no_calibration_error_where_confidence_is_the_share_right() -> None:
    sure, right = np.full(4, 0.75), np.array([True, True, True, False])
    assert calibration.calibration_error(sure, right) == pytest.approx(0)


def test_coverage_never_parts_judgements_that_are_equally_sure() -> None:
    table = calibration.coverage(np.array([0.9, 0.6, 0.6]), np.array([True, False, True]))
    assert table["threshold"].tolist() == [0.9, 0.6]
    assert table["answered"].tolist() == pytest.approx([1 / 3, 1])
    assert table["risk"].tolist() == pytest.approx([0, 1 / 3])


@pytest.mark.parametrize(
    ("risk", "threshold", "answered"),
    [(0.0, 0.95, 0.4), (0.25, 0.55, 0.8), (0.4, 0.45, 1.0)],
)
def test_abstention_is_the_least_confidence_that_will_do(
    risk: float, threshold: float, answered: float
) -> None:
    assert calibration.abstention(SURE, RIGHT, risk) == pytest.approx((threshold, answered))


def test_abstains_altogether_where_even_the_surest_is_wrong() -> None:
    found = calibration.abstention(np.array([0.9, 0.8]), np.array([False, False]), 0.2)
    assert found == (math.inf, 0)


@pytest.mark.parametrize("share", [0.0, 0.05, 0.25, 0.5, 1.0])
def test_no_more_false_alarms_than_allowed(share: float) -> None:
    score = np.array([0.9, 0.8, 0.8, 0.3, 0.2, 0.1])
    conflict = np.array([True, False, False, True, False, False])
    over = score > calibration.alarm(score, conflict, share)
    assert over[~conflict].mean() <= share
    assert over[0]


def test_false_alarms_are_used_up() -> None:
    score, conflict = np.arange(20) / 20, np.zeros(20, dtype=bool)
    assert (score > calibration.alarm(score, conflict)).sum() == 1


def test_conflicts_are_called_by_a_threshold_of_other_groups() -> None:
    """The one loud group would set itself a threshold that lets nothing of it pass."""
    rows = [(f"g{n}", 0.9 if n == 0 else 0.1, "neither") for n in range(20) for _ in range(2)]
    table = pd.DataFrame(rows, columns=["group", "refutes", "label"])
    assert table.loc[calibration.called(table), "group"].tolist() == ["g0", "g0"]


def test_two_labels_share_the_probability_of_the_third() -> None:
    three = np.array([[0.2, 0.3, 0.5]])
    assert judge.narrowed(three, ("supports", "refutes")) == pytest.approx(np.array([[0.4, 0.6]]))


def test_balanced_accuracy_counts_both_sides_alike() -> None:
    score, truth = np.array([0.9, 0.4, 0.3, 0.2]), np.array([True, True, True, False])
    found = judge.balanced(score, truth, np.array([0.0, 0.25, 0.35, 1.0]))
    assert found == pytest.approx([0.5, 1.0, (2 / 3 + 1) / 2, 0.5])

"""The packaged judge: probabilities, shares, its cache and its weights; tokens and relations."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck import weights
from claimcheck.cache import CACHE_FILE
from claimcheck.entailment import judge as judge_module
from claimcheck.entailment.judge import Judge
from claimcheck.entailment.judged import LABELS

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = list(LABELS)
CLAIMS = [
    "The bridge has been shut since May.",
    "Ferris Foods sold its two dairies.",
    "The council approved the plan in 1998 for $2.5bn.",
    "The ferry sank.",
]
EVIDENCE: list[str | list[str]] = [
    "Well, we closed the bridge in May and it's still closed.",
    ["The meeting ran late.", "Nobody at Ferris Foods would say a word about the dairies."],
    "The plan, worth $2.5 billion, was turned down in 1998 by 4,000 votes to forty.",
    "A crowd of 300 watched the parade.",
]
ODD = {
    "nothing": "",
    "spaces": " \t\n\u00a0",
    "punctuation": "?! … — (“”) ...",
    "emoji": "👩‍👩‍👧‍👦 🇳🇴 ✊🏽",
    "zero width": "\u200b\u200d\ufeff\u2060",
    "surrogate": "The \ud800 bridge \udfff is shut.",
    "control": "The\x00bridge\x1b[2J\x1cis\x85shut\x7f.",
    "marks": "e\u0301" + "\u0301" * 300 + " The I\u0307stanbul ﬁre",
    "long word": "x" * 20_000,
    "long": "The bridge over the Tarn was shut for 4,000 days. " * 400,
    "figures": "9" * 400 + " 1e400 $" + "1" * 60 + "bn 0/0 1998-1999",
}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    """The packaged judge with a cache of its own."""
    return Judge(cache=tmp_path_factory.mktemp("judged"))


def numbers(judge: Judge, claims: list[str], evidence: list[str | list[str]]) -> np.ndarray:
    """The three probabilities of each pair."""
    return judge.judge(claims, evidence)[COLUMNS].to_numpy()


# What comes out


def test_probabilities_add_up_to_one(judge: Judge) -> None:
    told = judge.judge(CLAIMS, EVIDENCE)
    assert list(told) == [*LABELS, "claim_shares", "evidence_shares"]
    assert told[COLUMNS].to_numpy().min() >= 0
    np.testing.assert_allclose(told[COLUMNS].sum(axis=1), 1, atol=1e-5)


def test_the_clearest_verdicts(judge: Judge) -> None:
    same = "The bridge over the Tarn was closed to traffic in May."
    claims = [same, "The bridge over the Tarn was not closed to traffic in May.", same]
    evidence: list[str | list[str]] = [same, same, "Onion prices rose again in the spring."]
    assert list(judge.judge(claims, evidence)[COLUMNS].idxmax(axis=1)) == COLUMNS


def test_no_pairs_give_no_rows(judge: Judge) -> None:
    told = judge.judge([], [])
    assert list(told) == [*LABELS, "claim_shares", "evidence_shares"]
    assert (len(told), told[COLUMNS].to_numpy().shape) == (0, (0, 3))


def test_a_claim_too_many_is_an_error(judge: Judge) -> None:
    with pytest.raises(ValueError, match="zip"):
        judge.judge(CLAIMS, EVIDENCE[:1])


def test_a_pair_has_one_result_alone_among_others_and_in_any_order(tmp_path: Path) -> None:
    claims = [c for c in CLAIMS for _ in EVIDENCE]
    evidence = EVIDENCE * len(CLAIMS)
    together = numbers(Judge(cache=tmp_path / "together"), claims, evidence)
    back = numbers(Judge(cache=tmp_path / "back"), claims[::-1], evidence[::-1])[::-1]
    alone = Judge(cache=tmp_path / "alone")
    single = [numbers(alone, [c], [e])[0] for c, e in zip(claims, evidence, strict=True)]
    long = "A long and winding report of the parade, its floats and its bands. " * 9
    padded = numbers(
        Judge(cache=tmp_path / "padded"), [*claims, long, CLAIMS[0]], [*evidence, long, long]
    )[: len(claims)]
    for other in (back, single, padded):
        np.testing.assert_allclose(other, together, atol=1e-5)


def test_a_pair_that_comes_twice_has_one_result(judge: Judge) -> None:
    told = judge.judge([CLAIMS[0], CLAIMS[1], CLAIMS[0]], [EVIDENCE[0], EVIDENCE[1], EVIDENCE[0]])
    assert told.loc[0].equals(told.loc[2])
    assert not told.loc[0].equals(told.loc[1])


def test_several_texts_are_read_together(judge: Judge) -> None:
    first, second = "The plan was put to the vote on Monday.", "It was turned down by 40 to 3."
    claim = "The plan was turned down."
    alone, both, as_list = numbers(judge, [claim] * 3, [first, [first, second], [first]])
    np.testing.assert_array_equal(alone, as_list)
    assert np.abs(both - alone).max() > 0.01


def test_texts_and_their_borders_make_the_pair(judge: Judge) -> None:
    """Where one text ends and the next begins is part of what is kept under a key."""
    keys = {
        judge._key(claim, evidence)
        for claim, evidence in [
            ("a", ("b", "c")),
            ("a", ("b\0c",)),
            ("a\0b", ("c",)),
            ("a", ("b c",)),
            ("a", ("c", "b")),
            ("b", ("a", "c")),
        ]
    }
    assert len(keys) == 6


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_odd_texts_are_judged_like_any_other(judge: Judge, odd: str) -> None:
    plain = "The bridge is shut."
    pairs: list[tuple[str, str | list[str]]] = [
        (odd, plain),
        (plain, odd),
        (odd, odd),
        (plain, [odd, plain, odd]),
    ]
    told = judge.judge([c for c, _ in pairs], [e for _, e in pairs])
    np.testing.assert_allclose(told[COLUMNS].sum(axis=1), 1, atol=1e-5)
    for (claim, evidence), row in zip(pairs, told.itertuples(), strict=True):
        check_shares(claim, row.claim_shares)
        check_shares(evidence if isinstance(evidence, str) else " ".join(evidence), row[-1])


def test_no_evidence_is_empty_evidence(judge: Judge) -> None:
    none, empty = numbers(judge, ["The ferry sank."] * 2, [[], ""])
    np.testing.assert_array_equal(none, empty)


# Shares


def check_shares(text: str, shares: list[tuple[int, int, float]]) -> None:
    """Shares stand at whole words, each once and in order, and the largest is 1 or -1."""
    words = text.split()
    starts = [start for start, _, _ in shares]
    assert starts == sorted(set(starts))
    for start, end, share in shares:
        assert text[start:end] in words
        assert text[start:end] == text[start:end].strip()
        assert (text[start - 1 : start] + text[end : end + 1]).strip() == ""
        assert -1 <= share <= 1
    assert not shares or max(abs(share) for _, _, share in shares) == 1


def test_shares_stand_at_the_words_of_the_texts(judge: Judge) -> None:
    told = judge.judge(CLAIMS, EVIDENCE)
    for claim, texts, mine, theirs in zip(
        CLAIMS, EVIDENCE, told["claim_shares"], told["evidence_shares"], strict=True
    ):
        joined = texts if isinstance(texts, str) else " ".join(texts)
        for text, shares in [(claim, mine), (joined, theirs)]:
            check_shares(text, shares)
            assert [text[start:end] for start, end, _ in shares] == text.split()


def test_what_is_not_read_has_no_share(judge: Judge) -> None:
    """Of a text 128 word pieces are read, of a pair's evidence 256: an equal part of each text."""
    texts = ["word " * 200] * 3
    shares = judge.judge(["A word was said."], [texts])["evidence_shares"][0]
    check_shares(" ".join(texts), shares)
    assert len(shares) == 3 * 84  # 85 pieces each, the first of them the encoder's own mark
    assert [shares[at][0] for at in (0, 84, 168)] == [0, len(texts[0]) + 1, 2 * len(texts[0]) + 2]
    alone = judge.judge(["A word was said."], ["word " * 200])["evidence_shares"][0]
    assert len(alone) == 126


# The cache

WARM = """
import json, sys
from pathlib import Path
from typing import Any
from claimcheck.entailment.judge import Judge
judge = Judge(cache=Path(sys.argv[1]))
told = judge.judge(*json.loads(sys.argv[2]))
heavy = {"torch", "transformers", "sentence_transformers", "safetensors"} & set(sys.modules)
print(told.to_json(double_precision=15), sorted(heavy), judge.notices)
"""


def test_a_warm_run_imports_no_model_library(tmp_path: Path) -> None:
    told = Judge(cache=tmp_path).judge(CLAIMS, EVIDENCE)
    done = subprocess.run(
        [sys.executable, "-c", WARM, str(tmp_path), json.dumps([CLAIMS, EVIDENCE])],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == f"{told.to_json(double_precision=15)} [] []"


def test_the_cache_holds_no_text(tmp_path: Path) -> None:
    Judge(cache=tmp_path).judge(["unmistakable words"], ["unmistakable evidence"])
    assert [path.name for path in tmp_path.iterdir()] == [CACHE_FILE]
    assert b"unmistakable" not in (tmp_path / CACHE_FILE).read_bytes()


def test_only_what_is_new_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    compute = Judge._compute
    monkeypatch.setattr(
        Judge, "_compute", lambda self, pairs: (seen.append(len(pairs)), compute(self, pairs))[1]
    )
    first = Judge(cache=tmp_path).judge(CLAIMS[:2], EVIDENCE[:2])
    again = Judge(cache=tmp_path).judge(CLAIMS[:3] + CLAIMS[2:3], EVIDENCE[:3] + EVIDENCE[2:3])
    assert seen == [2, 1]
    assert again.loc[:1].equals(first)


def test_other_weights_have_other_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = Judge(cache=tmp_path)._key("a", ("b",))
    monkeypatch.setattr(judge_module, "SHA256", "0" * 64)
    new = Judge(cache=tmp_path)._key("a", ("b",))
    files = weights.PACKAGED_FILES | {"vocab.txt": "0" * 64}
    monkeypatch.setattr(weights, "PACKAGED_FILES", files)  # the encoder counts as well
    assert len({old, new, Judge(cache=tmp_path)._key("a", ("b",))}) == 3


def test_without_a_usable_cache_it_still_judges(tmp_path: Path) -> None:
    (tmp_path / CACHE_FILE).write_bytes(b"not a database " * 100)
    judge = Judge(cache=tmp_path)
    assert len(judge.judge(CLAIMS, EVIDENCE)) == 4
    assert len(judge.notices) == 1


# The weights


def test_the_shipped_weights_are_the_pinned_ones() -> None:
    assert weights.file_hash(judge_module.WEIGHTS) == judge_module.SHA256
    assert judge_module.WEIGHTS.stat().st_size < 12_000_000


@pytest.mark.parametrize("harm", ["changed", "truncated", "empty", "missing", "a folder"])
def test_damaged_weights_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    data = judge_module.WEIGHTS.read_bytes()
    file = tmp_path / "judge.safetensors"
    if harm == "a folder":
        file.mkdir()
    elif harm != "missing":
        changed = data[:-1] + bytes([data[-1] ^ 1])
        file.write_bytes({"changed": changed, "truncated": data[:5000], "empty": b""}[harm])
    monkeypatch.setattr(judge_module, "WEIGHTS", file)
    with pytest.raises(judge_module.CheckError) as caught:
        Judge(cache=tmp_path / "cache").judge(["a"], ["b"])
    told = str(caught.value)
    assert told.startswith(f"{file}: ")
    assert told.endswith("install claimcheck again")
    assert ("SHA-256" in told) == (harm in {"changed", "truncated", "empty"})


# Tokens


def figures(text: str) -> dict[str, tuple[float, ...]]:
    """The figure of each word that has one."""
    from claimcheck.entailment.tokens import _figures

    words = [(start, start + len(word)) for start, word in _words(text)]
    rows = _figures(text, np.array(words, dtype=np.int64).reshape(-1, 2))
    return {
        text[start:end]: tuple(map(float, row))
        for (start, end), row in zip(words, rows, strict=True)
        if not np.isnan(row[0])
    }


def _words(text: str) -> list[tuple[int, str]]:
    place, found = 0, []
    for word in text.split():
        place = text.index(word, place)
        found.append((place, word))
        place += len(word)
    return found


YEAR, PERCENT, MONEY, OTHER = 1, 2, 3, 4


@pytest.mark.parametrize(
    "text, word, amount, sort",
    [
        ("Some 4,000 people came", "4,000", 4000, OTHER),
        ("It cost $2.5bn in all", "$2.5bn", 2.5e9, MONEY),
        ("Only forty people came", "forty", 40, OTHER),
        ("It opened in 1998 at last", "1998", 1998, YEAR),
        ("It rose by 12% in a year", "12%", 12, PERCENT),
        ("The mast is 40 metres high", "40", 40, OTHER),
    ],
)
def test_each_token_of_a_figure_has_its_value(
    text: str, word: str, amount: float, sort: int
) -> None:
    found = figures(text)[word]
    assert found[:2] == (pytest.approx(amount), sort)
    assert found[2] <= found[0] <= found[3]


def test_words_in_no_figure_have_none() -> None:
    assert not figures("The mayor of Halden said that nobody came, and nothing was decided.")
    assert not figures("")
    assert set(figures("More than 300 people paid £5 each")) >= {"300", "£5"}
    assert not {"people", "paid"} & set(figures("More than 300 people paid £5 each"))


@pytest.fixture(scope="module")
def model() -> object:
    return weights.load_packaged(weights.packaged_folder())


TEXTS = st.lists(
    st.text(max_size=60)
    | st.text("ab 0123456789,.$£€%-–mkbn()½\u0301\u200b", max_size=60)
    | st.sampled_from(["forty", "$2.5bn", "4,000 people", "in 1998 and 2024", "1990s", ""]),
    min_size=1,
    max_size=4,
)


@settings(deadline=None, max_examples=40)
@example(texts=["It cost 4,000 crowns and $2.5bn in 1998; forty came.", "", "\u200b"])
@given(texts=TEXTS)
def test_tokens_stand_in_their_texts(model: object, texts: list[str]) -> None:
    from claimcheck.entailment.tokens import read

    clean = [text.encode("utf-8", "replace").decode() for text in texts]
    tokens = read(model, clean)  # type: ignore[arg-type]
    assert tokens.starts[0] == 0
    assert tokens.starts[-1] == len(tokens.ids) == len(tokens.spans) == len(tokens.figures)
    assert tokens.vectors.shape == (len(tokens.ids), 3, 384)
    assert np.isfinite(tokens.vectors).all()
    for text, first, last in zip(clean, tokens.starts[:-1], tokens.starts[1:], strict=True):
        spans = tokens.spans[first:last]
        assert (spans[[0, -1]] == 0).all()  # the encoder's own marks
        inner = spans[1:-1]
        assert (inner[:, 0] < inner[:, 1]).all()
        assert (inner[1:, 0] >= inner[:-1, 0]).all()
        assert (inner <= len(text)).all()
        rows = tokens.figures[first:last]
        told = rows[~np.isnan(rows[:, 0])]
        assert set(told[:, 1]) <= {YEAR, PERCENT, MONEY, OTHER}
        assert (told[:, 2] <= told[:, 3]).all()
        assert (rows[np.isnan(rows[:, 0]), 1] == 0).all()
        assert np.isnan(rows[[0, -1], 0]).all()


def test_what_was_just_embedded_is_not_read_again(model: Any, tmp_path: Path) -> None:
    from claimcheck.encoder import Encoder
    from claimcheck.entailment.judged import LAYERS
    from claimcheck.entailment.tokens import read
    from claimcheck.held import Held

    known, new = "The bridge was shut in May.", "It opened again."
    held = Held(LAYERS)
    Encoder(cache=tmp_path, held=held).encode([known])
    asked: list[int] = []
    hook = model[0].auto_model.register_forward_pre_hook(
        lambda _module, _args, given: asked.append(len(given["input_ids"])), with_kwargs=True
    )
    try:
        found = read(model, [known, new], held=held)
    finally:
        hook.remove()
    assert asked == [1]
    np.testing.assert_allclose(found.vectors, read(model, [known, new]).vectors, atol=1e-5)


# Relations of two figures

NAMES = "same equal meet lower higher like near apart size".split()


def test_what_the_temperature_hangs_on_does_not_see_padding() -> None:
    import torch

    from claimcheck.entailment.calibration import measures
    from claimcheck.entailment.network import Side

    def side(*texts: list[int]) -> Side:
        ids = torch.zeros(len(texts), max(map(len, texts)), dtype=torch.int64)
        mask = torch.zeros(ids.shape, dtype=torch.bool)
        for row, pieces in enumerate(texts):
            ids[row, : len(pieces)] = torch.tensor(pieces)
            mask[row, : len(pieces)] = True
        nothing = torch.zeros(*ids.shape, 4)
        return Side(nothing[None], nothing, ids, nothing, mask)

    claims, evidence = [[1, 2, 3, 4], [1, 0]], [[2, 3], [5, 6, 7, 8]]
    both = measures(side(*claims), side(*evidence))
    assert both[:, 1].tolist() == [0.5, 0]  # a piece numbered 0 is not found in the padding
    assert both[:, 2].exp().tolist() == pytest.approx([2, 4])
    alone = [measures(side(c), side(e)) for c, e in zip(claims, evidence, strict=True)]
    assert torch.equal(both, torch.cat(alone))


def related(mine: tuple[float, ...], theirs: tuple[float, ...]) -> dict[str, float]:
    """What `relations` tells of one token a side, without the cosines."""
    import torch

    from claimcheck.entailment.network import Side, relations

    def side(figure: tuple[float, ...], piece: int) -> Side:
        vectors = torch.nn.functional.normalize(torch.ones(3, 1, 1, 4), dim=-1)
        mask = torch.ones(1, 1, dtype=torch.bool)
        table = torch.tensor(figure, dtype=torch.float32)[None, None]
        return Side(vectors, torch.zeros(1, 1, 8), torch.tensor([[piece]]), table, mask)

    told = relations(side(mine, 1), side(theirs, 1 if mine == theirs else 2))[0, :, 0, 0].tolist()
    assert told[:3] == pytest.approx([1, 1, 1])
    return dict(zip(NAMES, told[3:], strict=True))


def exactly(amount: float, sort: int = OTHER) -> tuple[float, ...]:
    return (amount, sort, amount, amount)


NONE = (float("nan"), 0.0, float("nan"), float("nan"))


def test_equal_figures() -> None:
    told = related(exactly(40), exactly(40))
    assert told == {"same": 1, "equal": 1, "meet": 1, "lower": 0, "higher": 0} | {
        "like": 1,
        "near": 1,
        "apart": 0,
        "size": 0,
    }


def test_lower_and_higher_figures_mirror_each_other() -> None:
    up, down = related(exactly(900), exactly(40)), related(exactly(40), exactly(900))
    for told, lower in [(up, 0), (down, 1)]:  # the claim's figure is the lower one
        assert (told["lower"], told["higher"]) == (lower, 1 - lower)
        assert (told["equal"], told["meet"], told["near"], told["like"]) == (0, 0, 0, 1)
    assert up["apart"] == pytest.approx(-down["apart"])
    assert up["apart"] > 0
    assert up["size"] == down["size"] == up["apart"]


def test_ranges_that_meet_are_neither_lower_nor_higher() -> None:
    told = related((50, OTHER, 40, 60), (65, OTHER, 55, 75))
    assert (told["equal"], told["meet"], told["lower"], told["higher"]) == (0, 1, 0, 0)
    touching = related((50, OTHER, 40, 60), (70, OTHER, 60, 80))
    assert (touching["meet"], touching["lower"], touching["higher"]) == (1, 0, 0)
    more = related((40, OTHER, 40, float("inf")), exactly(300))
    assert (more["meet"], more["lower"], more["higher"]) == (1, 0, 0)


def test_figures_within_a_tenth_are_near() -> None:
    assert related(exactly(1000), exactly(1050))["near"] == 1
    assert related(exactly(1000), exactly(1200))["near"] == 0


def test_a_year_is_held_against_years_only() -> None:
    assert related(exactly(1998, YEAR), exactly(1998, YEAR))["equal"] == 1
    other = related(exactly(1998, YEAR), exactly(1998))
    assert not any(other.values())


def test_of_two_sorts_and_of_no_figure() -> None:
    assert related(exactly(40, PERCENT), exactly(40, MONEY)) == {
        **related(exactly(40), exactly(40)),
        "same": 0,
        "like": 0,
    }
    assert not any(related(NONE, exactly(40)).values())
    assert not any(related(exactly(40), NONE).values())


def test_relations_stay_finite() -> None:
    huge = (float("inf"), OTHER, float("inf"), float("inf"))
    for pair in [(huge, huge), (huge, exactly(1)), (exactly(-3), huge), (exactly(3e38), NONE)]:
        assert np.isfinite(list(related(*pair).values())).all()

"""Another judge: a tiny cross-encoder that the tests make, its labels, its files, its results."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from claimcheck import weights
from claimcheck.check import check
from claimcheck.cli import app
from claimcheck.entailment.judge import Judge
from claimcheck.entailment.judged import LABELS
from claimcheck.records import CheckError

COLUMNS = list(LABELS)
NAMES = ["contradiction", "entailment", "neutral"]
CLAIMS = ["The bridge opened in June.", "It cost seven million.", ""]
EVIDENCE: list[str | list[str]] = [
    "It was opened on 19 June.",
    ["Nobody knows.", "It cost seven."],
    "A bridge!",
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
CASE = {
    "case.toml": """\
title = "The bridge"
[article]
file = "article.txt"
published = 2021-06-22
[[source]]
id = "report"
file = "report.txt"
""",
    "article.txt": "The bridge was opened on 9 June, the mayor said. It cost 7 million crowns.\n",
    "report.txt": "The bridge was opened on 19 June before a small crowd. It cost a lot.\n",
}


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of three labels with random weights, as sentence-transformers saves one."""
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    parts = tmp_path_factory.mktemp("parts")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS]
    vocabulary += [f"##{letter}" for letter in LETTERS]
    (parts / "vocab.txt").write_text("\n".join(vocabulary))
    BertTokenizerFast(str(parts / "vocab.txt")).save_pretrained(parts)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
        initializer_range=0.5,
        id2label=dict(enumerate(NAMES)),
        label2id={name: i for i, name in enumerate(NAMES)},
    )
    torch.manual_seed(0)
    BertForSequenceClassification(config).save_pretrained(parts)
    folder = tmp_path_factory.mktemp("models") / "tiny-nli"
    CrossEncoder(str(parts), device="cpu").save(str(folder))
    return folder


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model that a test may break."""
    return Path(shutil.copytree(tiny, tmp_path / "model"))


def set_config(folder: Path, file: str = "config.json", **values: Any) -> None:
    path = folder / file
    path.write_text(json.dumps(json.loads(path.read_text()) | values))


def set_labels(folder: Path, *names: str) -> None:
    set_config(
        folder, id2label=dict(enumerate(names)), label2id={n: i for i, n in enumerate(names)}
    )


def numbers(folder: Path | str, cache: Path) -> np.ndarray:
    return Judge(folder, cache).judge(CLAIMS, EVIDENCE)[COLUMNS].to_numpy()


def own_numbers(folder: Path) -> np.ndarray:
    """What the cross-encoder itself gives: premise first, texts of evidence joined."""
    from sentence_transformers import CrossEncoder

    joined = [texts if isinstance(texts, str) else " ".join(texts) for texts in EVIDENCE]
    model = CrossEncoder(str(folder), device="cpu")
    pairs = list(zip(joined, CLAIMS, strict=True))
    return np.asarray(model.predict(pairs, apply_softmax=True))


# Results


def test_results_are_the_models_own(tiny: Path, tmp_path: Path) -> None:
    told = Judge(tiny, tmp_path).judge(CLAIMS, EVIDENCE)
    expected = own_numbers(tiny)[:, [1, 0, 2]]
    assert np.abs(expected - 1 / 3).max() > 0.1  # else any order would do
    np.testing.assert_allclose(told[COLUMNS], expected, atol=1e-5)
    np.testing.assert_allclose(told[COLUMNS].sum(axis=1), 1, atol=1e-5)
    assert not any([*told["claim_shares"], *told["evidence_shares"]])


def test_the_model_reads_the_evidence_first(tiny: Path, tmp_path: Path) -> None:
    one, other = Judge(tiny, tmp_path).judge(["a b", "c d e"], ["c d e", "a b"])[COLUMNS].to_numpy()
    assert np.abs(one - other).max() > 0.01


@pytest.mark.parametrize(
    "names",
    [
        ("entailment", "neutral", "contradiction"),
        ("ENTAILMENT", "CONTRADICTION", "NEUTRAL"),
        ("neutral", "Entailment", "Contradiction"),
        ("REFUTES", "NOT ENOUGH INFO", "SUPPORTS"),
        ("neither", "supports", "refutes"),
        ("NEI", "REFUTED", "SUPPORTED"),
    ],
    ids=" ".join,
)
def test_columns_are_found_by_their_names(
    copy: Path, tmp_path: Path, names: tuple[str, ...]
) -> None:
    set_labels(copy, *names)
    initials = [name[0].lower() + name[1].lower() for name in names]
    order = [
        next(i for i, two in enumerate(initials) if two in wanted)
        for wanted in (("en", "su"), ("co", "re"), ("ne", "no"))
    ]
    np.testing.assert_allclose(
        numbers(copy, tmp_path / "cache"), own_numbers(copy)[:, order], atol=1e-5
    )


def test_probabilities_come_of_logits_whatever_the_activation(tiny: Path, copy: Path) -> None:
    set_config(
        copy,
        "config_sentence_transformers.json",
        activation_fn="torch.nn.modules.activation.Sigmoid",
    )
    np.testing.assert_allclose(
        numbers(copy, copy / "cache"), own_numbers(tiny)[:, [1, 0, 2]], atol=1e-5
    )


def two_labels(folder: Path, *names: str) -> None:
    """Cut the tiny model down to two labels."""
    from safetensors.torch import load_file, save_file

    state = load_file(folder / "model.safetensors")
    for name in ("classifier.weight", "classifier.bias"):
        state[name] = state[name][:2].clone()
    save_file(state, folder / "model.safetensors", metadata={"format": "pt"})
    set_labels(folder, *names)


@pytest.mark.parametrize("names", [("entailment", "not_entailment"), ("not_entailment", "entail")])
def test_two_labels_refute_nothing(copy: Path, tmp_path: Path, names: tuple[str, str]) -> None:
    two_labels(copy, *names)
    found = numbers(copy, tmp_path / "cache")
    assert (found[:, 1] == 0).all()
    order = [0, 1] if names[0] == "entailment" else [1, 0]
    np.testing.assert_allclose(found[:, [0, 2]], own_numbers(copy)[:, order], atol=1e-5)


def test_odd_texts_are_judged_like_any_other(tiny: Path, tmp_path: Path) -> None:
    odd = ["", " ", "\ud800", "\x00\x1b", "👩‍👩‍👧 \u200b", "x" * 20_000, "word " * 4000]
    told = Judge(tiny, tmp_path).judge([*odd, "plain"], ["plain", *odd])
    np.testing.assert_allclose(told[COLUMNS].sum(axis=1), 1, atol=1e-5)
    assert len(Judge(tiny, tmp_path).judge([], [])) == 0
    assert len(Judge(tiny, tmp_path).judge(["plain"], [[]])) == 1


def test_a_model_that_gives_no_numbers_is_an_error(copy: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    state = load_file(copy / "model.safetensors")
    state["classifier.bias"][0] = float("nan")
    save_file(state, copy / "model.safetensors", metadata={"format": "pt"})
    with pytest.raises(CheckError, match="use another model"):
        numbers(copy, tmp_path / "cache")


# The cache


def test_a_judge_has_its_own_results(tiny: Path, copy: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    first = numbers(tiny, cache)
    assert Judge(copy, cache).sha256 == Judge(tiny, cache).sha256
    set_labels(copy, "neutral", "contradiction", "entailment")
    assert Judge(copy, cache).sha256 != Judge(tiny, cache).sha256
    assert np.abs(numbers(copy, cache) - first).max() > 0.1
    packaged = Judge(cache=cache).judge(CLAIMS, EVIDENCE)[COLUMNS].to_numpy()
    assert np.abs(packaged - first).max() > 0.01
    np.testing.assert_array_equal(numbers(tiny, cache), first)


def test_a_warm_judge_loads_no_model(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = numbers(tiny, tmp_path)
    monkeypatch.setattr(weights, "load", None)
    np.testing.assert_array_equal(numbers(tiny, tmp_path), first)


def test_files_changed_behind_their_times_are_found_at_load(copy: Path, tmp_path: Path) -> None:
    judge = Judge(copy, tmp_path / "cache")
    file = copy / "model.safetensors"
    times = file.stat()
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    again = Judge(copy, tmp_path / "cache")
    assert again.sha256 == judge.sha256
    with pytest.raises(CheckError, match="have changed"):
        again.judge(CLAIMS, EVIDENCE)
    fresh = Judge(copy, tmp_path / "cache")
    assert fresh.sha256 != judge.sha256
    assert len(fresh.judge(CLAIMS, EVIDENCE)) == 3


# What is no judge


def refused(judge: str | Path, cache: Path) -> str:
    """Give the error of a judge that can't be had."""
    with pytest.raises(CheckError) as caught:
        Judge(judge, cache).judge(CLAIMS, EVIDENCE)
    assert str(judge) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "names",
    [
        ("LABEL_0", "LABEL_1", "LABEL_2"),
        ("entailment", "other", "another"),
        ("contradiction", "neutral", "other"),
        ("positive", "negative", "mixed"),
    ],
    ids=" ".join,
)
def test_labels_that_say_nothing(copy: Path, tmp_path: Path, names: tuple[str, ...]) -> None:
    set_labels(copy, *names)
    told = refused(copy, tmp_path)
    assert "id2label" in told
    assert names[0].lower() in told.lower()


@pytest.mark.parametrize(
    "config",
    [
        "not JSON",
        "[]",
        "1",
        "{}",
        '{"id2label": ["entailment"]}',
        '{"id2label": {"x": "entailment"}}',
        '{"id2label": 1}',
        "[" * 100_000,
        b"\xff\xfe\xff",
    ],
)
def test_configurations_that_are_none(copy: Path, tmp_path: Path, config: str | bytes) -> None:
    (copy / "config.json").write_bytes(config.encode() if isinstance(config, str) else config)
    assert "config.json" in refused(copy, tmp_path)


def test_a_name_needs_its_revision(tmp_path: Path) -> None:
    for name in ("cross-encoder/nli-MiniLM2-L6-H768", "nli-deberta"):
        told = refused(name, tmp_path)
        assert "revision" in told
        assert f"{name}@REVISION" in told


def test_the_hub_offline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert "Hugging Face hub" in refused("someone/nli@0123abc", tmp_path)
    assert "cross-encoder/nli " in refused("nli@0123abc", tmp_path)


def test_a_hub_model_that_is_at_hand(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    revision = "0123456789" * 4
    place = tmp_path / "hub" / "models--someone--nli" / "snapshots" / revision
    shutil.copytree(tiny, place)
    judge = Judge(f"someone/nli@{revision}", tmp_path)
    assert judge.name == f"someone/nli@{revision}"
    assert len(judge.judge(CLAIMS, EVIDENCE)) == 3
    assert "Hugging Face hub" in refused(f"someone/nli@{revision[::-1]}", tmp_path)


def test_paths_without_a_judge(copy: Path, tmp_path: Path) -> None:
    assert "no such folder" in refused(tmp_path / "nowhere", tmp_path)
    assert "no such folder" in refused(str(tmp_path / "nowhere"), tmp_path)
    (tmp_path / "empty").mkdir()
    assert "no model in it" in refused(tmp_path / "empty", tmp_path)
    assert "give the folder" in refused(copy / "model.safetensors", tmp_path)
    (copy / "config.json").unlink()
    assert "config.json" in refused(copy, tmp_path)


def test_half_a_model(copy: Path, tmp_path: Path) -> None:
    data = (copy / "model.safetensors").read_bytes()
    (copy / "model.safetensors").write_bytes(data[:100])
    assert "CrossEncoder can load" in refused(copy, tmp_path)


def test_pickled_weights_are_never_loaded(copy: Path, tmp_path: Path) -> None:
    (copy / "model.safetensors").unlink()
    ran = tmp_path / "ran"

    class Trap:
        def __reduce__(self) -> tuple[Any, tuple[str]]:
            return Path.touch, (ran,)  # type: ignore[return-value]

    import torch

    torch.save({"classifier.bias": Trap()}, copy / "pytorch_model.bin")
    assert "no .safetensors" in refused(copy, tmp_path)
    assert not ran.exists()


def test_code_that_comes_with_a_judge_is_not_run(copy: Path, tmp_path: Path) -> None:
    (copy / "mine.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Mine: ...")
    modules = json.loads((copy / "modules.json").read_text())
    modules[0]["type"] = "mine.Mine"
    (copy / "modules.json").write_text(json.dumps(modules))
    refused(copy, tmp_path)
    set_config(copy, auto_map={"AutoModelForSequenceClassification": "mine.Mine"})
    set_config(copy, "config_sentence_transformers.json", activation_fn="mine.Mine")
    refused(copy, tmp_path)
    assert not (tmp_path / "ran").exists()


# In a check


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "bridge"
    folder.mkdir()
    for name, text in CASE.items():
        (folder / name).write_text(text)
    return folder


def test_a_check_with_another_judge(tiny: Path, case: Path) -> None:
    other, packaged = check(case, judge=tiny), check(case)
    assert len(other.stances) == len(packaged.stances) > 0
    np.testing.assert_allclose(other.stances[COLUMNS].sum(axis=1), 1, atol=1e-5)
    assert not np.allclose(other.stances[COLUMNS], packaged.stances[COLUMNS], atol=0.01)
    assert len(other.verdicts) == len(packaged.verdicts) == 2


def test_a_check_from_the_command_line(tiny: Path, case: Path) -> None:
    run = CliRunner()
    done = run.invoke(app, ["check", str(case), "--json", "-", "--judge", str(tiny)])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["schema"] == "claimcheck/1"
    done = run.invoke(app, ["check", str(case), "--judge", "someone/nli"])
    assert done.exit_code == 2
    assert "someone/nli@REVISION" in done.stderr

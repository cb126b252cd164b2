"""What comes from elsewhere: packages by hash, models without code or pickle, no network."""

from __future__ import annotations

import ast
import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from faults import make_case
from typer.testing import CliRunner

from claimcheck.cli import app
from claimcheck.encoder import Encoder
from claimcheck.entailment.judge import Judge
from claimcheck.records import CheckError

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "claimcheck"

# Packages


def locked() -> dict[str, list[str]]:
    """The hashes in requirements.lock by the pin that they are of."""
    found: dict[str, list[str]] = {}
    pin = ""
    for line in (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines():
        if line.startswith("    --hash="):
            found[pin].append(line.strip(" \\").removeprefix("--hash="))
        elif line and not line.startswith("#"):
            pin = line.strip(" \\")
            found[pin] = []
    return found


def test_every_pin_has_its_hashes() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = {line.lower() for line in lines if not line.startswith("#")}
    assert locked().keys() == pins, "the pins have changed: make lock"
    assert all(locked().values())
    assert all(
        re.fullmatch("sha256:[0-9a-f]{64}", one) for hashes in locked().values() for one in hashes
    )


def test_the_build_is_pinned_too() -> None:
    assert {"hatchling", "editables"} <= {pin.partition("==")[0] for pin in locked()}


def test_what_is_written_of_the_lock_can_be_run() -> None:
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "pip install --no-deps --require-hashes -r requirements.lock" in told
    assert "pip install --no-deps --no-build-isolation" in told
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^lock: ", make, re.MULTILINE) and "--generate-hashes" in make
    assert re.search(r"^audit: ", make, re.MULTILINE) and "pip_audit --strict" in make


# Our own code

PICKLES = {"pickle", "cPickle", "marshal", "shelve", "joblib", "dill", "cloudpickle", "_pickle"}
NETWORK = {"requests", "urllib.request", "http", "httpx", "aiohttp", "socket", "ftplib", "smtplib"}
CALLS = {"eval", "exec", "compile", "__import__"}
METHODS = {
    "torch.load", "yaml.load", "yaml.unsafe_load", "os.system", "os.popen", "pd.read_pickle",
    "pandas.read_pickle", "np.fromregex", "pickle.load", "pickle.loads",
}  # fmt: skip


def misuse(tree: ast.AST) -> Iterator[str]:
    """Name what could run what a file brings, or reach for the network."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in [*module, *(alias.name for alias in node.names)]:
                if name in NETWORK or name.partition(".")[0] in PICKLES | (NETWORK - {"urllib"}):
                    yield f"{node.lineno}: import {name}"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            given = {word.arg: ast.unparse(word.value) for word in node.keywords}
            if called in CALLS | METHODS:
                yield f"{node.lineno}: {called}()"
            if called in {"np.load", "numpy.load"} and given.get("allow_pickle") != "False":
                yield f"{node.lineno}: {called}() without allow_pickle=False"
            if given.get("shell") == "True":
                yield f"{node.lineno}: shell=True"
            for word in ("allow_pickle", "trust_remote_code"):
                if given.get(word, "False") != "False":
                    yield f"{node.lineno}: {word}={given[word]}"
            if given.get("weights_only") == "False":
                yield f"{node.lineno}: weights_only=False"


@pytest.mark.parametrize(
    "code",
    [
        "import pickle", "from joblib import load", "import urllib.request", "import socket as s",
        "eval('1')", "exec(text)", "compile(text, 'a', 'exec')", "torch.load(path)",
        "np.load(path)", "np.load(path, allow_pickle=True)", "run(a, shell=True)", "os.system('a')",
        "load(folder, trust_remote_code=True)", "load(folder, trust_remote_code=trusted)",
        "pd.read_pickle(path)", "from http.client import HTTPConnection",
    ],
)  # fmt: skip
def test_misuse_would_be_seen(code: str) -> None:
    assert list(misuse(ast.parse(code)))


@pytest.mark.parametrize(
    "code", ["re.compile('a')", "network.eval()", "np.load(path, allow_pickle=False)", "import ast"]
)
def test_use_is_no_misuse(code: str) -> None:
    assert not list(misuse(ast.parse(code)))


def test_nothing_in_the_package_runs_what_a_file_brings() -> None:
    found = {
        f"{file.relative_to(ROOT)}:{what}"
        for file in PACKAGE.rglob("*.py")
        for what in misuse(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == set()


def test_models_load_in_one_place_and_never_with_code() -> None:
    loads = []
    for file in PACKAGE.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        loads += [file.name] * ("trust_remote_code" in text)
        loads += [file.name] * ("from_pretrained(" in text)
    assert loads == ["weights.py"]
    text = (PACKAGE / "weights.py").read_text(encoding="utf-8")
    assert "trust_remote_code=False" in text and '"use_safetensors": True' in text


# What a check does

WATCHED = """
import json, os, sys
told = []
def watch(event, given):
    if event.startswith(("socket.", "pickle.", "subprocess.", "os.system", "os.exec", "os.posix")):
        told.append(f"{event} {given}")
    if event == "open" and isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR):
        told.append(f"write {given[0]}")
sys.addaudithook(watch)
{before}
from claimcheck import check
assert len(check(sys.argv[1]).claims) == 9
print(json.dumps(told))
"""


def watched(case: Path, cache: Path, before: str = "") -> list[str]:
    """Run a check elsewhere and give all that it tried beyond reading files."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HF_")}
    spare = cache.parent / "spare"
    spare.mkdir(exist_ok=True)
    told = {"CLAIMCHECK_CACHE": str(cache), "PYTHONPATH": str(ROOT), "TMPDIR": str(spare)}
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCHED.replace("{before}", before), case],
        env={**kept, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return [one for one in found if not one.startswith(f"write {spare}/")]


@pytest.mark.slow
def test_a_cold_check_opens_no_connection_unpickles_nothing_and_starts_no_program(
    tmp_path: Path,
) -> None:
    case = make_case(tmp_path / "case")
    assert watched(case, tmp_path / "cache") == []
    assert list((tmp_path / "cache").iterdir())


def test_a_connection_or_a_pickle_would_be_seen(tmp_path: Path) -> None:
    case = make_case(tmp_path / "case")
    tries = (
        "import socket, pickle, subprocess; subprocess.run(['true'])\n"
        "try: socket.create_connection(('127.0.0.1', 9))\nexcept OSError: pass\n"
        "pickle.loads(pickle.dumps(os.getcwd)); open(sys.argv[1] + '/left', 'w').close()"
    )
    found = " ".join(watched(case, Path(os.environ["CLAIMCHECK_CACHE"]), tries))
    for what in ("subprocess.Popen", "socket.connect", "pickle.find_class", "write"):
        assert what in found


# Models that a stranger made


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """An encoder of three modules and a judge, tiny and with random weights."""
    import torch
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        BertTokenizerFast,
    )

    root = tmp_path_factory.mktemp("models")
    names = ["contradiction", "entailment", "neutral"]
    (root / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a"]))
    config = BertConfig(
        vocab_size=6, hidden_size=8, num_hidden_layers=1, num_attention_heads=1,
        intermediate_size=8, max_position_embeddings=16, id2label=dict(enumerate(names)),
        label2id={name: number for number, name in enumerate(names)},
    )  # fmt: skip
    torch.manual_seed(0)
    for name, kind in (("words", BertModel), ("pairs", BertForSequenceClassification)):
        kind(config).save_pretrained(root / name)
        BertTokenizerFast(str(root / "vocab.txt")).save_pretrained(root / name)
    modules = [Transformer(str(root / "words")), Pooling(8), Dense(8, 8)]
    SentenceTransformer(modules=modules, device="cpu").save(str(root / "encoder"))
    CrossEncoder(str(root / "pairs"), device="cpu").save(str(root / "judge"))
    return {kind: root / kind for kind in ("encoder", "judge")}


def use(kind: str, folder: Path, cache: Path) -> object:
    if kind == "encoder":
        return Encoder(folder, cache).encode(["a"])
    return Judge(folder, cache).judge(["a"], ["a a"])


def merged(file: Path, **values: Any) -> None:
    old = json.loads(file.read_text()) if file.exists() else {}
    file.write_text(json.dumps({**old, **values}))


def typed(folder: Path, name: str) -> None:
    """Have modules.json name a class."""
    modules = json.loads((folder / "modules.json").read_text())
    modules[0]["type"] = name
    (folder / "modules.json").write_text(json.dumps(modules))


CLASSES = ("AutoConfig", "AutoModel", "AutoModelForSequenceClassification", "AutoTokenizer")
MAPPED = {"auto_map": dict.fromkeys(CLASSES, "modeling_trap.Trap")}
TRAPS: dict[str, Callable[[Path], None]] = {
    "a module of its own": lambda f: typed(f, "modeling_trap.Trap"),
    "a module in a package": lambda f: typed(f, "sentence_transformers.modeling_trap.Trap"),
    "a program of Python": lambda f: typed(f, "os.system"),
    "auto_map": lambda f: merged(f / "config.json", **MAPPED),
    "auto_map of another kind": lambda f: merged(f / "config.json", model_type="trap", **MAPPED),
    "a tokenizer": lambda f: merged(
        f / "tokenizer_config.json",
        tokenizer_class="Trap",
        auto_map={"AutoTokenizer": ["modeling_trap.Trap", "modeling_trap.Trap"]},
    ),
    "an activation": lambda f: merged(
        f / "config_sentence_transformers.json", activation_fn="modeling_trap.Trap"
    ),
    "an activation of a layer": lambda f: merged(
        f / "2_Dense" / "config.json", activation_function="modeling_trap.Trap"
    ),
}


@pytest.fixture(params=["encoder", "judge"])
def trapped(
    request: pytest.FixtureRequest,
    models: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """A model's folder, from which one could import, with a module that leaves a file if run."""
    folder = Path(shutil.copytree(models[request.param], tmp_path / request.param))
    code = f"open({str(tmp_path / 'ran')!r}, 'w')\nclass Trap:\n    def __init__(self, *a): ...\n"
    for name in ("modeling_trap.py", "__init__.py"):
        (folder / name).write_text(code)
    (folder / "2_Dense").mkdir(exist_ok=True)
    monkeypatch.chdir(folder)
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "modeling_trap", raising=False)
    return folder


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_no_code_in_a_model_folder_is_run(trapped: Path, trap: Callable[[Path], None]) -> None:
    trap(trapped)
    try:
        use(trapped.name, trapped, trapped.parent / "cache")
    except CheckError as error:
        assert str(trapped) in str(error)
    assert not (trapped.parent / "ran").exists()


def test_the_traps_bite_who_trusts_them(trapped: Path) -> None:
    import sentence_transformers

    kind, trap = {
        "encoder": ("SentenceTransformer", "an activation of a layer"),
        "judge": ("CrossEncoder", "an activation"),
    }[trapped.name]
    TRAPS[trap](trapped)
    getattr(sentence_transformers, kind)(str(trapped), device="cpu", trust_remote_code=True)
    assert (trapped.parent / "ran").exists()


class Trap:
    """A pickle that leaves a file when it is read."""

    def __init__(self, ran: Path) -> None:
        self.ran = ran

    def __reduce__(self) -> tuple[Any, tuple[Path]]:
        return Path.touch, (self.ran,)


@pytest.mark.parametrize(
    ("kind", "name"),
    [("encoder", "."), ("encoder", "2_Dense"), ("judge", ".")],
)
@pytest.mark.parametrize("harmless", [False, True])
def test_no_weights_are_read_from_a_pickle(
    kind: str, name: str, harmless: bool, models: dict[str, Path], tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file

    folder = Path(shutil.copytree(models[kind], tmp_path / "model"))
    weights = folder / name / "model.safetensors"
    bad = folder / name / "pytorch_model.bin"
    ran = tmp_path / "ran"
    bad.write_bytes(pickle.dumps(Trap(ran)))
    use(kind, folder, tmp_path / "cache")  # it has safetensors beside it, and they are read
    torch.save(load_file(weights) if harmless else {"weight": Trap(ran)}, bad)
    weights.unlink()
    with pytest.raises(CheckError, match="safetensors") as caught:
        use(kind, folder, tmp_path / "cache")
    assert str(folder) in str(caught.value)
    assert not ran.exists()


def test_modules_of_a_module_are_part_of_a_model(models: dict[str, Path], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(models["encoder"], tmp_path / "model"))
    before = Encoder(folder, tmp_path / "cache").sha256
    inner = folder / "query_0_Dense"  # as a Router of the name "" has it
    inner.mkdir()
    shutil.copy(folder / "2_Dense" / "model.safetensors", inner)
    assert Encoder(folder, tmp_path / "cache").sha256 != before
    (inner / "model.safetensors").rename(inner / "pytorch_model.bin")
    with pytest.raises(CheckError, match=r"query_0_Dense/pytorch_model\.bin: weights as a pickle"):
        Encoder(folder, tmp_path / "cache")
    shutil.rmtree(inner)
    inner.symlink_to(folder / "2_Dense")
    with pytest.raises(CheckError, match="query_0_Dense: a link to a folder"):
        Encoder(folder, tmp_path / "cache")


@pytest.mark.parametrize(("kind", "option"), [("encoder", "--model"), ("judge", "--judge")])
def test_the_command_line_refuses_a_pickle(
    kind: str, option: str, models: dict[str, Path], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(models[kind], tmp_path / "model"))
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(pickle.dumps(Trap(tmp_path / "ran")))
    done = CliRunner().invoke(app, ["check", str(make_case(tmp_path / "c")), option, str(folder)])
    assert done.exit_code == 2
    assert str(folder) in done.stderr and "safetensors" in done.stderr
    assert not (tmp_path / "ran").exists()


# What SECURITY.md says


def test_every_test_that_security_names_is_there() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w./-]+)(?:::(\w+))?`", text)
    assert len(named) >= 20
    for path, function in named:
        file = ROOT / path
        assert file.exists(), path
        if function:
            assert re.search(rf"^\s*def {function}\(", file.read_text(encoding="utf-8"), re.M), (
                f"{path}::{function}"
            )


def test_the_sizes_that_security_states_are_the_ones_in_the_code() -> None:
    from claimcheck import decision_rows, readers

    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert f"{readers.LARGEST // 1_000_000} MB" in text
    assert f"{decision_rows.LONGEST:,} characters" in text

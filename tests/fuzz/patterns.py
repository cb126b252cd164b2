"""Every regular expression of claimcheck, and the strings on which each would take longest.

A pattern's own parse tree (CPython's ``re._parser``) tells what it repeats. A repeat's body, over
and over, with what stands before it and an end that fits nothing, is what makes it backtrack.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any, NamedTuple

import claimcheck

METHODS = ("match", "fullmatch", "search", "finditer", "findall", "split", "sub", "subn")
_SINGLE = (
    *"aAq1 .,-'\"“’([|·:\n<",
    "A ",
    "Aa ",
    "a ",
    "1 ",
    "1,",
    "a, ",
    "A. ",
    "A-",
    "“a” ",
    "“" * 2,
)
_CATEGORIES = {
    "CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a", "CATEGORY_NOT_SPACE": "a", "CATEGORY_NOT_WORD": " ",
}  # fmt: skip


class Used(NamedTuple):
    """A pattern, where it is written, and how it is looked for."""

    where: str
    pattern: re.Pattern[str]
    method: str


class Pump(NamedTuple):
    """What to repeat, and what comes first."""

    before: str
    body: str

    def text(self, length: int) -> str:
        """A text of that length, of which no end fits."""
        return (self.before + self.body * (length // len(self.body) + 1))[:length] + "\0"


def modules() -> list[ModuleType]:
    """The package's modules but the training script."""
    names = [m.name for m in pkgutil.walk_packages(claimcheck.__path__, "claimcheck.")]
    return [
        importlib.import_module(n) for n in names if not n.endswith(("__main__", "train_judge"))
    ]


def every() -> list[Used]:
    """Every pattern: in a module's names and tables, and in calls of ``re`` within functions."""
    found: dict[tuple[str, int, str], Used] = {}
    loaded = modules()
    sources = {m.__name__: Path(str(m.__file__)).read_text(encoding="utf-8") for m in loaded}
    for module in loaded:
        for name, value in vars(module).items():
            for pattern in _held(value, module.__name__):
                for method in _methods(name, module.__name__, sources):
                    key = (pattern.pattern, pattern.flags, method)
                    found.setdefault(key, Used(f"{module.__name__}.{name}", pattern, method))
        for where, method, pattern in _called(module, sources[module.__name__]):
            key = (pattern.pattern, pattern.flags, method)
            found.setdefault(key, Used(where, pattern, method))
    return list(found.values())


def _held(value: Any, module: str, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns in a value; texts in tables that are patterns, compiled when first met."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif isinstance(value, str):
        if depth and re.search(r"\\[bsdwZ]|\(\?", value):
            yield from _compiled(value)
    elif isinstance(value, list | tuple | set | frozenset) and depth < 4:
        for item in value:
            yield from _held(item, module, depth + 1)
    elif isinstance(value, Mapping) and depth < 4:
        for item in value.values():
            yield from _held(item, module, depth + 1)
    elif getattr(type(value), "__module__", "") == module and hasattr(value, "_pattern"):
        yield from _held((value._pattern,), module)


def _compiled(text: str) -> Iterator[re.Pattern[str]]:
    flags = re.IGNORECASE | (re.VERBOSE if "\n" in text or " #" in text else 0)
    try:
        yield re.compile(text, flags)
    except re.error:
        return  # a part of a pattern


def _methods(name: str, module: str, sources: Mapping[str, str]) -> list[str]:
    """How a named pattern is looked for, by its own module or, without a _, by any."""
    where = [sources[module]] if name.startswith("_") else list(sources.values())
    calls = rf"\b{re.escape(name)}\.({'|'.join(METHODS)})\("
    used = {m for source in where for m in re.findall(calls, source)}
    used |= {"match"} if any(re.search(rf"map\({name}\.match", s) for s in where) else set()
    return sorted(used) or ["finditer"]


def _called(module: ModuleType, source: str) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    """Calls such as ``re.search(r"...", text)`` whose pattern does not hang on a local name."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[first, *_]
            ):
                if method not in METHODS:
                    continue
                flags = [a for a in node.args[2:] if "re." in ast.unparse(a)]
                flags += [k.value for k in node.keywords if k.arg == "flags"]
                try:
                    text, *kinds = (
                        eval(ast.unparse(n), vars(module).copy()) for n in (first, *flags)
                    )
                except NameError:
                    continue
                if isinstance(text, str):
                    where = f"{module.__name__}:{node.lineno}"
                    yield where, method, re.compile(text, kinds[0] if kinds else 0)


def pumps(pattern: re.Pattern[str], seed: int = 1) -> list[Pump]:
    """What makes a pattern backtrack: its repeats' bodies, its own words, and plain characters."""
    rng = random.Random(seed)
    tree = _parser.parse(pattern.pattern, pattern.flags)
    out = {Pump("", single) for single in _SINGLE}
    for _ in range(2):
        for before, body in _repeats(tree, "", rng):
            out |= {Pump(before, body), Pump("", before[-40:] + body)}
        whole = _sample(tree, rng)
        out |= {Pump("", whole), Pump("", whole[:-1]), Pump("", whole + " ")}
    return sorted(pump for pump in out if pump.body)


def _repeats(tree: Any, before: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The body of each long repeat, with a text that leads up to it."""
    for op, arg in tree:
        name = str(op)
        if name.endswith("_REPEAT"):
            if arg[1] >= 8:
                yield before, _sample(arg[2], rng)
            yield from _repeats(arg[2], before, rng)
        elif name == "BRANCH":
            for branch in arg[1]:
                yield from _repeats(branch, before, rng)
        elif name == "SUBPATTERN":
            yield from _repeats(arg[3], before, rng)
        elif name == "ATOMIC_GROUP":
            yield from _repeats(arg, before, rng)
        elif name in ("ASSERT", "ASSERT_NOT"):
            yield from _repeats(arg[1], before, rng)
        before += _sample([(op, arg)], rng)


def _sample(tree: Any, rng: random.Random) -> str:
    """A short text that fits a part of a pattern, what only looks around left aside."""
    return "".join(_SAMPLES[str(op)](arg, rng) for op, arg in tree if str(op) in _SAMPLES)


def _repeated(arg: Any, rng: random.Random) -> str:
    times = min(max(arg[0], min(1, arg[1])), 5)
    return "".join(_sample(arg[2], rng) for _ in range(times))


def _one_of(items: Any, rng: random.Random) -> str:
    named = {str(op): arg for op, arg in items}
    chars = [
        chr(arg if str(op) == "LITERAL" else rng.randint(*arg))
        if str(op) in ("LITERAL", "RANGE")
        else _CATEGORIES.get(str(arg), "")
        for op, arg in items
        if str(op) != "NEGATE"
    ]
    if "NEGATE" in named:
        return next(c for c in "a1 .,-" if c not in chars)
    return rng.choice(chars)


_SAMPLES: dict[str, Callable[[Any, random.Random], str]] = {
    "LITERAL": lambda arg, rng: chr(arg),
    "NOT_LITERAL": lambda arg, rng: "b" if arg == ord("a") else "a",
    "ANY": lambda arg, rng: "a",
    "IN": _one_of,
    "BRANCH": lambda arg, rng: _sample(rng.choice(arg[1]), rng),
    "SUBPATTERN": lambda arg, rng: _sample(arg[3], rng),
    "ATOMIC_GROUP": lambda arg, rng: _sample(arg, rng),
    **{f"{kind}_REPEAT": _repeated for kind in ("MAX", "MIN", "POSSESSIVE")},
}

"""A result that is kept comes back as it was, and only for the very same case and program."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from claimcheck import check as run
from claimcheck import kept, version, walk
from claimcheck.cache import CACHE_FILE, Cache
from claimcheck.check import Result
from claimcheck.kinds.calendar import DateSpan
from claimcheck.kinds.naming import Name
from claimcheck.records import Case, Source

CASES = Path(__file__).parents[1] / "data" / "cases"


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


@pytest.fixture
def walks(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Lists the titles of the cases that are walked through."""
    seen: list[str] = []
    before = walk.walk

    def counted(case: Case, *given: Any, **options: Any) -> dict[str, pd.DataFrame]:
        seen.append(case.title)
        return before(case, *given, **options)

    monkeypatch.setattr(walk, "walk", counted)
    return seen


def frames(result: Result) -> dict[str, pd.DataFrame]:
    each = {field.name: getattr(result, field.name) for field in fields(result)}
    return {name: table for name, table in each.items() if isinstance(table, pd.DataFrame)}


def types(value: Any) -> Any:
    """A value's type, and those of what it holds."""
    inside = map(types, value) if isinstance(value, list | tuple) else ()
    return type(value).__name__, *inside


def case_of(*texts: str) -> Case:
    sources = [Source(f"s{n}", "", f"S{n}", text) for n, text in enumerate(texts[1:])]
    return Case("folder", "A case", Source("article", "article", "A", texts[0]), tuple(sources))


@pytest.mark.parametrize("folder", sorted(CASES.iterdir()), ids=lambda folder: folder.name)
def test_what_comes_back_is_what_was_kept(folder: Path, cache: Cache) -> None:
    made = frames(run(folder))
    one = kept.Kept(cache, folder)
    one.put(made)
    back = one.get()
    assert back is not None
    assert list(back) == list(made)
    for name, table in made.items():
        assert_frame_equal(back[name], table, check_exact=True)
        for column in table:
            mine, theirs = (t[column].map(types).tolist() for t in (back[name], table))
            assert mine == theirs, (name, column)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.dates(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.frozensets(st.text())
        | st.builds(Name, st.text(), st.text(), st.frozensets(st.text()))
        | st.builds(DateSpan, st.dates() | st.none(), st.dates() | st.none())
    ),
    max_leaves=8,
)


@given(st.lists(_VALUES, max_size=5))
def test_any_value_comes_back(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    one = kept.Kept(Cache(tmp_path_factory.getbasetemp()), "any")
    one.put({"any": pd.DataFrame({"value": pd.Series(values, dtype=object)})})
    back = one.get()
    assert back is not None
    assert back["any"]["value"].tolist() == values
    assert back["any"]["value"].map(types).tolist() == [types(value) for value in values]


def test_a_second_check_walks_no_more(walks: list[str]) -> None:
    case = case_of("The bridge cost 9 million crowns.", "It cost seven million crowns.")
    first, second = run(case), run(case)
    assert walks == ["A case"]
    assert second.to_json() == first.to_json()
    moved = run(replace(case, folder="elsewhere"))
    assert (len(walks), moved.case.folder) == (1, "elsewhere")


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Another"},
        {"article": Source("article", "article", "A", "The bridge cost 8 million crowns.")},
        {"article": Source("article", "article", "A", "It rained.", date=date(2025, 1, 2))},
        {"sources": ()},
    ],
    ids=["title", "text", "date", "sources"],
)
def test_another_case_is_walked(walks: list[str], change: dict[str, Any]) -> None:
    case = replace(case_of("The bridge cost 2 million crowns.", "It did."), title=str(change))
    run(case)
    run(replace(case, **change))
    assert len(walks) == 2


def test_other_options_and_another_version_are_walked(
    walks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of("The bridge cost 4 million crowns.", "It cost 6. It is long.")
    run(case)
    run(case, k=1)
    monkeypatch.setattr(run_module(), "version", lambda: "another")
    run(case)
    assert len(walks) == 3


def run_module() -> Any:
    import sys

    return sys.modules["claimcheck.check"]


def test_the_version_hangs_on_the_libraries_and_on_python(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = version.version.__wrapped__
    found = {fresh()}
    monkeypatch.setattr(version.metadata, "version", lambda name: f"{name} 99")
    found.add(fresh())
    monkeypatch.setattr(version, "sys", SimpleNamespace(version_info=(3, 99)))
    found.add(fresh())
    assert len(found) == 3


@pytest.mark.parametrize("asked", ["version", "requires"])
def test_there_is_a_version_where_no_library_or_not_even_claimcheck_is_installed(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(name: str) -> None:
        raise version.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(version.metadata, asked, gone)
    assert version.version.__wrapped__() != version.version()


def test_no_word_of_it_can_be_read_without_the_case(tmp_path: Path) -> None:
    text = "Abgeordnete forderten neunundneunzig Leuchttürme. " * 40
    mine = kept.Kept(Cache(tmp_path), text)
    mine.put({"sentences": pd.DataFrame({"text": [text]})})
    data = (tmp_path / CACHE_FILE).read_bytes()
    assert b"Leucht" not in data
    for at in range(len(data)):  # nor is it merely packed
        with pytest.raises(zlib.error):
            zlib.decompress(data[at:])
    assert kept.Kept(Cache(tmp_path), text + " ").get() is None


def test_what_this_program_did_not_write_is_made_anew(cache: Cache) -> None:
    for data in (b"", b"x", b"[]", b"[[1]]", b'[["a", [["b", "int64", ["c"]]]]]',
                 b'[["a", [["b", "object", [{"os.system": ["ls"]}]]]]]'):  # fmt: skip
        one = kept.Kept(cache, data)
        packed = zlib.compress(data)
        cache.write({one._name: one._mixed(packed), b"other": data})
        assert not one.get(), data
        cache.write({one._name: data})
        assert one.get() is None

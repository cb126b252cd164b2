"""What all tests share: a cache of their own, no network, the tables of examples."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record", action="store_true", help="write the cases' expected.json anew from the program"
    )


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the user's cache out of the tests and the tests out of the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLAIMCHECK_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("HF_HUB_OFFLINE", "1")
        yield


@pytest.fixture(scope="session")
def examples() -> Callable[[str], list[dict[str, str]]]:
    """Read a table of ``tests/examples`` by its name, one dictionary a row."""
    return read_examples


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. On a machine of its own (CI) its lack is a failure, anywhere else a skip."""
    from browser import chromium, opened

    program = chromium()
    if program is None:
        why = "no Chromium: install Debian's chromium, or name a browser in CHROMIUM"
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)
    with opened(program) as started:
        yield started


def read_examples(name: str) -> list[dict[str, str]]:
    with (HERE / "examples" / f"{name}.csv").open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the slow tests last, so that a mistake shows early; of them the browser's, whose checks
    are on disk by then."""
    late = ("slow", "browser")
    items.sort(key=lambda item: [item.get_closest_marker(mark) is not None for mark in late])

"""Files that lead out of a case, never end, or take each other's place: refused, in one message."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from exported import folder as write_case
from exported import result as checked_by_hand
from typer.testing import CliRunner

from claimcheck import case, check, decisions, export, files, new_case, readers, report
from claimcheck.cli import app
from claimcheck.cli.terminal import write_lines
from claimcheck.records import CheckError, Decision, frame

RUN = CliRunner()
NOBODY = frame(Decision, [])
SECRET = "root:x:0:0:the secret of this machine"
pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no named pipes")
zeros = pytest.mark.skipif(not Path("/dev/zero").exists(), reason="has no /dev/zero")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "secret.txt").write_text(SECRET)
    return write_case(tmp_path)


def pipe(place: Path) -> None:
    os.mkfifo(place)


def endless(place: Path) -> None:
    place.symlink_to("/dev/zero")


def out(place: Path) -> None:
    place.symlink_to("/etc/hosts")


def round_and_round(place: Path) -> None:
    place.symlink_to(place)


def a_folder(place: Path) -> None:
    place.mkdir()


ODD = [
    pytest.param(pipe, marks=pipes),
    pytest.param(endless, marks=zeros),
    *(out, round_and_round, a_folder),
]


def refused(act: Callable[[], object]) -> str:
    """What is said of bad input; nothing of a file outside the case is in it."""
    with pytest.raises(CheckError) as caught:
        act()
    assert "secret of this machine" not in str(caught.value)
    return str(caught.value)


def name_source(folder: Path, name: str) -> None:
    """Let the case name another file for its first source."""
    card = folder / "case.toml"
    text = card.read_text(encoding="utf-8")
    odd = "".join(c if c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in name)
    card.write_text(text.replace("sources/council.txt", odd), encoding="utf-8")


# What case.toml names

OUTSIDE = {
    "above": "../secret.txt",
    "above, from within": "sources/../../secret.txt",
    "from the root": "/etc/hostname",
    "this process": "/proc/self/environ",
    "a drive": "C:\\Windows\\win.ini",
    "a drive's own folder": "C:council.txt",
    "a drive, with slashes": "c:/council.txt",
    "another machine": "\\\\host.invalid\\share\\council.txt",
    "another machine, with slashes": "//host.invalid/share/council.txt",
    "a device by Windows' long name": "\\\\.\\PhysicalDrive0",
    "the root, with a backslash": "\\council.txt",
}


@pytest.mark.parametrize("name", OUTSIDE.values(), ids=OUTSIDE.keys())
def test_a_path_out_of_the_case_is_refused_on_every_system(folder: Path, name: str) -> None:
    name_source(folder, name)
    told = refused(lambda: case.load(folder))
    assert 'case.toml: source 1 ("council"): file: ' in told
    assert "leads out of the case folder; put the file into the folder" in told


@pytest.mark.parametrize("name", ["~/secret.txt", "$HOME/secret.txt", "%USERPROFILE%\\secret.txt"])
def test_no_name_is_expanded(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder.parent))
    name_source(folder, name)
    assert "is not in the case folder" in refused(lambda: case.load(folder))


@pytest.mark.parametrize("odd", ["\n", "\r", "\t", "\x00", "\x1b[2J", "\x7f", "\x9b", "\u2028"])
def test_a_name_with_a_control_character_is_refused_and_shown(folder: Path, odd: str) -> None:
    name = f"sources/a{odd}b.txt"
    if "\x00" not in odd:
        (folder / name).write_text("The ferry cost £4 million.")
    name_source(folder, name)
    told = refused(lambda: case.load(folder))
    assert 'source 1 ("council"): file: ' in told and "rename the file" in told
    shown = RUN.invoke(app, ["check", str(folder)]).stderr
    assert shown.count("\n") == 1 and not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", shown)


@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize("name", ["article.txt", "sources/council.txt"])
def test_what_is_no_file_is_refused_and_not_waited_for(
    folder: Path, name: str, make: Callable[[Path], None]
) -> None:
    (folder / name).unlink()
    make(folder / name)
    told = refused(lambda: case.load(folder))
    assert "case.toml: " in told and ": file: " in told
    kinds = {pipe: "is a device or a pipe", a_folder: "is a folder", out: "leads out of the case"}
    assert kinds.get(make, "") in told


def test_a_folder_of_links_tells_no_names_outside(folder: Path) -> None:
    (folder.parent / "elsewhere").mkdir()
    (folder.parent / "elsewhere" / "counsil.txt").write_text(SECRET)
    (folder / "zources").symlink_to(folder.parent / "elsewhere")
    name_source(folder, "zource/counsil.txt")
    told = refused(lambda: case.load(folder))
    assert "is not in the case folder" in told and "zources" not in told


@pytest.mark.parametrize(
    ("one", "other"), [("Radio.txt", "radio.TXT"), ("caf\u00e9.txt", "cafe\u0301.txt")]
)
def test_names_that_many_disks_take_for_one_are_refused(folder: Path, one: str, other: str) -> None:
    for name in (one, other):
        (folder / "sources" / name).write_text(f"The ferry cost £4 million, {name}.")
    if len(list((folder / "sources").iterdir())) < 3:
        pytest.skip("this disk takes them for one")
    name_source(folder, f"sources/{one}")
    with (folder / "case.toml").open("a", encoding="utf-8") as card:
        card.write(f'file = "sources/{other}"\n')
    told = refused(lambda: case.load(folder))
    assert 'source 2 ("radio"): file: ' in told and "rename one" in told


def test_ids_that_differ_only_in_case_are_refused(folder: Path) -> None:
    with (folder / "case.toml").open("a", encoding="utf-8") as card:
        card.write('[[source]]\nid = "Council"\n')
    assert 'source 3 ("Council"): id: "Council" is taken' in refused(lambda: case.load(folder))


def test_no_two_exported_files_are_one_on_any_disk(folder: Path, tmp_path: Path) -> None:
    for format in ("csv", "claimreview", "annotations"):
        made = export.write(checked_by_hand(folder), NOBODY, format, tmp_path / format)
        assert len({path.name.casefold() for path in made}) == len(made)


# What claimcheck keeps in the folder itself


@pytest.mark.parametrize("make", ODD)
@pytest.mark.parametrize("name", ["case.toml", "decisions.csv", "expected.json"])
def test_a_file_of_claimchecks_own_that_is_none_is_refused(
    folder: Path, name: str, make: Callable[[Path], None]
) -> None:
    (folder / name).unlink(missing_ok=True)
    make(folder / name)
    before = sorted(folder.rglob("*"))
    if name == "decisions.csv":
        for act in (decisions.read, decisions.set_aside):
            assert str(folder / name) in refused(lambda act=act: act(folder))
        told = refused(lambda: decisions.append(folder, "c1", "It runs.", "supported", "Ann"))
    else:
        options = ["--expect", name, "--update"] if name == "expected.json" else []
        done = RUN.invoke(app, ["check", str(folder), *options])
        assert (done.exit_code, done.stdout) == (2, "")
        told = done.stderr
    assert str(folder / name) in told and "secret of this machine" not in told
    assert "put" in told and "there" in told
    assert sorted(folder.rglob("*")) == before


def test_the_lock_of_decisions_is_no_way_out(folder: Path) -> None:
    victim = folder.parent / "secret.txt"
    (folder / ".decisions.csv.lock").symlink_to(victim)
    told = refused(lambda: decisions.append(folder, "c1", "It runs.", "supported", "Ann"))
    assert "can't be written" in told
    assert victim.read_text() == SECRET


# Files that the user names


@pytest.mark.parametrize("make", ODD)
def test_another_copy_of_the_article_that_is_no_file_is_refused(
    folder: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "copy.txt")
    if make is out:  # the user may name any file of theirs
        assert readers.read(tmp_path / "copy.txt")
        return
    done = RUN.invoke(app, ["check", str(folder), "--article", str(tmp_path / "copy.txt")])
    assert done.exit_code == 2
    assert str(tmp_path / "copy.txt") in done.stderr
    new = ["new", str(tmp_path / "made"), "--article", str(tmp_path / "copy.txt")]
    assert RUN.invoke(app, new).exit_code == 2
    assert not (tmp_path / "made").exists()


def test_a_name_that_is_no_utf8_is_shown_and_works(folder: Path, tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9\n\x1b[2J.txt"))
    source = odd.with_name("b\udce9.txt")
    try:
        for path in (odd, source):
            path.write_text("The ferry cost £4 million.")
    except OSError:
        pytest.skip("this disk has no such names")
    root = new_case.create(tmp_path / "made", odd, [source])
    assert case.load(root).sources[0].id == "b"
    odd.unlink()
    gone = RUN.invoke(app, ["check", str(folder), "--article", str(odd)])
    assert gone.exit_code == 2
    assert "caf⟦U+DCE9⟧ ␛[2J.txt: there is no such file" in gone.stderr
    moved = folder.rename(folder.with_name("f\udcffe"))
    page = report.render(checked_by_hand(moved), NOBODY)
    assert "<code>f⟦U+DCFF⟧e</code>" in page
    for format in export.FORMATS:
        export.write(checked_by_hand(moved), NOBODY, format, tmp_path / f"{format}\udcff")


def test_sources_that_differ_only_in_case_get_files_of_their_own(tmp_path: Path) -> None:
    given = []
    for place, name in (("a", "Talk.txt"), ("b", "talk.TXT"), ("c", "tálk.txt")):
        (tmp_path / place).mkdir()
        given.append(tmp_path / place / name)
        given[-1].write_text(f"The ferry cost £4 million, {place}.")
    root = new_case.create(tmp_path / "made", given[0].with_name("Talk.txt"), given[1:])
    root = new_case.create(tmp_path / "more", _article(tmp_path), given)
    made = [path.name for path in (root / "sources").iterdir()]
    assert len({name.casefold() for name in made}) == len(made) == 3


def _article(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text("The ferry cost £4 million.")
    return tmp_path / "page.txt"


def test_a_new_case_stays_in_its_folder(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "sources").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "talk.txt").write_text("It cost £4 million.")
    told = refused(
        lambda: new_case.create(tmp_path / "made", _article(tmp_path), [tmp_path / "talk.txt"])
    )
    assert "leads out of the new case folder; name a new folder" in told
    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["sources"]


# Where results go


def test_no_output_takes_the_place_of_a_file_of_the_case(folder: Path) -> None:
    result = checked_by_hand(folder)
    own = '<!doctype html><meta name="generator" content="claimcheck"><p>The ferry cost £4.'
    (folder / "article.html").write_text(own)
    card = folder / "case.toml"
    card.write_text(card.read_text(encoding="utf-8").replace("article.txt", "article.html"))
    decisions.append(folder, "c1", "It runs.", "supported", "Ann")
    (folder / "also").symlink_to(folder / "article.html")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    names = ("article.html", "also", "case.toml", "sources/council.txt", "decisions.csv")
    for name in names:
        with pytest.raises(CheckError, match="is a file of the case itself"):
            export.write(result, NOBODY, "html", folder / name)
        for option in ("--html", "--json"):
            done = RUN.invoke(app, ["check", str(folder), option, str(folder / name)])
            assert done.exit_code == 2
            assert f"{folder / name}: is a file of the case itself; name another" in done.stderr
        if name not in ("article.html", "also"):
            options = ["--expect", str(folder / name), "--update"]
            done = RUN.invoke(app, ["check", str(folder), *options])
            assert done.exit_code == 2
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    for format in ("csv", "parquet", "claimreview", "annotations"):
        with pytest.raises(CheckError, match="is a case folder; name a folder of its own"):
            export.write(result, NOBODY, format, folder)


def test_a_link_in_an_outputs_place_writes_over_nothing(folder: Path, tmp_path: Path) -> None:
    victim = tmp_path / "secret.txt"
    for place, told in ((victim, "not written by claimcheck"), (tmp_path / "no", "a link to noth")):
        (tmp_path / "page.html").unlink(missing_ok=True)
        (tmp_path / "page.html").symlink_to(place)
        assert told in refused(lambda: files.write(tmp_path / "page.html", "<p>"))
        assert (victim.read_text(), (tmp_path / "no").exists()) == (SECRET, False)
    result, there = checked_by_hand(folder), tmp_path / "csv"
    there.mkdir()
    (there / "claims.csv").symlink_to(victim)
    told = refused(lambda: export.write(result, NOBODY, "csv", there))
    assert "claims.csv: not written by claimcheck" in told
    (there / "claims.csv").unlink()
    (there / "claims.csv").symlink_to(tmp_path / "no")  # it gives way to the file itself
    export.write(result, NOBODY, "csv", there)
    assert not (tmp_path / "no").exists() and not (there / "claims.csv").is_symlink()
    with pytest.raises(CheckError, match="not written by claimcheck"):
        write_lines(_linked(tmp_path / "rows.jsonl", victim), iter(["{}\n"]))
    assert victim.read_text() == SECRET


def _linked(place: Path, target: Path) -> Path:
    place.symlink_to(target)
    return place


def test_a_link_planted_for_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "secret.txt"
    victim.write_text(SECRET)
    (tmp_path / f".page.html.{os.getpid()}.part").symlink_to(victim)
    files.write(tmp_path / "page.html", "<p>")
    assert victim.read_text() == SECRET
    assert (tmp_path / "page.html").read_text() == "<p>"


@pipes
def test_a_pipe_among_exported_files_is_not_waited_for(folder: Path, tmp_path: Path) -> None:
    for name in ("provenance.json", "claims.csv"):
        (tmp_path / name[:4]).mkdir()
        pipe(tmp_path / name[:4] / name)
        told = refused(
            lambda name=name: export.write(
                checked_by_hand(folder), NOBODY, "csv", tmp_path / name[:4]
            )
        )
        assert f"{name}: not written by claimcheck" in told


# Notebooks are programs


def test_notebooks_do_not_run_beside_a_strangers_code(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("papermill")
    from claimcheck import tours

    place = folder / "notebooks"
    for name in ("tour.py", "pandas.py", "numpy/__init__.py", "x.abi3.so", "json.pyc"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("open('pwned', 'w')")
        told = refused(lambda: tours.write(folder))
        assert str(place / name.partition("/")[0]) in told and "name another folder" in told
        (place / name).unlink()
        if (place / name).parent != place:
            (place / name).parent.rmdir()
    planted = place / "__pycache__"
    planted.mkdir()
    (planted / "tour.cpython-311.pyc").write_bytes(b"x")
    (place / "secret.py").symlink_to(tmp_path / "secret.txt")
    refused(lambda: tours.write(folder))
    assert not planted.exists()
    assert not list(folder.rglob("pwned")) and not list(place.glob("*.ipynb"))


def test_notebooks_stay_in_the_case_and_follow_no_link(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("papermill")
    from claimcheck import tours

    (tmp_path / "elsewhere").mkdir()
    (folder / "notebooks").symlink_to(tmp_path / "elsewhere")
    assert "leads out of the case folder" in refused(lambda: tours.write(folder, run=False))
    (folder / "notebooks").unlink()
    (folder / "notebooks").mkdir()
    first = tours.tour()[0].name
    for name in (first, "tour.py"):
        (folder / "notebooks" / name).symlink_to(tmp_path / "elsewhere" / name)
    tours.write(folder, run=False)
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.slow
def test_a_check_leaves_the_case_as_it_was(folder: Path) -> None:
    """Nothing but decisions.csv is ever written into a case unasked."""
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    check(folder, k=1)
    assert decisions.read(folder).empty
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

"""A book: reports bound into one page, whose names and numbers don't clash."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from report_helpers import files_under, hotline, write_notebook

from hotlinelib import ParameterError
from hotlinelib.reports import archive_reports, bind_book
from hotlinelib.reports.manifest import read_books
from hotlinelib.reports.verify import compare_again, render_elsewhere

CHAPTER = """
import pandas as pd
from hotlinelib import Paper
from hotlinelib.figures import LorenzCurves
paper = Paper(language)
frame = pd.DataFrame({{"place": ["a", "b"], "count": [1, {count}]}})
paper.title("Chapter on {count}")
"""
SECTION = 'paper.heading("Counts", "counts") + paper.prose("See the #figure-counts below.")'
PARTS = """
axes = frame.plot.bar("place", "count")
paper.figure(axes, "counts", "A caption.", "Two bars.", title="b has more") + paper.table(
    frame, "counts", "A caption.")
"""
SHARED = (
    'paper.heading("Source", "source") + paper.prose("One list.") + paper.prose("See #source.")'
)
MANIFEST = """
[report.one]
notebook = "one.ipynb"
[report.two]
notebook = "two.ipynb"
[report.two.matrix]
language = "*"
[book.both]
reports = ["two", "one"]
title = { en = "Both", zh-Hans = "两章", zh-Hant = "兩章" }
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bound")
    for name, count in (("one", 2), ("two", 5)):
        write_notebook(made / f"{name}.ipynb", CHAPTER.format(count=count), SHARED, SECTION, PARTS)
    (made / "books.toml").write_text(MANIFEST, encoding="utf-8")
    bind(made, "en")
    return made


@pytest.fixture(scope="module")
def in_chinese(place: Path) -> None:
    bind(place, "zh-Hans")


def bind(place: Path, language: str) -> None:
    given = ("--language", language, "--manifest", "books.toml", "--format", "pdf")
    done = hotline("book", "both", *given, cwd=place)
    assert done.returncode == 0, done.stderr


def test_numbers_go_on_from_chapter_to_chapter_and_no_name_is_twice(place: Path) -> None:
    check_names_and_numbers(place / "reports" / "both--language-en", "Figure")


@pytest.mark.slow
@pytest.mark.usefixtures("in_chinese")
def test_they_do_so_in_chinese(place: Path) -> None:
    check_names_and_numbers(place / "reports" / "both--language-zh-Hans", "图")


def check_names_and_numbers(folder: Path, words: str) -> None:
    html = (folder / "report.html").read_text(encoding="utf-8")
    body = re.sub(r"<(style|script).*?</\1>", "", html, flags=re.DOTALL)
    names = Counter(re.findall(r'\sid="([^"]+)"', body))
    assert [name for name, count in names.items() if count > 1] == []
    asked = set(re.findall(r'(?:href="#|url\(#)([^")]+)', body))
    assert asked - set(names) == set()
    assert re.findall(rf"<b>{words} ?(\d)</b>", body) == ["1", "2"]
    assert re.findall(r"<h2 id=\"part\d-title\">Chapter on (\d)", body) == ["5", "2"]
    # What both chapters say in the same words is in the first of them.
    assert re.findall(r'<h3 id="(part\d-source)">', body) == ["part1-source"]
    assert "default-src &#39;none&#39;" in html
    # What lies beside the page has the same numbers, and each link leads to a file.
    linked = re.findall(r'href="([^"#]+)" download', body)
    assert linked
    assert all((folder / name).is_file() for name in linked)
    assert (folder / "figures" / "figure-2-part2-counts.svg").is_file()
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF-")


@pytest.mark.slow
@pytest.mark.usefixtures("in_chinese")
def test_a_book_is_the_same_twice_and_is_archived_with_its_chapters(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    before, after = (
        files_under(
            bind_book("both", "en", "reports", formats=["pdf"], manifest="books.toml").parent
        )
        for _ in range(2)
    )
    assert before == after
    archive = archive_reports(place / "reports", tmp_path / "archive")
    (tmp_path / "again").mkdir()
    render_elsewhere(archive, tmp_path / "again")
    found = compare_again(archive, tmp_path / "again")
    assert (found.changed, found.rendered) == ([], 6)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('[book.x]\nreports = ["tow"]', "takes a table title"),
        ("[book.x]\nreports = []", "takes reports"),
        ('[book."../x"]\nreports = ["two"]', "can't name a folder"),
        ("book = 3", "is no table|takes reports|no table"),
    ],
)
def test_a_book_that_is_wrongly_described_is_refused_with_its_place(
    entry: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "books.toml"
    path.write_text(f"{entry}\n[report.two]\n", encoding="utf-8")
    with pytest.raises(ParameterError, match=told):
        read_books(path)


def test_an_unknown_book_is_answered_with_those_there_are(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(place)
    with pytest.raises(ParameterError, match="did you mean 'both'"):
        bind_book("bath", manifest=place / "books.toml")
    with pytest.raises(ParameterError, match="language"):
        bind_book("both", "fr", manifest=place / "books.toml")

"""A small notebook to start a report of one's own from."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from hotlinelib.errors import ParameterError
from hotlinelib.language import LANGUAGES
from hotlinelib.messages import message

CELLS: tuple[tuple[str, str, str], ...] = (
    (
        "markdown",
        "explain",
        "# {title}\n\nWhat this report asks, and how. Cells with the tag `explain` are for whoever "
        "opens the\nnotebook; pages leave them out.",
    ),
    (
        "code",
        "parameters",
        'edition: str = "2019"  # year of the edition\n'
        'recipients: str = "organisation"  # organisation, person, all\n'
        'language: str = "en"  # {languages}',
    ),
    (
        "code",
        "",
        "import hotlinelib as hl\n\n"
        "listed = hl.load_awards(edition)\n"
        "counted = hl.select_awards(listed, recipients)\n"
        "paper = hl.Paper(language)\n"
        'paper.title("{title}")',
    ),
    (
        "markdown",
        "explain",
        "## A finding\n\n`hl.findings` makes results that tabulate, draw and tell themselves. Try: "
        '`by="region7"`.',
    ),
    (
        "code",
        "explain",
        'counts = hl.findings.counts(counted, unit="organisations", by="nbs_region")\ncounts.frame',
    ),
    ("code", "", "paper.show(counts)"),
    ("markdown", "explain", "## A table of your own\n\nAny frame will do."),
    (
        "code",
        "",
        'table = counted.groupby("award_en", as_index=False).agg(winners=("position", "size"))\n'
        'paper.table(table, "awards", "Winners of each award.", labels={{"award_en": "Award"}})',
    ),
    ("code", "", "paper.citation(edition)"),
)


def new_report(name: str, folder: str | Path = ".") -> Path:
    """Write a small notebook that renders as a report."""
    if not re.fullmatch(r"\w[\w-]{0,60}", name):
        raise ParameterError(
            message(
                "name = {name!r} is no name of a notebook; use letters, digits, _ and -, such as "
                "'my_report'",
                name=name,
            )
        )
    path = Path(folder) / f"{name}.ipynb"
    title = name.replace("_", " ").replace("-", " ").capitalize()
    content = {
        "cells": [_cell(place, *cell, title=title) for place, cell in enumerate(CELLS)],
        "metadata": {
            "kernelspec": {
                "display_name": "Python 3 (ipykernel)",
                "language": "python",
                "name": "python3",
            },
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    except FileExistsError as error:
        raise ParameterError(
            message("{path} is there already; choose another name", path=path)
        ) from error
    return path


def _cell(place: int, kind: str, tag: str, source: str, *, title: str) -> dict[str, Any]:
    filled = source.format(title=title, languages=", ".join(LANGUAGES))
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": f"cell-{place}",
        "metadata": {"tags": [tag]} if tag else {},
        "source": filled.splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})

"""The files that stand beside a page for each part of it."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from hotlinelib.figures.standalone import standalone_svg
from hotlinelib.language import Speech

if TYPE_CHECKING:
    from nbformat import NotebookNode

KINDS = ("figure", "table")
_WIDE = re.compile(r'<div class="(?:wide|only)">(<svg .*?</svg>)</div>', re.DOTALL)
_LABEL = re.compile(r' aria-label="[^"]*"', re.DOTALL)


def part_files(output: NotebookNode, about: Mapping[str, Any], language: str) -> dict[str, bytes]:
    """Return the files of a figure or table, by how their names end."""
    data = output.data
    # Excel takes a CSV for Chinese only with a byte-order mark.
    files = {"csv": data["text/csv"].encode("utf-8-sig")} if "text/csv" in data else {}
    if about["kind"] != "figure":
        return files
    drawn = _WIDE.search(data["text/html"])
    assert drawn is not None, "a figure always carries its SVG"
    svg = standalone_svg(_LABEL.sub("", drawn[1], count=1), language)
    return {"svg": svg.encode("utf-8"), "png": base64.b64decode(data["image/png"]), **files}


def part_stem(about: Mapping[str, Any]) -> str:
    """Return the name of a part's files beside the page, without what it ends in."""
    return f"{about['kind']}s/{about['kind']}-{about['number']}-{about['name']}"


def part_links(output: NotebookNode, about: Mapping[str, Any], say: Speech) -> str:
    """Return the links to the files of a figure or table, and to itself."""
    endings = ["svg", "png"] if about["kind"] == "figure" else []
    endings += ["csv"] if "text/csv" in output.data else []
    number = about["number"]
    of = (
        say("of figure {number}", number=number)
        if about["kind"] == "figure"
        else say("of table {number}", number=number)
    )
    links = [
        f'<a href="{escape(part_stem(about))}.{ending}" download>{ending.upper()}'
        f'<span class="hidden"> {escape(of)}</span></a>'
        for ending in endings
    ]
    address, link = f"#{about['kind']}-{about['name']}", say("Link")
    links.append(
        f'<a href="{escape(address)}">{escape(link)}<span class="hidden"> {escape(of)}</span></a>'
    )
    return f'<p class="files">{" ".join(links)}</p>'

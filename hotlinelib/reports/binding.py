"""Reports bound into one: chapters with one table of contents and one numbering.

What is bound are executed notebooks, and what comes out is one, which a page and copies are made of
as of any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING, Any

from hotlinelib.language import Speech, named, speak
from hotlinelib.part import METADATA_KEY
from hotlinelib.reports.page import HIDDEN_TAG, title_of

if TYPE_CHECKING:
    from nbformat import NotebookNode

# Lists that a book has once, at its end
REFERENCES, CITATION = "references", "cite"
TAG = re.compile(r"<[a-zA-Z][^<>]*>")
# Attributes that give a name to an element, or name others
NAMING = re.compile(r'(\s(?:id|for|aria-labelledby|aria-describedby|aria-controls))="([^"]*)"')
LINK = re.compile(r'(\s(?:xlink:)?href="#|url\(#)([^")]*)')
# Of figures and tables, whose links to themselves begin with what they are
KIND = re.compile(r"(?:figure|table)-|")
HEADING = re.compile(r"<(/?)h([1-5])\b")
BARE = re.compile(r"<(h[1-5])\b[^>]*>[^<]*</\1>")
# What is said: a text, a point of a list, the title of a figure
PARAGRAPH = re.compile(r'<p[ >].*?</p>|<li[ >].*?</li>|<h3 class="finding">.*?</h3>', re.DOTALL)
# Of a figure or a table
NUMBERED = re.compile(r"<figcaption><b>[^<]*</b>")


def bind(title: str, chapters: Sequence[NotebookNode], language: str) -> NotebookNode:
    """Return executed notebooks bound into one."""
    from nbformat.v4 import new_code_cell, new_notebook

    say = speak(language)
    numbers = {"figure": 0, "table": 0}
    shown: dict[str, str] = {}
    cells = [new_code_cell("", id="title", outputs=[_heading(title, 1, "title")])]
    ends: dict[str, list[str]] = {REFERENCES: [], CITATION: []}
    for place, executed in enumerate(chapters, start=1):
        chapter = _Chapter(f"part{place}-", deepcopy(executed), say, numbers)
        for name, found in ends.items():
            found += chapter.without(name)
        chapter.leave_out(shown)
        cells += chapter.cells()
    closing = _closing(ends, say)
    bound: NotebookNode = new_notebook(cells=cells, metadata=deepcopy(chapters[0].metadata))
    bound.cells += [
        new_code_cell("", id=f"end-{place}", outputs=[output])
        for place, output in enumerate(closing)
    ]
    return bound


class _Chapter:
    """One report on its way into a book."""

    def __init__(
        self, prefix: str, executed: NotebookNode, say: Speech, numbers: dict[str, int]
    ) -> None:
        self.prefix, self.executed, self.say, self.numbers = prefix, executed, say, numbers
        # Names of what an earlier chapter shows, each with its name there
        self.elsewhere: dict[str, str] = {}
        executed.cells = [
            cell for cell in executed.cells if HIDDEN_TAG not in cell.metadata.get("tags", [])
        ]

    def without(self, anchor: str) -> list[str]:
        """Take out the parts under a heading; return their HTML."""
        found = []
        for cell in self.executed.cells:
            for output in [*cell.get("outputs", [])]:
                if _about(output).get("anchor") == anchor:
                    found.append(str(output.data["text/html"]))
                    cell.outputs.remove(output)
        return found

    def leave_out(self, shown: dict[str, str]) -> None:
        """Take out what an earlier chapter shows, and headings that lose all that is below them.

        `shown` has the names of all that is in the book so far, by what it tells.
        """
        gone: list[NotebookNode] = []
        for section in self._sections():
            anchor = _name(section[0])
            parts = [one for one in section if not BARE.fullmatch(_html(one))]
            again = [one for one in parts if all(text in shown for text in _told(one))]
            if parts and len(again) == len(parts):
                self.elsewhere[anchor] = shown[_told(parts[0])[0]]
                gone += section
            else:
                again = [one for one in again if one is not section[0]]
                gone += again
            for one in again:
                self.elsewhere[_name(one)] = shown[_told(one)[0]]
            for one in parts:
                for text in _told(one):
                    shown.setdefault(text, self._own(_name(one) or anchor))
        for cell in self.executed.cells:
            if "outputs" in cell:
                cell.outputs = [one for one in cell.outputs if not any(one is out for out in gone)]

    def _sections(self) -> list[list[NotebookNode]]:
        """Return what is under each heading, with it; the supplement has sections of its own."""
        found: dict[bool, list[list[NotebookNode]]] = {False: [], True: []}
        for cell in self.executed.cells:
            for output in cell.get("outputs", []):
                about = _about(output)
                sections = found[bool(about.get("supplement"))]
                if about.get("kind") == "heading" and about["level"] > 1:
                    sections.append([output])
                elif sections and about.get("kind") != "summary":
                    sections[-1].append(output)
        return found[False] + found[True]

    def cells(self) -> list[NotebookNode]:
        """Return the cells of the chapter: title, what was found, sections, supplement."""
        from nbformat.v4 import new_code_cell

        title = title_of(self.executed, "")
        before, body, further = [_heading(title, 2, f"{self.prefix}title")], [], []
        for place, cell in enumerate(self.executed.cells):
            kept = []
            for output in cell.get("outputs", []):
                about = _about(output)
                self._rename(output, about)
                if about.get("kind") == "summary":
                    about["kind"] = "prose"
                    before.append(output)
                elif about.pop("supplement", False):
                    further.append(output)
                elif about.get("level") != 2 or about["anchor"] != f"{self.prefix}title":
                    kept.append(output)
            cell["id"] = f"{self.prefix}{place}"
            if "outputs" in cell:
                cell.outputs = kept
            body.append(cell)
        if further:
            heading = _heading(str(self.say("Supplement")), 3, f"{self.prefix}supplement")
            further.insert(0, heading)
        first = new_code_cell("", id=f"{self.prefix}first", outputs=before)
        last = new_code_cell("", id=f"{self.prefix}last", outputs=further)
        return [first, *body, *([last] if further else [])]

    def _rename(self, output: NotebookNode, about: dict[str, Any]) -> None:
        """Give a part its number and names in the book, and lower its headings."""
        html = output.get("data", {}).get("text/html")
        if html is None:
            return
        kind = about.get("kind")
        if kind in self.numbers:
            self.numbers[kind] += 1
            old, new = (_label(kind, number, self.say) for number in
                        (about["number"], self.numbers[kind]))  # fmt: skip
            html = html.replace(f"<b>{escape(old)}</b>", f"<b>{escape(new)}</b>", 1)
            about["number"] = self.numbers[kind]
            about["name"] = f"{self.prefix}{about['name']}"
        if kind == "heading":
            about["level"] += 1
            about["anchor"] = f"{self.prefix}{about['anchor']}"
        html = HEADING.sub(lambda tag: f"<{tag[1]}h{int(tag[2]) + 1}", html)
        output.data["text/html"] = TAG.sub(lambda tag: self._told_apart(tag[0]), html)

    def _told_apart(self, tag: str) -> str:
        tag = NAMING.sub(
            lambda found: f'{found[1]}="{" ".join(map(self._own, found[2].split()))}"', tag
        )
        return LINK.sub(lambda found: f"{found[1]}{self._own(found[2])}", tag)

    def _own(self, name: str) -> str:
        """Return a name with that of the chapter in it; of what isn't here, its name elsewhere."""
        if name in self.elsewhere:
            return self.elsewhere[name]
        return KIND.sub(lambda kind: f"{kind[0]}{self.prefix}", name, count=1)


def _about(output: NotebookNode) -> dict[str, Any]:
    found: dict[str, Any] = output.get("metadata", {}).get(METADATA_KEY, {})
    return found


def _html(output: NotebookNode) -> str:
    return str(output.get("data", {}).get("text/html", output))


def _told(output: NotebookNode) -> list[str]:
    """Return what a part tells: its paragraphs, or a figure or table as it is without its number.

    A paragraph may be told by the title of a figure.
    """
    html = _html(output)
    texts = [
        re.sub(r"<[^>]+>", "", one).rstrip(".\N{IDEOGRAPHIC FULL STOP}")
        for one in PARAGRAPH.findall(html)
    ]
    if _about(output).get("kind") in ("prose", "heading") and texts:
        return texts
    return [NUMBERED.sub("", html, count=1), *texts]


def _name(output: NotebookNode) -> str:
    """Return what a link to a part ends in; empty if it has no name."""
    about = _about(output)
    if about.get("kind") in ("figure", "table"):
        return f"{about['kind']}-{about['name']}"
    return str(about.get("anchor", ""))


def _heading(text: str, level: int, anchor: str) -> NotebookNode:
    html = f'<h{level} id="{escape(anchor)}">{escape(text, quote=False)}</h{level}>'
    about = {"kind": "heading", "level": level, "anchor": anchor, "text": text}
    return _output(html, text, about)


def _output(html: str, text: str, about: dict[str, Any]) -> NotebookNode:
    from nbformat.v4 import new_output

    data = {"text/html": html, "text/plain": text}
    made: NotebookNode = new_output("display_data", data=data, metadata={METADATA_KEY: about})
    return made


def _label(kind: str, number: int, say: Speech) -> str:
    if kind == "figure":
        return str(say("Figure {number}", number=named(number)))
    return str(say("Table {number}", number=named(number)))


def _closing(ends: dict[str, list[str]], say: Speech) -> Iterable[NotebookNode]:
    """Return the references of all chapters in one list, and the citation."""
    works = sorted({item for html in ends[REFERENCES] for item in _items(html)})
    if works:
        heading = _heading(str(say("References")), 2, REFERENCES)
        heading.data["text/html"] += f'<ol class="references">{"".join(works)}</ol>'
        yield heading
    if ends[CITATION]:
        heading = _heading(str(say("How to cite")), 2, CITATION)
        heading.data["text/html"] = ends[CITATION][0]
        yield heading


def _items(html: str) -> list[str]:
    return re.findall(r"<li[^>]*>.*?</li>", html, re.DOTALL)

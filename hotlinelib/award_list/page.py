"""From a saved page to the lines that a browser shows."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from hotlinelib.errors import ParseError
from hotlinelib.messages import message

_MARKUP = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|meta|title|div|p|br|table|tr|td|th|ul|ol|li|span"
    r"|h[1-6]))(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af"
# A line break in the source between two characters isn't a space in Chinese typesetting.
_BREAK_INSIDE_CHINESE = re.compile(rf"(?<=[{_HAN}])[ \t]*[\r\n]\s*(?=[{_HAN}])")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2"}
    | {"h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option", "p", "pre"}
    | {"section", "summary", "tbody", "tfoot", "thead", "ul", "br"}
)
# What a reader doesn't see, also what a page shows as struck out.
_UNPRINTED = frozenset(
    {"script", "style", "head", "noscript", "template", "textarea", "title", "svg"}
    | {"del", "s", "strike"}
)
# A cell of so many lines holds a part of the page, not of a table.
_LAYOUT_LINES = 6
# More than any table needs; a page may ask for millions.
_MOST_SPAN = 1000


@dataclass
class _Block:
    """What is being collected: the page, or one cell of a table."""

    lines: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    holds_table: bool = False

    def flush(self, prefix: str = "") -> bool:
        """End a line; say whether there was one."""
        joined = _BREAK_INSIDE_CHINESE.sub("", "".join(self.parts))
        line = _SPACE.sub(" ", joined).strip(" ")
        self.parts.clear()
        if line:
            self.lines.append(prefix + line)
        return bool(line)


@dataclass
class _Cell:
    block: _Block
    rows: int
    columns: int


@dataclass
class _Table:
    row: list[_Cell] = field(default_factory=list)
    # Cells that reach down into the rows below, by column: how many, and what they hold.
    reaching: dict[int, tuple[int, str]] = field(default_factory=dict)


def is_html(text: str) -> bool:
    """Tell whether a text is a saved page: whether it has at least one common HTML tag."""
    return _MARKUP.search(text) is not None


def html_to_text(page: str) -> str:
    """Turn a page into the lines that a browser shows, cells of a row with tabs between them."""
    parser = etree.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True)
    try:
        root = etree.fromstring(_CONTROL.sub("", page).encode("utf-8", "replace"), parser)
    except etree.ParseError as error:
        raise ParseError(message("the page can't be read: {error}", error=error)) from error
    if any("xcessive depth" in entry.message for entry in parser.error_log):
        raise ParseError(
            message("the page is nested too deep to be read; save its text and read that")
        )
    if root is None:
        return "\n"
    reader = _PageReader()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if isinstance(element.tag, str):
            reader.start(element) if event == "start" else reader.end(element)
    return reader.text()


class _PageReader:
    """Collects printed lines while the page is walked through."""

    def __init__(self) -> None:
        self._blocks = [_Block()]
        self._tables: list[_Table] = []
        self._lists: list[int | None] = []
        self._number = ""
        self._hidden = 0
        self._pre = 0

    def start(self, element: Any) -> None:
        if self._hidden or element.tag in _UNPRINTED or _HIDDEN.search(element.get("style") or ""):
            self._hidden += 1
            return
        self._open(element)
        self._text(element.text)

    def end(self, element: Any) -> None:
        if self._hidden:
            self._hidden -= 1
        else:
            self._close(element.tag)
        if not self._hidden:
            self._text(element.tail)

    def text(self) -> str:
        """Return all lines."""
        self._flush()
        return "\n".join(self._blocks[0].lines).strip("\n") + "\n"

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if not self._pre:
            self._blocks[-1].parts.append(text)
            return
        for index, line in enumerate(text.split("\n")):
            if index:
                self._flush()
            self._blocks[-1].parts.append(line)

    def _flush(self) -> None:
        if self._blocks[-1].flush(self._number):
            self._number = ""

    def _open(self, element: Any) -> None:
        tag = element.tag
        if tag == "table":
            self._flush()
            self._blocks[-1].holds_table = True
            self._tables.append(_Table())
        elif tag in ("td", "th") and self._tables:
            self._blocks.append(_Block())
            cell = _Cell(self._blocks[-1], _span(element, "rowspan"), _span(element, "colspan"))
            self._tables[-1].row.append(cell)
        elif tag in _BLOCKS or tag == "tr":
            self._flush()
            self._open_list(element)
        if tag == "pre":
            self._pre += 1

    def _open_list(self, element: Any) -> None:
        if element.tag in ("ol", "ul"):
            start = element.get("start") or "1"
            self._lists.append(int(start) if element.tag == "ol" and start.isdigit() else None)
        elif element.tag == "li" and self._lists and (number := self._lists[-1]) is not None:
            self._number = f"{number}. "
            self._lists[-1] = number + 1

    def _close(self, tag: str) -> None:
        if tag in ("td", "th") and self._tables and len(self._blocks) > 1:
            self._flush()
            self._blocks.pop()
        elif tag == "tr" and self._tables:
            self._end_row(self._tables[-1])
        elif tag == "table" and self._tables:
            self._end_row(self._tables[-1])
            self._tables.pop()
        elif tag in _BLOCKS:
            self._flush()
            if tag in ("ol", "ul") and self._lists:
                self._lists.pop()
        if tag == "pre":
            self._pre -= 1

    def _end_row(self, table: _Table) -> None:
        row, table.row = table.row, []
        if not row:
            return
        lines = self._blocks[-1].lines
        if any(c.block.holds_table or len(c.block.lines) > _LAYOUT_LINES for c in row):
            for cell in row:
                lines += cell.block.lines
            return
        cells = _spread(row, table.reaching)
        filled = [cell for cell in cells if cell]
        if len(filled) == 1 and len(row) == 1:
            lines += row[0].block.lines or filled
        elif filled:
            lines.append("\t".join(cells).rstrip("\t"))


def _spread(row: list[_Cell], reaching: dict[int, tuple[int, str]]) -> list[str]:
    """Put the cells of a row, and those that reach down into it, into their columns."""
    cells: list[str] = []
    waiting = list(row)
    while waiting or any(column >= len(cells) for column in reaching):
        column = len(cells)
        if column in reaching:
            left, text = reaching.pop(column)
            if left > 1:
                reaching[column] = (left - 1, text)
            cells.append(text)
        elif waiting:
            cell = waiting.pop(0)
            text = " ".join(cell.block.lines)
            for offset in range(cell.columns):
                if cell.rows > 1:
                    reaching[column + offset] = (cell.rows - 1, "" if offset else text)
                cells.append("" if offset else text)
        else:
            cells.append("")
        if len(cells) > _MOST_SPAN:
            break
    return cells


def _span(element: Any, name: str) -> int:
    value = (element.get(name) or "1").strip()
    return min(max(int(value), 1), _MOST_SPAN) if value.isdigit() and len(value) < 6 else 1

"""Copies of a report's tables for other programs: a workbook, and LaTeX."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from hotlinelib.extras import from_extra

if TYPE_CHECKING:
    from nbformat import NotebookNode

TABLE_FORMATS = ("xlsx", "tex")
# As LaTeX writes the signs that it has other uses for
LATEX = {
    **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "\N{MINUS SIGN}": r"$-$",
}
NUMBER = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?")
# Zip files know no earlier time.
FIRST_TIME = (1980, 1, 1, 0, 0, 0)


def table_copies(
    output: NotebookNode, about: Mapping[str, Any], formats: Sequence[str]
) -> dict[str, bytes]:
    """Return copies of a table, by how the names of their files end."""
    html = str(output.data["text/html"])
    table = ElementTree.fromstring(html[html.index("<table>") : html.index("</table>") + 8])
    rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    right = ["number" in cell.get("class", "").split() for cell in next(table.iter("tr"))]
    written = {"xlsx": lambda: _to_xlsx(rows, right), "tex": lambda: _to_latex(rows, right, about)}
    return {one: written[one]() for one in formats}


def _to_latex(
    rows: Sequence[Sequence[str]], right: Sequence[bool], about: Mapping[str, Any]
) -> bytes:
    head, *body = (" & ".join(map(_latex, row)) + r" \\" for row in rows)
    columns = "".join("r" if one else "l" for one in right)
    lines = [
        r"\begin{table}",
        rf"\caption{{{_latex(str(about['caption']))}}}",
        rf"\label{{tab:{about['name']}}}",
        rf"\begin{{tabular}}{{{columns}}}",
        r"\toprule",
        head,
        r"\midrule",
        *body,
        r"\bottomrule",
        r"\end{tabular}",
        r"\end{table}",
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def _latex(text: str) -> str:
    return "".join(LATEX.get(sign, sign) for sign in " ".join(text.split()))


def _to_xlsx(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> bytes:
    with from_extra("copies"):
        from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    for place, row in enumerate(rows, start=1):
        for column, (text, is_number) in enumerate(zip(row, right, strict=True), start=1):
            plain = text.replace("\N{MINUS SIGN}", "-")
            cell = sheet.cell(place, column)
            if is_number and place > 1 and NUMBER.fullmatch(plain):
                cell.value = float(plain.replace(",", ""))
            else:
                cell.value = text
                # Also what begins as a formula does
                cell.data_type = "s"
    sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return _without_times(content.getvalue())


def _without_times(workbook: bytes) -> bytes:
    """Return a workbook that doesn't tell when it was written: the same table, the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(made, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == "docProps/core.xml":
                content = re.sub(
                    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", content
                )
            entry = zipfile.ZipInfo(info.filename, FIRST_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(entry, content)
    return made.getvalue()

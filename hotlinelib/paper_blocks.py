"""The parts of a report as HTML: figures, tables, texts and the list of references.

What is written here stands in notebooks as it is; a page adds its look and the links to files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from hotlinelib.arguments import check_kind, check_list, shown
from hotlinelib.errors import ParameterError
from hotlinelib.language import speak
from hotlinelib.messages import message
from hotlinelib.part import Part

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from hotlinelib.figures import Chart
    from hotlinelib.language.headings import Column

MISSING = "–"
# Of a table whose caller doesn't say: what stands on a telephone without asking.
COLUMNS_FIRST_SHOWN = 4


@dataclass(frozen=True)
class TableColumn:
    """How a column of a table is shown."""

    label: str
    alignment: Literal["text", "number"] = "text"
    priority: Literal[1, 2] | None = None


def figure_html(
    *,
    name: str,
    number_label: str,
    title: str,
    caption: str,
    alt: str,
    svg_wide: str,
    svg_narrow: str,
    source: str = "",
    language: str = "en",
) -> str:
    """Return a figure with its title, caption and source."""
    say = speak(language)
    label = str(say("{title}. {description}", title=title, description=alt)) if title else alt
    drawings = f'<div class="wide">{_labelled(svg_wide, label)}</div>'
    if svg_narrow:
        drawings += f'<div class="narrow" hidden="">{_labelled(svg_narrow, label)}</div>'
    else:
        drawings = drawings.replace('"wide"', '"only"', 1)
    heading = f'<h3 class="finding">{marked(title)}</h3>' if title else ""
    return (
        f'<figure class="drawing" id="figure-{escape(name)}">{heading}{drawings}'
        f"<figcaption>{_caption(number_label, caption)}{_source(source)}</figcaption></figure>"
    )


def table_html(
    frame: pd.DataFrame,
    columns: Sequence[TableColumn],
    *,
    name: str,
    number_label: str,
    caption: str,
    keys: Sequence[str] | None = None,
    marked: Collection[str] = (),
    source: str = "",
    language: str = "en",
) -> str:
    """Return a table with its caption."""
    if len(columns) != frame.shape[1]:
        raise ParameterError(
            "{columns} columns are described, but the frame has {shape}; expected one TableColumn "
            "each",
            columns=len(columns),
            shape=frame.shape[1],
        )
    if keys is not None:
        check_list("keys", keys, "a list with the key of each row")
        if len(keys) != len(frame):
            raise ParameterError(
                "{keys} keys for {frame} rows; expected one each", keys=len(keys), frame=len(frame)
            )
    say = speak(language)
    later = _later(columns)
    head = "".join(
        f'<th scope="col"{_class(column, hidden)}>{escape(column.label, quote=False)}</th>'
        for column, hidden in zip(columns, later, strict=True)
    )
    rows = frame.itertuples(index=False, name=None)
    body = "\n".join(
        f"<tr{_row_attributes(keys, place, marked)}>{_row(row, columns, later)}</tr>"
        for place, row in enumerate(rows)
    )
    asked = escape(say("All columns"))
    more = f'<details class="columns"><summary>{asked}</summary></details>' if any(later) else ""
    return (
        f'<figure class="table" id="table-{escape(name)}">'
        f"<figcaption>{_caption(number_label, caption)}</figcaption>{more}"
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></div>{_source(source)}</figure>"
    )


def heading_part(text: str, level: int, anchor: str) -> Part:
    """Return a heading; `anchor` is what a link to it ends in."""
    check_kind("text", text, str)
    check_kind("anchor", anchor, str)
    html = f'<h{level} id="{escape(anchor)}">{escape(text, quote=False)}</h{level}>'
    about = {"kind": "heading", "level": level, "anchor": anchor, "text": text}
    return Part({"text/html": html, "text/plain": text}, about)


def said_part(html: str, texts: Iterable[str], kind: str = "prose", between: str = "\n") -> Part:
    """Return sentences as they are shown, each with the estimates that it states."""
    kept = [text for text in texts if text]
    sentences = [
        {
            "text": str(text),
            "states": list(getattr(text, "states", ())),
            "unmarked": list(getattr(text, "unmarked", ())),
        }
        for text in kept
    ]
    content = {"text/html": html, "text/plain": between.join(kept)}
    return Part(content, {"kind": kind, "sentences": sentences})


def text_part(html: str, plain: str, *, heading: tuple[str, str]) -> Part:
    """Return a section of what isn't said by the package: its heading and anchor, and the text."""
    title = heading_part(heading[0], 2, heading[1])
    content = {
        "text/html": title.content["text/html"] + html,
        "text/plain": f"{title.content['text/plain']}\n{plain}",
    }
    return Part(content, title.about)


def marked(text: str) -> str:
    """Return a text as HTML in which each number leads back to its estimate."""
    check_kind("text", text, str)
    pieces, end = [], 0
    for mark in getattr(text, "marks", ()):
        if mark.id:
            pieces.append(_kept(text[end : mark.start]))
            stated = escape(text[mark.start : mark.end], quote=False)
            pieces.append(f'<span data-estimate="{escape(mark.id)}">{stated}</span>')
            end = mark.end
    return "".join(pieces) + _kept(text[end:])


def _kept(text: str) -> str:
    """Return a text as HTML whose equations aren't broken: χ² = 57.5 stands on one line."""
    return escape(text, quote=False).replace(" = ", "\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}")


def columns_of(frame: pd.DataFrame, columns: Sequence[Column]) -> list[dict[str, str]]:
    """Return what the columns of a CSV file are: their own names and the reader's headings."""
    kinds = {"b": "boolean", "i": "integer", "u": "integer", "f": "number"}
    return [
        {"name": str(name), "heading": column.label}
        | {"type": kinds.get(frame[name].dtype.kind, "string"), "written": column.kind}
        for name, column in zip(frame.columns, columns, strict=True)
    ]


def csv_of(frame: pd.DataFrame) -> str:
    """Return a frame as CSV in which a spreadsheet takes no text for a formula."""
    from hotlinelib.tables.export import safe_for_spreadsheets

    return safe_for_spreadsheets(frame).to_csv(index=False, lineterminator="\n")


def layouts_of(
    drawn: Axes | Figure | Chart, narrow: Axes | Figure | None, alt: str | None, language: str
) -> tuple[Axes, Axes | None, str]:
    """Return the axes for a page, those for a telephone, and what is told of them."""
    from hotlinelib.figures import Chart

    if isinstance(drawn, Chart):
        told = drawn.describe(language) if alt is None else alt
        wide = drawn.draw(language=language)
        if narrow is None:
            return wide, drawn.draw(language=language, layout="narrow"), told
        return wide, _axes("narrow", narrow), told
    wide = _axes("drawn", drawn)
    if alt is None:
        raise ParameterError("alt is missing; expected what the figure shows, in words")
    check_kind("alt", alt, str)
    return wide, None if narrow is None else _axes("narrow", narrow), alt


def _axes(name: str, drawn: object) -> Axes:
    """Return axes of what was drawn: themselves, or the first of a figure."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    axes = drawn.axes[0] if isinstance(drawn, Figure) and drawn.axes else drawn
    if not isinstance(axes, Axes):
        raise ParameterError(
            "{name} is {drawn}; expected a chart of hotlinelib.figures, or matplotlib's axes or "
            "figure with something drawn in it. A finding is shown by paper.show, a frame by "
            "paper.table",
            name=name,
            drawn=shown(drawn),
        )
    return axes


def drawn_title(axes: Axes, language: str) -> str:
    """Return the title of a figure as one line: it was wrapped to the width."""
    wrapped = axes.figure.get_suptitle() or axes.get_title(loc="left") or axes.get_title()
    return wrapped.replace("\n", " " if language == "en" else "")


def _labelled(svg: str, label: str) -> str:
    return svg.replace("<svg ", f'<svg aria-label="{escape(label)}" ', 1)


def _caption(number_label: str, caption: str) -> str:
    return f"<b>{escape(number_label, quote=False)}</b> {marked(caption)}"


def _source(source: str) -> str:
    return f'<p class="source">{marked(source)}</p>' if source else ""


def _later(columns: Sequence[TableColumn]) -> list[bool]:
    """Return which columns a narrow screen shows on demand; of a table of few columns none."""
    if len(columns) <= COLUMNS_FIRST_SHOWN and all(one.priority is None for one in columns):
        return [False] * len(columns)
    return [
        place >= COLUMNS_FIRST_SHOWN if column.priority is None else column.priority > 1
        for place, column in enumerate(columns)
    ]


def _class(column: TableColumn, later: bool) -> str:
    classes = [name for name, holds in (("number", column.alignment == "number"), ("later", later))
               if holds]  # fmt: skip
    return f' class="{" ".join(classes)}"' if classes else ""


def _row_attributes(keys: Sequence[str] | None, place: int, marked: Collection[str]) -> str:
    if keys is None:
        return ""
    key = str(keys[place])
    return f' data-key="{escape(key)}"' + (' class="marked"' if key in marked else "")


def _row(row: Sequence[Any], columns: Sequence[TableColumn], later: Sequence[bool]) -> str:
    cells = []
    for place, (value, column, hidden) in enumerate(zip(row, columns, later, strict=True)):
        # What a row is about is its head.
        tag, scope = ("th", ' scope="row"') if place == 0 and column.alignment == "text" else (
            "td", "")  # fmt: skip
        text = escape(MISSING if value is None or value != value else str(value), quote=False)
        # An address is one word: it may break after its strokes.
        text = text.replace("/", "/<wbr/>") if "://" in text else text
        cells.append(f"<{tag}{scope}{_class(column, hidden)}>{text}</{tag}>")
    return "".join(cells)


def check_finding(finding: object) -> None:
    """Refuse what is no finding."""
    from hotlinelib.findings.finding import Finding

    check_kind(message("the finding"), finding, Finding)

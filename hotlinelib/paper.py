"""A report as a short paper: numbered figures and tables, headings and sentences.

What a notebook shows travels in its outputs: a figure as SVG and PNG with its alt text, a table as
HTML and CSV. Whoever has the executed notebook has everything, and nothing is written on the way.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from hotlinelib.arguments import check_choice, check_kind
from hotlinelib.findings.estimates import as_records
from hotlinelib.language import LANGUAGES, Speech, named, speak
from hotlinelib.language.headings import Column, heading_of
from hotlinelib.part import Part, Section

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from hotlinelib.findings.finding import Finding

# Dots per inch: SVG's own measure, and what print needs at the least
SVG_RESOLUTION, PNG_RESOLUTION = 72, 160


@dataclass
class Paper:
    """Numbers the figures and tables of one report and shows its parts.

    Parameters
    ----------
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.

    Raises
    ------
    ParameterError
        If the language isn't offered.

    Examples
    --------
    >>> paper = Paper("en")
    >>> section = paper.heading("Where", "where") + paper.prose("Everywhere.")
    >>> section.content["text/html"]
    '<h2 id="where">Where</h2><p>Everywhere.</p>'
    """

    language: str
    figures: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Refuse a language that isn't offered."""
        check_choice("language", self.language, LANGUAGES)

    @property
    def say(self) -> Speech:
        """The sentences, numbers and lists of the reader's language."""
        return speak(self.language)

    def title(self, text: str) -> Part:
        """Show the title of the report."""
        return _heading(text, 1, "title")

    def heading(self, text: str, anchor: str) -> Part:
        """Show the heading of a section; `anchor` is what a link to it ends in."""
        return _heading(text, 2, anchor)

    def prose(self, *paragraphs: str) -> Part:
        """Show paragraphs; empty ones are left out."""
        kept = [text for text in paragraphs if text]
        html = "".join(f"<p>{marked(text)}</p>" for text in kept)
        about = {"kind": "prose", "sentences": said(kept)}
        return Part({"text/html": html, "text/plain": "\n\n".join(kept)}, about)

    def points(self, *points: str) -> Part:
        """Show a list of points; empty ones are left out."""
        kept = [text for text in points if text]
        html = "<ul>" + "".join(f"<li>{marked(text)}</li>" for text in kept) + "</ul>"
        about = {"kind": "prose", "sentences": said(kept)}
        return Part({"text/html": html, "text/plain": "\n".join(kept)}, about)

    def summary(self, question: str, findings: Sequence[Finding], limit: str = "") -> Part:
        """Show what the report found: a page puts it under the title, wherever the cell stands.

        Parameters
        ----------
        question : str
            In one sentence.
        findings : sequence of Finding
            The three to five that answer it; each is told by its headline.
        limit : str
            The most important limit.
        """
        headlines = [finding.headline(self.language) for finding in findings]
        links = [f"#{finding.name}" for finding in findings]
        points = "".join(
            f'<li>{marked(text)} <a href="{link}" aria-label="{escape(text)}">→</a></li>'
            for text, link in zip(headlines, links, strict=True)
        )
        html = (
            f'<section class="summary" id="summary"><p class="question">{marked(question)}</p>'
            f"<ul>{points}</ul>{f'<p>{marked(limit)}</p>' if limit else ''}</section>"
        )
        plain = "\n".join([question, *headlines, limit])
        about = {"kind": "summary", "sentences": said([question, *headlines, limit])}
        return Part({"text/html": html, "text/plain": plain}, about)

    def show(
        self,
        finding: Finding,
        *,
        heading: str | None = None,
        figure: bool = True,
        table: bool = True,
        supplement: bool = False,
    ) -> Section:
        """Show a finding as a section: heading, sentences, figure and table.

        Parameters
        ----------
        finding : Finding
            What a function of `hotlinelib.findings` returned.
        heading : str, optional
            By default the finding's own.
        figure, table : bool, default True
            Whether to show its figure and its table, if it has them.
        supplement : bool, default False
            Whether it belongs to the supplement at the end of the page.
        """
        first = self.heading(heading or finding.heading(self.language), finding.name)
        first = first + self.prose(*self._paragraphs(finding))
        about = {
            "finding": finding.name,
            "supplement": supplement,
            "counted": asdict(finding.counted),
            "estimates": as_records(finding.estimates),
            "references": list(finding.references),
        }
        parts = [Part(first.content, {**first.about, **about})]
        if figure and finding.has_figure:
            parts.append(self._figure_of(finding, supplement))
        if table and finding.has_table:
            tell = finding._teller(self.language)
            shown = self.table(finding._table(tell), finding.name, finding._caption(tell))
            parts.append(Part(shown.content, {**shown.about, "supplement": supplement}))
        return Section(tuple(parts))

    def _paragraphs(self, finding: Finding) -> list[str]:
        sentences = finding.sentences(self.language)
        return [self.say.paragraph(*sentences)] if sentences else []

    def _figure_of(self, finding: Finding, supplement: bool) -> Part:
        from hotlinelib.figures.style import figure_style

        with figure_style(self.language):
            axes = finding.plot(language=self.language)
        shown = self.figure(
            axes, finding.name, finding.caption(self.language), finding._describe_in(self.language)
        )
        return Part(shown.content, {**shown.about, "supplement": supplement})

    def figure(self, axes: Axes, name: str, caption: str, alt: str) -> Part:
        """Show a figure with its number, caption and alt text, and close it.

        Parameters
        ----------
        axes : matplotlib.axes.Axes
            Of the figure; all axes of the figure are shown.
        name : str
            What its files are named, after its number.
        caption : str
            What is shown and how it was counted.
        alt : str
            What a reader who can't see the figure is told.
        """
        number = _number(self.figures, name)
        label = self.say("Figure {number}", number=named(number))
        title = _drawn_title(axes, self.language)
        if title:
            # Who can't see the figure can't read the title that is drawn in it either.
            alt = self.say("{title}. {description}", title=title, description=alt)
        svg, png = _draw(axes, self.language)
        source = base64.b64encode(svg.encode("utf-8")).decode("ascii")
        html = (
            f'<figure id="figure-{name}"><div class="scroll"><img alt="{escape(alt)}" '
            f'src="data:image/svg+xml;base64,{source}"></div>'
            f"<figcaption><b>{escape(label)}</b> {marked(caption)}</figcaption>"
            "</figure>"
        )
        content = {
            "text/html": html,
            "image/png": base64.b64encode(png).decode("ascii"),
            "text/plain": f"{label} {caption}\n{alt}",
        }
        about = {
            "kind": "figure",
            "name": name,
            "number": number,
            "title": title,
            "caption": caption,
            "alt": alt,
        }
        return Part(content, about)

    def table(
        self,
        frame: pd.DataFrame,
        name: str,
        caption: str,
        labels: Mapping[str, str] | None = None,
    ) -> Part:
        """Show a table with its number and caption.

        Parameters
        ----------
        frame : pandas.DataFrame
            Any; columns that the package knows have their headings in the reader's language, others
            go under their own names.
        name : str
            What its file is named, after its number.
        caption : str
            What is shown and how it was counted.
        labels : mapping of str to str, optional
            Headings by column.
        """
        check_kind("the table", frame, pd.DataFrame)
        number = _number(self.tables, name)
        label = self.say("Table {number}", number=named(number))
        headings = labels or {}
        columns = [
            heading_of(str(column), self.say, frame[column], headings.get(column))
            for column in frame.columns
        ]
        heading = f"<b>{escape(label)}</b> {marked(caption)}"
        labelled = frame.set_axis([column.label for column in columns], axis="columns")
        content = {
            "text/html": _html_table(frame, columns, heading, f"table-{name}", self.say),
            "text/csv": frame.to_csv(index=False, lineterminator="\n"),
            "text/plain": f"{label} {caption}\n{_plain_table(labelled, columns, self.say)}",
        }
        about = {
            "kind": "table",
            "name": name,
            "number": number,
            "caption": caption,
            "columns": {
                str(key): column.label for key, column in zip(frame.columns, columns, strict=True)
            },
        }
        return Part(content, about)


def marked(text: str) -> str:
    """Return a text as HTML in which each number leads back to its estimate."""
    pieces, end = [], 0
    for mark in getattr(text, "marks", ()):
        if mark.id:
            pieces.append(escape(text[end : mark.start], quote=False))
            stated = escape(text[mark.start : mark.end], quote=False)
            pieces.append(f'<span data-estimate="{escape(mark.id)}">{stated}</span>')
            end = mark.end
    return "".join(pieces) + escape(text[end:], quote=False)


def said(texts: Iterable[str]) -> list[dict[str, Any]]:
    """Return sentences as `findings.json` holds them: each with the estimates that it states."""
    return [
        {
            "text": str(text),
            "states": list(getattr(text, "states", ())),
            "unmarked": list(getattr(text, "unmarked", ())),
        }
        for text in texts
        if text
    ]


def _heading(text: str, level: int, anchor: str) -> Part:
    html = f'<h{level} id="{escape(anchor)}">{escape(text, quote=False)}</h{level}>'
    about = {"kind": "heading", "level": level, "anchor": anchor, "text": text}
    return Part({"text/html": html, "text/plain": text}, about)


def _number(names: list[str], name: str) -> int:
    """Return the number of a figure or table; shown again, it keeps its number."""
    if name not in names:
        names.append(name)
    return names.index(name) + 1


def _drawn_title(axes: Axes, language: str) -> str:
    """Return the title of a figure as one line: it was wrapped to the width."""
    wrapped = axes.figure.get_suptitle() or axes.get_title(loc="left") or axes.get_title()
    return wrapped.replace("\n", " " if language == "en" else "")


def _draw(axes: Axes, language: str) -> tuple[str, bytes]:
    """Return a figure as SVG and PNG, and close it."""
    from matplotlib import pyplot as plt

    from hotlinelib.figures.style import figure_of, figure_style

    figure = figure_of(axes)
    with figure_style(language):
        drawn = _drawn_as_vector(figure), _drawn_as_dots(figure)
    plt.close(figure)
    return drawn


def _drawn_as_vector(figure: Figure) -> str:
    """Lay a figure out and draw it as SVG, by one renderer: it measures each text once."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG, RendererSVG

    # `savefig` would lay the figure out and draw it without ink first.
    figure.dpi = SVG_RESOLUTION
    svg = io.StringIO()
    width, height = figure.get_size_inches() * SVG_RESOLUTION
    about = {"Date": None, "Creator": None}
    renderer: Any = RendererSVG(  # type: ignore[no-untyped-call]
        width, height, svg, image_dpi=SVG_RESOLUTION, metadata=about
    )
    canvas = FigureCanvasSVG(figure)
    # Where a canvas offers a renderer, the layout measures with it.
    canvas.get_renderer = lambda: renderer  # type: ignore[attr-defined]
    figure.draw(renderer)
    renderer.finalize()
    figure.set_layout_engine("none")
    return svg.getvalue()


def _drawn_as_dots(figure: Figure) -> bytes:
    """Draw a figure as PNG, laid out as it was drawn as SVG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    figure.dpi = PNG_RESOLUTION
    png = io.BytesIO()
    # Half the time of the library's own level, and files of the same size
    options = {"compress_level": 3}
    canvas = FigureCanvasAgg(figure)
    canvas.print_png(png, metadata={"Software": None}, pil_kwargs=options)  # type: ignore[no-untyped-call]
    return png.getvalue()


def _plain_table(labelled: pd.DataFrame, columns: list[Column], say: Speech) -> str:
    rows = [
        [column.write(value, say) for column, value in zip(columns, row, strict=True)]
        for row in labelled.itertuples(index=False, name=None)
    ]
    return pd.DataFrame(rows, columns=labelled.columns).to_string(index=False)


def _html_table(
    frame: pd.DataFrame, columns: list[Column], heading: str, anchor: str, say: Speech
) -> str:
    head = "".join(
        f'<th scope="col" class="{column.alignment}">{escape(column.label)}</th>'
        for column in columns
    )
    body = "".join(
        "<tr>" + "".join(map(_html_cell, row, columns, [say] * len(columns))) + "</tr>\n"
        for row in frame.itertuples(index=False, name=None)
    )
    return (
        f'<figure class="table" id="{anchor}"><figcaption>{heading}</figcaption>'
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>\n{body}</tbody></table></div></figure>"
    )


def _html_cell(value: Any, column: Column, say: Speech) -> str:
    text = column.write(value, say)
    sort = f' data-sort="{value}"' if column.alignment == "number" and not pd.isna(value) else ""
    return f'<td class="{column.alignment}"{sort}>{escape(text, quote=False)}</td>'

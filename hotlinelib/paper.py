"""A report as a short paper: numbered figures and tables, headings and sentences.

A notebook's outputs hold all: figures as SVG and PNG with alt texts, tables as HTML and CSV.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from hotlinelib.arguments import check_choice, check_kind, check_list
from hotlinelib.errors import ParameterError
from hotlinelib.findings.estimates import as_records
from hotlinelib.language import LANGUAGES, Language, Speech, named, speak
from hotlinelib.language.headings import heading_of, written_table
from hotlinelib.messages import message
from hotlinelib.numbering import number_of, refuse_another
from hotlinelib.paper_blocks import (
    TableColumn,
    check_finding,
    columns_of,
    csv_of,
    drawn_title,
    figure_html,
    heading_part,
    layouts_of,
    marked,
    said_part,
    table_html,
    text_part,
)
from hotlinelib.part import Part, Section

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from hotlinelib.figures import Chart
    from hotlinelib.findings.finding import Finding


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

    language: Language
    figures: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    # In which run of a cell each was shown last, and the digest of what was shown
    _shown: dict[str, tuple[int | None, int]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse a language that isn't offered."""
        check_choice("language", self.language, LANGUAGES)

    @property
    def say(self) -> Speech:
        """The sentences, numbers and lists of the reader's language."""
        return speak(self.language)

    def title(self, text: str) -> Part:
        """Show the title of the report."""
        return heading_part(text, 1, "title")

    def heading(self, text: str, anchor: str) -> Part:
        """Show the heading of a section; `anchor` is what a link to it ends in."""
        return heading_part(text, 2, anchor)

    def prose(self, *paragraphs: str) -> Part:
        """Show paragraphs; empty ones are left out."""
        kept = [text for text in paragraphs if text]
        return said_part("".join(f"<p>{marked(text)}</p>" for text in kept), kept, between="\n\n")

    def points(self, *points: str) -> Part:
        """Show a list of points; empty ones are left out."""
        kept = [text for text in points if text]
        items = "".join(f"<li>{marked(text)}</li>" for text in kept)
        return said_part(f"<ul>{items}</ul>", kept)

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
        check_list("findings", findings, "a list of findings")
        for one in findings:
            check_finding(one)
        headlines = [finding.headline(self.language) for finding in findings]
        points = "".join(
            f'<li>{marked(text)} <a href="#{finding.name}" aria-label="{escape(text)}">→</a></li>'
            for text, finding in zip(headlines, findings, strict=True)
        )
        notes = [limit] if limit else []
        if self.language == "zh-Hant":
            notes.append(
                self.say("This version is in traditional characters; its terms are the mainland's.")
            )
        html = (
            f'<section class="summary" id="summary"><p class="question">{marked(question)}</p>'
            f"<ul>{points}</ul>{''.join(f'<p>{marked(note)}</p>' for note in notes)}</section>"
        )
        return said_part(html, [question, *headlines, *notes], "summary")

    def references(self, findings: Sequence[Finding]) -> Part | None:
        """Show the works that findings cite, where they use them, in alphabetical order, if any.

        Parameters
        ----------
        findings : sequence of Finding
            Those shown in the report.
        """
        from hotlinelib.citation import as_html, references

        heading = (self.say("References"), "references")
        works = references(key for finding in findings for key in finding.cited)
        return text_part(as_html(works), "\n".join(works), heading=heading) if works else None

    def citation(self, edition: str) -> Part:
        """Show how to cite package and list: as text, BibTeX and RIS; in Chinese as GB/T 7714."""
        from hotlinelib.citation import cite

        made = [("BibTeX", cite(edition, "bibtex")), ("RIS", cite(edition, "ris"))]
        if self.language != "en":
            made.insert(0, ("GB/T 7714—2015", cite(edition, "gbt7714", self.language)))
        entries = cite(edition, "text", self.language).splitlines()
        forms = "".join(
            f"<details><summary>{name}</summary><pre>{escape(entry)}</pre></details>"
            for name, entry in made
        )
        text = "".join(f"<p>{escape(entry, quote=False)}</p>" for entry in entries)
        heading = (self.say("How to cite"), "cite")
        return text_part(text + forms, "\n".join(entries), heading=heading)

    def show(
        self,
        finding: Finding,
        *,
        heading: str | None = None,
        prose: bool = True,
        figure: bool = True,
        table: bool = True,
        supplement: bool = False,
    ) -> Section:
        """Show a finding as a section: heading, figure with the main result, sentences and table.

        Parameters
        ----------
        finding : Finding
            What a function of `hotlinelib.findings` returned.
        heading : str, optional
            By default the finding's own.
        prose, figure, table : bool, default True
            Whether to show its sentences, its figure and its table, if it has them: a supplement
            takes what the main part left out, under a heading of its own.
        supplement : bool, default False
            Whether it belongs to the supplement at the end of the page.
        """
        check_finding(finding)
        anchor = finding.name if prose else f"{finding.name}-more"
        title = self.heading(heading or finding.heading(self.language), anchor)
        headline, *others = finding.sentences(self.language) if prose else [""]
        told, rest = self.prose(headline), self.prose(self.say.paragraph(*others))
        about: dict[str, Any] = {}
        if prose:
            about = {
                "finding": finding.name,
                "counted": asdict(finding.counted),
                "estimates": as_records(finding.estimates),
                "references": list(finding.references),
            }
        figure, table = figure and finding.has_figure, table and finding.has_table
        if not (prose or figure or table):
            return Section(())
        if figure:
            # The main result is the figure's title: said once, and what it rests on follows.
            opening = Part(title.content, {**told.about, **title.about, **about})
            parts = [opening, self._figure_of(finding, titled=prose), *([rest] if others else [])]
        else:
            (first,) = (title + told + rest).parts
            parts = [Part(first.content, {**first.about, **about})]
        if table:
            parts.append(self._table_of(finding))
        place = {"supplement": supplement}
        return Section(tuple(Part(part.content, {**part.about, **place}) for part in parts))

    def _table_of(self, finding: Finding) -> Part:
        return self.table(
            finding._table(finding._teller(self.language)),
            finding.name,
            finding.caption(self.language, "table"),
            first=finding._narrow_columns(),
            keys=finding._row_keys(),
            marked_keys=finding._marked_keys(),
            source=finding.source(self.language),
        )

    def _figure_of(self, finding: Finding, *, titled: bool) -> Part:
        return self.figure(
            finding.chart(self.language),
            finding.name,
            finding.caption(self.language, "figure"),
            finding._describe_in(self.language),
            title=finding.title(self.language) if titled else "",
            source=finding.source(self.language),
            data=finding._data(finding._teller(self.language)),
        )

    def figure(
        self,
        drawn: Axes | Figure | Chart,
        name: str,
        caption: str,
        alt: str | None = None,
        *,
        narrow: Axes | Figure | None = None,
        title: str | None = None,
        source: str = "",
        data: pd.DataFrame | None = None,
    ) -> Part:
        """Show a figure with its number, title, caption and alt text, and close it.

        Parameters
        ----------
        drawn : matplotlib axes or figure, or hotlinelib.figures.Chart
            A figure or axes of it, all of which are shown; or a chart, which is drawn for a page
            and for a telephone.
        name : str
            What its files are named, after its number: each figure has another one.
        caption : str
            What is shown and how it was counted.
        alt : str, optional
            What a reader who can't see the figure is told; a chart describes itself.
        narrow : matplotlib axes or figure, optional
            The same, drawn with `layout="narrow"`; by default telephones show the one figure.
        title : str, optional
            The finding, which stands above the figure; by default the title that is drawn in it,
            which stays there.
        source : str
            Where the data come from, and the licence.
        data : pandas.DataFrame, optional
            What is drawn: it lies beside the page as CSV; of a chart by default what it was given.

        Raises
        ------
        ParameterError
            If nothing is drawn, a text is missing, or another figure has the name.
        """
        from matplotlib import pyplot as plt

        from hotlinelib.figures import Chart
        from hotlinelib.figures.style import figure_of
        from hotlinelib.figures.svg import to_png, to_svg

        data = drawn.data if data is None and isinstance(drawn, Chart) else data
        if data is not None:
            check_kind("data", data, pd.DataFrame)
        number = number_of(self.figures, name)
        axes, below, alt = layouts_of(drawn, narrow, alt, self.language)
        label = self.say("Figure {number}", number=named(number))
        heading = title if title is not None else drawn_title(axes, self.language)
        layouts = {"wide": axes} | ({} if below is None else {"narrow": below})
        svgs = [
            to_svg(one, name=f"{name}-{layout}", language=self.language)
            for layout, one in layouts.items()
        ]
        png = to_png(axes, language=self.language)
        for one in layouts.values():
            plt.close(figure_of(one))
        if heading and title is None:
            # Who can't see the figure can't read a title that is drawn in it either.
            alt = self.say("{title}. {description}", title=heading, description=alt)
        html = figure_html(
            name=name,
            number_label=label,
            title=title or "",
            caption=caption,
            alt=alt,
            svg_wide=svgs[0],
            svg_narrow="".join(svgs[1:]),
            source=source,
            language=self.language,
        )
        refuse_another(self._shown, name, label, html)
        content = {
            "text/html": html,
            "image/png": base64.b64encode(png).decode("ascii"),
            "text/plain": "\n".join(filter(None, (f"{label} {caption}", title, alt))),
        }
        about: dict[str, Any] = {
            "kind": "figure",
            "name": name,
            "number": number,
            "title": str(heading),
            "caption": str(caption),
            "alt": str(alt),
        }
        if data is not None:
            content["text/csv"] = csv_of(data)
            heads = [heading_of(str(name), self.say, data[name]) for name in data.columns]
            about["columns"] = columns_of(data, heads)
        return Part(content, about)

    def table(
        self,
        frame: pd.DataFrame,
        name: str,
        caption: str,
        labels: Mapping[str, str] | None = None,
        *,
        first: Sequence[str] | None = None,
        keys: Sequence[str] | None = None,
        marked_keys: Collection[str] = (),
        source: str = "",
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
        first : sequence of str, optional
            Columns that a narrow screen shows; others on demand. By default the first four.
        keys : sequence of str, optional
            Key of each row: it lights up with the marks of figures that have the same key.
        marked_keys : collection of str
            Keys of the rows that stand out.
        source : str
            Where the data come from, and the licence.
        """
        check_kind(message("the table"), frame, pd.DataFrame)
        if frame.empty:
            raise ParameterError("the table has no cells; expected at least one row and one column")
        number = number_of(self.tables, name)
        label = self.say("Table {number}", number=named(number))
        written, columns = written_table(frame, self.say, labels)
        shown = [
            TableColumn(
                column.label,
                "text" if column.alignment == "text" else "number",
                None if first is None else 1 if key in first else 2,
            )
            for key, column in zip(frame.columns, columns, strict=True)
        ]
        html = table_html(
            written,
            shown,
            name=name,
            number_label=label,
            caption=caption,
            keys=keys,
            marked=marked_keys,
            source=source,
            language=self.language,
        )
        refuse_another(self._shown, name, label, html)
        content = {
            "text/html": html,
            "text/csv": csv_of(frame),
            "text/plain": f"{label} {caption}\n{written.to_string(index=False)}",
        }
        about: dict[str, Any] = {"kind": "table", "name": name, "number": number}
        return Part(content, about | {"caption": caption, "columns": columns_of(frame, columns)})

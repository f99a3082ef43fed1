"""A finding: numbers that know what they count, and that tabulate, draw and tell themselves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, Literal

import pandas as pd

from hotlinelib.findings.counted import Counted
from hotlinelib.findings.teller import Teller
from hotlinelib.language import Language, Text, joined, named, speak
from hotlinelib.language.headings import heading_of, written_table
from hotlinelib.language.nouns import noun_alone
from hotlinelib.tables.editions import list_editions, read_source_record

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from hotlinelib.figures import Chart

Layout = Literal["wide", "narrow"]
Shown = Literal["figure", "table"]
FULL_STOPS = ".。"


@dataclass(frozen=True, eq=False)
class Finding:
    """What a section of a report found; also a result to work on with pandas.

    A subclass is made by one public function from plain frames, and says in `_headline`, `_prose`,
    `_table`, `_draw` and so on only what is its own.

    Attributes
    ----------
    frame : pandas.DataFrame
        The result, columns as the function that made it documents them.
    counted : Counted
        Editions, recipients, awards, unit and year of the divisions.
    estimates : pandas.DataFrame
        One row per number that anyone may quote, with columns `id, key, quantity, value, unit, low,
        high, interval, null_mean, null_low, null_high, p, p_adjusted, adjustment, method, draws,
        seed, n, smallest_effect, rests_on`.
    """

    name: ClassVar[str]
    # Keys of `data/references.csv`: where the methods come from.
    references: ClassVar[tuple[str, ...]] = ()

    frame: pd.DataFrame
    counted: Counted
    estimates: pd.DataFrame

    # -- what everyone may ask for ---------------------------------------------------------------

    def sentences(self, language: Language = "en") -> list[Text]:
        """Return what is found, the main result first; each knows the estimates that it states.

        Parameters
        ----------
        language : {"en", "zh-Hans", "zh-Hant"}
            The reader's language.

        Returns
        -------
        list of Text
            Strings; `.states` has the ids of the estimates that a sentence states.
        """
        tell = self._teller(language)
        return [text for text in (self._headline(tell), *self._prose(tell)) if text]

    def headline(self, language: Language = "en") -> Text:
        """Return the main result in one sentence."""
        return self._headline(self._teller(language))

    def title(self, language: Language = "en") -> Text:
        """Return the main result as the title of its figure: without its full stop."""
        headline = self.headline(language)
        return Text(_title(headline), headline.marks)

    def heading(self, language: Language = "en") -> str:
        """Return the heading of its section."""
        return self._heading(self._teller(language))

    def table(self, language: Language = "en") -> pd.DataFrame:
        """Return the table as a reader sees it: headings and names in the language.

        Numbers stay numbers; an estimate with its interval is one column of text.
        """
        tell = self._teller(language)
        frame = self._table(tell)
        return frame.rename(columns=lambda column: heading_of(str(column), tell).label)

    def caption(self, language: Language = "en", of: Shown | None = None) -> Text:
        """Return what the figure or the table shows, and how it was counted.

        Parameters
        ----------
        language : {"en", "zh-Hans", "zh-Hant"}
            The reader's language.
        of : {"figure", "table"}, optional
            Whose caption; by default the figure's, or the table's where there is no figure.
        """
        tell = self._teller(language)
        if of == "table" or (of is None and not self.has_figure):
            return self._table_caption(tell) if self.has_table else Text("")
        return self._caption(tell) if self.has_figure else Text("")

    def source(self, language: Language = "en") -> Text:
        """Return where the data come from, and their licence, as stands under figures."""
        say, known = speak(language), set(self.counted.editions) & set(list_editions())
        records = map(read_source_record, sorted(known))
        each = dict.fromkeys(record.publisher_in(language) for record in records)
        source = say.series(map(named, each))
        return say("Source: {source}; hotlinelib. Data: CC0.", source=source)

    def alt(self, language: Language = "en") -> str:
        """Return what a reader who can't see the figure is told."""
        tell = self._teller(language)
        title = _title(self._headline(tell))
        return str(tell("{title}. {description}", title=title, description=self._describe(tell)))

    def _describe_in(self, language: Language) -> str:
        return self._describe(self._teller(language))

    def plot(
        self,
        ax: Axes | None = None,
        language: Language = "en",
        layout: Layout = "wide",
        **look: Any,
    ) -> Axes:
        """Draw the figure.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            By default of a new figure.
        language : {"en", "zh-Hans", "zh-Hant"}
            The reader's language.
        layout : {"wide", "narrow"}
            For a column of text, or for a phone.
        **look
            Title, colours, labels and what else the chart has (`hotlinelib.figures`).

        Returns
        -------
        matplotlib.axes.Axes
        """
        title = look.pop("title", self.title(language))
        chart = self.chart(language).with_look(**look)
        return chart.draw(ax, language=language, layout=layout, title=title)

    def chart(self, language: Language = "en") -> Chart:
        """Return the figure as a chart, with names and labels in the language."""
        return self._figure(self._teller(language))

    @property
    def has_figure(self) -> bool:
        """Whether there is something to draw."""
        return type(self)._figure is not Finding._figure

    @property
    def has_table(self) -> bool:
        """Whether there is something to tabulate."""
        return type(self)._table is not Finding._table

    @property
    def cited(self) -> tuple[str, ...]:
        """Keys of the works whose methods are used: none where nothing is tested or shown."""
        idle = getattr(self, "reason", "") and not (self.has_figure or self.has_table)
        return () if idle else self.references

    # -- what a subclass says --------------------------------------------------------------------

    def _nouns(self) -> dict[str, Callable[..., Any]]:
        """Return what sentences may name without being given it."""
        return {
            "selection": self.counted.selection,
            "year": self.counted.year,
            "units": self._units,
        }

    def _units(self, tell: Teller, id: str = "") -> str:
        """Return what is counted, with the number of an estimate or alone."""
        unit = self.counted.unit
        return tell.counted(id, "unit", unit) if id else noun_alone(tell, "unit", unit)

    def _heading(self, tell: Teller) -> str:
        raise NotImplementedError

    def _headline(self, tell: Teller) -> Text:
        raise NotImplementedError

    def _prose(self, tell: Teller) -> list[Text]:
        return []

    def _table(self, tell: Teller) -> pd.DataFrame:
        return self.frame

    def _data(self, tell: Teller) -> pd.DataFrame:
        """Return what lies beside the figure as CSV."""
        return self.frame

    def _row_keys(self) -> list[str] | None:
        """Return a key for each row of the table: marks of figures with the same key light up."""
        return None

    def _narrow_columns(self) -> Sequence[str] | None:
        """Return the columns that a telephone shows; by default the first four."""
        return None

    def _marked_keys(self) -> Collection[str]:
        """Return the keys of the rows that stand out."""
        return ()

    def _caption(self, tell: Teller) -> Text:
        return Text("")

    def _table_caption(self, tell: Teller) -> Text:
        return self._caption(tell)

    def _figure(self, tell: Teller) -> Chart:
        raise NotImplementedError

    def _describe(self, tell: Teller) -> str:
        return self._figure(tell).describe(tell.language) if self.has_figure else ""

    # -- how it is shown -------------------------------------------------------------------------

    def _teller(self, language: Language) -> Teller:
        speak(language)
        records: list[dict[Any, Any]] = self.estimates.to_dict("records")
        rows = {record["id"]: record for record in records}
        return Teller(language, self.name, rows, self._nouns())

    def to_html(self, language: Language = "en", *, figure: bool = True, table: bool = True) -> str:
        """Return it as HTML: the sentences, the figure and the table.

        Parameters
        ----------
        language : {"en", "zh-Hans", "zh-Hant"}
            The reader's language.
        figure, table : bool
            Whether to show them, where there are any.
        """
        said = speak(language).paragraph(*self.sentences(language))
        parts = [f"<p>{escape(said, quote=False)}</p>"]
        if figure and self.has_figure:
            parts.append(self._picture(language))
        if table and self.has_table:
            written, _ = written_table(self._table(self._teller(language)), speak(language))
            parts.append(written.to_html(index=False, border=0))
        return "".join(parts)

    def _picture(self, language: Language) -> str:
        from matplotlib import pyplot as plt

        from hotlinelib.figures.style import ShownFigure, figure_of
        from hotlinelib.figures.svg import to_inline

        figure = figure_of(self.plot(language=language))
        assert isinstance(figure, ShownFigure)
        # Jupyter would show it once more.
        plt.close(figure)
        return to_inline(figure, self.alt(language))

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Show it in Jupyter."""
        said = joined(self.sentences(), " ")
        return {"text/plain": f"{self.heading()}\n{said}", "text/html": self.to_html()}


@dataclass(frozen=True, eq=False)
class Inferential(Finding):
    """A finding that tests something, or says the reason why it doesn't."""

    reason: str = field(default="", kw_only=True)

    def _headline(self, tell: Teller) -> Text:
        return self._untested(tell) if self.reason else self._result(tell)

    def _prose(self, tell: Teller) -> list[Text]:
        return [] if self.reason else self._details(tell)

    def _untested(self, tell: Teller) -> Text:
        raise NotImplementedError

    def _result(self, tell: Teller) -> Text:
        raise NotImplementedError

    def _details(self, tell: Teller) -> list[Text]:
        return []

    @property
    def has_figure(self) -> bool:
        """Whether something is tested, and drawn."""
        return not self.reason and super().has_figure

    @property
    def has_table(self) -> bool:
        """Whether something is tested, and tabulated."""
        return not self.reason and super().has_table


def _title(headline: str) -> str:
    """Return a sentence as a title: without its full stop."""
    return headline.rstrip(FULL_STOPS)

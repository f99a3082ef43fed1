"""A chart: what is shown of a frame, drawn and described in any language and layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Self

import pandas as pd
from matplotlib import pyplot as plt
from matplotlib.axes import Axes

from hotlinelib.errors import ParameterError, nearest
from hotlinelib.figures.palette import inks_of
from hotlinelib.figures.style import Layout, Sheet, ShownFigure, figure_of, sheet
from hotlinelib.language import Speech, speak


@dataclass(frozen=True, eq=False)
class Chart:
    """What a chart shows, and how it looks; Jupyter shows it by itself.

    Of all charts: `key` is a column of keys, by which marks and rows of tables light up together,
    by default the names; `mark` has keys to emphasise; a label that is '' isn't written. What
    doesn't fit is refused when it is drawn or described.
    """

    def draw(
        self,
        ax: Axes | None = None,
        *,
        language: str = "en",
        layout: Layout = "wide",
        title: str | None = None,
    ) -> Axes:
        """Draw the chart.

        Parameters
        ----------
        ax : matplotlib.axes.Axes, optional
            Where to draw, or whose place several panels take; by default a new figure.
        language : {"en", "zh-Hans", "zh-Hant"}
            The reader's language.
        layout : {"wide", "narrow"}
            For a column of text, or for a telephone.
        title : str, optional
            The finding.

        Returns
        -------
        matplotlib.axes.Axes
            What was drawn in; of several panels the first.

        Raises
        ------
        ParameterError
            If a choice isn't offered, or the chart can't be drawn from what it was given.
        """
        with sheet(language, layout, ax, title) as page:
            self._check()
            return self._draw(page)

    def describe(self, language: str = "en") -> str:
        """Return what a reader who can't see the chart is told of it.

        Parameters
        ----------
        language : {"en", "zh-Hans", "zh-Hant"}
            The reader's language.

        Raises
        ------
        ParameterError
            As `draw`.
        """
        self._check()
        return self._describe(speak(language))

    @property
    def _inks(self) -> list[str]:
        """The colours: those that are given, then the usual ones of the chart."""
        usual: Sequence[str] = type(self).colours  # type: ignore[attr-defined]
        return inks_of(self.colours, usual)  # type: ignore[attr-defined]

    @property
    def data(self) -> pd.DataFrame | None:
        """What is drawn, as one frame; None where it isn't given as frames."""
        given = getattr(self, fields(self)[0].name)
        if isinstance(given, Mapping):
            frames = {str(name): frame for name, frame in given.items()}
            joined: pd.DataFrame = pd.concat(frames, names=["name"]).reset_index("name")
            return joined.reset_index(drop=True)
        if not isinstance(given, pd.DataFrame):
            return None
        if pd.api.types.is_integer_dtype(given.index):
            return pd.DataFrame(given.drop(columns="geometry", errors="ignore"))
        # A table of counts has names for its rows.
        return given.rename_axis(columns=None).reset_index()

    def with_look(self, **look: Any) -> Self:
        """Return the chart with some of what it was given changed.

        Raises
        ------
        ParameterError
            If the chart has no such option.
        """
        options = [field.name for field in fields(self)]
        if unknown := [name for name in look if name not in options]:
            raise ParameterError(
                "the figure has no option {absent}; it has: {options}{hint}",
                absent=", ".join(map(repr, unknown)),
                hint=nearest(unknown[0], [*options, "title"]),
                options=", ".join(options),
            )
        return replace(self, **look)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        """Show it in Jupyter."""
        from hotlinelib.figures.svg import to_inline

        figure = figure_of(self.draw())
        assert isinstance(figure, ShownFigure)
        # Jupyter would show it once more.
        plt.close(figure)
        told = self.describe()
        return {"text/plain": told, "text/html": to_inline(figure, told)}

    def _check(self) -> None:
        """Refuse what can't be drawn."""

    def _draw(self, page: Sheet) -> Axes:
        raise NotImplementedError

    def _describe(self, say: Speech) -> str:
        raise NotImplementedError

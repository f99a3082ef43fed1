"""One result under many choices: a specification curve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from hotlinelib.arguments import check_kind
from hotlinelib.errors import ParameterError
from hotlinelib.figures.palette import ABSENT, INK, MAIN, MUTED, SECOND
from hotlinelib.figures.rows import LABEL_SHARE, rule_rows, with_interval
from hotlinelib.figures.style import (
    LABEL_POINTS,
    SMALL_POINTS,
    Layout,
    bare,
    check_layout,
    figure_style,
    new_grid,
    put_title,
    wrap,
    wrap_evenly,
)
from hotlinelib.figures.svg import tell
from hotlinelib.figures.table_heads import row_height
from hotlinelib.language import Speech, speak
from hotlinelib.measures.validation import column, complete_column

CURVE_INCHES = 1.9
ROW_INCHES = 0.17


def draw_specification_curve(
    frame: pd.DataFrame,
    value: str,
    low: str,
    high: str,
    choices: Mapping[str, str],
    *,
    key: str | None = None,
    reference: float | None = None,
    reference_label: str = "",
    y_label: str = "",
    mark: str | None = None,
    mark_label: str = "",
    colours: Sequence[str] = (MAIN, SECOND),
    language: str = "en",
    layout: Layout = "wide",
    ax: Axes | None = None,
    title: str | None = None,
) -> Axes:
    """Draw an estimate under each combination of choices, from the lowest, above the choices made.

    Source: Simonsohn, Simmons and Nelson (2020), Specification Curve Analysis, Nature Human
    Behaviour 4.

    Parameters
    ----------
    frame : pandas.DataFrame
        One row per specification.
    value, low, high : str
        Columns of estimates and of their intervals' limits; limits may be missing.
    choices : mapping of str to str
        Columns of what was chosen and what the choice is, in the reader's language; values are
        names in the reader's language.
    key : str, optional
        Column of keys, by which marks and rows of tables light up together; by default numbers.
    reference : float, optional
        Where to draw a line, such as at the value that means nothing.
    reference_label : str
        What the line is.
    y_label : str
        What is estimated.
    mark : str, optional
        Key of the specification to emphasise, such as the one stated beforehand.
    mark_label : str
        What the emphasis means.
    colours : sequence of str
        Of estimates, and of the one that is emphasised.
    language : {"en", "zh-Hans", "zh-Hant"}
        The reader's language.
    layout : {"wide", "narrow"}
        For paper and large screens, or for a telephone.
    ax : matplotlib.axes.Axes, optional
        Whose place the plot takes; by default that of a new figure.
    title : str, optional
        The finding.

    Returns
    -------
    matplotlib.axes.Axes
        Those of the curve; those of the choices stand below.

    Raises
    ------
    ParameterError
        If a column is absent, an estimate or choice missing, or the frame empty.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"gini": [0.62, 0.5], "low": [0.5, 0.4], "high": [0.7, 0.6], "unit": ["a", "b"]}
    ... )
    >>> axes = draw_specification_curve(frame, "gini", "low", "high", {"unit": "Counted"})
    >>> type(axes).__name__
    'Axes'
    """
    say = speak(language)
    rows = _rows(frame, value, low, high, choices, key)
    width = check_layout(layout)
    options = [(name, option) for name in choices for option in _options(frame, name)]
    labels = [
        say("{label}: {value}", label=choices[name], value=option) for name, option in options
    ]
    inches = width * LABEL_SHARE[layout]
    with figure_style(language):
        broken = [wrap_evenly(label, inches, LABEL_POINTS) for label in labels]
        row = max(row_height(label, LABEL_POINTS, ROW_INCHES) for label in broken)
        below = row * len(options)
        (axes,), (matrix,) = new_grid(
            ax, (2, 1), CURVE_INCHES + below + 0.3, (CURVE_INCHES, below), width=width
        )
        inks = [colours[1] if one == mark else colours[0] for one in rows["key"]]
        _draw_curve(axes, rows, inks, say)
        if reference is not None:
            axes.axhline(reference, color=MUTED, linewidth=0.9, linestyle=(0, (4, 2)))
            axes.annotate(
                reference_label, (1, reference), (0, 2), xycoords=axes.get_yaxis_transform(),
                textcoords="offset points", ha="right", fontsize=SMALL_POINTS, color=INK,
            )  # fmt: skip
        axes.set_ylabel(wrap(y_label, CURVE_INCHES, LABEL_POINTS), fontsize=LABEL_POINTS)
        axes.set(xticks=[], xlim=(-0.7, len(rows) - 0.3))
        if mark_label and mark in set(rows["key"]):
            (dot,) = axes.plot([], [], "o", color=colours[1], markersize=4, label=mark_label)
            axes.legend(handles=[dot], loc="upper left", fontsize=SMALL_POINTS, borderaxespad=0.2)
        _draw_choices(matrix, rows, options, inks)
        rule_rows(matrix, [float(place) for place in range(len(options))], labels, inches)
        matrix.set(xticks=[], xlim=axes.get_xlim(), ylim=(len(options) - 0.5, -0.5))
        bare(matrix)
        put_title(axes, title, ax)
    return axes


def describe_specification_curve(
    frame: pd.DataFrame,
    value: str,
    low: str,
    high: str,
    choices: Mapping[str, str],
    *,
    reference: float | None = None,
    y_label: str = "",
    language: str = "en",
) -> str:
    """Tell what the curve shows; the parameters are those of `draw_specification_curve`.

    Returns
    -------
    str
        The number of specifications, the lowest, middle and highest estimate, and how many
        intervals lie wholly above and below the reference.

    Examples
    --------
    >>> frame = pd.DataFrame(
    ...     {"gini": [0.62, 0.5], "low": [0.5, 0.4], "high": [0.7, 0.6], "unit": ["a", "b"]}
    ... )
    >>> print(describe_specification_curve(frame, "gini", "low", "high", {"unit": "Counted"}))
    Specification curve of 2 estimates (gini), by Counted: from 0.50 to 0.62, median 0.56.
    """
    say = speak(language)
    rows = _rows(frame, value, low, high, choices, None)
    opening = say(
        "Specification curve of {count} estimates ({what}), by {choices}: from {least} to {most}, "
        "median {median}.",
        count=len(rows),
        what=y_label or value,
        choices=say.series(choices.values()),
        least=float(rows["value"].min()),
        most=float(rows["value"].max()),
        median=float(rows["value"].median()),
    )
    if reference is None:
        return opening
    return say.paragraph(
        opening,
        say(
            "The reference line stands at {reference}; {above} intervals lie wholly above it and "
            "{below} wholly below.",
            reference=float(reference),
            above=int((rows["low"] > reference).sum()),
            below=int((rows["high"] < reference).sum()),
        ),
    )


def _rows(
    frame: pd.DataFrame,
    value: str,
    low: str,
    high: str,
    choices: Mapping[str, str],
    key: str | None,
) -> pd.DataFrame:
    """Return value, low, high, key and the choices, the lowest estimate first."""
    check_kind("choices", choices, Mapping)
    check_kind("the frame", frame, pd.DataFrame)
    if frame.empty or not choices:
        raise ParameterError("nothing to draw; expected at least one row and one choice")
    columns = {name: complete_column(frame, name).astype("str") for name in choices}
    keys = range(1, len(frame) + 1) if key is None else complete_column(frame, key)
    rows = pd.DataFrame(
        {
            **{f"choice {name}": values for name, values in columns.items()},
            "value": complete_column(frame, value).astype("float64"),
            "low": column(frame, low).astype("float64"),
            "high": column(frame, high).astype("float64"),
            "key": [str(one) for one in keys],
        }
    )
    return rows.sort_values("value", kind="stable").reset_index(drop=True)


def _options(frame: pd.DataFrame, name: str) -> list[str]:
    return list(dict.fromkeys(complete_column(frame, name).astype("str")))


def _draw_curve(axes: Axes, rows: pd.DataFrame, inks: list[str], say: Speech) -> None:
    places = np.arange(len(rows))
    axes.vlines(places, rows["low"], rows["high"], color=inks, linewidth=1.0, alpha=0.6)
    dots = axes.scatter(places, rows["value"], s=16, color=inks, linewidth=0, zorder=3)
    comma = ", " if say.language == "en" else "，"
    chosen = rows.filter(like="choice ").agg(comma.join, axis="columns")
    texts = [
        with_interval(say, *row)
        for row in zip(chosen, rows["value"], rows["low"], rows["high"], strict=True)
    ]
    tell(dots, zip(rows["key"], texts, strict=True))


def _draw_choices(
    axes: Axes, rows: pd.DataFrame, options: list[tuple[str, str]], inks: list[str]
) -> None:
    """Draw a dot where a specification has an option, and a small one where it hasn't."""
    for height, (name, option) in enumerate(options):
        held = (rows[f"choice {name}"] == option).to_numpy()
        axes.scatter(range(len(rows)), [height] * len(rows), s=np.where(held, 14, 5),
                     c=np.where(held, inks, ABSENT).tolist(), linewidth=0, zorder=2)  # fmt: skip

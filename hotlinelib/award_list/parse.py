"""From an article to one row per winner."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotlinelib.award_list.article import Reading, read_awards, read_lines
from hotlinelib.award_list.printed_line import Line

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Line", "Reading", "parse_awards", "parse_lines", "read_awards"]


def parse_awards(
    text: str | bytes | Path,
    *,
    titles: Sequence[str] = (),
    within: str | None = None,
    roles: pd.DataFrame | str | Path | None = None,
) -> pd.DataFrame:
    r"""Read the award list of a whole article, or refuse it.

    Parameters
    ----------
    text : str, bytes or pathlib.Path
        As for `read_awards`.
    titles, within, roles
        As for `read_awards`: what a person has decided.

    Returns
    -------
    pandas.DataFrame
        `Reading.awards`: one row per winner in printed order.

    Raises
    ------
    ParseError
        When the list can't be read with certainty; it names every doubt.

    Examples
    --------
    >>> parse_awards("最佳服务奖（2个）\n1.甲市12345热线\n2.乙市12345热线")[
    ...     ["award", "position", "organisation", "line"]
    ... ]
       award  position organisation  line
    0  最佳服务奖         1    甲市12345热线     2
    1  最佳服务奖         2    乙市12345热线     3
    """
    return read_awards(text, titles=titles, within=within, roles=roles).awards


def parse_lines(lines: Sequence[Line], *, roles: Path | None = None) -> pd.DataFrame:
    """Read the award list in a sequence of lines, as `parse_awards` does."""
    return read_lines(lines, roles=roles).awards

"""One output of a report: what Jupyter shows of it, and what it says of itself.

Apart from `hotlinelib.paper`, which makes parts: pages are made of them without pandas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hotlinelib.errors import ParameterError

# Of the metadata of an output, in an executed notebook.
METADATA_KEY = "hotlinelib"


@dataclass(frozen=True)
class Part:
    """One output of a report: what Jupyter shows, and what it is.

    Parameters
    ----------
    content : dict
        MIME type to content.
    about : dict
        Kind, name, number and so on, kept in the output's metadata.
    """

    content: dict[str, str]
    about: dict[str, Any]

    def __add__(self, below: Part) -> Part:
        """Show prose below a heading, in one output: a section begins in one cell.

        Raises
        ------
        ParameterError
            If one is a figure or a table: these are outputs of their own, as each has files beside
            the report; or if what is below is a heading.
        """
        if self.about["kind"] not in ("heading", "prose") or below.about["kind"] != "prose":
            raise ParameterError(
                f"a {below.about['kind']} can't be added to a {self.about['kind']}; expected prose "
                "(paper.prose or paper.points) below a heading. Show it in a cell of its own"
            )
        html = self.content["text/html"] + below.content["text/html"]
        text = "\n\n".join(filter(None, (self.content["text/plain"], below.content["text/plain"])))
        return Part({"text/html": html, "text/plain": text}, self.about)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return self.content, {METADATA_KEY: self.about}

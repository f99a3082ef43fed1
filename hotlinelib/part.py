"""The outputs of a report: what Jupyter shows of each, and what it says of itself.

Apart from `hotlinelib.paper`, which makes parts: pages are made of them without pandas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hotlinelib.errors import ParameterError

# Of the metadata of an output, in an executed notebook.
METADATA_KEY = "hotlinelib"
# Kinds of parts that prose below them joins.
TEXTS = ("heading", "prose")


@dataclass(frozen=True)
class Part:
    """One output of a report: what Jupyter shows by MIME type, and what it is."""

    content: dict[str, str]
    about: dict[str, Any]

    @property
    def parts(self) -> tuple[Part, ...]:
        """The part itself: a cell shows one part or a section of several."""
        return (self,)

    def __add__(self, below: Part) -> Part | Section:
        """Show a part below; prose joins a heading or prose, a figure stays its own output."""
        if self.about["kind"] not in TEXTS or below.about["kind"] != "prose":
            return Section(self.parts) + below
        html = self.content["text/html"] + below.content["text/html"]
        text = "\n\n".join(filter(None, (self.content["text/plain"], below.content["text/plain"])))
        sentences = [*self.about.get("sentences", []), *below.about.get("sentences", [])]
        return Part({"text/html": html, "text/plain": text}, {**self.about, "sentences": sentences})

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return self.content, {METADATA_KEY: self.about}


@dataclass(frozen=True)
class Section:
    """Parts that one cell shows from top to bottom, an output each."""

    parts: tuple[Part, ...]

    def __add__(self, below: Part) -> Section:
        """Show another part below these."""
        if below.about["kind"] == "heading":
            raise ParameterError(
                "a heading can't be added below a {kind}; expected prose, a figure or a table. "
                "Begin the section in a cell of its own",
                kind=self.parts[-1].about["kind"],
            )
        return Section((*self.parts, below))

    def _ipython_display_(self) -> None:
        from IPython.display import display

        display(*self.parts)  # type: ignore[no-untyped-call]

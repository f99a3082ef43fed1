"""nbconvert's exporter of pages, without what only its own templates need."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from nbconvert import HTMLExporter, TemplateExporter
from nbconvert.filters import Highlight2HTML
from nbformat import NotebookNode


@lru_cache(maxsize=512)
def highlighted(source: str, lexer: str | None) -> str:
    """Return the code of a cell as HTML: the same cells stand in many reports."""
    return str(Highlight2HTML(pygments_lexer=lexer)(source))


class PageExporter(HTMLExporter):
    """Makes pages by the template of reports."""

    # nbconvert parses each page again, to give alt texts to images and focus to cells: for a page
    # with figures in it, that takes longer than all else, and our template has done it.

    def from_notebook_node(  # type: ignore[override]
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **options: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return a notebook as a page, with its resources."""
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))

        def highlight(source: str, **_: Any) -> str:
            return highlighted(source, lexer)

        self.register_filter("highlight_code", highlight)  # type: ignore[no-untyped-call]
        page: tuple[str, dict[str, Any]] = TemplateExporter.from_notebook_node(
            self, nb, resources, **options
        )
        return page

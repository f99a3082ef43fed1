"""A small notebook to start a report of one's own from."""

from __future__ import annotations

import re
from pathlib import Path

from hotlinelib.errors import ParameterError
from hotlinelib.language import LANGUAGES

TEMPLATE = Path(__file__).with_suffix(".ipynb")


def new_report(name: str, folder: str | Path = ".") -> Path:
    """Write a small notebook that renders as a report."""
    name = name.removesuffix(".ipynb")
    if not re.fullmatch(r"\w[\w-]{0,60}", name):
        raise ParameterError(
            "name = {name!r} is no name of a notebook; use letters, digits, _ and -, such as "
            "'my_report'",
            name=name,
        )
    path = Path(folder) / f"{name}.ipynb"
    title = name.replace("_", " ").replace("-", " ").capitalize()
    notebook = TEMPLATE.read_text(encoding="utf-8").replace("{title}", title)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(notebook.replace("{languages}", ", ".join(LANGUAGES)))
    except FileExistsError as error:
        raise ParameterError("{path} is there already; choose another name", path=path) from error
    return path

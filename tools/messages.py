"""Collect the sentences of the package, derive the traditional catalogue and compile both.

The simplified catalogue is translated by hand: after a run, fill in the entries of
hotlinelib/locale/zh_Hans/LC_MESSAGES/hotlinelib.po that are empty, and run it again.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import nbformat
import typer
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from hotlinelib.cli import app
from hotlinelib.console import with_help
from hotlinelib.lab import START, paragraphs
from hotlinelib.language.script import to_traditional
from hotlinelib.messages import DOMAIN, LOCALE_FOLDER, SYSTEM
from hotlinelib.reports.parameters import declared_parameters
from hotlinelib.storage import PACKAGE, notebook_folder

# Corner quotes, as traditional prose has them; 台 as the printed names of hotlines write it,
# 局限 as dictionaries of Taipei and Hong Kong do.
TRADITIONAL = str.maketrans("“”‘’臺侷", "「」『』台局")
# They tell in the system's language themselves.
ERRORS = ("DataError", "ParameterError", "ReportError")
# Functions that say a sentence, with the number of forms that they are given.
KEYWORDS = {"say": 1, "plural": 2, "message": 1, "marked": 1} | dict.fromkeys(ERRORS, 1)
# Functions that refuse something, with the places of what is said of it among their arguments.
REFUSALS = {"refuse": (2, 3), "check_list": (2,)}
# What the library of commands says itself
TYPER = (
    *("Arguments", "Options", "Commands", "default: {default}", "required", "Aborted!"),
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
    "Show this message and exit.",
)
# Findings tell; elsewhere `tell` is what a command does on the terminal.
FINDINGS = {**KEYWORDS, "tell": 1}


class Compiled(Catalog):
    """A catalogue whose header says what its reader needs, not when and by what it was made."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """What gettext reads of the header."""
        return [
            ("Language", str(self.locale)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", f"text/plain; charset={self.charset}"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def main() -> int:
    """Renew both catalogues; return 1 while sentences are untranslated."""
    simplified = renew(read("zh_Hans"), collect())
    traditional = derive(simplified)
    for catalogue in (simplified, traditional):
        write(catalogue)
    untranslated = [
        str(message.id) for message in simplified if message.id and not all(forms(message))
    ]
    for text in untranslated:
        print(f"not translated: {text}", file=sys.stderr)
    return 1 if untranslated else 0


def collect() -> Catalog:
    """Return all sentences that the package and its notebooks say."""
    found = Catalog(charset="utf-8")
    for folder, keywords in ((PACKAGE, KEYWORDS), (PACKAGE / "findings", FINDINGS)):
        for path in sorted(folder.rglob("*.py")):
            inside = path.relative_to(PACKAGE).as_posix()
            for message in sentences(path.read_text(encoding="utf-8"), keywords):
                found.add(message, locations=[(inside, None)])
    path = PACKAGE.parent / "tools/environment.py"
    for message in sentences(path.read_text(encoding="utf-8"), {"said": 1, "tell": 1}):
        found.add(message, locations=[("tools/environment.py", None)])
    for notebook in sorted(notebook_folder().glob("*.ipynb")):
        for message in sentences(code_of(notebook), KEYWORDS):
            found.add(message, locations=[(f"notebooks/{notebook.name}", None)])
        for cell in nbformat.read(notebook, as_version=4).cells:
            if cell.cell_type == "markdown":
                for text in paragraphs(cell.source):
                    found.add(text, locations=[(f"notebooks/{notebook.name}", None)])
        if notebook.name != START:
            for one in declared_parameters(notebook).values():
                found.add(one.help, locations=[(f"notebooks/{notebook.name}", None)])
    for text in (*TYPER, *SYSTEM):
        found.add(text, locations=[("typer", None)])
    for one in with_help(typer.main.get_command(app)):
        if one.name not in ("help", "install_completion", "show_completion"):
            found.add(one.help, locations=[("cli.py", None)])
    return found


def sentences(code: str, keywords: Mapping[str, int]) -> Iterator[str | tuple[str, ...]]:
    """Return the sentences of Python code: texts that its functions are given, in order."""
    calls = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        given = [one.value for one in call.args[: keywords.get(name, 0)]
                 if isinstance(one, ast.Constant) and isinstance(one.value, str)]  # fmt: skip
        if given and len(given) == keywords[name]:
            yield tuple(given) if len(given) > 1 else given[0]
        for place in REFUSALS.get(name, ()):
            text = call.args[place] if place < len(call.args) else None
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                yield text.value


def code_of(notebook: Path) -> str:
    """Return the code of a notebook."""
    cells = nbformat.read(notebook, as_version=4).cells
    return "\n".join(cell.source for cell in cells if cell.cell_type == "code")


def renew(catalogue: Catalog, template: Catalog) -> Catalog:
    """Return a catalogue with the sentences of the template, without guesses and leftovers."""
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def derive(simplified: Catalog) -> Catalog:
    """Return the traditional catalogue, converted from the simplified one."""
    traditional = Catalog(locale="zh_Hant", charset="utf-8")
    for message in simplified:
        if message.id:
            traditional.add(message.id, converted(message), locations=message.locations)
    return traditional


def converted(message: Message) -> str | tuple[str, ...]:
    """Return a translation in traditional characters, in as many forms as it has."""
    texts = tuple(to_traditional(text).translate(TRADITIONAL) for text in forms(message))
    return texts if isinstance(message.id, tuple | list) else texts[0]


def forms(message: Message) -> tuple[str, ...]:
    """Return the forms of a translation; an untranslated sentence has one empty form."""
    texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return tuple(text or "" for text in texts)


def read(locale: str) -> Catalog:
    """Read a catalogue; an absent one is empty."""
    path = catalogue_path(locale)
    if not path.exists():
        return Catalog(locale=locale, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=locale)


def write(catalogue: Catalog) -> None:
    """Write a catalogue and its compiled form; both change only in content."""
    for message in catalogue:
        # Which flags a sentence gets is another matter in each version of Babel.
        message.flags.clear()
    path = catalogue_path(str(catalogue.locale))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, sort_output=True, omit_header=True, include_lineno=False, width=0)
    content = path.read_bytes()
    header = f'msgid ""\nmsgstr ""\n"Language: {catalogue.locale}\\n"\n'
    forms = (
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    path.write_bytes((header + forms).encode("utf-8") + content)
    compiled = Compiled(locale=catalogue.locale, charset="utf-8")
    for message in catalogue:
        if message.id:
            compiled.add(message.id, message.string)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, compiled)


def catalogue_path(locale: str) -> Path:
    """Return the path of a catalogue."""
    return LOCALE_FOLDER / locale / "LC_MESSAGES" / f"{DOMAIN}.po"


if __name__ == "__main__":
    sys.exit(main())

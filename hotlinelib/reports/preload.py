"""What is made ready once, so that no report has to: imports, and what is made at first use.

Everything here is tried: where a module can't be imported or something can't be read, the
notebook's own cell, or the page, will tell why.
"""

from __future__ import annotations

import gc
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from operator import attrgetter
from pathlib import Path
from typing import Any

from hotlinelib.reports.kernel_choice import choose_kernel
from hotlinelib.reports.parameters import code_of, modules_of, read_notebook
from hotlinelib.storage import notebook_folder

OWN_PACKAGE = "hotlinelib"
MAPS = "hotlinelib.figures.maps"
# What the analyses import on the way, and matplotlib when it first draws
ANALYSIS_MODULES = (
    "pandas", "pandas.io.formats.csvs", "pandas.io.formats.string", "numpy.random", "scipy.special",
    "matplotlib.pyplot", "matplotlib.style.core", "matplotlib_inline.backend_inline",
    "matplotlib.backends.backend_agg", "matplotlib.backends.backend_svg",
    "babel.numbers", "babel.dates", "babel.localtime", "hotlinelib.paper",
)  # fmt: skip
# What a notebook takes from the package, by the name that all of ours give it
USED = re.compile(r"\bhl\.(\w+(?:\.\w+)*)")
# papermill takes the first for files in a Hadoop cluster, jsonschema the others for the formats
# "duration" and "iri", of which the last takes a second to import; reports have none of these, and
# nothing else runs in this process.
NEEDLESS = ("pyarrow", "isoduration", "rfc3987_syntax")
# New objects after which garbage is looked for; Python's own number is 700. A report makes many
# short-lived objects, and hardly a circle of them.
SELDOM = 20_000
# From so many reports on, the cells of a notebook of ours are run once before them: what they find
# and draw for the first time is then there for all.
MANY_REPORTS = 12


def prepare(notebooks: Sequence[Path], few: bool = False) -> None:
    """Import and make what the reports of notebooks need, before they are forked."""
    # Where they are so few that each has a processor, each imports what makes pages itself while
    # its cells run. Of what notebooks import themselves, only our modules are taken: to import
    # another one early could do what its author doesn't expect; `libraries` in a notebook's
    # metadata names those of ours that take long.
    gc.disable()
    read = []
    for path in dict.fromkeys(notebooks):
        with suppress(Exception):
            read.append(read_notebook(path))
    # Not in a thread: libraries that import each other in a circle are found half made where two
    # threads import them at the same time.
    hidden = [name for name in NEEDLESS if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    import papermill  # noqa: F401 - imports the project's engine itself

    from hotlinelib.reports.page import prepare_export

    if not few:
        prepare_export([cell for notebook in read for cell in code_of(notebook)])
    for name in hidden:
        del sys.modules[name]
    if shells := [notebook for notebook in read if choose_kernel(notebook) == "shell"]:
        from hotlinelib.reports.shell import ready_shell

        # pandas and matplotlib ask where they run; inside, they find what a kernel has.
        with ready_shell().builtin_trap:
            for notebook in shells:
                with suppress(Exception):
                    for step in preparations(notebook):
                        with suppress(Exception):
                            step()
            if all(path.parent == notebook_folder() for path in notebooks):
                for path, count in Counter(notebooks).items():
                    if count >= MANY_REPORTS:
                        with suppress(Exception):
                            run_once(code_of(read_notebook(path)))
        # Here, matplotlib shows nothing after a cell; in each fork it is told anew.
        sys.modules.pop("matplotlib_inline.backend_inline", None)
    gc.freeze()
    gc.enable()
    gc.set_threshold(SELDOM)


def run_once(cells: Iterable[str]) -> None:
    """Run cells as they stand."""
    scope: dict[str, Any] = {}
    for cell in cells:
        exec(compile(cell, "cell", "exec"), scope)


def preparations(notebook: Mapping[str, Any]) -> Iterator[Callable[[], object]]:
    """Yield what imports all that a notebook of analyses uses, and makes what all of them make."""
    about, cells = notebook["metadata"].get("hotlinelib", {}), code_of(notebook)
    libraries = about.get("libraries", ())
    own = [name for name in modules_of(cells) if name.partition(".")[0] == OWN_PACKAGE]
    if not about and not own:
        return
    for name in (*ANALYSIS_MODULES, *libraries, *own):
        yield partial(import_module, name)
    package = import_module(OWN_PACKAGE)
    # Its names are imported when they are first looked up.
    for name in USED.findall("\n".join(cells)):
        yield partial(attrgetter(name), package)
    yield from (package.load_awards, package.load_organisations, package.load_divisions)
    from PIL import Image

    from hotlinelib.figures.style import register_typefaces

    yield from (register_typefaces, Image.preinit)
    if MAPS in libraries:
        from hotlinelib.figures.boundaries import LEVELS, load_boundaries

        yield from (partial(load_boundaries, level) for level in LEVELS)
    from hotlinelib.language import LANGUAGES, speak
    from hotlinelib.language.names import named_columns, names_of

    # The sentences, numbers and dates of all languages, and the names of all values
    for say in map(speak, LANGUAGES):
        yield partial(say, "Figure {number}", number=0.5)
        yield from (partial(say.percent, 0.5), partial(say.date, "2019-08-08"))
        yield from (partial(names_of, column, say.language) for column in named_columns())

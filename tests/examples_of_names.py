"""Run the example of each public name; print the names and what their examples lack.

The first argument names those to leave out; packages named by the others can't be imported
meanwhile. Fails where an example goes wrong otherwise than by a message on what to install.
"""

from __future__ import annotations

import doctest
import sys
from importlib.abc import MetaPathFinder
from types import ModuleType


class Lacking(MetaPathFinder):
    """Answers for packages that are named as arguments: they aren't there."""

    def find_spec(self, name, path, target=None):
        if name.split(".")[0] in sys.argv[2:]:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, Lacking())

import hotlinelib as hl  # noqa: E402


class Runner(doctest.DocTestRunner):
    def report_failure(self, out, test, example, got):
        raise AssertionError(f"{test.name}: {example.source}expected {example.want}got {got}")

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise exc_info[1]


def run_example(name: str) -> None:
    thing = getattr(hl, name)
    module = sys.modules[thing.__module__]
    finder = doctest.DocTestFinder(recurse=False)
    runner = Runner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for test in finder.find(thing, name, module, globs=dict(vars(module))):
        runner.run(test)


for name in hl.__all__:
    if name in sys.argv[1].split(",") or isinstance(getattr(hl, name), ModuleType):
        continue
    try:
        run_example(name)
    except hl.MissingPackageError as error:
        print(f"{name}: {error}")

"""The plan of a run: which reports are to be rendered, all checked before a kernel starts."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from itertools import product
from pathlib import Path
from typing import Any

from hotlinelib.errors import ParameterError, nearest
from hotlinelib.messages import message
from hotlinelib.reports.kernel_choice import Kernel
from hotlinelib.reports.manifest import EVERY_VALUE, Entry
from hotlinelib.reports.parameters import (
    check_parameters,
    code_of,
    declared_parameters,
    modules_of,
    offered_values,
    read_notebook,
    refused_choices,
    typed_values,
)
from hotlinelib.reports.provenance import Provenance, hash_file
from hotlinelib.storage import notebook_folder

# Bytes that the name of a folder may have
LONGEST_NAME = 255


@dataclass(frozen=True)
class Report:
    """One report to be rendered."""

    name: str
    notebook: Path
    parameters: Mapping[str, Any]
    group: str = ""
    title: str = ""
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Job:
    """One report to be rendered, somewhere, within so many seconds."""

    report: Report
    provenance: Provenance
    timeout: float = 600.0
    kernel: Kernel = "auto"


@dataclass(frozen=True)
class Outcome:
    """How the rendering of one report ended."""

    report: Report
    error: str = ""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


def list_notebooks() -> list[str]:
    """Return the names of the notebooks that can be asked for by name."""
    return sorted(path.stem for path in notebook_folder().glob("*.ipynb"))


def find_notebook(name: str) -> Path:
    """Return a notebook by its name, or by its path."""
    own = notebook_folder() / f"{name}.ipynb"
    if own.is_file():
        return own
    for path in (Path(name), Path(f"{name}.ipynb")):
        if path.suffix == ".ipynb" and path.is_file():
            return path.resolve()
    known = list_notebooks()
    raise ParameterError(
        "there is no notebook {name!r}; use a path, or one of: {known}{nearest}",
        name=name,
        nearest=nearest(name, known),
        known=", ".join(known),
    )


def report_name(stem: str, settings: Mapping[str, Any]) -> str:
    """Return the folder's name of a report: the notebook's or entry's, with what was set."""
    texts = [f"{name}-{value}" for name, value in settings.items()]
    return "--".join([stem, *(re.sub(r"[^\w.+-]+", "+", text) for text in texts)])


def plan_report(notebook: Path, parameters: Mapping[str, Any], name: str = "") -> Report:
    """Return the plan of one report."""
    values = check_parameters(notebook, parameters)
    return Report(name or report_name(notebook.stem, values), notebook, values, notebook.stem)


def plan_entry(
    entry: Entry,
    settings: Mapping[str, Any] | None = None,
    matrix: Mapping[str, Any] | None = None,
) -> list[Report]:
    """Return the reports that an entry makes, one for each combination of its matrix."""
    given, lists = dict(settings or {}), dict(matrix or {})
    try:
        notebook = find_notebook(entry.notebook)
    except ParameterError as error:
        raise ParameterError(f"{_prefix(entry)}{error}") from error
    varied = {**entry.matrix, **lists}
    varied = {name: values for name, values in varied.items() if name not in given}
    fixed = {**entry.parameters, **given}
    values, wrong = typed_values(
        notebook, {name: value for name, value in fixed.items() if name not in varied}
    )
    columns: dict[str, list[Any]] = {}
    for name, chosen in varied.items():
        columns[name] = []
        for value in _all_values(notebook, name, chosen):
            typed, mistaken = typed_values(notebook, {name: value})
            columns[name] += typed.values()
            wrong |= mistaken
        if not columns[name]:
            told = message(
                "{name} takes any value, so that '*' names none; list the values", name=name
            )
            wrong.setdefault(name, told)
        columns[name] = [*dict.fromkeys(columns[name])]
    if wrong:
        raise ParameterError(
            "\n".join(f"{_prefix(entry, key)}{notebook.name}: {why}" for key, why in wrong.items())
        )
    declared = declared_parameters(notebook)
    named = {name: value for name, value in values.items() if name in given}
    plan = []
    for combination in product(*columns.values()):
        point = dict(zip(columns, combination, strict=True))
        chosen = {**values, **point}
        # In the order declared, so that the same settings give the same report.
        parameters = {name: chosen[name] for name in declared if name in chosen}
        name = report_name(entry.name, {**point, **named})
        plan.append(Report(name, notebook, parameters, entry.name, entry.title))
    return plan


def check_choices(reports: Iterable[Report], entries: Mapping[str, Entry]) -> None:
    """Refuse reports whose values aren't offered by the choices that their notebook names."""
    mistakes = [
        f"{_where(entries, report, mistake)}{report.notebook.name}: {mistake}"
        for report in reports
        for mistake in refused_choices(report.notebook, report.parameters)
    ]
    if mistakes:
        raise ParameterError("\n".join(dict.fromkeys(mistakes)))


def check_names(reports: Sequence[Report]) -> None:
    """Refuse a plan in which two reports would be written into one folder, or one into none."""
    # Some file systems don't tell capitals from small letters.
    seen: dict[str, Report] = {}
    twice = []
    for report in reports:
        if seen.setdefault(report.name.casefold(), report) is not report:
            twice.append(report.name)
        if len(os.fsencode(report.name)) > LONGEST_NAME:
            raise ParameterError(
                "{name}... is too long for the name of a folder ({length} bytes, {most} are "
                "possible); give a shorter one with --name",
                name=report.name[:40],
                length=len(os.fsencode(report.name)),
                most=LONGEST_NAME,
            )
        for name in (report.name, report.notebook.name):
            # The page names both.
            if os.fsencode(name).decode("utf-8", "replace") != name:
                raise ParameterError(
                    "{name!r} isn't UTF-8; rename the notebook, or choose another --name", name=name
                )
        if report.name.startswith(".") or report.name.casefold() == "index.html":
            raise ParameterError(
                "{name!r} can't name a report; choose another --name", name=report.name
            )
    if twice:
        raise ParameterError(
            "more than one report would be written to: {names}; render them in runs of their "
            "own, with --name or another --output",
            names=", ".join(sorted(set(twice))),
        )


def only(reports: Sequence[Report], patterns: Sequence[str]) -> list[Report]:
    """Return the reports whose name one of the patterns matches (`*` stands for anything)."""
    if not patterns:
        return list(reports)
    lost = [p for p in patterns if not any(_matches(report, p) for report in reports)]
    if lost:
        names = ", ".join(report.name for report in reports[:8])
        raise ParameterError(
            "--only {pattern} matches no report; there are {names} and more",
            pattern=lost[0],
            names=names,
        )
    return [report for report in reports if any(_matches(report, p) for p in patterns)]


def with_formats(reports: Iterable[Report], formats: Sequence[str]) -> list[Report]:
    """Return the reports with copies in further formats."""
    return [replace(report, formats=tuple(formats)) for report in reports]


def made_from(report: Report, provenance: Provenance) -> dict[str, str]:
    """Return all that a report depends on, as hashes by kind."""
    settings = json.dumps(dict(report.parameters), ensure_ascii=False)
    modules = "".join(map(hash_file, modules_beside(report.notebook)))
    named = "".join(hash_file(Path(name)) for name in files_named(report.parameters))
    return {
        "notebook": hash_file(report.notebook),
        **({"files": hashlib.sha256(named.encode()).hexdigest()} if named else {}),
        **({"modules": hashlib.sha256(modules.encode()).hexdigest()} if modules else {}),
        "parameters": hashlib.sha256(settings.encode("utf-8")).hexdigest(),
        "formats": ",".join(report.formats),
        **provenance.inputs(),
    }


def files_named(parameters: Mapping[str, Any]) -> list[str]:
    """Return the files that parameters name relative to here: a report takes them along."""
    texts = [value for value in parameters.values() if isinstance(value, str) and value]
    paths = [Path(text) for text in texts]
    return [
        path.as_posix()
        for path in paths
        if not path.is_absolute() and ".." not in path.parts and path.suffix and path.is_file()
    ]


def modules_beside(notebook: Path) -> list[Path]:
    """Return the modules beside a notebook of one's own that its cells import."""
    names = {name.partition(".")[0] for name in modules_of(code_of(read_notebook(notebook)))}
    return [path for name in sorted(names) if (path := notebook.parent / f"{name}.py").is_file()]


def _all_values(notebook: Path, name: str, chosen: Any) -> Sequence[Any]:
    """Return the values that a matrix has for a parameter: a list, or '*' for those offered."""
    if chosen != EVERY_VALUE:
        return list(chosen)
    # One that isn't declared is refused as any other is.
    return offered_values(notebook, name) if name in declared_parameters(notebook) else [""]


def _prefix(entry: Entry, parameter: str = "") -> str:
    place = entry.place(parameter)
    return f"{place}: " if place else ""


def _where(entries: Mapping[str, Entry], report: Report, mistake: str) -> str:
    """Return the place of the parameter that a mistake begins with, where it has one."""
    entry = entries.get(report.group)
    return _prefix(entry, mistake.partition(" ")[0]) if entry else ""


def _matches(report: Report, pattern: str) -> bool:
    return fnmatch(report.name, pattern) or fnmatch(report.name, f"*{pattern}*")

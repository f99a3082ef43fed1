"""The commands `hotline report` and `hotline parameters`."""

from __future__ import annotations

import signal
from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hotlinelib.arguments import not_offered
from hotlinelib.console import Stopped, ended_by_signals, told
from hotlinelib.errors import MissingPackageError, ParameterError, ReportError
from hotlinelib.extras import install_command
from hotlinelib.messages import message

if TYPE_CHECKING:
    from hotlinelib.reports.manifest import Entry
    from hotlinelib.reports.plan import Report
    from hotlinelib.reports.reports import Summary

# Copies, and the packages that each needs
FORMATS = {
    "pdf": ("pypandoc", "typst"),
    "docx": ("pypandoc",),
    "xlsx": ("openpyxl",),
    "tex": (),
}


class KernelName(StrEnum):
    """What cells run in: IPython's shell, forked, ipykernel's, or as the cells need it."""

    AUTO = "auto"
    SHELL = "shell"
    STOCK = "stock"


FormatsOption = Annotated[
    str,
    typer.Option("--format", help="Copies beside the page: pdf, docx; of each table: xlsx, tex."),
]
OutputOption = Annotated[Path, typer.Option("--output", "-o", help="Folder of the reports.")]
ManifestOption = Annotated[
    Path | None,
    typer.Option(
        "--manifest", help="Manifest; by default that of the project.", show_default=False
    ),
]


def report(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAME]...",
            help="Reports of the manifest, or notebooks by name or path; by default the set "
            "that the manifest says.",
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", help="NAME=VALUE; give it once for each parameter."),
    ] = None,
    matrix: Annotated[
        list[str] | None,
        typer.Option(
            "--matrix",
            help="NAME=VALUE|VALUE|...: a report for each; NAME=* for all values offered.",
        ),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", help="Just the reports whose name has this in it (* matches)."),
    ] = None,
    all_reports: Annotated[
        bool, typer.Option("--all", help="All reports of the manifest.")
    ] = False,
    listed: Annotated[
        bool, typer.Option("--list", help="List the reports of the manifest and end.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be rendered and why, and end.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Render also where nothing has changed.")
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Reports at once; by default one a processor."),
    ] = None,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.1, help="Seconds that one report may take.")
    ] = 600.0,
    formats: FormatsOption = "",
    output: OutputOption = Path("reports"),
    name: Annotated[str, typer.Option("--name", help="Name of the report's folder.")] = "",
    manifest: ManifestOption = None,
    kernel: Annotated[
        KernelName,
        typer.Option(
            "--kernel",
            help="shell (IPython's, forked), stock (ipykernel's), or as the cells need it.",
        ),
    ] = KernelName.AUTO,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="Address of a Dask scheduler to render on.")
    ] = "",
    wait: Annotated[
        bool, typer.Option("--wait", help="Wait while another run writes into the folder.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Tell only what went wrong.")
    ] = False,
) -> None:
    """Render reports: notebooks executed, left as pages with tables and figures."""
    from hotlinelib.reports.manifest import read_manifest

    with told():
        known = read_manifest(manifest)
        every = all_reports or bool(only)
        settings = settings_of(parameter or [])
        varied = {
            one: values if values == "*" else values.split("|")
            for one, values in settings_of(matrix or [], "--matrix").items()
        }
        if not names and (settings or varied or name):
            raise ParameterError(
                "--parameter, --matrix and --name need a report: one of {known}",
                known=", ".join(known),
            )
        chosen = [_entry(one, known) for one in names or []] or [
            entry for entry in known.values() if entry.default or every
        ]
        places = {one: f"-p {one}" for one in settings}
        places |= {one: f"--matrix {one}" for one in varied}
        chosen = [replace(entry, places={**entry.places, **places}) for entry in chosen]
        plan = planned(chosen, settings, varied, only or [], name, formats_of(formats))
        entries = {entry.name: entry for entry in chosen}
        if listed and (names or every):
            typer.echo("\n".join(one.name for one in plan))
        elif listed:
            _list(known)
        elif dry_run:
            _show_plan(plan, entries, output, force)
        else:
            options: dict[str, Any] = {
                "force": force,
                "wait": wait,
                "timeout": timeout,
                "kernel": kernel.value,
            }
            summary = _render(plan, entries, output, scheduler, jobs, quiet, options)
            _tell(summary, output, quiet)


def parameters(
    notebook: Annotated[
        str | None,
        typer.Argument(
            help="Notebook, by name or path; without one, all are listed.", show_default=False
        ),
    ] = None,
) -> None:
    """List the parameters of a notebook, their defaults and the values offered."""
    from hotlinelib.reports.parameters import all_offered, declared_parameters
    from hotlinelib.reports.plan import find_notebook, list_notebooks

    with told():
        if notebook is None:
            typer.echo("\n".join(list_notebooks()))
            return
        path = find_notebook(notebook)
        offered = all_offered(path)
        for one in declared_parameters(path).values():
            typer.echo(f"{one.name}: {one.type} = {one.default}\n    {message(one.help)}")
            if one.name in offered:
                values = message("one of: {offered}", offered=", ".join(offered[one.name]))
                typer.echo(f"    {values}")


def settings_of(given: Sequence[str], option: str = "-p") -> dict[str, str]:
    """Return NAME=VALUE texts as a mapping."""
    settings: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise ParameterError(
                "{option} {text}: write it as NAME=VALUE", option=option, text=text
            )
        if name in settings:
            raise ParameterError(
                "{option} {name} is given twice; give it once", option=option, name=name
            )
        settings[name] = value
    return settings


def formats_of(given: str) -> list[str]:
    """Return the formats of copies that are named, or refuse one that isn't offered."""
    wanted = [text.strip() for text in given.split(",") if text.strip()]
    unknown = [text for text in wanted if text not in FORMATS]
    if unknown:
        raise ParameterError(not_offered("--format", unknown[0], FORMATS))
    # Before anything is rendered, not after it.
    for package in dict.fromkeys(name for text in wanted for name in FORMATS[text]):
        if find_spec(package) is None:
            raise MissingPackageError(
                message(
                    "--format {given} needs the package {package}; run: {command}",
                    given=given,
                    package=package,
                    command=install_command("copies"),
                )
            )
    return wanted


def planned(
    chosen: Sequence[Entry],
    settings: Mapping[str, str],
    varied: Mapping[str, str | list[str]],
    patterns: Sequence[str],
    name: str,
    formats: Sequence[str],
) -> list[Report]:
    """Return the reports of entries, as they are asked for on the command line."""
    from hotlinelib.reports.manifest import names_a_folder
    from hotlinelib.reports.plan import only, plan_entry, with_formats

    plan: list[Report] = []
    mistakes: list[str] = []
    for entry in chosen:
        try:
            plan += plan_entry(entry, settings, varied)
        except ParameterError as error:
            mistakes.append(str(error))
    if mistakes:
        raise ParameterError("\n".join(mistakes))
    plan = with_formats(only(plan, patterns), formats)
    if name and len(plan) != 1:
        raise ParameterError("--name is for one report, and this would be {count}", count=len(plan))
    if name and not names_a_folder(name):
        raise ParameterError(
            "--name {name!r} is no name of a folder; use letters, digits and . + - _", name=name
        )
    return [replace(plan[0], name=name)] if name else plan


def _entry(name: str, known: Mapping[str, Entry]) -> Entry:
    from hotlinelib.reports.manifest import Entry
    from hotlinelib.reports.plan import find_notebook

    if name in known:
        return known[name]
    try:
        notebook = find_notebook(name)
    except ParameterError as error:
        raise ParameterError(
            "{problem}; or a report of the manifest: {known}", problem=error, known=", ".join(known)
        ) from error
    return Entry(notebook.stem, str(notebook))


def _list(known: Mapping[str, Entry]) -> None:
    from hotlinelib.reports.plan import plan_entry

    for entry in known.values():
        count = len(plan_entry(entry))
        default = "  (default)" if entry.default else ""
        typer.echo(f"{entry.name}: {count} report{'s' if count != 1 else ''}{default}")
        if entry.title:
            typer.echo(f"    {entry.title}")


def _show_plan(
    plan: Sequence[Report], entries: Mapping[str, Entry], output: Path, force: bool
) -> None:
    from hotlinelib.reports.plan import check_choices, check_names
    from hotlinelib.reports.reports import stale_reports

    check_names(plan)
    check_choices(plan, entries)
    reasons = stale_reports(plan, output)
    for report in plan:
        reason = reasons.get(report.name) or ("forced" if force else "current")
        typer.echo(f"{report.name}: {reason}")
    count = len(plan) if force else len(reasons)
    typer.echo(message("{count} of {all} would be rendered", count=count, all=len(plan)))


def _render(
    plan: Sequence[Report],
    entries: Mapping[str, Entry],
    output: Path,
    scheduler: str,
    jobs: int | None,
    quiet: bool,
    options: dict[str, Any],
) -> Summary:
    """Render the reports of a plan here or on a cluster, and tell how it goes."""
    from hotlinelib.reports.cluster import Cluster
    from hotlinelib.reports.local import LocalExecutor
    from hotlinelib.reports.progress import Progress
    from hotlinelib.reports.reports import render

    if not scheduler and find_spec("papermill") is None:
        raise ModuleNotFoundError("rendering needs the package papermill")
    executor = Cluster(scheduler) if scheduler else LocalExecutor(jobs)
    with Progress(quiet) as progress, ended_by_signals():
        try:
            return render(plan, output, executor, entries, progress, **options)
        except KeyboardInterrupt as stopped:
            had_ended = message(
                "{done} of {total} reports had ended", done=progress.done, total=progress.total
            )
            progress.tell(
                f"stopped{stopped.args[0] if stopped.args else ''}: "
                f"{had_ended if progress.total else 'nothing had begun'}; the same command goes on"
            )
            number = stopped.number if isinstance(stopped, Stopped) else signal.SIGINT
            raise typer.Exit(128 + number) from None


def _tell(summary: Summary, output: Path, quiet: bool) -> None:
    """Tell where the reports are, or which failed and why."""
    for note in summary.notes:
        typer.echo(f"hotline: {note}", err=True)
    rendered = [one.report for one in summary.outcomes if not one.error]
    if not quiet and rendered + summary.fresh:
        if not summary.outcomes:
            current = message("nothing has changed: {count} current", count=len(summary.fresh))
            typer.echo(current, err=True)
        shown = [output / one.name / "report.html" for one in [*rendered, *summary.fresh]]
        if len(shown) > 4:
            shown = [output / "index.html"]
        typer.echo(message("Open in a browser: {pages}", pages="  ".join(map(str, shown))))
    lines = [
        f"{one.report.name} ({one.report.notebook.name}): {one.error}" for one in summary.failed
    ]
    if len(lines) + len(rendered) > 1 and lines:
        lines.append(
            message(
                "{failed} of {all} reports failed",
                failed=len(lines),
                all=len(lines) + len(rendered),
            )
        )
    if summary.problem:
        lines.append(summary.problem)
    if lines:
        raise ReportError("\n".join(lines))

"""The commands `hotline report` and `hotline parameters`."""

from __future__ import annotations

import re
import signal
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hotlinelib.arguments import not_offered
from hotlinelib.console import Stopped, ended_by_signals, told
from hotlinelib.errors import MissingPackageError, ParameterError, ReportError
from hotlinelib.extras import install_command
from hotlinelib.messages import message

if TYPE_CHECKING:
    from hotlinelib.reports.kernel_choice import Kernel
    from hotlinelib.reports.manifest import Entry
    from hotlinelib.reports.plan import Report
    from hotlinelib.reports.reports import Executor, Summary

DEFAULT_FOLDER = Path("reports")
# Copies, and the packages that each needs
FORMATS = {
    "pdf": ("pypandoc", "typst"),
    "docx": ("pypandoc",),
    "xlsx": ("openpyxl",),
    "tex": (),
}
DEFAULT_TIMEOUT = 600.0


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
    ] = DEFAULT_TIMEOUT,
    formats: Annotated[
        str,
        typer.Option(
            "--format", help="Copies beside the page: pdf, docx; of each table: xlsx, tex."
        ),
    ] = "",
    output: Annotated[
        Path, typer.Option("--output", "-o", help="Folder of the reports.")
    ] = DEFAULT_FOLDER,
    name: Annotated[str, typer.Option("--name", help="Name of the report's folder.")] = "",
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest", help="Manifest; by default that of the project.", show_default=False
        ),
    ] = None,
    kernel: Annotated[
        str,
        typer.Option(
            "--kernel",
            help="shell (IPython's, forked), stock (ipykernel's), or as the cells need it.",
        ),
    ] = "auto",
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
    with told():
        options = _Options(names or [], parameter or [], matrix or [], only or [], all_reports)
        plan, entries = _plan(options, name, formats_of(formats), manifest)
        if listed:
            _list(plan, options, manifest)
        elif dry_run:
            _show_plan(plan, entries, output, force)
        else:
            executor = _executor(scheduler, jobs)
            summary = _render(
                plan, entries, output, executor, force, wait, timeout, _kernel(kernel), quiet
            )
            _tell(summary, output, quiet)


def parameters(
    notebook: Annotated[str, typer.Argument(help="Notebook, by name or path.")],
) -> None:
    """List the parameters of a notebook, their defaults and the values offered."""
    from hotlinelib.reports.parameters import all_offered, declared_parameters
    from hotlinelib.reports.plan import find_notebook

    with told():
        path = find_notebook(notebook)
        offered = all_offered(path)
        for one in declared_parameters(path).values():
            typer.echo(f"{one.name}: {one.type} = {one.default}")
            typer.echo(f"    {message(one.help)}")
            if one.name in offered:
                values = message("one of: {offered}", offered=", ".join(offered[one.name]))
                typer.echo(f"    {values}")


class _Options:
    """What a user wants rendered, as given on the command line."""

    def __init__(
        self,
        names: Sequence[str],
        parameter: Sequence[str],
        matrix: Sequence[str],
        only: Sequence[str],
        all_reports: bool,
    ) -> None:
        self.names = list(names)
        self.settings = settings_of(parameter)
        self.matrix = {
            name: values if values == "*" else values.split("|")
            for name, values in settings_of(matrix, "--matrix").items()
        }
        self.only = list(only)
        self.all_reports = all_reports


def settings_of(given: Sequence[str], option: str = "-p") -> dict[str, str]:
    """Return NAME=VALUE texts as a mapping."""
    settings: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals:
            raise ParameterError(
                message("{option} {text}: write it as NAME=VALUE", option=option, text=text)
            )
        if name in settings:
            raise ParameterError(
                message("{option} {name} is given twice; give it once", option=option, name=name)
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


def _plan(
    options: _Options, name: str, formats: Sequence[str], manifest: Path | None
) -> tuple[list[Report], dict[str, Entry]]:
    """Return the reports wanted, and the entries that they come from."""
    from dataclasses import replace

    from hotlinelib.reports.manifest import read_manifest
    from hotlinelib.reports.plan import only, plan_entry, with_formats

    known = read_manifest(manifest)
    if options.names:
        chosen = [_entry(each, known) for each in options.names]
    else:
        every = options.all_reports or options.only
        chosen = [entry for entry in known.values() if entry.default or every]
        if options.settings or options.matrix or name:
            raise ParameterError(
                message(
                    "--parameter, --matrix and --name need a report: one of {known}",
                    known=", ".join(known),
                )
            )
    places = {given: f"-p {given}" for given in options.settings}
    places |= {given: f"--matrix {given}" for given in options.matrix}
    chosen = [replace(entry, places={**entry.places, **places}) for entry in chosen]
    plan: list[Report] = []
    mistakes: list[str] = []
    for entry in chosen:
        try:
            plan += plan_entry(entry, options.settings, options.matrix)
        except ParameterError as error:
            mistakes.append(str(error))
    if mistakes:
        raise ParameterError("\n".join(mistakes))
    plan = with_formats(only(plan, options.only), formats)
    if name:
        if len(plan) != 1:
            raise ParameterError(
                message("--name is for one report, and this would be {count}", count=len(plan))
            )
        if not re.fullmatch(r"\w[\w.+-]*", name):
            raise ParameterError(
                message(
                    "--name {name!r} is no name of a folder; use letters, digits and . + - _",
                    name=name,
                )
            )
        plan = [replace(plan[0], name=name)]
    return plan, {entry.name: entry for entry in chosen}


def _entry(name: str, known: dict[str, Entry]) -> Entry:
    from hotlinelib.reports.manifest import Entry
    from hotlinelib.reports.plan import find_notebook

    if name in known:
        return known[name]
    try:
        notebook = find_notebook(name)
    except ParameterError as error:
        told = message("or a report of the manifest: {known}", known=", ".join(known))
        raise ParameterError(f"{error}; {told}") from error
    return Entry(notebook.stem, str(notebook))


def _list(plan: Sequence[Report], options: _Options, manifest: Path | None) -> None:
    from hotlinelib.reports.manifest import read_manifest
    from hotlinelib.reports.plan import plan_entry

    if options.names or options.only or options.all_reports:
        for report in plan:
            typer.echo(report.name)
        return
    for entry in read_manifest(manifest).values():
        count = len(plan_entry(entry))
        default = "  (default)" if entry.default else ""
        typer.echo(f"{entry.name}: {count} report{'s' if count != 1 else ''}{default}")
        if entry.title:
            typer.echo(f"    {entry.title}")


def _show_plan(
    plan: Sequence[Report], entries: dict[str, Entry], output: Path, force: bool
) -> None:
    from hotlinelib.reports.plan import check_choices, check_names
    from hotlinelib.reports.reports import stale_reports

    check_names(plan)
    check_choices(plan, entries)
    reasons = stale_reports(plan, output)
    for report in plan:
        reason = reasons.get(report.name) or ("forced" if force else "")
        typer.echo(f"{report.name}: {reason or 'current'}")
    count = len(plan) if force else len(reasons)
    typer.echo(message("{count} of {all} would be rendered", count=count, all=len(plan)))


def _executor(scheduler: str, jobs: int | None) -> Executor:
    if scheduler:
        from hotlinelib.reports.cluster import Cluster

        return Cluster(scheduler)
    if find_spec("papermill") is None:
        raise ModuleNotFoundError("rendering needs the package papermill")
    from hotlinelib.reports.local import LocalExecutor

    return LocalExecutor(jobs)


def _kernel(asked: str) -> Kernel:
    from hotlinelib.reports.kernel_choice import KERNELS

    for kernel in KERNELS:
        if kernel == asked:
            return kernel
    raise ParameterError(not_offered("--kernel", asked, KERNELS))


def _render(
    plan: Sequence[Report],
    entries: dict[str, Entry],
    output: Path,
    executor: Executor,
    force: bool,
    wait: bool,
    timeout: float,
    kernel: Kernel,
    quiet: bool,
) -> Summary:
    from hotlinelib.reports.plan import check_choices
    from hotlinelib.reports.progress import Progress
    from hotlinelib.reports.reports import render

    with Progress(quiet) as progress, ended_by_signals():
        try:
            return render(
                plan,
                output,
                executor,
                check=lambda todo: check_choices(todo, entries),
                force=force,
                wait=wait,
                timeout=timeout,
                kernel=kernel,
                waiting=progress.tell,
                watch=progress.ended,
                begin=progress.begin,
            )
        except KeyboardInterrupt as stopped:
            had_ended = f"{progress.done} of {progress.total} reports had ended"
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
    if summary.failed:
        lines = [
            f"{one.report.name} ({one.report.notebook.name}): {one.error}" for one in summary.failed
        ]
        count = message(
            "{failed} of {all} reports failed", failed=len(lines), all=len(lines) + len(rendered)
        )
        raise ReportError("\n".join([*lines, count] if len(lines) + len(rendered) > 1 else lines))

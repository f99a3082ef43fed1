"""How fast reports are rendered, against papermill's and nbconvert's own commands.

Run: `python benchmarks/report_speed.py [--sweep]`. Measured are, on this machine:

- one report, cold: the commands `papermill` and `jupyter nbconvert`, and `hotline report`;
- ten reports: both commands for each of them one after another, and `hotline report` once;
- with `--sweep`, all profiles of provinces, against the floor: the cells of the same notebooks run
  as plain scripts in two processes that import everything once, and the pages made of their parts.

Each figure is in seconds: of wall time, and of processor time of all processes, which tells more
where the machine has other work. Prints a table as CSV.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

# Seconds of wall time, and of the processors
Spent = tuple[float, float]
BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[1]
# Notebook and parameters of ten reports as users want them.
TEN = [
    ("regional_distribution", {"language": "en"}),
    ("regional_distribution", {"language": "zh-Hans"}),
    ("regional_distribution", {"language": "zh-Hant"}),
    ("multi_award_winners", {"language": "en"}),
    ("multi_award_winners", {"language": "zh-Hans"}),
    ("multi_award_winners", {"language": "zh-Hant"}),
    ("province_profile", {"language": "en", "province": "四川省"}),
    ("province_profile", {"language": "zh-Hans", "province": "四川省"}),
    ("province_profile", {"language": "zh-Hant", "province": "四川省"}),
    ("province_profile", {"language": "en", "province": "河北省"}),
]


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sweep", action="store_true", help="also all profiles of provinces")
    chosen = options.parse_args()
    # Modules are compiled once in the life of an installation; that is no report's time.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    compare("not shown: modules compiled", TEN[::3], shown=False)
    print("what,seconds,against,ratio,processor_seconds,processor_against,processor_ratio")
    for notebook in ("regional_distribution", "multi_award_winners", "province_profile"):
        compare(f"one report cold: {notebook}", [(notebook, {"language": "en"})])
    compare("ten reports", TEN)
    if chosen.sweep:
        sweep()


def compare(what: str, reports: Sequence[tuple[str, dict[str, str]]], shown: bool = True) -> None:
    """Print the seconds of both ways."""
    with tempfile.TemporaryDirectory() as folder:
        before = timed(lambda: [by_commands(*report, Path(folder)) for report in reports])
    with tempfile.TemporaryDirectory() as folder:
        now = timed(lambda: by_hotline(reports, Path(folder)))
    if shown:
        tell(what, now, before)


def by_commands(notebook: str, parameters: dict[str, str], folder: Path) -> None:
    """Render one report as a user would today."""
    executed = folder / "executed.ipynb"
    given = [text for pair in parameters.items() for text in ("-p", *pair)]
    source = ROOT / "notebooks" / f"{notebook}.ipynb"
    run([BIN / "papermill", "--no-progress-bar", *given, source, executed])
    run([BIN / "jupyter-nbconvert", "--to", "html", executed])


def by_hotline(reports: Sequence[tuple[str, dict[str, str]]], folder: Path) -> None:
    """Render reports by one command."""
    lines = []
    for number, (notebook, parameters) in enumerate(reports):
        lines.append(f'[report.r{number}]\nnotebook = "{notebook}"\ndefault = true')
        lines.append(f"[report.r{number}.parameters]")
        lines += [f'{name} = "{value}"' for name, value in parameters.items()]
    manifest = folder / "reports.toml"
    manifest.write_text("\n".join(lines), encoding="utf-8")
    run([BIN / "hotline", "report", "--manifest", manifest, "-o", folder / "reports"])


def sweep() -> None:
    """Print the seconds of all profiles, of the floor, and of a run that finds nothing to do."""
    with tempfile.TemporaryDirectory() as folder:
        floor = timed(lambda: by_scripts(Path(folder)))
    with tempfile.TemporaryDirectory() as folder:
        command = [BIN / "hotline", "report", "province_profile", "-o", Path(folder) / "reports"]
        now = timed(lambda: run(command))
        tell("93 reports against plain scripts", now, floor)
        tell("93 reports again: nothing changed", timed(lambda: run(command)), now)
        some = [*command[:3], "--only", "--province-河*", "-o", Path(folder) / "few"]
        few = timed(lambda: run(some))
        tell("a report of 93 against one of 6", scaled(now, 93), scaled(few, 6))
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MB")


def by_scripts(folder: Path) -> None:
    """Run the cells of all profiles as plain scripts on two processes, and make their pages."""
    sys.path.insert(0, str(ROOT))
    from hotlinelib.reports.manifest import read_manifest
    from hotlinelib.reports.plan import plan_entry

    plan = plan_entry(read_manifest()["province_profile"])
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    with ProcessPoolExecutor(2) as pool:
        jobs = [(report.notebook, dict(report.parameters), folder) for report in plan]
        list(pool.map(by_script, jobs, chunksize=4))


def by_script(job: tuple[Path, dict[str, str], Path]) -> None:
    """Run the cells of a notebook in this process and write what they show."""
    import nbformat

    from hotlinelib.reports.page import export_page
    from hotlinelib.reports.parameters import default_values
    from hotlinelib.reports.provenance import Provenance
    from hotlinelib.reports.rendering import write_parts

    notebook, parameters, folder = job
    read = nbformat.from_dict(json.loads(notebook.read_text(encoding="utf-8")))
    scope: dict[str, object] = {}
    for cell in read.cells:
        if cell.cell_type != "code":
            continue
        cell["source"] = "".join(cell.source)
        shown = run_cell(cell.source, scope)
        if "parameters" in cell.metadata.get("tags", []):
            scope.update(parameters)
        cell["outputs"] = [
            nbformat.from_dict(nbformat.v4.new_output("display_data", data, metadata=metadata))
            for data, metadata in (part._repr_mimebundle_() for part in getattr(shown, "parts", ()))
        ]
    target = folder / "-".join(parameters.values())
    target.mkdir()
    made = Provenance("", "", "", "", "")
    page = export_page(read, notebook, parameters, default_values(notebook), made)
    (target / "report.html").write_text(page, encoding="utf-8")
    write_parts(read, target, parameters.get("language", "en"))


def run_cell(source: str, scope: dict[str, object]) -> object:
    """Run a cell and return the value of its last expression."""
    import ast

    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), scope)
    if last is None:
        return None
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), scope)


def timed(work: Callable[[], object]) -> Spent:
    """Return the seconds that a call takes, of wall time and of the processors."""
    wall, processors = time.perf_counter(), spent_by_children()
    work()
    return time.perf_counter() - wall, spent_by_children() - processors


def scaled(spent: Spent, count: int) -> Spent:
    """Return the seconds of one of several."""
    return spent[0] / count, spent[1] / count


def spent_by_children() -> float:
    """Return the processor seconds of all processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def tell(what: str, now: Spent, before: Spent) -> None:
    """Print a row of the table."""
    figures = [
        text
        for one, other in zip(now, before, strict=True)
        for text in (f"{one:.2f}", f"{other:.2f}", f"{one / other:.3f}")
    ]
    print(",".join([what, *figures]), flush=True)


def run(command: Sequence[object]) -> None:
    """Run a command that has to succeed."""
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


if __name__ == "__main__":
    main()

"""What a report found, as data beside the page: `findings.json`, and how it is read again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotlinelib.errors import ReportError
from hotlinelib.messages import reason_of, reworded
from hotlinelib.part import METADATA_KEY
from hotlinelib.reports.page.files import part_stem

if TYPE_CHECKING:
    import pandas as pd
    from nbformat import NotebookNode

FINDINGS_NAME = "findings.json"
SCHEMA_NAME = "findings.schema.json"
# Raised when a reader of older files would misread newer ones.
FORMAT = 1


@dataclass(frozen=True)
class RenderedReport:
    """A rendered report as data.

    Parameters
    ----------
    folder : pathlib.Path
        Where it lies.
    report : str
        Name of its notebook.
    choices : dict
        All parameters and their values.
    data, package : str
        SHA-256 of the data set and version of the package that it was made from.
    estimates : pandas.DataFrame
        One row per number that may be quoted; `id` names it in all languages and editions.
    sentences : pandas.DataFrame
        Columns `section, language, text, states` (a tuple of ids).
    """

    folder: Path
    report: str
    choices: dict[str, Any]
    data: str
    package: str
    estimates: pd.DataFrame
    sentences: pd.DataFrame


def findings_of(
    executed: NotebookNode, report: str, choices: Mapping[str, Any], data: str, package: str
) -> dict[str, Any]:
    """Return the content of `findings.json` of an executed notebook."""
    language = str(choices.get("language", "en"))
    abouts = [
        output["metadata"][METADATA_KEY]
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if METADATA_KEY in output.get("metadata", {})
    ]
    section = ""
    findings, estimates, sentences = {}, {}, []
    files = []
    for about in abouts:
        if "columns" in about:
            files.append(
                {"file": f"{part_stem(about)}.csv", "title": about.get("title", "")}
                | {name: about[name] for name in ("caption", "columns")}
            )
        section = about.get("anchor", section) if about["kind"] == "heading" else section
        if "finding" in about:
            findings[about["finding"]] = {
                name: about[name] for name in ("counted", "supplement", "references")
            }
            estimates.update({row["id"]: row for row in about["estimates"]})
        sentences += [
            {"section": about["kind"] if about["kind"] == "summary" else section}
            | {"language": language, "text": said["text"], "states": said["states"]}
            for said in about.get("sentences", [])
        ]
    return {
        "format": FORMAT,
        "report": report,
        "choices": dict(choices),
        "data": {"sha256": data},
        "package": package,
        "findings": findings,
        "estimates": list(estimates.values()),
        "sentences": sentences,
        "files": files,
    }


def findings_schema() -> dict[str, Any]:
    """Return the JSON Schema of `findings.json`.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12; its `$id` ends in the format that the files name.

    Examples
    --------
    >>> findings_schema()["properties"]["format"]
    {'const': 1}
    """
    schema: dict[str, Any] = json.loads(Path(__file__).with_name(SCHEMA_NAME).read_bytes())
    return schema


def read_report(folder: str | Path) -> RenderedReport:
    """Read what a rendered report found.

    Parameters
    ----------
    folder : str or pathlib.Path
        Folder of the report: it holds `findings.json`.

    Returns
    -------
    RenderedReport
        With the frames `.estimates` and `.sentences`.

    Raises
    ------
    ReportError
        If the folder holds no findings, or those of another format.
    """
    import pandas as pd

    path = Path(folder) / FINDINGS_NAME
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise ReportError(
            "{path} can't be read: {reason}; name the folder of one rendered report, such as "
            "reports/regional_distribution",
            path=path,
            reason=reason_of(error),
        ) from error
    except ValueError as error:
        raise ReportError(
            "{path} is no JSON: {error}; render the report again", path=path, error=reworded(error)
        ) from error
    if content.get("format") != FORMAT:
        raise ReportError(
            "{path} has the format {get!r}, expected {format}; render the report again with this "
            "version of hotlinelib",
            path=path,
            get=content.get("format"),
            format=FORMAT,
        )
    sentences = pd.DataFrame(
        content["sentences"], columns=["section", "language", "text", "states"]
    )
    return RenderedReport(
        folder=Path(folder),
        report=content["report"],
        choices=content["choices"],
        data=content["data"]["sha256"],
        package=content["package"],
        estimates=_estimates(content["estimates"]),
        sentences=sentences.assign(states=sentences["states"].map(tuple)),
    )


def _estimates(records: list[dict[str, Any]]) -> pd.DataFrame:
    """Return all columns of the estimates: what a record leaves out is missing or says nothing."""
    import pandas as pd

    from hotlinelib.findings.estimates import COLUMNS, DEFAULTS

    return pd.DataFrame([{**DEFAULTS, **record} for record in records], columns=list(COLUMNS))

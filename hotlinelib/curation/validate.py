"""The data set held against its own description by the Data Package standard."""

from __future__ import annotations

from hotlinelib.extras import from_extra
from hotlinelib.messages import message, reworded
from hotlinelib.storage import data_folder, data_place
from hotlinelib.tables.package import DESCRIPTOR_NAME


def validate_package() -> list[str]:
    """Validate the data set against its `datapackage.json` with frictionless."""
    with from_extra("reports"):
        from frictionless import FrictionlessException, Package
    path = data_folder() / DESCRIPTOR_NAME
    try:
        report = Package(str(path)).validate()
    except FrictionlessException as error:
        return [
            message(
                "{path}: {error}; make it anew with `hotline build`",
                path=path,
                error=reworded(error),
            )
        ]
    problems = [f"{path}: {reworded(error.message)}" for error in report.errors]
    for task in report.tasks:
        problems += [
            f"{data_place()}/{task.place}: {reworded(error.message)}" for error in task.errors
        ]
    return problems

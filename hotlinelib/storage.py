"""Where the data and the notebooks are: in a checkout, in an installed wheel, or where told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hotlinelib.arguments import shown
from hotlinelib.errors import DataError, ParameterError
from hotlinelib.writing import finish_writing

PACKAGE = Path(__file__).resolve().parent
DATA_VARIABLE = "HOTLINELIB_DATA"


def data_folder() -> Path:
    """Return the folder of the data set."""
    chosen = os.environ.get(DATA_VARIABLE)
    folder = check_data_folder(Path(chosen)) if chosen else package_data()
    finish_writing(folder)
    return folder


def package_data() -> Path:
    """Return the data folder that comes with the code: of the wheel, else of the checkout."""
    return _beside_or_inside("data")


def data_place() -> str:
    """Return the data folder as messages name it: from the working folder where it is below it."""
    folder = data_folder().resolve()
    with suppress(OSError, ValueError):
        if (here := Path.cwd().resolve()) != folder:
            return folder.relative_to(here).as_posix()
    return str(folder)


def notebook_folder() -> Path:
    """Return the folder of the notebooks, of the wheel, else of the checkout."""
    return _beside_or_inside("notebooks")


def project_file(name: str) -> Path | None:
    """Return a file of the project's root, such as its lock file; a wheel carries them, too."""
    found = (PACKAGE / name, PACKAGE / "project" / name, PACKAGE.parent / name)
    return next((path for path in found if path.is_file()), None)


def spreadsheet_text(content: bytes) -> str:
    """Return the text of a CSV file: in UTF-8, or in GB18030 as Chinese spreadsheets save it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", errors="replace")


def check_data_folder(folder: Path) -> Path:
    """Return the full path of a data folder, or refuse it."""
    full = folder.expanduser().resolve()
    lacking = [name for name in ("editions", "places", "registry") if not (full / name).is_dir()]
    if lacking:
        raise DataError(
            "{folder} is no data folder of hotlinelib: it has no folder {lacking}. Name a copy "
            "of {own} with --data or in {variable}, or leave both away",
            folder=full,
            lacking=", ".join(lacking),
            own=package_data(),
            variable=DATA_VARIABLE,
        )
    return full


def changeable_data() -> Path:
    """Return the data folder to write to, or refuse that of an installed package."""
    base = data_folder()
    if base.resolve().is_relative_to(PACKAGE):
        raise DataError(
            "{folder} belongs to the installed package and is not changed. Copy the folder, "
            "for instance with `cp -r '{folder}' data`, and name the copy with --data or in "
            "{variable}",
            folder=base,
            variable=DATA_VARIABLE,
        )
    return base


@contextmanager
def data(folder: Path | str | None) -> Iterator[Path]:
    """Work on another data folder for a while.

    Parameters
    ----------
    folder : pathlib.Path or str, optional
        A copy of `data/`. None leaves everything as it is.

    Yields
    ------
    pathlib.Path
        The folder of the data set, in full.

    Raises
    ------
    ParameterError
        If `folder` is no path.
    DataError
        If the folder holds no data set.

    Notes
    -----
    The folder holds for the whole process and for those that it starts (it is the environment
    variable HOTLINELIB_DATA), not for one thread.

    Examples
    --------
    >>> with data(package_data()) as folder:
    ...     folder == data_folder()
    True
    """
    before = os.environ.get(DATA_VARIABLE)
    if not isinstance(folder, str | Path | None):
        raise ParameterError(
            "folder is {folder}; expected a path, such as 'data'", folder=shown(folder)
        )
    if folder is not None:
        os.environ[DATA_VARIABLE] = str(check_data_folder(Path(folder)))
    try:
        yield data_folder()
    finally:
        os.environ.pop(DATA_VARIABLE, None)
        if before is not None:
            os.environ[DATA_VARIABLE] = before


def _beside_or_inside(name: str) -> Path:
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name

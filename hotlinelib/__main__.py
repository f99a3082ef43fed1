"""Where `hotline` and `python -m hotlinelib` begin."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def main() -> None:
    """Run the command, with standard streams that are there, and without a traceback at Ctrl-C."""
    try:
        from hotlinelib.cli import app
        from hotlinelib.console import describe_os_error, open_standard_streams, run
        from hotlinelib.reports.commands import as_parameter

        open_standard_streams()
        if not _has_folder():
            print("hotline: the folder that this runs in was deleted", file=sys.stderr)
            sys.exit(1)
        try:
            sys.exit(run(app, as_parameter))
        except BrokenPipeError:
            raise
        except OSError as error:
            print(f"hotline: {describe_os_error(error)}", file=sys.stderr)
            sys.exit(1)
        finally:
            _flush()
    except KeyboardInterrupt:
        sys.exit(130)


def _has_folder() -> bool:
    try:
        return bool(Path.cwd())
    except OSError:
        return False


def _flush() -> None:
    """Write out what was printed; where that can't be, Python needn't try again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()

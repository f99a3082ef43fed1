"""One report in a process of its own: what it is told, what it answers.

Started by the fork server as a fork; where there can be no forks, as
`python -P -m hotlinelib.reports.worker`, with the work on standard input and the answer, pickled,
on standard output.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from pathlib import Path

from hotlinelib.errors import HotlineError
from hotlinelib.reports.jobs import Answer, Job

SPAWNED = "hotlinelib.reports.worker"


def work(job: Job, folder: Path) -> Answer:
    """Render a report into a folder; an error is told, never raised."""
    try:
        from hotlinelib.reports.rendering import render_into

        return Answer(notes=tuple(render_into(folder, job)))
    except HotlineError as known:
        return Answer(str(known))
    except OSError as lost:
        return Answer(f"a file can't be written: {lost}")
    except Exception as unknown:
        traceback.print_exc()
        return Answer(f"{type(unknown).__name__}: {unknown}")


def main() -> None:
    """Render the report that standard input tells of, and answer on standard output."""
    answers = os.fdopen(os.dup(1), "wb")
    # Libraries may print what they like, which goes elsewhere.
    os.dup2(2, 1)
    job, folder = pickle.load(sys.stdin.buffer)
    from hotlinelib.reports.preload import prepare

    prepare([job.report.notebook], few=True)
    with answers:
        pickle.dump(work(job, folder), answers)


if __name__ == "__main__":
    main()

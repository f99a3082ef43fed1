"""Make the project's environment in .venv, or say in one sentence why it can't be made.

Runs on any Python, so that a Python that is too old can say so; `make` calls it before every
target. A second run finds everything in place and ends at once; an environment that is half made,
was tampered with or belongs to another lock file is made anew.
"""

from __future__ import print_function

import hashlib
import json
import os
import shutil
import subprocess
import sys

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".venv")
STAMP = os.path.join(FOLDER, "environment.json")
SOURCES = ("requirements.lock", "pyproject.toml")

LIST_INSTALLED = (
    "import importlib.metadata as m, json; "
    "print(json.dumps(sorted({d.name + '==' + d.version for d in m.distributions()})))"
)


def main():
    """Check, then make what is missing; return the exit status."""
    problem = missing()
    if problem:
        print("hotlinelib: " + problem, file=sys.stderr)
        return 1
    wanted = fingerprint()
    if is_whole(wanted):
        return 0
    return make(wanted)


def missing():
    """Return in one sentence what this machine lacks, or an empty string."""
    if sys.version_info < OLDEST:
        return (
            "Python %d.%d or newer is needed, and this is %d.%d (%s); install one, or name one "
            "with `make PYTHON=/path/to/python3.11 ...`."
            % (OLDEST + tuple(sys.version_info[:2]) + (sys.executable,))
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return (
            "this Python (%s) has no `venv` module; on Debian or Ubuntu install it with "
            "`apt install python%d.%d-venv`." % ((sys.executable,) + tuple(sys.version_info[:2]))
        )
    return ""


def fingerprint():
    """Return what the environment depends on, as one hash."""
    digest = hashlib.sha256(sys.version.encode())
    for name in SOURCES:
        with open(os.path.join(ROOT, name), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def is_whole(wanted):
    """Tell whether .venv was finished for these sources and still has all it had then."""
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamp = json.load(file)
        if stamp["fingerprint"] != wanted or stamp["root"] != ROOT:
            return False
        return set(stamp["installed"]) <= set(installed())
    except (OSError, ValueError, KeyError, TypeError, subprocess.CalledProcessError):
        return False


def installed():
    """List what the environment has, as name==version."""
    return json.loads(
        subprocess.check_output(
            [interpreter(), "-I", "-c", LIST_INSTALLED], stderr=subprocess.DEVNULL
        )
    )


def interpreter():
    """Return the path of the environment's Python."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return os.path.join(FOLDER, folder, name)


def make(wanted):
    """Make the environment from nothing; return the exit status."""
    if os.path.lexists(FOLDER):
        print("hotlinelib: .venv is not complete or out of date, making it anew", flush=True)
        remove(FOLDER)
    print("hotlinelib: making .venv (one to three minutes, once)", flush=True)
    pip = [interpreter(), "-I", "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    lock = os.path.join(ROOT, "requirements.lock")
    steps = [
        [sys.executable, "-m", "venv", FOLDER],
        pip + ["--require-hashes", "--no-deps", "-r", lock],
        # hatchling and editables come from the lock file, so nothing unlocked is built with.
        pip + ["--no-deps", "--no-build-isolation", "--editable", ROOT],
    ]
    for step in steps:
        status = subprocess.call(step)
        if status:
            print(
                "hotlinelib: could not make .venv; the message above says why. Packages come from "
                "your package index, so the first run needs a network. Run make again to go on.",
                file=sys.stderr,
            )
            return status
    with open(STAMP, "w", encoding="utf-8") as file:
        json.dump({"fingerprint": wanted, "root": ROOT, "installed": installed()}, file, indent=1)
    return 0


def remove(folder):
    """Remove the old environment, whether it is a folder, a file or a link."""
    if os.path.isdir(folder) and not os.path.islink(folder):
        shutil.rmtree(folder)
    else:
        os.remove(folder)


if __name__ == "__main__":
    sys.exit(main())

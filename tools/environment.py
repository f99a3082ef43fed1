"""Make the project's environment in .venv, or say in one sentence why it can't be made.

`environment.py SET` sees to it that .venv has what `requirements/SET.lock` lists, and the package
itself. Runs on any Python, so that a Python that is too old can say so; `make` calls it before
every target. A second run finds everything in place and ends at once; an environment that is half
made, was tampered with or belongs to another lock file is made anew; one that is to get more keeps
what it has. Packages are installed by uv, which pip fetches, from the index that pip is set to use;
where uv can't be had, by pip.
"""

from __future__ import print_function

import ast
import gettext
import glob
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".venv")
STAMP = os.path.join(FOLDER, "environment.json")
LOCKS = os.path.join(ROOT, "requirements")
# Each has all that those before it have.
SETS = ("reports", "lab", "dev")
# Settings of pip, and the variables that uv takes the same from
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}


def main(wanted="dev"):
    """Check, then make what is missing; return the exit status."""
    problem = missing()
    if problem:
        print("hotlinelib: " + problem, file=sys.stderr)
        return 1
    try:
        stamp = stamp_there()
        found = stamp.get("set")
        if found in SETS and SETS.index(found) >= SETS.index(wanted):
            return 0
        if is_inside(sys.executable):
            return make_from_outside(wanted)
        return make(wanted, stamp)
    except KeyboardInterrupt:
        tell("stopped; the same command goes on", sys.stderr)
        return 130
    except subprocess.CalledProcessError as error:
        sys.stderr.write((error.output or b"").decode("utf-8", "replace"))
        return told(error.returncode)
    except OSError as error:
        problem = said("could not make .venv: %s: %s") % (
            os.path.join(FOLDER, error.filename or ""),
            said(error.strerror or str(error)),
        )
        print("hotlinelib: " + problem, file=sys.stderr)
        return 1


def is_inside(path):
    """Return whether a program is in .venv, even if as a link to one outside."""
    folder = os.path.realpath(os.path.dirname(path))
    return folder.startswith(os.path.join(os.path.realpath(FOLDER), ""))


def make_from_outside(wanted):
    """Go on with the Python that .venv was made from: where .venv is activated, its own runs."""
    for python in (getattr(sys, "_base_executable", ""), os.path.realpath(sys.executable)):
        if python and os.path.isfile(python) and not is_inside(python):
            os.execv(python, [python, os.path.abspath(__file__), wanted])
    tell(
        "this Python is part of .venv, which has to be made anew; run `deactivate`, or name "
        "another one with `make PYTHON=/path/to/python3.11 ...`.",
        sys.stderr,
    )
    return 1


def said(text):
    """Return a sentence in Chinese where the system is, else in English."""
    names = map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = ([name for name in names if name] or [""])[0].lower()
    if not locale.startswith("zh"):
        return text
    language = "zh_Hant" if re.search("hant|tw|hk|mo", locale) else "zh_Hans"
    folder = os.path.join(ROOT, "hotlinelib", "locale")
    return gettext.translation("hotlinelib", folder, [language], fallback=True).gettext(text)


def tell(text, stream=sys.stdout):
    """Say a sentence at once, in the system's language."""
    stream.write("hotlinelib: %s\n" % said(text))
    stream.flush()


def missing():
    """Return in one sentence what this machine lacks, or an empty string."""
    if sys.version_info < OLDEST:
        return said(
            "Python %d.%d or newer is needed, and this is %d.%d (%s); install one, or name one "
            "with `make PYTHON=/path/to/python3.11 ...`."
        ) % (OLDEST + tuple(sys.version_info[:2]) + (sys.executable,))
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        return said(
            "this Python (%s) has no `venv` module; on Debian or Ubuntu install it with "
            "`apt install python%d.%d-venv`."
        ) % ((sys.executable,) + tuple(sys.version_info[:2]))
    return ""


def fingerprint():
    """Return what the environment depends on, as one hash."""
    digest = hashlib.sha256(sys.version.encode())
    names = [os.path.join(LOCKS, name) for name in sorted(os.listdir(LOCKS))]
    for name in names + [os.path.join(ROOT, "pyproject.toml")]:
        with open(name, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def stamp_there():
    """Return what .venv was finished with, if that is of these sources and all there still; or {}.

    Keys: fingerprint, root, set, installed, and adding where a larger set was begun.
    """
    try:
        with open(STAMP, encoding="utf-8") as file:
            stamp = json.load(file)
        if stamp["fingerprint"] != fingerprint() or stamp["root"] != ROOT:
            return {}
        # The Python that it was made from may be gone.
        subprocess.check_call([interpreter(), "-I", "-S", "-c", ""], stderr=subprocess.DEVNULL)
        return stamp if set(stamp["installed"]) <= set(installed()) else {}
    except (OSError, ValueError, KeyError, TypeError, subprocess.CalledProcessError):
        return {}


def write_stamp(**stamp):
    """Write what .venv is finished with."""
    with open(STAMP + ".new", "w", encoding="utf-8") as file:
        json.dump(stamp, file, indent=1)
    os.replace(STAMP + ".new", STAMP)


def installed():
    """List what the environment has: packages of which all is there that an installer writes."""
    folder = sysconfig.get_path("purelib", "venv", {"base": FOLDER})
    found = glob.glob(os.path.join(glob.escape(folder), "*.dist-info", "RECORD"))
    return sorted(os.path.basename(os.path.dirname(path)) for path in found)


def interpreter(name="python"):
    """Return the path of a program of the environment."""
    folder, ending = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return os.path.join(FOLDER, folder, name + ending)


def make(wanted, stamp):
    """Make the environment, from nothing unless a smaller set is there; return the exit status."""
    # A package that was being added when a run was stopped may be half there: installers can't
    # tell. The smaller set does its work until then.
    if stamp and not stamp.get("adding"):
        tell("adding to .venv what this needs")
        write_stamp(**dict(stamp, adding=wanted))
    else:
        if os.path.lexists(FOLDER):
            tell(".venv is not complete or out of date, making it anew")
            remove(FOLDER)
        tell("making .venv (some seconds, more where the network is slow)")
        import venv

        venv.create(FOLDER, symlinks=os.name != "nt")
    install, environment = installer()
    steps = [
        ["--require-hashes", "--no-deps", "-r", os.path.join(LOCKS, wanted + ".lock")],
        # hatchling and editables come from the lock file, so nothing unlocked is built with.
        ["--no-deps", "--no-build-isolation", "--editable", ROOT],
    ]
    for step in steps:
        status = subprocess.call(install + step, env=environment)
        if status:
            return told(status)
    write_stamp(fingerprint=fingerprint(), root=ROOT, set=wanted, installed=installed())
    return 0


def told(status):
    """Say that it couldn't be made; return the exit status."""
    tell(
        "could not make .venv; the message above says why. Packages come from your package index, "
        "so the first run needs a network. Run make again to go on.",
        sys.stderr,
    )
    return status


def installer():
    """Return the command that installs into .venv and its environment: uv's, or pip's."""
    pip = [sys.executable, "-m", "pip", "--python", interpreter()]
    if subprocess.call(pip + ["--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        # This Python has no pip, or one that is too old to work for another Python.
        # Told where it fails: it has nothing to say where it is stopped.
        ensure = [interpreter(), "-I", "-m", "ensurepip"]
        subprocess.check_output(ensure, stderr=subprocess.STDOUT)
        pip = [interpreter(), "-I", "-m", "pip"]
    pip_install = pip + ["--disable-pip-version-check", "install", "--quiet"]
    lock = os.path.join(LOCKS, "uv.lock")
    fetched = subprocess.call(
        pip_install + ["--only-binary=:all:", "--require-hashes", "--no-deps", "-r", lock],
        stderr=subprocess.DEVNULL,
    )
    if fetched:
        return pip_install, None
    uv = [interpreter("uv"), "pip", "install", "--quiet", "--python", interpreter()]
    return uv, uv_environment(pip)


def uv_environment(pip):
    """Return the environment in which uv finds packages where pip is set to find them."""
    listed = subprocess.check_output(pip + ["config", "list"], stderr=subprocess.DEVNULL)
    found = {}
    # As pip ranks them: for all commands, for `install`, and in variables.
    for scope in ("global.", "install.", ":env:."):
        for line in listed.decode("utf-8", "replace").splitlines():
            name, equals, value = line.partition("=")
            if equals and name.startswith(scope):
                found[name[len(scope) :]] = str(ast.literal_eval(value))
    # pip takes the best version of all indexes; uv stops at the first index that has the package.
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for name, variable in SETTINGS.items():
        if name in found:
            separator = "," if name == "find-links" else " "
            settings[variable] = separator.join(found[name].split())
    return dict(settings, **os.environ)


def remove(folder):
    """Remove the old environment, whether it is a folder, a file or a link."""
    if os.path.isdir(folder) and not os.path.islink(folder):
        shutil.rmtree(folder)
    else:
        os.remove(folder)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""JupyterLab as `make lab` starts it: on the notebooks, and on this interpreter only."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

TOKEN = "for-the-test"
HOTLINE = str(Path(sys.executable).with_name("hotline"))


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Start JupyterLab beside a decoy kernelspec `python3`; yield where it answers."""
    spec = tmp_path / "decoys/kernels/python3"
    spec.mkdir(parents=True)
    decoy = {"argv": ["/bin/false"], "display_name": "decoy", "language": "python"}
    (spec / "kernel.json").write_text(json.dumps(decoy))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "HOME": str(tmp_path),
        "JUPYTER_PATH": str(tmp_path / "decoys"),
        "JUPYTER_PREFER_ENV_PATH": "0",
    }
    options = [
        "--no-browser",
        "--allow-root",
        f"--port={port}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(
            [HOTLINE, "lab", *options], env=environment, stdout=log, stderr=log
        )
        try:
            yield f"http://127.0.0.1:{port}/api"
        finally:
            server.terminate()
            server.wait(30)


def ask(address: str, what: str) -> dict[str, object]:
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{address}/{what}?token={TOKEN}") as answer:
                found: dict[str, object] = json.load(answer)
                return found
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)


def test_lab_offers_the_notebooks_and_this_interpreter_only(address: str) -> None:
    specs = ask(address, "kernelspecs")["kernelspecs"]
    assert isinstance(specs, dict)
    assert list(specs) == ["python3"]
    interpreter = Path(specs["python3"]["spec"]["argv"][0])
    assert interpreter.parent == Path(sys.executable).parent
    contents = ask(address, "contents")["content"]
    assert isinstance(contents, list)
    names = {entry["name"] for entry in contents}
    assert {"regional_distribution.ipynb", "multi_award_winners.ipynb"} <= names

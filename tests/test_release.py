"""What a release says of itself is the same everywhere, and nothing in it is invented."""

from __future__ import annotations

import re
import runpy
import tomllib
from typing import Any

import yaml

import hotlinelib
from hotlinelib.storage import PACKAGE

ROOT = PACKAGE.parent
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read_yaml(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_codemeta_says_what_citation_and_pyproject_say() -> None:
    made = runpy.run_path(str(ROOT / "tools" / "codemeta.py"))["codemeta"]()
    there = (ROOT / "codemeta.json").read_text(encoding="utf-8")
    assert there == made, "run: .venv/bin/python tools/codemeta.py"
    assert f'"version": "{hotlinelib.__version__}"' in made


def test_the_version_is_the_same_in_the_package_and_its_citation() -> None:
    about = read_yaml("CITATION.cff")
    assert str(about["version"]) == hotlinelib.__version__
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [one["name"] for one in about["authors"]] == [one["name"] for one in project["authors"]]
    assert about["license"] == project["license"]


def test_what_is_not_known_is_left_out_not_left_empty() -> None:
    for name in ("CITATION.cff", "codemeta.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert not re.search(r'(?m)^\s*[\w"-]+:\s*(""|\[\]|null|~)?,?\s*$(?!\n\s+\S)', text), name


def test_workflows_hold_no_password_and_publish_only_from_a_tag() -> None:
    for path in WORKFLOWS:
        content = read_yaml(str(path.relative_to(ROOT)))
        assert "secrets." not in path.read_text(encoding="utf-8")
        assert content["permissions"] == {"contents": "read"}
    jobs = read_yaml(".github/workflows/release.yml")["jobs"]
    publishing = [name for name, job in jobs.items() if "id-token" in job.get("permissions", {})]
    assert publishing == ["publish"]
    assert jobs["publish"]["if"] == "startsWith(github.ref, 'refs/tags/')"
    assert set(jobs["publish"]["needs"]) == {"wheel", "archive"}
    # Each command of make that a workflow runs is there.
    targets = set(re.findall(r"(?m)^([\w -]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    known = {name for line in targets for name in line.split()}
    for path in WORKFLOWS:
        called = re.findall(r"run: make ([\w-]+)\s*$", path.read_text(encoding="utf-8"), re.M)
        assert set(called) <= known

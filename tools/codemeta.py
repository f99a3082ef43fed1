"""Write codemeta.json, which says what the package is, from CITATION.cff and pyproject.toml."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "codemeta.json"


def codemeta() -> str:
    """Return the content of codemeta.json (CodeMeta 3.0); what isn't known is left out."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    about = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    authors = [{"@type": "Organization", "name": one["name"]} for one in about["authors"]]
    content: dict[str, Any] = {
        "@context": "https://w3id.org/codemeta/3.0",
        "@type": "SoftwareSourceCode",
        "name": project["name"],
        "description": " ".join(about["abstract"].split()),
        "version": str(about["version"]),
        "dateModified": str(about["date-released"]),
        "license": f"https://spdx.org/licenses/{project['license']}",
        "programmingLanguage": "Python",
        "runtimePlatform": f"Python {project['requires-python']}",
        "keywords": project["keywords"],
        "author": authors,
        "softwareRequirements": project["dependencies"],
        "codeRepository": about.get("repository-code"),
        "maintainer": about.get("contact"),
        "identifier": about.get("doi"),
    }
    known = {name: value for name, value in content.items() if value}
    return json.dumps(known, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    FILE.write_text(codemeta(), encoding="utf-8", newline="\n")

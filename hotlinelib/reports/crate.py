"""What an archive says of itself to machines: a Process Run Crate in the form of RO-Crate 1.2.

Profile: Process Run Crate 0.5, https://w3id.org/ro/wfrun/process/0.5
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, cast

VERSION = "1.2"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
DATA_LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
CODE_LICENCE = "https://opensource.org/license/mit"
TYPES = {".ipynb": "application/x-ipynb+json", ".lock": "text/plain", ".cff": "application/yaml"}


def describe(
    records: Mapping[str, Mapping[str, Any]], names: Iterable[str], about: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the content of `ro-crate-metadata.json`."""
    from rocrate.model import ContextEntity
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version=VERSION)

    def context(identifier: str, kind: str, **properties: Any) -> Any:
        given = {"@type": kind, **properties}
        return crate.add(ContextEntity(crate, identifier, properties=given))

    package, provenance = about["package"], about["provenance"]
    authors = [
        context(f"#author-{place}", "Organization", name=author["name"])
        for place, author in enumerate(package["authors"], start=1)
    ]
    sources = [
        context(
            work["url"],
            "CreativeWork",
            name=work["title"],
            datePublished=str(work["date-published"]),
        )
        for work in package["references"]
    ]
    root = crate.root_dataset
    root["name"], root["description"] = about["title"], about["description"]
    root["datePublished"], root["version"] = about["date"], about["version"]
    root["license"] = context(DATA_LICENCE, "CreativeWork", name="CC0 1.0 (data, reports)")
    root["author"], root["isBasedOn"] = authors, sources
    root["conformsTo"] = context(
        PROFILE, "CreativeWork", name="Process Run Crate", version=PROFILE.rpartition("/")[2]
    )
    code_licence = context(CODE_LICENCE, "CreativeWork", name="MIT (code)")
    files = {name: crate.add_file(dest_path=name, properties=_file(name)) for name in sorted(names)}
    python = context("#python", "SoftwareApplication", name="Python", version=provenance.python)
    code = crate.add_dataset(
        dest_path="hotlinelib/",
        properties={
            "@type": ["Dataset", "SoftwareApplication"],
            "name": "hotlinelib",
            "version": provenance.version,
            "identifier": f"sha256:{provenance.code}",
        },
    )
    code["license"], code["softwareRequirements"] = code_licence, [python]
    if address := package.get("repository-code"):
        code["codeRepository"] = address
    data = crate.add_dataset(
        dest_path="data/",
        properties={
            "name": "Awards of China's government service hotlines",
            "version": about["version"],
            "identifier": f"sha256:{provenance.data}",
        },
    )
    data["license"], data["isBasedOn"] = root["license"], sources
    runs = []
    for name, record in records.items():
        if "book" in record:
            used = [files[f"reports/{one}/report.ipynb"] for one in record["book"]]
        else:
            own = f"own_notebooks/{record['notebook']}"
            shipped = f"notebooks/{record['notebook']}"
            used = [files[own if own in about["own_notebooks"] else shipped], data]
        values = [
            context(f"#{name}/{key}", "PropertyValue", name=key, value=value)
            for key, value in record["parameters"].items()
        ]
        results = [files[f"reports/{name}/{part}"] for part in record["files"]]
        run = crate.add_action(
            code,
            identifier=f"#run-{name}",
            object=[*used, *values],
            result=results,
            properties={
                "name": f"Making of {name}",
                "description": record["command"],
                "actionStatus": "http://schema.org/CompletedActionStatus",
            },
        )
        run["agent"] = authors
        runs.append(run)
    root["mentions"] = runs
    return cast("dict[str, Any]", crate.metadata.generate())


def _file(name: str) -> dict[str, str]:
    ending = PurePosixPath(name).suffix
    kind = TYPES.get(ending) or mimetypes.guess_type(name)[0] or "text/plain"
    return {"name": PurePosixPath(name).name, "encodingFormat": kind}

"""The packages that pip installs with percolab, as JSON: name, version, licence, and the extra of
percolab that brings it, if any.

They are those of this environment, where the wheel and the packages of its extras must be.
"""

import json
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

#: Names by SPDX of what packages from before PEP 639 say. "BSD" leaves open which.
NAMES = {
    "Apache 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}


def licence_of(found: Distribution) -> str:
    """What a package says of its licence, by SPDX where that is clear; a long text is cut."""
    metadata = found.metadata
    if expression := metadata.get("License-Expression"):
        return expression
    classes = [
        name.rpartition(" :: ")[2]
        for name in metadata.get_all("Classifier") or []
        if name.startswith("License :: ")
    ]
    said = classes or [(metadata.get("License") or "none")[:60]]
    return " AND ".join(NAMES.get(name, name) for name in said)


def wanted(found: Distribution, extra: str) -> Iterator[str]:
    """The packages that a package needs, with one of its extras or with none ("")."""
    for text in found.requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield canonicalize_name(requirement.name)


def shipped() -> list[dict[str, str]]:
    """All packages, in order of their names."""
    root = distribution("percolab")
    found: dict[str, dict[str, str]] = {"percolab": {}}
    for extra in ["", *root.metadata.get_all("Provides-Extra", [])]:
        waiting = list(wanted(root, extra))
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            package = distribution(name)
            found[name] = {
                "name": name,
                "version": package.version,
                "licence": licence_of(package),
                "extra": extra,
            }
            waiting += wanted(package, "")
    del found["percolab"]
    return [found[name] for name in sorted(found)]


if __name__ == "__main__":
    try:
        print(json.dumps(shipped()))
    except PackageNotFoundError as error:
        raise SystemExit(f"the package {error} is not installed in this environment") from None

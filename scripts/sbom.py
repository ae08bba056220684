"""Writes what an archive is made of, as SPDX 2.3.

    python3 scripts/sbom.py VERSION FOLDER > sbom.spdx.json
"""
import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import sys

# Name, Debian package that tells its version (or None), licence, where it comes from.
PARTS = [
    ("OpenBLAS", "libopenblas-dev", "BSD-3-Clause", "https://www.openblas.net"),
    ("LAPACKE", "liblapacke-dev", "BSD-3-Clause", "https://www.netlib.org/lapack"),
    ("SLEEF", "libsleef-dev", "BSL-1.0", "https://sleef.org"),
    ("Boost.Math", "libboost1.81-dev", "BSL-1.0", "https://www.boost.org"),
    ("OpenSSL libcrypto", "libssl-dev", "Apache-2.0", "https://www.openssl.org"),
    ("zlib", "zlib1g-dev", "Zlib", "https://zlib.net"),
    ("libgfortran, libquadmath, libstdc++", "libgfortran-12-dev", "GPL-3.0-or-later WITH GCC-exception-3.1", "https://gcc.gnu.org"),
    ("Swift standard library", None, "Apache-2.0 WITH Swift-exception", "https://www.swift.org"),
    ("swift-argument-parser", None, "Apache-2.0 WITH Swift-exception", "https://github.com/apple/swift-argument-parser"),
    ("Vega, Vega-Lite, Vega-Embed", None, "BSD-3-Clause", "https://vega.github.io"),
]


def version(package):
    if package is None:
        return "NOASSERTION"
    found = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", package], capture_output=True, text=True)
    return found.stdout or "NOASSERTION"


def main():
    ours, root = sys.argv[1], pathlib.Path(sys.argv[2])
    made = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    files = []
    for path in sorted(root.rglob("*")):
        if path.is_file():
            name = path.relative_to(root).as_posix()
            files.append({
                "fileName": "./" + name, "SPDXID": "SPDXRef-File-" + str(len(files)),
                "checksums": [{"algorithm": "SHA256", "checksumValue": hashlib.sha256(path.read_bytes()).hexdigest()}],
                "licenseConcluded": "NOASSERTION", "copyrightText": "NOASSERTION",
            })
    packages = [{
        "name": "scaling-laws", "SPDXID": "SPDXRef-scaling-laws", "versionInfo": ours, "licenseDeclared": "Apache-2.0",
        "licenseConcluded": "Apache-2.0", "downloadLocation": "NOASSERTION", "filesAnalyzed": False, "copyrightText": "NOASSERTION",
    }]
    relations = [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-scaling-laws"}]
    for place, (name, debian, licence, home) in enumerate(PARTS):
        reference = f"SPDXRef-Part-{place}"
        packages.append({
            "name": name, "SPDXID": reference, "versionInfo": version(debian), "licenseDeclared": licence,
            "licenseConcluded": licence, "homepage": home, "downloadLocation": "NOASSERTION", "filesAnalyzed": False,
            "copyrightText": "NOASSERTION",
        })
        relations.append({"spdxElementId": "SPDXRef-scaling-laws", "relationshipType": "STATIC_LINK" if name != "SLEEF" else "DYNAMIC_LINK",
                          "relatedSpdxElement": reference})
    digest = hashlib.sha256(json.dumps(files).encode()).hexdigest()
    print(json.dumps({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": f"scaling-laws-{ours}",
        "documentNamespace": f"https://spdx.org/spdxdocs/scaling-laws-{ours}-{digest[:16]}",
        "creationInfo": {"created": made.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: scripts/sbom.py"]},
        "packages": packages, "files": files, "relationships": relations,
    }, indent=1))


main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Packs the plugin for QGIS: Plugins, Manage and Install Plugins, Install from ZIP.

usage: make_zip.py [FILE.zip]    (default: hotward-qgis-VERSION.zip in the current folder)

The same files give the same bytes: entries are sorted and have one fixed time.
"""
import configparser
import pathlib
import sys
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ENDINGS = {".py", ".svg", ".txt"}
LARGEST = 1_000_000  # bytes


def main():
    metadata = configparser.ConfigParser(interpolation=None)
    metadata.read(HERE / "hotward" / "metadata.txt", encoding="utf-8")
    version = metadata["general"]["version"]
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else f"hotward-qgis-{version}.zip")
    files = {f"hotward/{path.name}": path for path in (HERE / "hotward").iterdir()
             if path.suffix in ENDINGS}
    files["hotward/LICENSE"] = HERE / "LICENSE"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name].read_bytes())
    size = target.stat().st_size
    if size > LARGEST:
        sys.exit(f"{target}: {size:,} bytes, and the plugin repository takes {LARGEST:,}")
    print(f"{target}: {len(files)} files, {size:,} bytes")


main()

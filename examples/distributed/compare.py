"""Compares what a database found with what hotward wrote, cell by cell.

    python3 compare.py cells.csv found.csv [--sample 1000]

cells.csv is hotward's layer (gi-star -o), found.csv what gi_star.sql selected, with its heading. The
exit status is 1 where a cell differs or lacks.
"""
import argparse
import csv
import random
import sys

COLUMNS = {"count": "incidents", "gi_z": "gi_z", "gi_p": "gi_p", "gi_q": "gi_q", "gi_bin": "gi_bin"}


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return {row["cell_id"]: row for row in csv.DictReader(file)}


def is_same(told, found):
    if "" in (told, found):
        return told == found
    return abs(float(told) - float(found)) <= 1e-9 * max(1.0, abs(float(told)))


def main():
    words = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    words.add_argument("cells")
    words.add_argument("found")
    words.add_argument("--sample", type=int, default=1000, help="cells to compare; 0: all")
    asked = words.parse_args()
    told, found = rows_of(asked.cells), rows_of(asked.found)
    names = sorted(told)
    if 0 < asked.sample < len(names):
        names = random.Random(1).sample(names, asked.sample)
    differ = []
    for name in names:
        if name not in found:
            differ.append(f"{name}: no row")
            continue
        for ours, theirs in COLUMNS.items():
            if not is_same(told[name][ours], found[name][theirs]):
                differ.append(f"{name}: {ours} is {told[name][ours]}, and {found[name][theirs]}")
    for line in differ[:10]:
        print(line)
    print(f"{len(names)} of {len(told)} cells compared, {len(differ)} values differ")
    return 1 if differ or len(found) != len(told) else 0


if __name__ == "__main__":
    sys.exit(main())

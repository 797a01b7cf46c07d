"""Runs the program as a user would, on small files made here."""
import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ["HOTWARD"]
SOURCE = pathlib.Path(os.environ["HOTWARD_SOURCE"])
SHARED = pathlib.Path(os.environ.get("HOTWARD_SHARED", SOURCE.parent / "shared"))

POLICE_HEADER = ("Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,"
                 "LSOA name,Crime type,Last outcome category,Context")


def police_row(lon, lat, kind="Burglary", month="2020-01", crime_id="", street="On or near A Road"):
    return f"{crime_id},{month},Test,Test,{lon},{lat},{street},,,{kind},,"


def square(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


def feature(code, name, coordinates, kind="Polygon", **more):
    return {"type": "Feature",
            "properties": {"area_code": code, "area_name": name, **more},
            "geometry": {"type": kind, "coordinates": coordinates}}


def block(columns, rows, west, south, wide, high):
    """Areas A00, A01 … side by side, each wide by high degrees, with somewhat more than 1,000 people."""
    return {"type": "FeatureCollection", "features": [
        feature(f"A{i}{k}", f"Area {i}{k}",
                square(west + wide * i, south + high * k, west + wide * (i + 1), south + high * (k + 1)),
                people=1000 + 10 * i + k) for i in range(columns) for k in range(rows)]}


# Two squares of about 700 m by 1,100 m that share the meridian 0.51.
WEST = feature("W1", "West", square(0.50, 51.38, 0.51, 51.39), people=1000)
EAST = feature("E1", "East", square(0.51, 51.38, 0.52, 51.39), people=2000)


def wait_until_it_listens(process, number=signal.SIGINT):
    """Until the program handles a signal: on a busy machine that is long after its start."""
    deadline = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < deadline:
        with open(f"/proc/{process.pid}/status") as status:
            caught = next((line.split()[1] for line in status if line.startswith("SigCgt")), "0")
        if int(caught, 16) >> (number - 1) & 1:
            return
        time.sleep(0.01)


class Case(unittest.TestCase):
    """A test with a folder of its own, removed afterwards."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.areas = self.write_json("areas.geojson",
                                     {"type": "FeatureCollection", "features": [WEST, EAST]})

    def write(self, name, text):
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    def write_json(self, name, value):
        return self.write(name, json.dumps(value))

    def police_file(self, rows, name="2020-01-test-street.csv"):
        return self.write(name, "\n".join([POLICE_HEADER, *rows]) + "\n")

    def run_program(self, *words, status=0, **options):
        done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, text=True,
                              cwd=self.folder, **options)
        if status is not None:
            self.assertEqual(done.returncode, status, done.stderr + done.stdout)
        return done

    def summary(self, *words, status=0, **options):
        return json.loads(self.run_program(*words, "--json", status=status, **options).stdout)

    def error(self, *words, status=1, **options):
        """The one line on stderr that says what is wrong."""
        done = self.run_program(*words, "-q", status=status, **options)
        self.assertEqual(done.stdout, "")
        lines = done.stderr.strip().split("\n")
        self.assertEqual(len(lines), 1, done.stderr)
        self.assertTrue(lines[0].startswith("hotward"), lines[0])
        self.assertNotRegex(lines[0], r"^hotward ([a-z-]+): \1: ")  # the command is named once
        return lines[0]

    def assert_adds_up(self, incidents):
        self.assertEqual(incidents["read"], sum(incidents["rejected"].values())
                         + incidents["filtered"] + incidents["located"])
        self.assertEqual(incidents["located"], incidents["in_area"] + incidents["outside"])

    def left_behind(self, *expected):
        """Nothing is in the folder but the files of the test and those expected."""
        made = {"areas.geojson", *expected}
        return sorted(p.name for p in self.folder.iterdir() if p.name not in made)

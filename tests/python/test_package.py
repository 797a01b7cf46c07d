"""The package for Python: the same words, files and faults as the program's.

HOTWARD names the program; the package stands on PYTHONPATH. Tests that need GeoPandas say so where
it is missing.
"""
import ast
import datetime
import inspect
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest

import hotward
from hotward import _calls, _hotward, _words

try:
    import geopandas
    import numpy
    import pandas
except ImportError:
    geopandas = None

PROGRAM = os.environ["HOTWARD"]
DATA = pathlib.Path(os.environ["HOTWARD_SOURCE"]) / "tests" / "golden" / "data"
POLICE = str(DATA / "2019-03-made-up-street.csv")
AREAS = str(DATA / "areas.geojson")
PACKAGE = pathlib.Path(hotward.__file__).parent


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def path(self, name):
        return str(self.folder / name)


def from_program(*arguments):
    """@return what the program prints as JSON"""
    done = subprocess.run([PROGRAM, *arguments, "--json", "-q"], capture_output=True, text=True,
                          check=True)
    return json.loads(done.stdout)


class SameAsTheProgram(Case):
    def test_each_command_is_a_function_with_its_parameters(self):
        usage = json.loads(subprocess.run([PROGRAM, "--json-usage"], capture_output=True,
                                          check=True).stdout)
        names = {command["name"].replace("-", "_") for command in usage["commands"]}
        self.assertEqual(names, {name for name in hotward.__all__ if name.islower()})
        for command in usage["commands"]:
            function = getattr(hotward, command["name"].replace("-", "_"))
            wanted = {"from_" if o["name"] == "from" else o["name"].replace("-", "_")
                      for o in command["options"]} - {"json", "quiet", "progress", "config"}
            self.assertEqual({*wanted, "on_progress"}, set(inspect.signature(function).parameters))
            for option in command["options"]:
                if option["name"] not in ("json", "quiet", "progress", "config"):
                    self.assertIn(option["meaning"], function.__doc__)

    def test_files_are_the_same_byte_for_byte(self):
        jobs = {"rank": {"by": "rate", "population": "people"}, "gi-star": {"cell": 500}, "places": {}, "moran": {"seed": 7},
                "clusters": {"eps": "200m", "min_points": 3}}
        for name, parameters in jobs.items():
            with self.subTest(name):
                words = [word for key, value in parameters.items() for word in (
                    "--" + key.replace("_", "-"), f"{value}m" if key == "cell" else str(value))]
                mine, theirs = self.path("mine.geojson"), self.path("theirs.geojson")
                summary = from_program(name, POLICE, "--areas", AREAS, "-o", theirs, "--overwrite",
                                       *words)
                found = getattr(hotward, name.replace("-", "_"))(
                    POLICE, areas=AREAS, output=mine, overwrite=True, **parameters)
                self.assertEqual(pathlib.Path(mine).read_bytes(), pathlib.Path(theirs).read_bytes())
                self.assertEqual(json.loads(json.dumps(found.summary).replace("mine.", "theirs.")),
                                 summary)
                self.assertEqual(found.outputs, {"output": [mine]})

    def test_check_tells_of_faults(self):
        twice = self.path("twice.csv")
        lines = pathlib.Path(POLICE).read_text().splitlines()
        pathlib.Path(twice).write_text("\n".join(lines + lines[1:] * 3))
        self.assertTrue(hotward.check(twice, areas=AREAS).faults_found)

    def test_run_makes_the_folder(self):
        found = hotward.run(POLICE, areas=AREAS, output=self.path("all"),
                            skip=["scan", "moran", "gi-star", "density", "clusters"])
        self.assertTrue((self.folder / "all" / "hotspots.qgz").exists())
        self.assertEqual(found.name, "run")


class Faults(Case):
    def test_what_is_asked_wrongly(self):
        for parameters, parameter, words in (
                ({"cell": "150"}, "cell", "unit"),
                ({"cell": True}, "cell", "True"),
                ({"shape": "round"}, "shape", "hex"),
                ({"min_count": 3}, None, "min_count"),
                ({"from_": "2019-13"}, "", "2019-13"),
                ({"areas": 5.0}, None, "")):
            with self.subTest(parameters):
                with self.assertRaises((hotward.Error, TypeError)) as caught:
                    hotward.grid(POLICE, output=self.path("o.geojson"), **parameters)
                if parameter:
                    self.assertIsInstance(caught.exception, hotward.UsageError)
                    self.assertIsInstance(caught.exception, ValueError)
                    self.assertEqual(caught.exception.parameter, parameter)
                self.assertIn(words, str(caught.exception))
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_messages_name_parameters_as_python_does(self):
        with self.assertRaises(hotward.Error) as caught:
            hotward.rank(POLICE, areas=AREAS, by="rate")
        self.assertIn("with population", str(caught.exception))
        with self.assertRaises(hotward.UsageError) as caught:
            hotward.rank(POLICE, areas=AREAS, to="2019-01", from_="2019-06")
        self.assertIn("to 2019-01 is before from_ 2019-06", str(caught.exception))

    def test_what_the_data_lack(self):
        with self.assertRaises(hotward.DataError) as caught:
            hotward.rank(self.path("nowhere.csv"), areas=AREAS)
        self.assertEqual(caught.exception.code, "no such file")
        self.assertIn("nowhere.csv", str(caught.exception))
        with self.assertRaises(hotward.DataError):
            hotward.rank(POLICE, areas=AREAS, population="no_such_column")

    def test_an_output_that_stands_is_kept(self):
        path = self.folder / "o.geojson"
        path.write_text("mine")
        with self.assertRaises(hotward.DataError) as caught:
            hotward.rank(POLICE, areas=AREAS, output=str(path))
        self.assertEqual(caught.exception.code, "already exists")
        self.assertEqual(path.read_text(), "mine")


class LongWork(Case):
    def long(self, **more):
        return hotward.scan(POLICE, areas=AREAS, model="permutation", cell=100,
                            replications=10**6, output=self.path("never.geojson"), **more)

    def test_ctrl_c_stops_it(self):
        timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
        self.addCleanup(timer.cancel)
        timer.start()
        start = time.monotonic()
        with self.assertRaises(KeyboardInterrupt):
            self.long()
        self.assertLess(time.monotonic() - start, 20)
        self.assertEqual(list(self.folder.iterdir()), [])

    def test_an_exception_of_on_progress_stops_it(self):
        def no(stage, share):
            raise RuntimeError(stage)
        with self.assertRaises(RuntimeError):
            self.long(on_progress=no)

    def test_other_threads_go_on(self):
        stages, ticks, is_done = [], [], threading.Event()

        def tick():
            while not is_done.wait(0.005):
                ticks.append(time.monotonic())
        other = threading.Thread(target=tick)
        other.start()
        begun = time.monotonic()
        hotward.pattern(POLICE, areas=AREAS, simulations=999, output=self.path("o.csv"),
                        on_progress=lambda *news: stages.append(news))
        ended = time.monotonic()
        is_done.set()
        other.join()
        self.assertGreater(sum(begun < at < ended for at in ticks), 3)
        self.assertTrue(stages)
        self.assertTrue(all(isinstance(stage, str) and 0.0 <= share <= 1.0
                            for stage, share in stages), stages)

    def test_calls_side_by_side_give_what_each_gives_alone(self):
        def answer(kind):
            return hotward.rank(POLICE, areas=AREAS, by=kind).summary["ranking"]
        alone = {kind: answer(kind) for kind in ("count", "density")}
        found = {}
        threads = [threading.Thread(target=lambda k=kind: found.__setitem__(k, answer(k)))
                   for kind in alone]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(alone, found)


class Words(unittest.TestCase):
    def words(self, kind, value, repeatable=False, shown="N"):
        return _words.words({"name": "it", "kind": kind, "value": shown,
                             "repeatable": repeatable}, value)

    def test_values_become_words(self):
        for kind, value, wanted in (
                ("length", 150, "150m"), ("length", 0.5, "0.5m"), ("length", "2km", "2km"),
                ("days", 14, "14d"), ("days", datetime.timedelta(weeks=2), "14d"),
                ("share", 0.5, "50.0%"), ("share", "50%", "50%"), ("number", 1e-05, "0.00001"),
                ("whole", 99, "99"), ("flag", True, "true"), ("flag", False, "false"),
                ("text", datetime.date(2019, 4, 1), "2019-04-01"),
                ("path", pathlib.Path("a/b"), "a/b")):
            with self.subTest(kind=kind, value=value):
                self.assertEqual(self.words(kind, value), [wanted])

    def test_several(self):
        self.assertEqual(self.words("text", ["a", "b"], True), ["a", "b"])
        self.assertEqual(self.words("number", [50, 80.5], True, "PERCENT,..."), ["50,80.5"])
        with self.assertRaises(hotward.UsageError):
            self.words("text", ["a", "b"])


class Stubs(unittest.TestCase):
    def test_they_name_what_the_functions_take(self):
        tree = ast.parse((PACKAGE / "__init__.pyi").read_text())
        stubs = {node.name: {a.arg for a in node.args.args + node.args.kwonlyargs}
                 for node in tree.body if isinstance(node, ast.FunctionDef)}
        functions = {name: set(inspect.signature(getattr(hotward, name)).parameters)
                     for name in _calls.COMMANDS}
        self.assertEqual(stubs, functions)


class StartUp(unittest.TestCase):
    def test_the_file_of_descriptions_is_what_the_engine_says(self):
        written = [ast.literal_eval(text) for text in _calls.COMMANDS.values()]
        spoken = json.loads(_hotward.usage())["commands"]
        self.assertEqual([command["name"] for command in written],
                         [command["name"] for command in spoken])
        for mine, own in zip(written, spoken):
            self.assertEqual(_calls.options_of(mine), own["options"], mine["name"])

    def test_functions_are_there_before_they_are_made(self):
        for name in _calls.COMMANDS:
            self.assertIn(name, dir(hotward))
            self.assertIs(getattr(hotward, name), getattr(hotward, name))
            self.assertEqual(getattr(hotward, name).__module__, "hotward")
        with self.assertRaisesRegex(AttributeError, "no_such_command"):
            hotward.no_such_command

    def test_parameters_stand_as_the_options_do(self):
        self.assertEqual(str(inspect.signature(hotward.sample)).split(", ")[:3],
                         ["(recipe", "*", "output"])
        with self.assertRaisesRegex(TypeError, "rank.*incidents"):
            hotward.rank()

    def test_a_short_script_loads_no_module_that_it_does_not_use(self):
        script = f"""if True:
            import sys
            before = set(sys.modules)
            import hotward
            hotward.rank({POLICE!r}, areas={AREAS!r}, output=sys.argv[1])
            print(*sorted(set(sys.modules) - before))"""
        with tempfile.TemporaryDirectory() as folder:
            loaded = subprocess.run([sys.executable, "-c", script, os.path.join(folder, "o.gpkg")],
                                    capture_output=True, text=True, check=True).stdout.split()
        self.assertIn("hotward._calls", loaded)
        for costly in ("json", "inspect", "tempfile", "shutil", "decimal", "datetime", "ctypes", "numpy",
                       "geopandas", "hotward._tables"):
            self.assertNotIn(costly, loaded)


@unittest.skipIf(geopandas is None, "skipped: no GeoPandas")
class Tables(Case):
    def counts(self, incidents, areas=AREAS, **more):
        layer = hotward.rank(incidents, areas=areas, **more).layer
        return dict(zip(layer["area_code"], layer["count"]))

    def points(self):
        rows = pandas.read_csv(POLICE)
        points = geopandas.points_from_xy(rows.Longitude, rows.Latitude)
        return geopandas.GeoDataFrame(rows.drop(columns=["Longitude", "Latitude"]),
                                      geometry=points, crs="EPSG:4326")

    def test_the_layer_is_a_geodataframe(self):
        found = hotward.gi_star(POLICE, areas=AREAS, cell="500m")
        self.assertIsInstance(found.layer, geopandas.GeoDataFrame)
        self.assertIs(found.layer, found.layers["output"])
        self.assertEqual(found.layer.crs.to_epsg(), 27700)
        self.assertEqual(sum(found.layer["count"]), sum(self.counts(POLICE).values()))

    def test_points_and_polygons_in_memory_count_the_same(self):
        wanted = self.counts(POLICE)
        self.assertGreater(sum(wanted.values()), 0)
        areas = geopandas.read_file(AREAS)
        self.assertEqual(self.counts(self.points(), areas), wanted)
        self.assertEqual(self.counts(POLICE, areas.to_crs("EPSG:27700")), wanted)
        self.assertEqual(self.counts(self.points().to_crs("EPSG:27700")), wanted)

    def test_arrays_count_the_same(self):
        points = self.points()
        columns = {"x": numpy.array(points.geometry.x), "y": numpy.array(points.geometry.y),
                   "when": pandas.to_datetime(points["Month"], errors="coerce").to_numpy(),
                   "kind": list(points["Crime type"])}
        wanted = self.counts(POLICE, type="burglary")
        self.assertEqual(wanted, self.counts(columns, crs="EPSG:4326", time="when",
                                             type_column="kind", type="burglary"))
        areas = geopandas.read_file(AREAS)
        shapes = {name: list(areas[name]) for name in areas.columns if name != "geometry"}
        shapes |= {"geometry": [shape.wkb for shape in areas.geometry], "crs": "EPSG:4326"}
        self.assertEqual(self.counts(POLICE, shapes), self.counts(POLICE))

    def test_rows_without_a_place_are_counted_as_such(self):
        points = self.points()
        points.loc[0, "geometry"] = None
        without = hotward.rank(points, areas=AREAS)["incidents"]["rejected"]["no_coordinates"]
        self.assertEqual(without, hotward.rank(POLICE, areas=AREAS)["incidents"]["rejected"]["no_coordinates"] + 1)

    def test_tables_that_cannot_be(self):
        for incidents, areas, words in (
                (geopandas.GeoDataFrame(geometry=self.points().geometry.values.data), AREAS, "coordinate system"),
                (POLICE, {"name": ["A"]}, "geometry"),
                (geopandas.read_file(AREAS), AREAS, "points"),
                ({"x": [1, 2], "y": [1]}, AREAS, "1 to 2 values")):
            with self.subTest(words):
                with self.assertRaises(hotward.Error) as caught:
                    hotward.rank(incidents, areas=areas)
                self.assertIn(words, str(caught.exception))

    def test_a_notebook_shows_it(self):
        found = hotward.rank(POLICE, areas=AREAS)
        self.assertIn("<pre>", found._repr_html_())
        found.text = "<script>"
        self.assertNotIn("<script>", found._repr_html_())

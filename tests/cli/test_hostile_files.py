"""A file from a stranger makes the program read that file, and nothing else.

Every crafted input would, opened by the driver that its bytes ask for, read a canary file or ask a
server. A listening socket and the canary's text in the output tell whether one did.
"""
import json
import os
import socket
import sqlite3
import threading
import unittest
import zipfile

from support import Case, feature, police_row, square

ENDINGS = ["csv", "txt", "xlsx", "xls", "ods", "gpkg", "sqlite", "geojson", "json", "geojsonl",
           "fgb", "shp", "kml", "gml", "gpx", "tab", "dxf", "vrt", "xml", "dat", ""]
CANARY = "canary-4711"


class Listener:
    """A server on this machine that counts who asks, and says nothing."""

    def __enter__(self):
        self.asked = 0
        self.open = []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()
        return self

    def listen(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.asked += 1
            self.open.append(connection)

    def __exit__(self, *_):
        self.socket.close()
        for connection in self.open:
            connection.close()


class HostileFiles(Case):
    def setUp(self):
        super().setUp()
        self.incidents = self.police_file([police_row(0.505, 51.385)])
        self.write("canary.csv", f"area_code,area_name,pop,longitude,latitude\n"
                                 f"{CANARY},{CANARY},4711,0.505,51.385\n")
        self.write_json("canary.json", {"type": "FeatureCollection", "features": [
            feature(CANARY, CANARY, square(0.50, 51.38, 0.51, 51.39), pop=4711)]})

    def texts(self, port):
        at = f"http://127.0.0.1:{port}/x"
        layer = ('<OGRVRTLayer name="l"><SrcDataSource{}>{}</SrcDataSource>'
                 '<SrcLayer>{}</SrcLayer></OGRVRTLayer>')
        vrt = "<OGRVRTDataSource>{}</OGRVRTDataSource>".format
        return {
            "vrt of a table": vrt(layer.format("", self.folder / "canary.csv", "canary")),
            "vrt of areas": vrt(layer.format(' relativeToVRT="1"', "canary.json", "canary")),
            "vrt of a server": vrt(layer.format("", f"WFS:{at}", "l")),
            "vrt of a file far away": vrt(layer.format("", f"/vsicurl/{at}.geojson", "l")),
            "wfs": f"<OGRWFSDataSource><URL>{at}</URL></OGRWFSDataSource>",
            "oapif": json.dumps({"links": [{"rel": "data", "href": at,
                                            "type": "application/json"}],
                                 "collections": []}),
            "crs behind a link": json.dumps(
                {"type": "FeatureCollection",
                 "crs": {"type": "link", "properties": {"href": at, "type": "ogcwkt"}},
                 "features": [feature("A", "A", square(0.50, 51.38, 0.51, 51.39), pop=1)]}),
            "gml with a schema far away":
                '<ogr:FeatureCollection xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
                f'xsi:schemaLocation="http://x {at}.xsd" xmlns:ogr="http://x" '
                'xmlns:gml="http://www.opengis.net/gml"><gml:featureMember><ogr:l fid="l.0">'
                "<ogr:area_code>A</ogr:area_code></ogr:l></gml:featureMember>"
                "</ogr:FeatureCollection>",
        }

    def try_all_roles(self, path, server, tried):
        alone = ["--areas", self.areas]
        self.try_roles(path, server, tried, (
            ["rank", path, *alone], ["rank", self.incidents, "--areas", path],
            ["rank", self.incidents, *alone, "--population", f"{path}:pop"]))

    def try_roles(self, path, server, tried, roles):
        for words in roles:
            done = self.run_program(*words, status=None, timeout=30)
            self.assertIn(done.returncode, (0, 1, 2), (tried, done.stderr))
            self.assertNotIn(CANARY, done.stdout, (tried, words))
            self.assertNotIn("4,711", done.stdout, (tried, words))
            self.assertEqual(server.asked, 0, (tried, words, done.stderr))

    def test_nothing_but_the_file_is_read(self):
        files = 0
        with Listener() as server:
            for kind, text in self.texts(server.port).items():
                for ending in ENDINGS:
                    path = self.write(f"in.{ending}" if ending else "in", text)
                    before = set(os.listdir(self.folder))
                    self.try_all_roles(path, server, (kind, ending))
                    self.assertEqual(set(os.listdir(self.folder)), before, (kind, ending))
                    path.unlink()
                    files += 1
        self.assertGreaterEqual(files, 100)

    def test_nothing_but_the_file_is_read_in_rarer_roles(self):
        alone = ["--areas", self.areas]
        with Listener() as server:
            for kind, text in self.texts(server.port).items():
                for ending in ("csv", "geojson", "vrt", "toml"):
                    path = self.write(f"in.{ending}", text)
                    self.try_roles(path, server, (kind, ending), (
                        ["density", self.incidents, *alone, "--against", path],
                        ["trend", self.incidents, *alone, "--events", path],
                        ["scan", self.incidents, *alone, "--expected", f"{path}:pop"],
                        ["gi-star", self.incidents, *alone, "--weights", path],
                        ["rank", self.incidents, *alone, "--config", path],
                        ["near-repeat", path, *alone], ["run", path, "--overwrite", "-q"]))
                    path.unlink()

    def test_nothing_but_the_archive_is_read(self):
        with Listener() as server:
            for kind, text in self.texts(server.port).items():
                for member in ("in.vrt", "in.geojson", "in.csv", "in.gml"):
                    path = self.folder / "in.zip"
                    with zipfile.ZipFile(path, "w") as archive:
                        archive.writestr(member, text)
                    self.try_all_roles(path, server, (kind, member))
                    self.try_all_roles(f"/vsizip/{path}", server, (kind, member))

    def test_tables_made_by_modules_are_refused(self):
        path = self.folder / "virtual.gpkg"
        with sqlite3.connect(path) as database:
            database.execute("PRAGMA application_id = 1196444487")
            database.execute("CREATE TABLE plain (a)")
            # What a stranger's program may have left: SQLite itself would not make it here.
            database.execute("PRAGMA writable_schema = ON")
            database.execute(
                "INSERT INTO sqlite_master VALUES ('table', 'v using x', 'v using x', 0, "
                "'CREATE /* */ VIRTUAL TABLE \"v using x\" USING VirtualText(''canary.csv'')')")
        for name in (path, path.with_suffix(".sqlite")):
            path.rename(name)
            path = name
            message = self.error("rank", self.incidents, "--areas", path)
            self.assertIn("module 'virtualtext'", message)
        packed = self.folder / "virtual.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            archive.write(path, "sub/virtual.gpkg")
        for name in (packed, f"{packed}/sub/virtual.gpkg", f"/vsizip/{packed}/sub/virtual.gpkg"):
            for words in (("rank", self.incidents, "--areas", name), ("rank", name, "--areas", self.areas),
                          ("rank", self.incidents, "--areas", self.areas, "--population", name)):
                self.assertIn("module 'virtualtext'", self.error(*words), words)

    def test_a_silent_server_is_named_by_the_user_alone(self):
        with Listener() as server:
            done = self.run_program("rank", f"PG:host=127.0.0.1 port={server.port} "
                                            "connect_timeout=2", "--areas", self.areas,
                                    status=1, timeout=30)
            self.assertGreaterEqual(server.asked, 1)
        self.assertIn("PG:", done.stderr)


if __name__ == "__main__":
    unittest.main()

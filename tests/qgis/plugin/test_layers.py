"""What may be open in QGIS, and what the program then reads."""
from support import WEST, SOUTH, Case, rows, memory, incidents_in_memory, areas_in_memory, save

from qgis.core import QgsField, QgsProcessingFeatureSourceDefinition, QgsVectorLayer
from qgis.PyQt.QtCore import QUrl, QUrlQuery, QVariant


class Incidents(Case):
    ALL = 1200

    def test_a_layer_is_read_from_its_file(self):
        count, command = self.counted()
        self.assertEqual(count, self.ALL)
        self.assertIn(str(self.folder / "in.gpkg"), command)

    def test_a_layer_among_several_of_a_file(self):
        path = self.folder / "several.gpkg"
        save(areas_in_memory(), path, name="a")
        save(incidents_in_memory(), path, name="dritte Schicht")
        layer = self.add(self.open(f"{path}|layername=dritte Schicht"))
        count, command = self.counted(INCIDENTS=layer)
        self.assertEqual(count, self.ALL)
        self.assertIn("|layername=dritte Schicht", command)

    def test_a_shapefile(self):
        path = save(incidents_in_memory(), self.folder / "in shape.shp", "ESRI Shapefile")
        self.assertEqual(self.counted(INCIDENTS=self.add(self.open(path)))[0], self.ALL)

    def test_a_memory_layer(self):
        for layer in (self.add(incidents_in_memory(name="Fälle / 2019: \"neu\"")),
                      self.add(incidents_in_memory("EPSG:27700", name="..."))):
            self.assertEqual(self.counted(INCIDENTS=layer)[0], self.ALL)

    def test_areas_in_memory(self):
        self.assertEqual(self.counted(AREAS=self.add(areas_in_memory()))[0], self.ALL)

    def test_a_filtered_layer(self):
        self.incidents.setSubsetString("\"type\" = 'Burglary' AND \"harm\" = 1")
        count, command = self.counted()
        self.assertEqual(count, 200)
        self.assertNotIn(str(self.folder / "in.gpkg"), command)
        self.areas.setSubsetString("\"area_code\" < 'A12'")
        self.assertLess(self.counted()[0], count)

    def test_selected_features_only_where_asked(self):
        self.incidents.selectByExpression("\"harm\" = 2")
        self.assertEqual(self.counted()[0], self.ALL)
        chosen = QgsProcessingFeatureSourceDefinition(self.incidents.id(), True)
        self.assertEqual(self.counted(INCIDENTS=chosen)[0], 400)
        self.incidents.removeSelection()
        self.assertIn("No feature of the layer 'in' is selected", self.error(INCIDENTS=chosen))

    def test_edits_that_are_not_saved(self):
        self.incidents.startEditing()
        self.incidents.deleteFeatures([f.id() for f in self.incidents.getFeatures("harm = 3")])
        self.assertEqual(self.counted()[0], 800)
        self.incidents.rollBack()

    def test_a_computed_column(self):
        self.incidents.addExpressionField("'Robbery'", QgsField("kind", QVariant.String))
        count, _ = self.counted(TYPE_COLUMN="kind", TYPE="robbery")
        self.assertEqual(count, self.ALL)

    def test_a_column_named_fid(self):
        layer = memory("Point?crs=EPSG:27700", "fids", [("fid", str), ("date", str)],
                       [(f"Point({WEST + 10} {SOUTH + 10})", "a", "2019-01-01")] * 3)
        self.assertEqual(self.counted(INCIDENTS=self.add(layer))[0], 3)

    def csv(self, names="East,North,date,type", name="Fälle 2019.csv"):
        path = self.folder / name
        path.write_text(names + "\n" + "".join(
            f"{x},{y},{date},{kind}\n" for x, y, date, kind, _ in rows()), encoding="utf-8")
        return path

    def delimited(self, path, **settings):
        url = QUrl.fromLocalFile(str(path))
        query = QUrlQuery()
        for key, value in settings.items():
            query.addQueryItem(key, value)
        url.setQuery(query)
        layer = QgsVectorLayer(bytes(url.toEncoded()).decode(), "text", "delimitedtext")
        self.assertTrue(layer.isValid())
        return self.add(layer)

    def test_delimited_text_is_its_file(self):
        path = self.csv("a,b,date,type")
        layer = self.delimited(path, type="csv", xField="a", yField="b", crs="EPSG:27700")
        count, command = self.counted(INCIDENTS=layer)
        self.assertEqual(count, self.ALL)
        self.assertIn(str(path), command)
        self.assertIn("--x a", command)
        # What the form says comes first, and is said once.
        _, command = self.counted(INCIDENTS=layer, X="a", Y="b", CRS="EPSG:27700")
        self.assertEqual(command.count("--x "), 1)
        layer.setSubsetString("\"type\" = 'Burglary'")
        self.assertEqual(self.counted(INCIDENTS=layer)[0], 600)

    def test_a_table_without_shapes(self):
        layer = self.delimited(self.csv(), type="csv", geomType="none")
        self.assertEqual(self.counted(INCIDENTS=layer, X="East", Y="North",
                                      CRS="EPSG:27700")[0], self.ALL)

    def test_files_and_folders(self):
        (self.folder / "police").mkdir()
        path = self.csv("Easting,Northing,date,type", "police/a b.csv")
        more = "--crs EPSG:27700"
        for parameters in ({"INCIDENTS_FILES": [str(path)]},
                           {"INCIDENTS_FOLDER": str(path.parent)}):
            count, _ = self.counted(INCIDENTS=None, MORE=more, **parameters)
            self.assertEqual(count, self.ALL)

    def test_nothing_is_chosen(self):
        text = self.error(INCIDENTS=None)
        self.assertIn("Choose the incidents", text)

"""Coordinate systems that are missing, wrong or set by hand."""
from support import WEST, SOUTH, Case, incidents_in_memory, areas_in_memory, save

from qgis.core import QgsCoordinateReferenceSystem, QgsFeature, QgsGeometry


def to_degrees(x, y):
    """Near enough for a point of the sample to lie where it should."""
    return 0.441 + (x - WEST) / 69600.0, 51.313 + (y - SOUTH) / 111200.0


class CoordinateSystems(Case):
    def test_a_layer_without_one_is_refused_with_the_way_out(self):
        layer = self.add(incidents_in_memory(crs=""))
        layer.setCrs(QgsCoordinateReferenceSystem())
        text = self.error(INCIDENTS=layer)
        self.assertIn("has no coordinate system", text)
        self.assertIn("Set Layer CRS", text)

    def test_degrees_that_are_none(self):
        text = self.error(INCIDENTS=self.add(incidents_in_memory("EPSG:4326")))
        self.assertIn("EPSG:4326", text)
        self.assertIn("no degrees", text)

    def test_metres_that_are_degrees(self):
        text = self.error(INCIDENTS=self.add(incidents_in_memory("EPSG:27700", to_degrees)))
        self.assertIn("look like degrees", text)

    def test_another_grid(self):
        text = self.error(INCIDENTS=self.add(incidents_in_memory(
            "EPSG:27700", lambda x, y: (x - 520000, y + 6500000))))
        self.assertIn("outside the part of the world", text)

    def test_a_few_wrong_points_are_rows_at_fault(self):
        layer = incidents_in_memory()
        made = []
        for x, y in ((0, 0), (99999999, 99999999), (0.5, 51.3)):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(QgsGeometry.fromWkt(f"Point({x} {y})"))
            feature.setAttributes(["2019-01-01", "Burglary", 1])
            made.append(feature)
        layer.dataProvider().addFeatures(made)
        layer.updateExtents()
        self.assertEqual(self.counted(INCIDENTS=self.add(layer))[0], 1200)

    def test_areas_too(self):
        areas = self.add(areas_in_memory())
        areas.setCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
        self.assertIn("'areas'", self.error(AREAS=areas))

    def test_degrees_are_read(self):
        layer = self.add(incidents_in_memory("EPSG:4326", to_degrees))
        self.assertGreater(self.counted(INCIDENTS=layer)[0], 1150)

    def test_one_that_was_set_by_hand(self):
        path = save(incidents_in_memory(), self.folder / "bare.shp", "ESRI Shapefile")
        path.with_suffix(".prj").unlink()
        layer = self.add(self.open(path))
        layer.setCrs(QgsCoordinateReferenceSystem())
        self.assertIn("no coordinate system", self.error(INCIDENTS=layer))
        layer.setCrs(QgsCoordinateReferenceSystem("EPSG:27700"))
        self.assertEqual(self.counted(INCIDENTS=layer)[0], 1200)

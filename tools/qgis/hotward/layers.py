# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer of QGIS as words of a command line.

A layer that is a file, and is shown as the file has it, is passed as that file. What only QGIS
knows (a memory layer, a filter, a selection, unsaved edits, joined or computed columns, a
coordinate system set by hand, a database) is written to a temporary GeoPackage first.
"""
import os
import re

from qgis.core import (
    QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsCsException, QgsFeatureRequest,
    QgsFields, QgsProcessingFeatureSource, QgsProcessingUtils, QgsProviderRegistry,
    QgsVectorFileWriter)
from qgis.PyQt.QtCore import QUrl, QUrlQuery

from .program import Cancelled, ProgramError

SET_CRS = ("right-click the layer, Layer CRS, Set Layer CRS, and choose the one its coordinates "
           "are in: EPSG:4326 for longitude and latitude, EPSG:27700 for British eastings and "
           "northings")


def describe(crs):
    return f"{crs.authid()} ({crs.description()})" if crs.authid() else crs.description()


LOOKED_AT = 500  # features of a layer, to judge its coordinates


def _middles(layer):
    request = QgsFeatureRequest().setNoAttributes().setLimit(LOOKED_AT)
    boxes = (feature.geometry().boundingBox() for feature in layer.getFeatures(request)
             if feature.hasGeometry() and not feature.geometry().isEmpty())
    return [box.center() for box in boxes if box.isFinite()]


def _in_use(crs, layer):
    """Whether a point lies about where the coordinate system is used."""
    used = crs.bounds()
    if used.isEmpty():
        return lambda point: True
    used.grow(1.0)
    to_degrees = QgsCoordinateTransform(crs, QgsCoordinateReferenceSystem("EPSG:4326"),
                                        layer.transformContext())

    def inside(point):
        try:
            # What lies far off comes back as nonsense, or not at all.
            return used.contains(to_degrees.transform(point))
        except QgsCsException:
            return False
    return inside


def check_crs(layer):
    """Refuses a layer that would lie in the wrong place without a word. The most decide: single
    points that are wrong are rows for the program to count."""
    if not layer.isSpatial():
        return
    crs = layer.crs()
    name = layer.name()
    if not crs.isValid():
        raise ProgramError(f"The layer '{name}' has no coordinate system: {SET_CRS}.")
    points = _middles(layer)

    def mostly(holds):
        return 2 * sum(map(holds, points)) > len(points)

    def is_degrees(point):
        return abs(point.x()) <= 361.0 and abs(point.y()) <= 91.0

    wrong = ""
    if crs.isGeographic():
        if mostly(lambda point: not is_degrees(point)):
            wrong = "its coordinates are no degrees"
    elif mostly(lambda point: is_degrees(point) and (point.x(), point.y()) != (0.0, 0.0)):
        wrong = "its coordinates look like degrees"
    else:
        inside = _in_use(crs, layer)
        if mostly(lambda point: not inside(point)):
            wrong = "it lies outside the part of the world where that is used"
    if wrong:
        raise ProgramError(f"The layer '{name}' says that it is in {describe(crs)}, but {wrong}: "
                           f"{SET_CRS}.")


def _as_ogr(layer):
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = parts.get("path") or ""
    if any(parts.get(key) for key in ("vsiPrefix", "subset", "openOptions", "geometryType",
                                      "authcfg")):
        return None
    if not os.path.exists(path):
        return None
    name = parts.get("layerName")
    if name:
        return [f"{path}|layername={name}"]
    # A number says which of several layers: the program goes by names.
    return None if parts.get("layerId") not in (None, -1, 0) else [path]


def _as_delimited_text(layer):
    """`file:///cases.csv?xField=…&yField=…&crs=…`, where the program reads the same from it."""
    url = QUrl(layer.source())
    query = QUrlQuery(url)
    path = url.toLocalFile()

    def asked(name):
        return query.queryItemValue(name, QUrl.ComponentFormattingOption.FullyDecoded)

    plain = (asked("type") in ("", "csv") and asked("delimiter") in ("", ",", ";", "\\t", "|")
             and asked("encoding").upper() in ("", "UTF-8")
             and not any(asked(name) for name in ("wktField", "skipLines", "xyDms", "decimalPoint",
                                                  "subset"))
             and asked("useHeader").lower() not in ("no", "false", "0"))
    if not plain or not os.path.exists(path):
        return None
    words = [path]
    if asked("xField") and asked("yField"):
        words += ["--x", asked("xField"), "--y", asked("yField"), "--crs", layer.crs().authid()]
        if not layer.crs().authid():
            return None
    return words


def as_file(layer):
    """@return the layer's file, with --x, --y and --crs where QGIS was told them; None where the
    file does not say what the layer shows"""
    shown = layer.fields()
    own = (QgsFields.FieldOrigin.OriginProvider,)
    provider = layer.dataProvider()
    if (layer.subsetString() or layer.isModified()
            or any(shown.fieldOrigin(i) not in own for i in range(shown.count()))
            or (layer.isSpatial() and layer.crs() != provider.crs())):
        return None
    if layer.providerType() == "ogr":
        return _as_ogr(layer)
    if layer.providerType() == "delimitedtext":
        return _as_delimited_text(layer)
    return None


def write(source, name, context, feedback):
    """Writes what QGIS shows to a temporary GeoPackage. @return its path"""
    safe = re.sub(r"[^\w .-]", "_", name).strip(" .") or "layer"
    path = QgsProcessingUtils.generateTempFilename(safe + ".gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = safe
    # A column named fid need not hold whole numbers that differ.
    options.layerOptions = ["FID=hotward_fid"]
    writer = QgsVectorFileWriter.create(path, source.fields(), source.wkbType(), source.sourceCrs(),
                                        context.transformContext(), options)
    fine = QgsVectorFileWriter.WriterError.NoError
    if writer.hasError() != fine:
        raise ProgramError(f"The layer '{name}' cannot be written to a temporary file: "
                           f"{writer.errorMessage()}")
    # The program repairs shapes itself, and says so.
    skip = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    for feature in source.getFeatures(QgsFeatureRequest(), skip):
        if feedback.isCanceled():
            raise Cancelled()
        if not writer.addFeature(feature):
            raise ProgramError(f"A feature of the layer '{name}' cannot be written to a temporary "
                               f"file: {writer.errorMessage()}")
    if not writer.flushBuffer():
        raise ProgramError(f"The layer '{name}' cannot be written to a temporary file: "
                           f"{writer.errorMessage()}")
    del writer
    return path

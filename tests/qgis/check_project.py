#!/usr/bin/python3
"""Opens a folder that hotward wrote in QGIS, without a screen, and says what is wrong with it.

usage: /usr/bin/python3 check_project.py FOLDER [--expect LAYER:FEATURES:RENDERER]... [--png FOLDER]

Every layer of hotspots.gpkg and every map file below FOLDER must open valid, in EPSG:27700 or
EPSG:4326, with a style that QGIS finds by itself, with long names for its columns, and with every
feature drawn. The project must open without a broken layer or a warning, hold nothing from outside
the folder, and give maps and a print layout that are not blank. Exits 0 when all is well.
"""
import argparse
import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp()
# An empty home: a user's own default style would hide that ours is missing.
os.environ["HOME"] = tempfile.mkdtemp()

from qgis.core import (  # noqa: E402
    Qgis, QgsApplication, QgsExpression, QgsExpressionContext, QgsExpressionContextUtils,
    QgsLayoutExporter, QgsMapRendererParallelJob, QgsMapSettings, QgsProject,
    QgsProjectBadLayerHandler, QgsProviderRegistry, QgsRasterLayer, QgsRectangle,
    QgsRenderContext, QgsVectorLayer)
from qgis.PyQt.QtCore import QSize  # noqa: E402
from qgis.PyQt.QtGui import QColor, QImage  # noqa: E402

CLASSED = ("graduatedSymbol", "categorizedSymbol", "RuleRenderer")


class Report:
    """Counts what holds and prints what does not."""

    def __init__(self):
        self.held = 0
        self.faults = []

    def expect(self, holds, fault):
        if holds:
            self.held += 1
        else:
            self.faults.append(fault)
            print("FAULT", fault)


class BadLayers(QgsProjectBadLayerHandler):
    """Keeps the names of layers that the project could not open."""

    def __init__(self):
        super().__init__()
        self.names = []

    def handleBadLayers(self, nodes):
        self.names += [n.namedItem("layername").toElement().text() for n in nodes]


def undrawn(layer):
    """How many features get no symbol."""
    context = QgsRenderContext()
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context.setExpressionContext(QgsExpressionContext(scopes))
    renderer = layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    lost = 0
    for feature in layer.getFeatures():
        context.expressionContext().setFeature(feature)
        if renderer.symbolForFeature(feature, context) is None:
            lost += 1
    renderer.stopRender(context)
    return lost


def empty_texts(layer):
    """Labels and map tips that are wrong for some feature: an expression's fault, or a null."""
    scopes = QgsExpressionContextUtils.globalProjectLayerScopes(layer)
    context = QgsExpressionContext(scopes)
    context.setFields(layer.fields())
    wrong = []
    label = QgsExpression(layer.labeling().settings().fieldName) if layer.labelsEnabled() else None
    for feature in layer.getFeatures():
        context.setFeature(feature)
        if label is not None:
            value = label.evaluate(context)
            if value is None or label.hasParserError() or label.hasEvalError():
                wrong.append(f"label of feature {feature.id()}")
        tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
        if "[%" in tip or "NULL" in tip:
            wrong.append(f"map tip of feature {feature.id()}")
    return wrong


def check_vector(report, name, layer, expected):
    report.expect(layer.isValid(), f"{name}: does not open")
    if not layer.isValid():
        return
    count = sum(1 for _ in layer.getFeatures())
    report.expect(count > 0, f"{name}: no feature")
    if not layer.isSpatial():
        return
    report.expect(layer.crs().authid() in ("EPSG:27700", "EPSG:4326"),
                  f"{name}: CRS {layer.crs().authid()!r}")
    broken = [f.id() for f in layer.getFeatures()
              if f.geometry().isEmpty() or not f.geometry().isGeosValid()]
    report.expect(not broken, f"{name}: empty or invalid shapes {broken[:5]}")
    kind = layer.renderer().type()
    if expected:
        report.expect((count, kind) == expected, f"{name}: {(count, kind)}, expected {expected}")
    if kind in CLASSED:
        lost = undrawn(layer)
        report.expect(lost == 0, f"{name}: {lost} of {count} features are not drawn")
    wrong = empty_texts(layer)
    report.expect(not wrong, f"{name}: {wrong[:3]}")
    aliased = [f.name() for f in layer.fields() if f.name() not in ("fid", "id") and not f.alias()]
    report.expect(not aliased, f"{name}: no long name for {aliased}")


def check_style_found(report, name, layer):
    message, found = layer.loadDefaultStyle()
    report.expect(found, f"{name}: no style ({message})")


def colours(image):
    return {image.pixel(x, y) for x in range(0, image.width(), 5)
            for y in range(0, image.height(), 5)}


def draw(layers, extent, crs, size=(1400, 1000)):
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(crs)
    settings.setOutputSize(QSize(*size))
    settings.setBackgroundColor(QColor("white"))
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    return job.renderedImage()


def check_files(report, folder, expected):
    keep = []  # QGIS crashes when a layer dies while it is still drawn
    for place, _, names in sorted(os.walk(folder)):
        for file in sorted(names):
            path = os.path.join(place, file)
            name = os.path.relpath(path, folder)
            stem, ending = os.path.splitext(path)
            if ending == ".gpkg":
                for part in QgsProviderRegistry.instance().providerMetadata(
                        "ogr").querySublayers(path):
                    if part.name() == "layer_styles":
                        continue
                    layer = QgsVectorLayer(part.uri(), part.name(), "ogr")
                    check_style_found(report, f"{name}|{part.name()}", layer)
                    check_vector(report, f"{name}|{part.name()}", layer, expected.get(part.name()))
                    keep.append(layer)
            elif ending in (".geojson", ".shp", ".fgb"):
                layer = QgsVectorLayer(path, file, "ogr")
                check_style_found(report, name, layer)
                check_vector(report, name, layer, expected.get(os.path.basename(stem)))
                keep.append(layer)
            elif ending == ".tif":
                layer = QgsRasterLayer(path, file, "gdal")
                report.expect(layer.isValid(), f"{name}: does not open")
                check_style_found(report, name, layer)
                report.expect(layer.renderer().type() == "singlebandpseudocolor",
                              f"{name}: renderer {layer.renderer().type()}")
                keep.append(layer)
    report.expect(keep, f"{folder}: holds no layer")
    return keep


def check_project(report, path, png):
    warnings = []
    log = QgsApplication.messageLog()
    log.messageReceived[str, str, Qgis.MessageLevel].connect(
        lambda text, _, level: warnings.append(text) if level in (Qgis.Warning, Qgis.Critical)
        else None)
    project = QgsProject.instance()
    bad = BadLayers()
    project.setBadLayerHandler(bad)
    report.expect(project.read(path), f"{path}: does not open ({project.error()})")
    report.expect(not bad.names, f"{path}: broken layers {bad.names}")
    report.expect(project.crs().authid() == "EPSG:27700", f"{path}: CRS {project.crs().authid()}")
    layers = list(project.mapLayers().values())
    root = project.layerTreeRoot()
    report.expect({n.layerId() for n in root.findLayers()} == set(project.mapLayers()),
                  f"{path}: layers and tree differ")
    home = os.path.dirname(os.path.abspath(path)) + os.sep
    for layer in layers:
        report.expect(layer.publicSource().startswith(home), f"{layer.name()}: outside the folder")
        if isinstance(layer, QgsVectorLayer):
            check_vector(report, f"project: {layer.name()}", layer, None)
    visible = [n.layer() for n in root.findLayers() if n.isVisible() and n.layer()]
    extent = QgsRectangle()
    extent.setMinimal()
    for layer in visible:
        extent.combineExtentWith(layer.extent())
    extent.scale(1.05)
    report.expect(visible, f"{path}: nothing is switched on")
    shown = [layer for layer in root.layerOrder() if layer in visible]
    pictures = {"map": draw(shown, extent, project.crs())}
    for layer in layers:
        pictures[layer.id()] = draw([layer], extent, project.crs())
    for layout in project.layoutManager().printLayouts():
        # What the user would see: the layers that are switched on.
        pictures["layout"] = QgsLayoutExporter(layout).renderPageToImage(0, QSize(), 150)
    report.expect("layout" in pictures, f"{path}: no print layout")
    for name, image in pictures.items():
        report.expect(len(colours(image)) > 3, f"{path}: the picture of {name} is blank")
        if png:
            QImage(image).save(os.path.join(png, name + ".png"))
    report.expect(not warnings, f"{path}: QGIS warns: {warnings[:3]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--expect", action="append", default=[], metavar="LAYER:FEATURES:RENDERER")
    parser.add_argument("--png", help="keep the pictures here")
    arguments = parser.parse_args()
    folder = os.path.abspath(arguments.folder)
    png = os.path.abspath(arguments.png) if arguments.png else None
    if png:
        os.makedirs(png, exist_ok=True)
    expected = {}
    for text in arguments.expect:
        layer, count, renderer = text.split(":")
        expected[layer] = (int(count), renderer)
    application = QgsApplication([], False)
    application.initQgis()
    report = Report()
    keep = check_files(report, folder, expected)
    missing = [name for name in expected if not any(
        name == os.path.splitext(layer.name())[0] for layer in keep)]
    report.expect(not missing, f"{folder}: no layer {missing}")
    check_project(report, os.path.join(folder, "hotspots.qgz"), png)
    print(f"QGIS {Qgis.QGIS_VERSION}: {report.held} checks held, {len(report.faults)} did not")
    sys.stdout.flush()
    # Leaving the ordinary way crashes QGIS while layers are alive.
    os._exit(1 if report.faults else 0)


main()

#!/usr/bin/python3
"""Looks at the printed sheets of a folder that `hotward run` wrote, in QGIS, without a screen.

usage: /usr/bin/python3 check_sheets.py FOLDER [--title WORDS]... [--png FOLDER]

On every sheet: no two labels' boxes overlap, each number of the list stands on one of its maps, the
key names the thick outline where the map has one, no key speaks of bands, and nothing on the page
lies on anything else or leaves it. Every --title must be one sheet's. Exits 0 when all is well.
"""
import argparse
import itertools
import os
import sys
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp()
os.environ["HOME"] = tempfile.mkdtemp()

from qgis.core import (  # noqa: E402
    QgsApplication, QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemLegend, QgsLayoutItemMap,
    QgsProject)

DPI = 150
faults = []


def expect(holds, fault):
    if not holds:
        faults.append(fault)
        print("FAULT", fault)


def overlap(a, b):
    """How far two boxes overlap: 0 where they only touch."""
    width = min(a.xMaximum(), b.xMaximum()) - max(a.xMinimum(), b.xMinimum())
    height = min(a.yMaximum(), b.yMaximum()) - max(a.yMinimum(), b.yMinimum())
    return min(width, height) if width > 0 and height > 0 else 0.0


def page_rect(item):
    return item.mapRectToScene(item.rect())


def check_labels(name, exporter, maps):
    """Boxes of labels, in the order of the maps. @return the texts that are drawn"""
    texts = set()
    for uuid, results in exporter.labelingResults().items():
        labels = [label for label in results.allLabels() if not label.isUnplaced]
        texts |= {label.labelText.rstrip(" ▲▼") for label in labels}  # of changes, which way
        map_item = next(m for m in maps if m.uuid() == uuid)
        pixel = map_item.extent().width() / (map_item.rect().width() / 25.4 * DPI)
        for one, other in itertools.combinations(labels, 2):
            shared = overlap(one.labelRect, other.labelRect)
            expect(shared <= pixel, f"{name}: labels {one.labelText!r} and {other.labelText!r} "
                                    f"overlap by {shared / pixel:.1f} pixels")
    return texts


def legend_lines(legend):
    model = legend.model()
    lines = []
    for node in model.rootGroup().findLayers():
        lines += [n.data(0) for n in model.layerLegendNodes(node)]
    return lines


def check_page(name, items):
    """Nothing lies on anything else, but what lies within the map's frame on purpose."""
    rects = [(item, page_rect(item)) for item in items]
    for item, rect in rects:
        expect(rect.left() >= 0 and rect.top() >= 0 and rect.right() <= 297 and rect.bottom() <= 210,
               f"{name}: {item.displayName()!r} leaves the page")
    for (one, a), (other, b) in itertools.combinations(rects, 2):
        shared = a.intersected(b)
        if shared.width() < 0.3 or shared.height() < 0.3:
            continue
        expect(a.contains(b) or b.contains(a),
               f"{name}: {one.displayName()!r} and {other.displayName()!r} lie on each other")


def shown_text(item):
    return item.currentText()


def check_sheet(layout, png):
    name = layout.name()
    items = [item for item in layout.items()
             if hasattr(item, "displayName") and hasattr(item, "uuid") and item.type() > 65638]
    maps = [item for item in items if isinstance(item, QgsLayoutItemMap)]
    legend = next(item for item in items if isinstance(item, QgsLayoutItemLegend))
    legend.adjustBoxSize()
    exporter = QgsLayoutExporter(layout)
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = DPI
    path = os.path.join(png, name.replace("/", "_").replace(" ", "_") + ".png")
    expect(exporter.exportToImage(path, settings) == QgsLayoutExporter.Success,
           f"{name}: is not exported")
    texts = check_labels(name, exporter, maps)
    labels = [item for item in items if isinstance(item, QgsLayoutItemLabel)]
    numbered = [m for m in maps if m.id() == "numbered"]
    if numbered:
        numbers = shown_text(min(labels, key=lambda item: item.rect().width()))
        columns = [shown_text(item) for item in labels if "\n" in shown_text(item)
                   and not shown_text(item).startswith("▲")]
        expect(len({text.count("\n") for text in columns}) == 1 and len(columns) in (3, 4),
               f"{name}: the list's columns differ in length")
        wide = {3: 50, 4: 61}[len(columns)]
        head = next(item for item in labels if shown_text(item) and item.rect().height() == 5
                    and item.rect().width() == wide)
        expect(head.sizeForText().width() <= wide + 2, f"{name}: {shown_text(head)!r} is too long")
        # A name on two lines would stand beside its neighbour's number.
        expect(not any(" " in text or "-" in text for text in columns), f"{name}: a row may break")
        lost = [n for n in numbers.split("\n") if n and n not in texts]
        expect(not lost, f"{name}: no map shows {lost}")
    lines = legend_lines(legend)
    expect(not any("Band" in line or "Gray" in line for line in lines), f"{name}: key {lines}")
    if numbered and name.startswith("Where to act"):
        expect(any("holds most" in line for line in lines), f"{name}: no key to the group")
    elif numbered and "Change" not in name:
        expect(any("outline" in line for line in lines), f"{name}: no key to the outline")
    expect(any(shown_text(item).startswith("▲") for item in labels), f"{name}: no north arrow")
    check_page(name, items)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--title", action="append", default=[], help="that one sheet must have")
    parser.add_argument("--png", help="keep the pictures here")
    arguments = parser.parse_args()
    folder = os.path.abspath(arguments.folder)
    png = os.path.abspath(arguments.png) if arguments.png else tempfile.mkdtemp()
    os.makedirs(png, exist_ok=True)
    application = QgsApplication([], False)
    application.initQgis()
    project = QgsProject.instance()
    expect(project.read(os.path.join(folder, "hotspots.qgz")), f"{folder}: no project")
    first = project.layerTreeRoot().findLayers()[0]
    expect(first.isVisible(), f"{first.name()}: listed first, and switched off")
    titles = set()
    layouts = project.layoutManager().printLayouts()
    for layout in layouts:
        titles |= {shown_text(item) for item in layout.items()
                   if isinstance(item, QgsLayoutItemLabel)}
        if layout.name() != "What is switched on":
            check_sheet(layout, png)
    for title in arguments.title:
        expect(title in titles, f"no sheet is titled {title!r}")
    print(f"{len(layouts)} sheets, {len(faults)} faults")
    sys.stdout.flush()
    os._exit(1 if faults else 0)


main()

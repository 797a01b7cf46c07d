# SPDX-License-Identifier: GPL-2.0-or-later
"""What was written, opened in the project as hotward styled it."""
import os
import re
import uuid
import zipfile

from qgis.core import (QgsCoordinateReferenceSystem, QgsDataProvider, QgsLayerDefinition,
                       QgsLayerTree, QgsPathResolver, QgsProcessingLayerPostProcessorInterface,
                       QgsReadWriteContext)
from qgis.PyQt.QtXml import QDomDocument


class Styled(QgsProcessingLayerPostProcessorInterface):
    """The layer's own style, over any that Processing's options give to results; its own title."""

    def __init__(self, name):
        super().__init__()
        self.name = name  # where the layer has no title

    def postProcessLayer(self, layer, context, feedback):
        layer.loadDefaultStyle()
        # The file's own; the layer's may be that of the file before.
        metadata = layer.dataProvider().layerMetadata()
        layer.setMetadata(metadata)
        layer.setName(metadata.title() or self.name)
        layer.triggerRepaint()


KEPT = []  # Python would take back what QGIS calls only later


def styled(name):
    KEPT.append(Styled(name))
    return KEPT[-1]


def show_anew(path, project, name):
    """A layer of the project whose file was replaced: QGIS would go on showing the old file.
    @return whether there is one"""
    open_already = [layer for layer in project.mapLayers().values()
                    if os.path.normpath(layer.source().split("|")[0]) == os.path.normpath(path)]
    for layer in open_already:
        layer.dataProvider().reloadData()
        layer.setDataSource(layer.source(), name, layer.providerType(),
                            QgsDataProvider.ProviderOptions(), True)
        Styled(name).postProcessLayer(layer, None, None)
    return bool(open_already)


def _remove(folder, project):
    """The layers of a folder that was replaced, and the groups that hold nothing else."""
    home = os.path.join(os.path.normpath(folder), "")
    gone = [key for key, layer in project.mapLayers().items()
            if os.path.normpath(layer.source().split("|")[0]).startswith(home)]
    groups = {group for node in project.layerTreeRoot().findLayers() if node.layerId() in gone
              for group in [node.parent()]}
    project.removeMapLayers(gone)
    while groups:
        group = groups.pop()
        above = group.parent()
        if above is not None and not group.children():
            above.removeChildNode(group)
            groups.add(above)


def _document(path):
    """A project's XML, with an id for each layer that no other project has.
    @return None where there is no such project"""
    try:
        with zipfile.ZipFile(path) as archive:
            text = archive.read("hotspots.qgs").decode("utf-8")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile):
        return None
    document = QDomDocument()
    document.setContent(re.sub(r'(<id>|<layer-tree-layer id=")([^<"]+)',
                               rf"\g<0>_{uuid.uuid4().hex}", text))
    return document


def open_groups(folder, project):
    """The groups of the project in a folder that `hotward run` wrote. @return how many layers

    They are read as QGIS reads a file of layer definitions. To read the project and clone its layers
    would open each layer twice, and lay out printed sheets that nobody looks at here."""
    path = os.path.join(folder, "hotspots.qgz")
    document = _document(path)
    if document is None:
        return 0
    _remove(folder, project)
    root = document.documentElement()
    if not project.mapLayers():
        crs = QgsCoordinateReferenceSystem()
        if crs.readXml(root.firstChildElement("projectCrs")):
            project.setCrs(crs)
    context = QgsReadWriteContext()
    context.setPathResolver(QgsPathResolver(path))
    groups = QgsLayerTree.readXml(root.firstChildElement("layer-tree-group"), context)
    added = project.addMapLayers(
        QgsLayerDefinition.loadLayerDefinitionLayers(document, context), False)
    groups.resolveReferences(project)
    for i, child in enumerate(groups.children()):
        project.layerTreeRoot().insertChildNode(i, child.clone())
    return len(added)

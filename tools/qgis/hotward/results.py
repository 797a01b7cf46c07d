# SPDX-License-Identifier: GPL-2.0-or-later
"""What was written, opened in the project as hotward styled it."""
import os

from qgis.core import (QgsDataProvider, QgsLayerTree, QgsProcessingLayerPostProcessorInterface,
                       QgsProject)


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


def _copy(source, target, project):
    for node in source.children():
        if QgsLayerTree.isGroup(node):
            made = target.addGroup(node.name())
            _copy(node, made, project)
            made.setIsMutuallyExclusive(node.isMutuallyExclusive())
        elif node.layer() is not None:
            layer = node.layer().clone()
            project.addMapLayer(layer, False)
            made = target.addLayer(layer)
        else:
            continue
        made.setItemVisibilityChecked(node.itemVisibilityChecked())
        made.setExpanded(node.isExpanded())


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


def open_groups(folder, project):
    """The groups of the project in a folder that `hotward run` wrote. @return how many layers"""
    made = QgsProject()
    if not made.read(os.path.join(folder, "hotspots.qgz")):
        return 0
    _remove(folder, project)
    before = len(project.mapLayers())
    if not before:
        project.setCrs(made.crs())
    group = QgsLayerTree()
    _copy(made.layerTreeRoot(), group, project)
    for i, child in enumerate(group.children()):
        project.layerTreeRoot().insertChildNode(i, child.clone())
    return len(project.mapLayers()) - before

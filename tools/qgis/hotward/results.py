# SPDX-License-Identifier: GPL-2.0-or-later
"""What was written, opened in the project as hotward styled it."""
import os

from qgis.core import QgsLayerTree, QgsProcessingLayerPostProcessorInterface, QgsProject


class Styled(QgsProcessingLayerPostProcessorInterface):
    """The layer's own style, over any that Processing's options give to results; its own title."""

    def __init__(self, name):
        super().__init__()
        self.name = name  # where the layer has no title

    def postProcessLayer(self, layer, context, feedback):
        layer.loadDefaultStyle()
        layer.setName(layer.metadata().title() or self.name)
        layer.triggerRepaint()


KEPT = []  # Python would take back what QGIS calls only later


def styled(name):
    KEPT.append(Styled(name))
    return KEPT[-1]


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


def open_groups(folder, project):
    """The groups of the project in a folder that `hotward run` wrote. @return how many layers"""
    made = QgsProject()
    if not made.read(os.path.join(folder, "hotspots.qgz")):
        return 0
    before = len(project.mapLayers())
    if not before:
        project.setCrs(made.crs())
    group = QgsLayerTree()
    _copy(made.layerTreeRoot(), group, project)
    for i, child in enumerate(group.children()):
        project.layerTreeRoot().insertChildNode(i, child.clone())
    return len(project.mapLayers()) - before

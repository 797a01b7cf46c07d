# SPDX-License-Identifier: GPL-2.0-or-later
"""hotward in the Processing toolbox of QGIS."""


def classFactory(iface):
    from .plugin import HotwardPlugin
    return HotwardPlugin(iface)

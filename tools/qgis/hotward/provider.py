# SPDX-License-Identifier: GPL-2.0-or-later
"""The provider: one algorithm for each command that the program says it has."""
import os

from qgis.core import Qgis, QgsMessageLog, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .algorithm import HotwardAlgorithm, MissingAlgorithm
from .program import SETTING, ProgramError, usage

ICON = os.path.join(os.path.dirname(__file__), "icon.svg")
LAYER_FORMATS = ["gpkg", "geojson", "shp", "fgb", "csv", "xlsx", "ods"]


class HotwardProvider(QgsProcessingProvider):
    def id(self):
        return "hotward"

    def name(self):
        return "hotward"

    def longName(self):
        return "hotward: hot spots of crime and anti-social behaviour"

    def icon(self):
        return QIcon(ICON)

    def svgIconPath(self):
        return ICON

    def supportedOutputVectorLayerExtensions(self):
        return LAYER_FORMATS

    def supportedOutputTableExtensions(self):
        return LAYER_FORMATS

    def supportedOutputRasterLayerExtensions(self):
        return ["tif"]

    def supportsNonFileBasedOutput(self):
        return False

    def load(self):
        from processing.core.ProcessingConfig import (ProcessingConfig, Setting, settingsWatcher)
        ProcessingConfig.settingIcons[self.name()] = self.icon()
        ProcessingConfig.addSetting(Setting(
            self.name(), SETTING, "The program hotward (empty: the one on the PATH)", "",
            valuetype=Setting.FILE))
        ProcessingConfig.readSettings()
        settingsWatcher.settingsChanged.connect(self.refreshAlgorithms)
        self.refreshAlgorithms()
        return True

    def unload(self):
        from processing.core.ProcessingConfig import ProcessingConfig, settingsWatcher
        settingsWatcher.settingsChanged.disconnect(self.refreshAlgorithms)
        ProcessingConfig.removeSetting(SETTING)

    def loadAlgorithms(self):
        try:
            for command in usage()["commands"]:
                self.addAlgorithm(HotwardAlgorithm(command))
        except ProgramError as error:
            QgsMessageLog.logMessage(str(error), "hotward", Qgis.MessageLevel.Warning)
            self.addAlgorithm(MissingAlgorithm())

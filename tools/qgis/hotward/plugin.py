# SPDX-License-Identifier: GPL-2.0-or-later
"""What QGIS starts and stops: the provider, and one word to the user where there is no program."""
from qgis.core import QgsApplication

from .program import ProgramError, usage
from .provider import HotwardProvider


class HotwardPlugin:
    def __init__(self, iface):
        self.iface = iface  # None in qgis_process
        self.provider = None

    def initProcessing(self):
        """All that qgis_process asks for."""
        self.provider = HotwardProvider()
        QgsApplication.processingRegistry().addProvider(self.provider)

    def initGui(self):
        self.initProcessing()
        try:
            usage()
        except ProgramError as error:
            self.iface.messageBar().pushWarning("hotward", str(error))

    def unload(self):
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None

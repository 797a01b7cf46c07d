"""Nothing in the plugin is of Qt 5 alone: QGIS 4 stands on Qt 6."""
import ast
import pathlib
import re
import subprocess
import sys
import unittest

from support import SOURCE, Case

ASK = pathlib.Path(__file__).with_name("qt6.py")
PLUGIN = SOURCE / "tools" / "qgis" / "hotward"
# Of Qt itself these are named; each is in PyQt5 and in PyQt6, in the same module.
IN_BOTH = {"qgis.PyQt.QtCore": {"QUrl", "QUrlQuery"}, "qgis.PyQt.QtGui": {"QIcon"},
           "qgis.PyQt.QtXml": {"QDomDocument"}}
# What PyQt6 has no more: exec_, types of QVariant, QRegExp, the old modules' places.
GONE = re.compile(r"\bPyQt[56]\b|\bsip\b|\.exec_\(|\bQVariant\b|\bQRegExp\b|\bQDesktopWidget\b|"
                  r"\bQTextCodec\b|\.toTime_t\(|\bpyqtSignature\b|\bQ(?:t|[A-Z]\w+)\.[A-Z]\w+\b(?![.(])")
# A value of an enumeration stands behind its name there: Qt.AlignmentFlag.AlignLeft. QGIS's own
# classes have enumerations in either spelling; those of Qt have not.
OWN = re.compile(r"\bQgs\w+|\bQgis\b")


def faults_of(text):
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt"):
            known = IN_BOTH.get(node.module, set())
            found += [f"{node.module}: {name.name}" for name in node.names if name.name not in known]
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = [getattr(node, "module", None) or ""] + [name.name for name in node.names]
            found += [name for name in names if name.split(".")[0] in ("PyQt5", "PyQt6", "sip")]
    for number, line in enumerate(text.splitlines(), 1):
        code = line.split("#")[0]
        for match in GONE.finditer(code):
            if not OWN.match(match[0]):
                found.append(f"line {number}: {match[0]}")
    return found


class Qt6(unittest.TestCase):
    def test_no_name_of_qt5_alone(self):
        for path in sorted(PLUGIN.glob("*.py")):
            with self.subTest(path.name):
                self.assertEqual(faults_of(path.read_text(encoding="utf-8")), [])

    def test_such_a_name_is_seen(self):
        for line in ("from PyQt5.QtCore import QUrl", "from qgis.PyQt.QtCore import QRegExp",
                     "dialog.exec_()", "kind = QVariant.Int", "flag = Qt.AlignLeft",
                     "b = QMessageBox.Yes"):
            self.assertNotEqual(faults_of(line), [], line)
        self.assertEqual(faults_of("kind = QgsProcessing.TypeVectorPoint"), [])


def pyqt6(*words):
    """@return what qt6.py prints, and its status"""
    done = subprocess.run([sys.executable, ASK, *words], capture_output=True, text=True)
    if done.returncode == 77:
        raise unittest.SkipTest(f"skipped: no python3-pyqt6 ({done.stdout.strip()})")
    return done.stdout + done.stderr, done.returncode


class BesidePyQt6(Case):
    def test_it_has_every_name(self):
        self.assertEqual(pyqt6("names", *sorted(PLUGIN.glob("*.py"))), ("\n", 0))

    def test_a_name_that_it_has_not_is_seen(self):
        for text, wanted in (
                ("from qgis.PyQt.QtCore import Qt\nflag = Qt.AlignLeft", "Qt has no AlignLeft"),
                ("from qgis.PyQt import QtCore\nQtCore.Qt.Checked", "Qt has no Checked"),
                ("from qgis.PyQt.QtWidgets import QAction", "QtWidgets has no QAction"),
                ("from qgis.PyQt.QtCore import QUrl\ndef f():\n    url = QUrl('a')\n"
                 "    return url.addQueryItem('b', 'c')", "QUrl has no addQueryItem"),
                ("from qgis.PyQt.QtXml import QDomDocument as D\nD().documentElement().firstChild"
                 "Elemend('a')", "QDomElement has no firstChildElemend")):
            with self.subTest(wanted):
                file = self.folder / "planted.py"
                file.write_text(text)
                said, status = pyqt6("names", file)
                self.assertEqual((said.split(": ", 2)[-1].strip(), status), (wanted, 1))

    def test_a_name_that_it_has_is_none(self):
        file = self.folder / "right.py"
        file.write_text("from qgis.PyQt.QtCore import Qt, QUrl\nQt.AlignmentFlag.AlignLeft\n"
                        "QUrl('a').toLocalFile().anything_of_a_text()\n"
                        "def f(QUrl):\n    QUrl.whatever\n")
        self.assertEqual(pyqt6("names", file), ("\n", 0))

    def test_its_modules_load_and_what_uses_qt_alone_works(self):
        self.run_algorithm("run", OUTPUT=str(self.folder / "out"), TYPE="Burglary", OPEN=False)
        said, status = pyqt6("run", PLUGIN, self.folder / "out" / "hotspots.qgz")
        self.assertEqual(status, 0, said)

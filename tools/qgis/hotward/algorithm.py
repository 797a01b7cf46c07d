# SPDX-License-Identifier: GPL-2.0-or-later
"""A command of hotward as an algorithm of Processing."""
import html
import os
import re
import shlex

from qgis.core import (
    QgsProcessingAlgorithm, QgsProcessingException, QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterBoolean, QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource, QgsProcessingParameterFileDestination,
    QgsProcessingParameterRasterDestination, QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination, QgsProcessingUtils, QgsProperty)

from . import layers, results
from .entries import label_of
from .form import entries_of, replaces, writes_folder
from .program import HOW_TO_INSTALL, Cancelled, ProgramError, Run, find

MORE = "MORE"      # further words
REPORT = "REPORT"  # what the program prints, as a page
OPEN = "OPEN"      # of `run`: the project's groups
LAYER_OUTPUTS = (QgsProcessingParameterVectorDestination, QgsProcessingParameterRasterDestination)


def unbroken(line):
    """A table's line for the log, which is HTML and makes one blank of many."""
    return re.sub("^ +|  +", lambda blanks: "\u00a0" * len(blanks.group()), line)


class Answers:
    """What the user filled in, as words can be made of it."""

    def __init__(self, algorithm, parameters, context):
        self.algorithm, self.parameters, self.context = algorithm, parameters, context
        self.outputs = {}

    def _given(self, key):
        return self.parameters.get(key) not in (None, "")

    def boolean(self, key):
        return self.algorithm.parameterAsBool(self.parameters, key, self.context)

    def string(self, key):
        return self.algorithm.parameterAsString(self.parameters, key, self.context) or ""

    def field(self, key):
        return self.string(key)

    def choice(self, key):
        return self.algorithm.parameterAsEnumString(self.parameters, key, self.context)

    def choices(self, key):
        return self.algorithm.parameterAsEnumStrings(self.parameters, key, self.context)

    def number(self, key, whole=False):
        known = self.algorithm.parameterDefinition(key).defaultValue()
        if not self._given(key) and (key in self.parameters or known is None):
            return None
        ask = self.algorithm.parameterAsInt if whole else self.algorithm.parameterAsDouble
        return ask(self.parameters, key, self.context)

    def crs(self, key):
        crs = self.algorithm.parameterAsCrs(self.parameters, key, self.context)
        return (crs.authid() or crs.toWkt()) if crs.isValid() else ""

    def files(self, key):
        if not self._given(key):
            return []
        return self.algorithm.parameterAsFileList(self.parameters, key, self.context)

    def layer_words(self, key):
        return self.algorithm.layer_words.get(key, [])

    def output(self, parameter):
        key = parameter.name()
        if isinstance(parameter, LAYER_OUTPUTS):
            path = self.algorithm.parameterAsOutputLayer(self.parameters, key, self.context)
        else:
            path = self.algorithm.parameterAsFileOutput(self.parameters, key, self.context)
        if path:
            self.outputs[key] = path
        return path


class HotwardAlgorithm(QgsProcessingAlgorithm):
    def __init__(self, command):
        super().__init__()
        self.command = command
        self.entries = entries_of(command)
        self.layer_words = {}  # of each layer that is given
        self.to_write = {}     # of each that has to be written first: its name
        self.opened = {}       # of each file that QGIS opens: the layer's name
        self.folder = None     # whose project is opened
        self.fault = ""        # of a layer

    def createInstance(self):
        return HotwardAlgorithm(self.command)

    def name(self):
        return self.command["name"]

    def displayName(self):
        question = re.split(r"(?<=\?) | \(", self.command["question"], maxsplit=1)[0]
        return f"{self.name()}: {question[:1].lower()}{question[1:]}"

    def shortDescription(self):
        return self.command["question"]

    def tags(self):
        words = re.findall(r"[\w*-]{3,}", self.command["question"].lower())
        return [*words, "hotward", "crime", "asb", "hot spot", "hotspot"]

    def shortHelpString(self):
        text = [f"<p>{html.escape(self.command['question'])}</p>"]
        group = None
        for option in self.command["options"]:
            if option["group"] != group:
                group = option["group"]
                text.append(f"<p><b>{html.escape(group)}</b></p>")
            default = f" (default: {option['default']})" if option.get("default") else ""
            text.append(f"<p><i>{html.escape(' '.join(option['names']))}</i>: "
                        f"{html.escape(option['meaning'] + default)}</p>")
        text.append("<p><b>The same on the command line</b></p>")
        text += [f"<pre>{html.escape(example)}</pre>" for example in self.command["examples"]]
        return "".join(text)

    def canExecute(self):
        try:
            find()
        except ProgramError as error:
            return False, str(error)
        return True, ""

    def initAlgorithm(self, config=None):
        for entry in self.entries:
            for parameter in entry.parameters:
                self.addParameter(parameter.clone())
        if writes_folder(self.command) and self._asks("incidents"):
            self.addParameter(QgsProcessingParameterBoolean(
                OPEN, "Open the layers in this project, in their groups", True))
        more = QgsProcessingParameterString(MORE, "Further words of the command line", None,
                                            optional=True)
        more.setHelp("Options as they are typed: --x Easting --y Northing names the columns of "
                     "files that are not open as layers")
        more.setFlags(more.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.addParameter(more)
        # QGIS shows a page by itself: it is all that a command without layers has.
        layers_too = self._asks("output")
        self.addParameter(QgsProcessingParameterFileDestination(
            REPORT, "Report", "Text files (*.txt)" if layers_too else "HTML files (*.html)", None,
            True, not layers_too))

    def _asks(self, name):
        return any(option["name"] == name for option in self.command["options"])

    def _requires(self, name):
        return any(option["name"] == name and option["required"]
                   for option in self.command["options"])

    def checkParameterValues(self, parameters, context):
        if self._requires("incidents") and not any(
                parameters.get(key) for key in ("INCIDENTS", "INCIDENTS_FILES", "INCIDENTS_FOLDER",
                                                "CONFIG", MORE)):
            return False, "Choose the incidents: an open layer, files, or a folder."
        return super().checkParameterValues(parameters, context)

    # In the main thread, where layers may be looked at.
    def prepareAlgorithm(self, parameters, context, feedback):
        try:
            for definition in self.parameterDefinitions():
                if isinstance(definition, QgsProcessingParameterFeatureSource):
                    self._prepare_layer(definition, parameters, context)
        except ProgramError as error:
            self.fault = str(error)  # QGIS shows what is raised later, not what is raised here
        return True

    def _prepare_layer(self, definition, parameters, context):
        key = definition.name()
        value = parameters.get(key)
        if value in (None, ""):
            return
        partly = False
        selected = False
        if isinstance(value, QgsProcessingFeatureSourceDefinition):
            selected = value.selectedFeaturesOnly
            partly = selected or value.featureLimit >= 0 or bool(
                getattr(value, "filterExpression", ""))
            value = value.source
        if isinstance(value, QgsProperty):
            value = value.valueAsString(context.expressionContext())[0]
        layer = value if hasattr(value, "dataProvider") else (
            QgsProcessingUtils.mapLayerFromString(str(value), context))
        if layer is None or not hasattr(layer, "subsetString"):
            raise ProgramError(f"{definition.description()}: '{value}' is no layer that QGIS "
                               "can open.")
        if not layer.isValid():
            raise ProgramError(f"The layer '{layer.name()}' is broken: QGIS does not find its "
                               "data.")
        if selected and layer.selectedFeatureCount() == 0:
            raise ProgramError(f"No feature of the layer '{layer.name()}' is selected: select "
                               "some, or untick 'Selected features only'.")
        layers.check_crs(layer)
        words = None if partly else layers.as_file(layer)
        if words is None:
            self.to_write[key] = layer.name()
        else:
            self.layer_words[key] = words

    def processAlgorithm(self, parameters, context, feedback):
        try:
            return self._process(parameters, context, feedback)
        except (ProgramError, ValueError) as error:
            raise QgsProcessingException(str(error)) from error
        except Cancelled:
            context.setLayersToLoadOnCompletion({})
            return {}

    def _process(self, parameters, context, feedback):
        if self.fault:
            raise ProgramError(self.fault)
        for key, name in self.to_write.items():
            feedback.setProgressText(f"Writing the layer '{name}' to a temporary file")
            source = self.parameterAsSource(parameters, key, context)
            self.layer_words[key] = [layers.write(source, name, context, feedback)]
        answers = Answers(self, parameters, context)
        words = self._words(answers)
        labels = {option["name"]: label_of(option) for option in self.command["options"]}
        feedback.pushCommandInfo(" ".join(shlex.quote(word) for word in ["hotward", *words]))
        text, faults = Run(words, feedback, labels).text(self.name())
        for line in text.split("\n"):
            feedback.pushConsoleInfo(unbroken(line))
        if faults:
            feedback.pushWarning("check found faults that would change an answer: see its report.")
        found = self._written(answers.outputs, context, feedback)
        report = self.parameterAsFileOutput(parameters, REPORT, context)
        if report:
            page = text + "\n"
            if not self._asks("output"):
                page = (f"<html><head><meta charset='utf-8'></head><body><pre>{html.escape(text)}"
                        "</pre></body></html>\n")
            with open(report, "w", encoding="utf-8") as file:
                file.write(page)
            found[REPORT] = report
        if self._asks("incidents") and writes_folder(self.command) and answers.boolean(OPEN):
            self.folder = found["OUTPUT"]
        return found

    def _words(self, answers):
        words = [self.name()]
        own = []
        for entry in self.entries:
            made = entry.words(answers)
            (own if entry.key == "INCIDENTS" else words).extend(made)
        # What the layer says of its columns gives way to what the form says.
        told = set(words)
        while len(own) > 2 and own[-2] in ("--x", "--y", "--crs"):
            if own[-2] not in told:
                words += own[-2:]
            own = own[:-2]
        if replaces(self.command) and answers.outputs:
            words.append("--overwrite")
        more = answers.string(MORE)
        if more:
            words += [word.strip("\"'") if os.name == "nt" else word
                      for word in shlex.split(more, posix=os.name != "nt")]
        return words + own

    def _written(self, outputs, context, feedback):
        """Those that exist: an analysis without a result may write none."""
        loaded = context.layersToLoadOnCompletion()
        found = {}
        for key, path in outputs.items():
            if os.path.exists(path):
                found[key] = path
                if path in loaded:
                    what = self.parameterDefinition(key).description().lower()
                    self.opened[path] = f"{self.name()}: {what}"
                    loaded[path].setPostProcessor(results.styled(self.opened[path]))
            else:
                loaded.pop(path, None)
                feedback.pushInfo(f"{path} was not written: there is nothing in it.")
        context.setLayersToLoadOnCompletion(loaded)
        return found

    # In the main thread again.
    def postProcessAlgorithm(self, context, feedback):
        loaded = context.layersToLoadOnCompletion()
        for path, name in self.opened.items():
            if path in loaded and results.show_anew(path, loaded[path].project, name):
                del loaded[path]
        context.setLayersToLoadOnCompletion(loaded)
        if self.folder and context.project() is not None:
            count = results.open_groups(self.folder, context.project())
            feedback.pushInfo(f"{count} layers were opened in the project.")
        return {}


class MissingAlgorithm(QgsProcessingAlgorithm):
    """Stands in the toolbox where the program is not found, and says what to do."""

    def createInstance(self):
        return MissingAlgorithm()

    def name(self):
        return "install"

    def displayName(self):
        return "The program hotward is not found: what to do"

    def shortHelpString(self):
        return html.escape(self.canExecute()[1])

    def canExecute(self):
        try:
            find()
        except ProgramError as error:
            return False, str(error)
        return False, ("The program hotward is there now, but did not answer when QGIS asked: "
                       f"start QGIS again, or {HOW_TO_INSTALL}")

    def initAlgorithm(self, config=None):
        pass

    def processAlgorithm(self, parameters, context, feedback):
        raise QgsProcessingException(self.canExecute()[1])

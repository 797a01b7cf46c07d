# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of a command, made from its options as `hotward --json-usage` describes them.

An Entry is one option: the parameters that stand for it in the form, and the words that their
values become on the command line. A value that is the default becomes no word: the program then
knows that nobody asked for it, and does not object to what has no effect.
"""
import html
import os
import re
from decimal import Decimal

from qgis.core import (
    Qgis, QgsProcessing, QgsProcessingParameterBoolean, QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition, QgsProcessingParameterDistance, QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSource, QgsProcessingParameterField, QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination, QgsProcessingParameterFolderDestination,
    QgsProcessingParameterMultipleLayers, QgsProcessingParameterNumber,
    QgsProcessingParameterRasterDestination, QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination, QgsUnitTypes)

# Options that the plugin itself answers.
OWN = {"progress"}

# Groups that stand under "Advanced parameters", by how their heading begins.
ADVANCED_GROUPS = ("How the incidents", "Settings of one", "Shapes", "Significance", "Chance",
                   "Time (", "Everywhere")
ADVANCED_NAMES = {"where", "dedupe", "compare", "area-id", "area-name", "population-label",
                  "nearest", "columns", "top", "overwrite"}


def key_of(option):
    return option["name"].upper().replace("-", "_")


def label_of(option):
    """The meaning's first part, which says what; the whole of it is the help."""
    meaning = option["meaning"]
    name = option["name"].replace("-", " ").capitalize()
    if meaning[0].islower():
        return name
    short = re.split(r" \(|; ", meaning, maxsplit=1)[0]
    if meaning.startswith("Of "):
        return f"{name} {short[0].lower()}{short[1:]}"
    head = short.split(": ", 1)[0]
    if len(head) >= 12 and not head.startswith("For "):
        short = head
    return short.rstrip(",. ")


def is_output(option):
    return option["kind"] == "path" and (
        option["group"] == "Output" or option["name"].startswith("write-"))


def is_advanced(option):
    return option["group"].startswith(ADVANCED_GROUPS) or option["name"] in ADVANCED_NAMES


def flag_of(option):
    """What is typed: --name."""
    return option["names"][-1]


def metres():
    if hasattr(Qgis, "DistanceUnit"):
        return Qgis.DistanceUnit.Meters
    return QgsUnitTypes.DistanceUnit.DistanceMeters


def decimal(value):
    """All digits and no exponent: the program's numbers are plain."""
    text = format(Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def number_in(text):
    """150 of "150m", 50 of "50%"; None of "" """
    found = re.match(r"-?[0-9.]+", text or "")
    return float(found.group()) if found else None


class Entry:
    def __init__(self, option):
        self.option = option
        self.key = key_of(option)
        self.parameters = []
        self.default = option.get("default", "")

    def add(self, parameter, meaning=None):
        meaning = meaning or self.option["meaning"]
        parameter.setHelp(html.escape(meaning + (f" (default: {self.default})" if self.default
                                                 else "")))
        if is_advanced(self.option):
            parameter.setFlags(parameter.flags()
                               | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
        self.parameters.append(parameter)
        return parameter

    def words(self, ask):
        """@param ask  the algorithm's answers: parameters, context and what it made of layers"""
        raise NotImplementedError

    def said(self, *values):
        return [word for value in values for word in (flag_of(self.option), value)]


class Flag(Entry):
    def __init__(self, option):
        super().__init__(option)
        self.add(QgsProcessingParameterBoolean(self.key, label_of(option), False))

    def words(self, ask):
        return [flag_of(self.option)] if ask.boolean(self.key) else []


class Text(Entry):
    """Several values of a repeatable option are parted by semicolons."""

    def __init__(self, option):
        super().__init__(option)
        label = label_of(option)
        self.parted = option["repeatable"] and "," not in option.get("value", "")
        if self.parted:
            label += " (several: a semicolon between them)"
        self.add(QgsProcessingParameterString(self.key, label, self.default or None,
                                              optional=not option["required"]))

    def words(self, ask):
        text = ask.string(self.key).strip()
        if text in ("", self.default):
            return []
        values = text.split(";") if self.parted else [text]
        return self.said(*(value.strip() for value in values if value.strip()))


class Crs(Entry):
    def __init__(self, option):
        super().__init__(option)
        self.add(QgsProcessingParameterCrs(self.key, label_of(option), None, True))

    def words(self, ask):
        return self.said(ask.crs(self.key)) if ask.crs(self.key) else []


class Column(Entry):
    def __init__(self, option):
        super().__init__(option)
        about_areas = option["group"] == "Areas" or "of the areas" in option["meaning"]
        self.add(QgsProcessingParameterField(
            self.key, label_of(option), None, "AREAS" if about_areas else "INCIDENTS",
            QgsProcessingParameterField.DataType.Any, False, True))

    def words(self, ask):
        return self.said(ask.field(self.key)) if ask.field(self.key) else []


class Choice(Entry):
    def __init__(self, option):
        super().__init__(option)
        several = option["repeatable"]
        self.add(QgsProcessingParameterEnum(
            self.key, label_of(option), option["choices"], several, self.default or None,
            several or not self.default, True))

    def words(self, ask):
        values = ask.choices(self.key) if self.option["repeatable"] else [ask.choice(self.key)]
        return self.said(*(value for value in values if value and value != self.default))


class Number(Entry):
    """whole, number, share (in percent) and days."""

    def __init__(self, option):
        super().__init__(option)
        kind = option["kind"]
        self.factor = 100.0 if kind == "share" else 1.0
        self.whole = kind == "whole"
        self.unit = {"share": "%", "days": "d"}.get(kind, "")
        bounds = {name: self.factor * option[end]
                  for name, end in (("minValue", "least"), ("maxValue", "most")) if end in option}
        label = label_of(option) + {"share": " (percent)", "days": " (days)"}.get(kind, "")
        types = QgsProcessingParameterNumber.Type
        self.value = number_in(self.default)
        if self.whole:
            bounds = {"minValue": 0, "maxValue": 2147483647} | {
                name: int(bound) for name, bound in bounds.items()}
        self.add(QgsProcessingParameterNumber(
            self.key, label, types.Integer if self.whole else types.Double,
            int(self.value) if self.whole and self.value is not None else self.value,
            not option["required"], **bounds))

    def words(self, ask):
        value = ask.number(self.key, self.whole)
        if value is None or value == self.value:
            return []
        return self.said((str(value) if self.whole else decimal(value)) + self.unit)


class Length(Entry):
    def __init__(self, option):
        super().__init__(option)
        self.value = number_in(self.default)
        parameter = QgsProcessingParameterDistance(self.key, label_of(option), self.value, "",
                                                   True, 0.0)
        parameter.setDefaultUnit(metres())
        self.add(parameter)

    def words(self, ask):
        value = ask.number(self.key)
        return [] if value is None or value == self.value else self.said(decimal(value) + "m")


class File(Entry):
    """A file that is read."""

    def __init__(self, option):
        super().__init__(option)
        self.add(QgsProcessingParameterFile(self.key, label_of(option),
                                            optional=not option["required"]))

    def words(self, ask):
        value = ask.string(self.key)
        by_place = not flag_of(self.option).startswith("-")
        return [] if not value else [value] if by_place else self.said(value)


class Incidents(Entry):
    def __init__(self, option):
        super().__init__(option)
        self.add(QgsProcessingParameterFeatureSource(
            self.key, "Incidents: an open layer or table",
            [QgsProcessing.SourceType.TypeVector], None, True), "A layer of points, or a table")
        self.add(QgsProcessingParameterMultipleLayers(
            self.key + "_FILES", "or files (CSV, .zip, GeoPackage, Excel …)",
            QgsProcessing.SourceType.TypeFile, None, True))
        self.add(QgsProcessingParameterFile(
            self.key + "_FOLDER", "or a folder of them, as data.police.uk gives it",
            QgsProcessingParameterFile.Behavior.Folder, optional=True))

    def words(self, ask):
        files = [*ask.files(self.key + "_FILES"), ask.string(self.key + "_FOLDER")]
        # A name that begins with a hyphen is no option.
        files = [os.path.join(".", file) if file.startswith("-") else file
                 for file in files if file]
        return ask.layer_words(self.key) + files


class Areas(Entry):
    def __init__(self, option):
        super().__init__(option)
        self.add(QgsProcessingParameterFeatureSource(
            self.key, "Areas: any polygon layer (none: the schematic Medway wards)",
            [QgsProcessing.SourceType.TypeVectorPolygon], None, True))

    def words(self, ask):
        words = ask.layer_words(self.key)
        return self.said(words[0]) if words else []


class ColumnOrFile(Entry):
    """COL|FILE.csv[:COL]: a column of the areas, or a file with its column."""

    def __init__(self, option):
        super().__init__(option)
        what = label_of(option)
        self.add(QgsProcessingParameterField(
            self.key, f"{what}: a column of the areas", None, "AREAS",
            QgsProcessingParameterField.DataType.Any, False, True))
        self.add(QgsProcessingParameterFile(
            self.key + "_FILE", f"{what}: or a file joined on the area's code", optional=True))
        self.add(QgsProcessingParameterString(
            self.key + "_FILE_COLUMN", f"{what}: the file's column, where it has several", None,
            optional=True))

    def words(self, ask):
        file = ask.string(self.key + "_FILE")
        column = ask.string(self.key + "_FILE_COLUMN").strip()
        field = ask.field(self.key)
        if file and field:
            raise ValueError(f"{label_of(self.option)}: a column and a file are given; "
                             "leave one out")
        value = (file + (":" + column if column else "")) if file else field
        return self.said(value) if value else []


class WordOrLayer(Entry):
    """before|TYPE|DATASET[:COLUMN]: a word, or a layer with its column."""

    def __init__(self, option):
        super().__init__(option)
        what = label_of(option)
        self.add(QgsProcessingParameterString(
            self.key, f"{what}: before, population or a type", None, optional=True))
        self.add(QgsProcessingParameterFeatureSource(
            self.key + "_LAYER", f"{what}: or a layer of points, such as dwellings",
            [QgsProcessing.SourceType.TypeVectorPoint], None, True))
        self.add(QgsProcessingParameterField(
            self.key + "_LAYER_COLUMN", f"{what}: the column that each point counts by", None,
            self.key + "_LAYER", QgsProcessingParameterField.DataType.Any, False, True))

    def words(self, ask):
        word = ask.string(self.key).strip()
        layer = ask.layer_words(self.key + "_LAYER")
        if layer:
            if word:
                raise ValueError(f"{label_of(self.option)}: a word and a layer are given; "
                                 "leave one out")
            column = ask.field(self.key + "_LAYER_COLUMN")
            word = layer[0] + (":" + column if column else "")
        return self.said(word) if word else []


class Output(Entry):
    """A file that is written: a layer that opens styled, or neighbours."""

    def __init__(self, option, command):
        super().__init__(option)
        self.is_main = option["name"] == "output"
        self.optional = not option["required"]
        if self.is_main or option["meaning"].startswith("Layer"):
            self.add_layers(command)
        else:
            endings = " ".join("*" + end for end in re.findall(r"\.[a-z]{3}", option["meaning"]))
            self.add(QgsProcessingParameterFileDestination(
                self.key, label_of(option), f"Files ({endings or '*.*'})", None, self.optional,
                False))

    def add_layers(self, command):
        if self.is_main and any(".tif" in example for example in command["examples"]):
            self.add(QgsProcessingParameterRasterDestination(
                self.key + "_RASTER", "Surface", None, self.optional, True))
        label = "Layer" if self.is_main else label_of(self.option)
        self.add(QgsProcessingParameterVectorDestination(
            self.key, label, QgsProcessing.SourceType.TypeVector, None, self.optional,
            self.is_main))

    def words(self, ask):
        return self.said(*filter(None, (ask.output(p) for p in self.parameters)))


class OutputFolder(Entry):
    def __init__(self, option):
        super().__init__(option)
        self.add(QgsProcessingParameterFolderDestination(self.key, label_of(option)))

    def words(self, ask):
        folder = ask.output(self.parameters[0])
        if os.path.isdir(folder) and not os.listdir(folder):
            os.rmdir(folder)  # QGIS makes temporary ones; the program makes its own
        return self.said(folder)


KINDS = {"flag": Flag, "text": Text, "spec": Text, "column": Column, "choice": Choice,
         "whole": Number, "number": Number, "share": Number, "days": Number, "length": Length,
         "path": File}


def entry_of(option, command):
    value = option.get("value", "")
    if option["name"] == "incidents":
        return Incidents(option)
    if option["name"] == "areas":
        return Areas(option)
    if option["name"] == "crs":
        return Crs(option)
    if value.startswith("COL|FILE"):
        return ColumnOrFile(option)
    if "|DATASET" in value:
        return WordOrLayer(option)
    if is_output(option):
        return OutputFolder(option) if value == "FOLDER" else Output(option, command)
    if option["repeatable"] and option["kind"] == "number":
        return Text(option)
    return KINDS.get(option["kind"], Text)(option)


def entries_of(command):
    """One for each option, inputs first and outputs last."""
    into_folder = writes_folder(command)
    entries = [entry_of(option, command) for option in command["options"]
               if option["name"] not in OWN
               and (into_folder or option["name"] != "overwrite")]
    return sorted(entries, key=lambda entry: is_output(entry.option))


def writes_folder(command):
    return any(option["name"] == "output" and option.get("value") == "FOLDER"
               for option in command["options"])


def replaces(command):
    """Whether --overwrite is said unasked: QGIS asks before it names a file that exists."""
    return not writes_folder(command) and any(o["name"] == "overwrite" for o in command["options"])

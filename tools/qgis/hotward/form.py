# SPDX-License-Identifier: GPL-2.0-or-later
"""The form of a command, made from its options as `hotward --json-usage` describes them: here what
stands for layers and files, and which entry an option gets."""
import os
import re

from qgis.core import (
    QgsProcessing, QgsProcessingParameterFeatureSource, QgsProcessingParameterField,
    QgsProcessingParameterFile, QgsProcessingParameterFileDestination,
    QgsProcessingParameterFolderDestination, QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterRasterDestination, QgsProcessingParameterString,
    QgsProcessingParameterVectorDestination)

from .entries import (
    Choice, Column, Crs, Entry, File, Flag, Length, Number, Text, is_output, label_of)

# Options that the plugin itself answers, and one that names a table where the form writes files.
OWN = {"progress", "layer"}


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
    """A file that is written: a layer that opens styled, neighbours, or a report."""

    def __init__(self, option, command):
        super().__init__(option)
        self.is_main = option["name"] == "output" and not option["meaning"].startswith("Report")
        self.optional = not option["required"]
        if self.is_main or option["meaning"].startswith("Layer"):
            self.add_layers(command)
        else:
            endings = " ".join("*" + end for end in re.findall(r"\.[a-z]{2,4}", option["meaning"]))
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

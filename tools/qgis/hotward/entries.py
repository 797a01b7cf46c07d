# SPDX-License-Identifier: GPL-2.0-or-later
"""One option of a command in its form.

An Entry is one option: the parameters that stand for it in the form, and the words that their
values become on the command line. A value that is the default becomes no word: the program then
knows that nobody asked for it, and does not object to what has no effect.
"""
import html
import re
from decimal import Decimal

from qgis.core import (
    Qgis, QgsProcessingParameterBoolean, QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition, QgsProcessingParameterDistance, QgsProcessingParameterEnum,
    QgsProcessingParameterField, QgsProcessingParameterFile, QgsProcessingParameterNumber,
    QgsProcessingParameterString, QgsUnitTypes)

# Groups that stand under "Advanced parameters", by how their heading begins.
ADVANCED_GROUPS = ("How the incidents", "Settings of one", "Shapes", "Significance", "Chance",
                   "Time (", "Everywhere")
ADVANCED_NAMES = {"where", "dedupe", "compare", "area-id", "area-name", "population-label",
                  "nearest", "audit", "columns", "top", "overwrite"}


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

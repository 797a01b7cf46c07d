"""Values of Python's as the words that the program takes for a parameter."""
import datetime
import decimal
import numbers
import os

from .errors import UsageError, name_of

UNITS = {"length": "m", "days": "d"}


def plain(value):
    """A number in digits, without exponent: 1e-05 is 0.00001."""
    if isinstance(value, numbers.Integral):
        return str(int(value))
    text = format(decimal.Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def word(option, value):
    """One value. @param option  as the program describes it (hotward --json-usage)"""
    kind = option["kind"]
    if isinstance(value, bool):
        if kind == "flag":
            return "true" if value else "false"
    elif isinstance(value, numbers.Real) and kind != "flag":
        if kind == "share":
            return format(decimal.Decimal(repr(float(value))) * 100, "f") + "%"
        return plain(value) + UNITS.get(kind, "")
    elif isinstance(value, datetime.timedelta) and kind == "days":
        return plain(value / datetime.timedelta(days=1)) + "d"
    elif isinstance(value, datetime.date):
        return value.isoformat()
    elif isinstance(value, (str, os.PathLike)) and kind != "flag":
        return os.fspath(value)
    raise UsageError(f"cannot be {value!r}", parameter=name_of(option["name"]))


def words(option, value):
    """All that a parameter is given: a list of words."""
    if isinstance(value, (list, tuple)) or (
            hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1):
        if not option["repeatable"]:
            raise UsageError("takes one value, not several", parameter=name_of(option["name"]))
        values = [word(option, one) for one in value]
        return [",".join(values)] if "," in option.get("value", "") else values
    return [word(option, value)]

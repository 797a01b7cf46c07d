"""Values of Python's as the words that the program takes for a parameter.

Texts are what most are. The modules of numbers and dates are imported where a value is none.
"""
import os

from .errors import UsageError, name_of

UNITS = {"length": "m", "days": "d"}


def plain(value):
    """A number in digits, without exponent: 1e-05 is 0.00001."""
    import decimal
    import numbers
    if isinstance(value, numbers.Integral):
        return str(int(value))
    text = format(decimal.Decimal(repr(float(value))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def word(option, value):
    """One value. @param option  as the program describes it (hotward --json-usage)"""
    kind = option["kind"]
    if kind == "flag":
        made = str(value).lower() if isinstance(value, bool) else None
    elif isinstance(value, (str, os.PathLike)):
        made = os.fspath(value)
    else:
        made = _of_number_or_date(kind, value)
    if made is None:
        raise UsageError(f"cannot be {value!r}", parameter=name_of(option["name"]))
    return made


def _of_number_or_date(kind, value):
    import datetime
    import decimal
    import numbers
    if isinstance(value, numbers.Real) and not isinstance(value, bool):
        if kind == "share":
            return format(decimal.Decimal(repr(float(value))) * 100, "f") + "%"
        return plain(value) + UNITS.get(kind, "")
    if isinstance(value, datetime.timedelta) and kind == "days":
        return plain(value / datetime.timedelta(days=1)) + "d"
    return value.isoformat() if isinstance(value, datetime.date) else None


def words(option, value):
    """All that a parameter is given: a list of words."""
    if isinstance(value, (list, tuple)) or (
            hasattr(value, "tolist") and getattr(value, "ndim", 0) == 1):
        if not option["repeatable"]:
            raise UsageError("takes one value, not several", parameter=name_of(option["name"]))
        values = [word(option, one) for one in value]
        return [",".join(values)] if "," in option.get("value", "") else values
    return [word(option, value)]

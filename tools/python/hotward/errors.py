"""What can go wrong, as exceptions. Ctrl-C is KeyboardInterrupt, as everywhere in Python."""


class Error(Exception):
    """A request that cannot be answered. Nothing was written.

    parameter: the one at fault, as the functions call it ("min_points"); empty where none is
    code: what kind of thing is at fault, such as "no such file"
    """

    def __init__(self, message, code="usage", parameter=""):
        super().__init__(f"{parameter} {message}" if parameter else message)
        self.code = code
        self.parameter = parameter


class UsageError(Error, ValueError):
    """What was asked for cannot be: a length without its unit, two options that exclude each other."""


class DataError(Error):
    """A file, a column or a value of the data is at fault, or what it takes is not there."""


def error_of(reply):
    """The exception of a reply that failed."""
    if reply.code == "interrupted":
        return KeyboardInterrupt()
    kind = UsageError if reply.code == "usage" else DataError
    return kind(reply.message, reply.code, name_of(reply.parameter))


def name_of(option):
    """As Python spells an option: "min-points" is min_points, "from" is from_."""
    name = option.replace("-", "_")
    return name + "_" if name in ("from",) else name

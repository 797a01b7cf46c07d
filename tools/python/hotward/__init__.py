"""Where crime and anti-social behaviour gather.

One function for each command of the program ``hotward``, with the same names and defaults:

>>> import hotward
>>> found = hotward.rank("police/", areas="wards.gpkg", type="asb", from_="2019-04", to="2020-03")
>>> print(found)                    # what the program prints
>>> found.layer                     # the wards with their counts and ranks, as a GeoDataFrame
>>> found["total"]["count"]        # the summary, as the option --json gives it

A hyphen of an option is an underscore here, and ``from`` is ``from_``. Lengths are texts with their
unit or numbers of metres, shares are texts such as "50%" or numbers from 0 to 1. Incidents and
areas are paths or tables: _tables.py says which.
"""
from ._calls import COMMANDS, function_of
from ._findings import Findings
from ._hotward import version
from .errors import DataError, Error, UsageError

__version__ = version()
__all__ = ["DataError", "Error", "Findings", "UsageError", *COMMANDS]


def __getattr__(name):
    """A command's function is made when it is first asked for: a script needs one or two of them."""
    if name not in COMMANDS:
        raise AttributeError(f"module 'hotward' has no attribute '{name}'")
    return globals().setdefault(name, function_of(name))


def __dir__():
    return sorted({*globals(), *__all__})

"""Arrow tables of whatever library, by the C stream interface: no library of Arrow is needed.

A table that has __arrow_c_stream__ (pyarrow, polars, DuckDB, nanoarrow) becomes a dict of columns, as
_tables.py takes it. Sources: Apache Arrow, The Arrow C data interface and The Arrow C stream interface;
GeoArrow, Extension types (geoarrow.wkb).
"""
import ctypes
import datetime
import json
import struct

from .errors import DataError

_UNIX = datetime.datetime(1970, 1, 1)
_INTEGERS = {"c": "b", "C": "B", "s": "h", "S": "H", "i": "i", "I": "I", "l": "q", "L": "Q"}
_REALS = {"e": "e", "f": "f", "g": "d"}
_A_SECOND = {"s": 1, "m": 10**3, "u": 10**6, "n": 10**9}


class _Schema(ctypes.Structure):
    pass


class _Array(ctypes.Structure):
    pass


class _Stream(ctypes.Structure):
    pass


_Schema._fields_ = [
    ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_void_p),
    ("flags", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(_Schema))), ("dictionary", ctypes.POINTER(_Schema)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Schema))), ("private", ctypes.c_void_p)]
_Array._fields_ = [
    ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64), ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))), ("dictionary", ctypes.POINTER(_Array)),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))), ("private", ctypes.c_void_p)]
_Stream._fields_ = [
    ("get_schema", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Schema))),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(_Stream))),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Stream))), ("private", ctypes.c_void_p)]


def _bytes(array, number, size):
    at = array.buffers[number]
    return ctypes.string_at(at, size) if at and size else b""


def _bits(array, number):
    last = array.offset + array.length
    bits = _bytes(array, number, (last + 7) // 8)
    return [bits[i >> 3] >> (i & 7) & 1 for i in range(array.offset, last)] if bits else None


def _numbers(array, code, number=1, more=0):
    size = struct.calcsize(code)
    count = array.length + more
    text = _bytes(array, number, (array.offset + count) * size)[array.offset * size:]
    return list(struct.unpack(f"={count}{code}", text)) if text else []


def _pieces(array, code):
    """Of texts or bytes, which stand one behind the other."""
    ends = _numbers(array, code, more=1) or [0]
    text = _bytes(array, 2, ends[-1])
    return [text[a:b] for a, b in zip(ends, ends[1:])]


def _viewed(array):
    """Short ones stand in the view itself, long ones in a buffer that it names."""
    views = _bytes(array, 1, 16 * (array.offset + array.length))[16 * array.offset:]
    found = []
    for i in range(array.length):
        view = views[16 * i:16 * i + 16]
        size, = struct.unpack_from("=i", view)
        if size <= 12:
            found.append(view[4:4 + size])
        else:
            buffer, offset = struct.unpack_from("=ii", view, 8)
            found.append(ctypes.string_at(array.buffers[2 + buffer] + offset, size))
    return found


def _times(array, form):
    """A stamp is of UTC where it names a zone, and of no zone where it names none."""
    unit, zone = form[2], form[4:]
    step = _A_SECOND[unit]
    utc = datetime.timezone.utc if zone else None
    return [(_UNIX + datetime.timedelta(microseconds=value * 10**6 // step)).replace(tzinfo=utc)
            for value in _numbers(array, "q")]


def _values(schema, array, name):
    form = schema.format.decode()
    if schema.dictionary:
        words = _values(schema.dictionary.contents, array.dictionary.contents, name)
        keys = _numbers(array, _INTEGERS[form])
        values = [words[key] if 0 <= key < len(words) else None for key in keys]
    elif form == "n":
        return [None] * array.length
    elif form == "b":
        values = [bool(bit) for bit in _bits(array, 1) or ()]
    elif form in _INTEGERS or form in _REALS:
        values = _numbers(array, _INTEGERS.get(form) or _REALS[form])
    elif form in ("u", "z"):
        values = _pieces(array, "i")
    elif form in ("U", "Z"):
        values = _pieces(array, "q")
    elif form in ("vu", "vz"):
        values = _viewed(array)
    elif form == "tdD":
        values = [(_UNIX + datetime.timedelta(days=day)).date() for day in _numbers(array, "i")]
    elif form == "tdm":
        values = [(_UNIX + datetime.timedelta(milliseconds=t)).date() for t in _numbers(array, "q")]
    elif form.startswith("ts"):
        values = _times(array, form)
    else:
        raise DataError(f"column {name}: Arrow's type '{form}' is not taken; cast it to texts or "
                        "numbers", "wrong format")
    if form in ("u", "U", "vu"):
        values = [value.decode("utf-8", "replace") for value in values]
    valid = _bits(array, 0) if array.null_count != 0 else None
    return [value if bit else None for value, bit in zip(values, valid)] if valid else values


def _metadata(schema):
    if not schema.metadata:
        return {}
    at = schema.metadata

    def number():
        nonlocal at
        value, = struct.unpack("=i", ctypes.string_at(at, 4))
        at += 4
        return value

    def text():
        nonlocal at
        size = number()
        at += size
        return ctypes.string_at(at - size, size).decode("utf-8", "replace")

    return {text(): text() for _ in range(number())}


def _geoarrow(schema):
    """@return whether the column is WKB, and its system where that is said"""
    known = _metadata(schema)
    if known.get("ARROW:extension:name") not in ("geoarrow.wkb", "ogc.wkb"):
        return False, None
    crs = json.loads(known.get("ARROW:extension:metadata") or "{}").get("crs")
    if isinstance(crs, dict):  # PROJJSON
        code = crs.get("id") or {}
        crs = f"{code['authority']}:{code['code']}" if code else json.dumps(crs)
    return True, crs


def is_arrow(value):
    """Tables of pandas have the interface, too, and are taken as they are."""
    return hasattr(value, "__arrow_c_stream__") and not hasattr(value, "iloc")


def columns_of(table):
    """A dict of columns; one of GeoArrow's WKB is called "geometry", and its system "crs"."""
    capsule = table.__arrow_c_stream__()
    pointer = ctypes.pythonapi.PyCapsule_GetPointer
    pointer.restype, pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    stream = _Stream.from_address(pointer(capsule, b"arrow_array_stream"))

    def call(function, into):
        if function(ctypes.byref(stream), ctypes.byref(into)) != 0:
            words = stream.get_last_error(ctypes.byref(stream)) or b"no reason given"
            raise DataError(f"the Arrow table cannot be read: {words.decode()}", "unreadable")

    schema = _Schema()
    call(stream.get_schema, schema)
    try:
        if schema.format != b"+s":
            raise DataError("an Arrow table is wanted, not one column", "wrong format")
        fields = [schema.children[i].contents for i in range(schema.n_children)]
        columns, crs = {}, None
        names = []
        for field in fields:
            name = field.name.decode()
            is_shape, system = _geoarrow(field)
            if is_shape:
                name, crs = "geometry", system
            names.append(name)
            columns[name] = []
        while True:
            batch = _Array()
            call(stream.get_next, batch)
            if not batch.release:
                break
            try:
                for i, (name, field) in enumerate(zip(names, fields)):
                    values = _values(field, batch.children[i].contents, name)
                    columns[name] += values[batch.offset:batch.offset + batch.length]
            finally:
                batch.release(ctypes.byref(batch))
    finally:
        schema.release(ctypes.byref(schema))
    return {**columns, "crs": crs} if crs else columns

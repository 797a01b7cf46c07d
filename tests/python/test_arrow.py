"""Arrow tables by the C stream interface, made here by the letter of its specification."""
import ctypes
import datetime
import struct
import unittest

import hotward
from hotward import _arrow

NEW = ctypes.pythonapi.PyCapsule_New
NEW.restype, NEW.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


def bits(flags):
    text = bytearray((len(flags) + 7) // 8)
    for i, flag in enumerate(flags):
        text[i >> 3] |= bool(flag) << (i & 7)
    return bytes(text)


def metadata(pairs):
    text = struct.pack("=i", len(pairs))
    for word in (word for pair in pairs.items() for word in pair):
        text += struct.pack("=i", len(word)) + word.encode()
    return text


class Table:
    """Columns as (name, format, buffers, length, nulls, offset, dictionary, metadata), in batches."""

    def __init__(self, columns, batches=1, offset=0):
        self.columns, self.batches, self.offset = columns, batches, offset
        self.kept = []
        self.released = 0

    def keep(self, thing):
        self.kept.append(thing)
        return thing

    def released_schema(self, schema):
        schema.contents.release = type(schema.contents.release)()
        self.released += 1

    def schema(self, form, name="", more=b"", children=(), dictionary=None):
        made = self.keep(_arrow._Schema())
        made.format, made.name = form.encode(), name.encode()
        if more:
            made.metadata = ctypes.cast(self.keep(ctypes.create_string_buffer(more, len(more))),
                                        ctypes.c_void_p)
        made.n_children = len(children)
        made.children = self.keep((ctypes.POINTER(_arrow._Schema) * len(children))(
            *map(ctypes.pointer, children)))
        if dictionary is not None:
            made.dictionary = ctypes.pointer(dictionary)
        made.release = self.keep(type(made.release)(self.released_schema))
        return made

    def array(self, length, buffers, nulls=0, offset=0, children=(), dictionary=None):
        made = self.keep(_arrow._Array())
        made.length, made.null_count, made.offset = length, nulls, offset
        made.n_buffers = len(buffers)
        made.buffers = self.keep((ctypes.c_void_p * len(buffers))(*(
            None if text is None else ctypes.cast(
                self.keep(ctypes.create_string_buffer(text, len(text) or 1)), ctypes.c_void_p)
            for text in buffers)))
        made.n_children = len(children)
        made.children = self.keep((ctypes.POINTER(_arrow._Array) * len(children))(
            *map(ctypes.pointer, children)))
        if dictionary is not None:
            made.dictionary = ctypes.pointer(dictionary)
        made.release = self.keep(type(made.release)(lambda array: None))
        return made

    def __arrow_c_stream__(self, requested_schema=None):
        left = [self.batches]

        def get_schema(_, into):
            children = [self.schema(c["form"], c["name"], c.get("metadata", b""), dictionary=(
                self.schema(c["words"]["form"]) if "words" in c else None)) for c in self.columns]
            ctypes.memmove(into, ctypes.byref(self.schema("+s", children=children)),
                           ctypes.sizeof(_arrow._Schema))
            return 0

        def get_next(_, into):
            if left[0] == 0:
                ctypes.memset(into, 0, ctypes.sizeof(_arrow._Array))
                return 0
            left[0] -= 1
            children = [self.array(c["length"], c["buffers"], c.get("nulls", 0), c.get("offset", 0),
                                   dictionary=self.array(c["words"]["length"], c["words"]["buffers"])
                                   if "words" in c else None) for c in self.columns]
            length = self.columns[0]["length"] - self.offset
            ctypes.memmove(into, ctypes.byref(self.array(length, [None], offset=self.offset,
                                                         children=children)),
                           ctypes.sizeof(_arrow._Array))
            return 0

        stream = self.keep(_arrow._Stream())
        stream.get_schema = self.keep(type(stream.get_schema)(get_schema))
        stream.get_next = self.keep(type(stream.get_next)(get_next))
        return NEW(ctypes.addressof(stream), self.keep(b"arrow_array_stream"), None)


def column(name, form, values, code, **more):
    valid = [value is not None for value in values]
    filled = [0 if value is None else value for value in values]
    return {"name": name, "form": form, "length": len(values), "nulls": valid.count(False),
            "buffers": [bits(valid), struct.pack(f"={len(values)}{code}", *filled)], **more}


def texts(name, values, form="u", code="i", **more):
    raw = [b"" if v is None else v if isinstance(v, bytes) else v.encode() for v in values]
    ends = [0]
    for piece in raw:
        ends.append(ends[-1] + len(piece))
    return {"name": name, "form": form, "length": len(values), "nulls": sum(v is None for v in values),
            "buffers": [bits([v is not None for v in values]),
                        struct.pack(f"={len(ends)}{code}", *ends), b"".join(raw)], **more}


def views(name, values):
    held = b"".join(v.encode() for v in values if len(v.encode()) > 12)
    at, text = 0, b""
    for value in values:
        raw = value.encode()
        if len(raw) <= 12:
            text += struct.pack("=i12s", len(raw), raw)
        else:
            text += struct.pack("=i4sii", len(raw), raw[:4], 0, at)
            at += len(raw)
    return {"name": name, "form": "vu", "length": len(values), "buffers": [None, text, held, b""]}


class Columns(unittest.TestCase):
    def test_each_type(self):
        day = datetime.date(2020, 1, 11)
        days = (day - datetime.date(1970, 1, 1)).days
        flags = {"name": "b", "form": "b", "length": 3, "buffers": [None, bits([1, 0, 1])]}
        words = texts("", ["Burglary", "Drugs"])
        keyed = column("d", "C", [1, None, 0], "B", words=words)
        table = Table([column("i", "i", [1, None, -3], "i"), column("l", "L", [1, 2, 2**63], "Q"),
                       column("g", "g", [0.5, 1.5, None], "d"), texts("u", ["a", None, "Ä"]),
                       texts("U", ["a", "", "bc"], "U", "q"), views("v", ["short", "rather a long one", ""]),
                       column("t", "tdD", [days, days + 1, None], "i"),
                       column("s", "tsm:UTC", [1500, 0, None], "q"),
                       column("n", "tsn:", [10**9, 0, None], "q"), flags, keyed], batches=2)
        found = _arrow.columns_of(table)
        utc = datetime.timezone.utc
        once = {"i": [1, None, -3], "l": [1, 2, 2**63], "g": [0.5, 1.5, None], "u": ["a", None, "Ä"],
                "U": ["a", "", "bc"], "v": ["short", "rather a long one", ""],
                "t": [day, day + datetime.timedelta(days=1), None],
                "s": [datetime.datetime(1970, 1, 1, 0, 0, 1, 500000, utc),
                      datetime.datetime(1970, 1, 1, tzinfo=utc), None],
                "n": [datetime.datetime(1970, 1, 1, 0, 0, 1), datetime.datetime(1970, 1, 1), None],
                "b": [True, False, True], "d": ["Drugs", None, "Burglary"]}
        self.assertEqual(found, {name: values * 2 for name, values in once.items()})
        self.assertEqual(table.released, 1)

    def test_a_part_of_a_longer_table(self):
        sliced = column("i", "i", [1, None, 3, 4], "i")
        sliced.update(length=3, offset=1)
        self.assertEqual(_arrow.columns_of(Table([sliced])), {"i": [None, 3, 4]})
        whole = column("i", "i", [1, None, 3, 4], "i")
        self.assertEqual(_arrow.columns_of(Table([whole], offset=2)), {"i": [3, 4]})

    def test_what_is_not_taken_is_named(self):
        with self.assertRaisesRegex(hotward.DataError, "column list: Arrow's type"):
            _arrow.columns_of(Table([column("list", "+l", [1], "i")]))


class Analysed(unittest.TestCase):
    def test_the_same_answer_as_of_a_dict(self):
        import shapely.geometry
        square = shapely.geometry.box
        areas = {"area_code": ["W1", "E1"], "crs": "EPSG:27700",
                 "geometry": [square(570000, 160000, 571000, 161000),
                              square(571000, 160000, 572000, 161000)]}
        wkb = metadata({"ARROW:extension:name": "geoarrow.wkb",
                        "ARROW:extension:metadata": '{"crs": "EPSG:27700"}'})
        shapes = Table([texts("area_code", areas["area_code"]),
                        texts("shape", [s.wkb for s in areas["geometry"]], "z", metadata=wkb)])
        xs = [570100.0 + 50 * i for i in range(30)]
        cases = {"x": xs, "y": [160500.0] * 30, "type": ["Burglary"] * 30}
        table = Table([column("x", "g", cases["x"], "d"), column("y", "g", cases["y"], "d"),
                       texts("type", cases["type"])])
        told = hotward.rank(cases, areas=areas, crs="EPSG:27700")
        found = hotward.rank(table, areas=shapes, crs="EPSG:27700")
        self.assertEqual(found["ranking"], told["ranking"])
        self.assertEqual(found["incidents"], told["incidents"])
        points = Table([texts("at", [shapely.geometry.Point(x, 160500.0).wkb for x in xs], "z", metadata=wkb),
                        texts("type", cases["type"])])
        self.assertEqual(hotward.rank(points, areas=shapes)["ranking"], told["ranking"])


if __name__ == "__main__":
    unittest.main()

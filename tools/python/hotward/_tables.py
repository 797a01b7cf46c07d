"""Tables in memory as files that the engine reads: points as CSV, polygons as GeoJSON.

A table is a GeoDataFrame, a DataFrame, an Arrow table, or a dict of columns (lists or arrays of one
length). Points stand in the geometry of a GeoDataFrame, else in two columns that the engine knows or
is told of (x=, y=, crs=). Areas stand in a column "geometry", of Shapely's polygons or of WKB, with
the system in `crs` of the GeoDataFrame or under the key "crs" of the dict.
"""
import csv
import datetime
import json
import math
import os

from ._arrow import columns_of, is_arrow
from .errors import DataError, UsageError


def _columns(table):
    """Name and values of each column but the geometry, then the geometry or None, then the system."""
    if is_arrow(table):
        table = columns_of(table)
    if isinstance(table, dict):
        columns = {str(name): list(values) for name, values in table.items()
                   if name not in ("geometry", "crs")}
        geometry = table.get("geometry")
        crs = table.get("crs")
    else:
        active = getattr(table, "_geometry_column_name", "geometry")
        columns = {str(name): list(table[name]) for name in table.columns if name != active}
        geometry = table[active] if active in table.columns else None
        crs = getattr(table, "crs", None)
    geometry = None if geometry is None else list(geometry)
    lengths = {len(values) for values in columns.values()} | (
        set() if geometry is None else {len(geometry)})
    if len(lengths) > 1:
        raise UsageError(f"columns have {min(lengths)} to {max(lengths)} values: all need as many")
    return columns, geometry, crs


def _authority(crs):
    """"EPSG:27700" of whatever names a coordinate system."""
    if crs is None or isinstance(crs, str):
        return crs
    known = crs.to_authority() if hasattr(crs, "to_authority") else None
    return ":".join(known) if known else crs.to_wkt()


def _text(value):
    if value is None or value != value:  # NaN and NaT are not themselves
        return ""
    if isinstance(value, datetime.datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, float):
        return repr(value)
    return str(value)


def _geometry(value):
    """Of WKB what it says; Shapely's own as it stands."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        import shapely.wkb
        return shapely.wkb.loads(bytes(value))
    return value


def _free(wanted, taken):
    name = wanted
    while name.lower() in taken:
        name += "_"
    return name


def write_incidents(table, path):
    """@return what the engine must be told of the file: names of columns and the system"""
    columns, points, crs = _columns(table)
    asked = {}
    if points is not None:
        points = [_geometry(point) for point in points]
        if any(point is not None and point.geom_type != "Point" for point in points):
            raise DataError("incidents must be points", "wrong format")
        taken = {name.lower() for name in columns}
        for axis in "xy":
            asked[axis] = _free(axis, taken)
            columns[asked[axis]] = [
                "" if point is None or point.is_empty else getattr(point, axis) for point in points]
        if crs is None:
            raise DataError("the incidents have no coordinate system: set_crs says which",
                            "wrong format")
    if crs is not None:
        asked["crs"] = _authority(crs)
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(zip(*([_text(v) for v in values] for values in columns.values())))
    return asked


def _shape(value):
    """As GeoJSON has it."""
    return None if value is None else _geometry(value).__geo_interface__


def _json(value):
    if value is None or (isinstance(value, float) and not math.isfinite(value)) or value != value:
        return None
    if hasattr(value, "item"):  # NumPy's numbers
        return value.item()
    if isinstance(value, (bool, int, float, str)):
        return value
    return _text(value)


def write_areas(table, path):
    columns, shapes, crs = _columns(table)
    if shapes is None:
        raise DataError("the areas have no column geometry", "missing column")
    system = _authority(crs)
    if not system:
        raise DataError("the areas have no coordinate system: set_crs says which", "wrong format")
    name = system
    if system.upper().startswith("EPSG:"):
        name = "urn:ogc:def:crs:EPSG::" + system.split(":")[1]
    rows = zip(*columns.values()) if columns else ([] for _ in shapes)
    features = [{"type": "Feature", "geometry": _shape(shape),
                 "properties": dict(zip(columns, map(_json, row)))}
                for shape, row in zip(shapes, rows)]
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection",
                   "crs": {"type": "name", "properties": {"name": name}},
                   "features": features}, file)
    return {}


def as_file(option, table, folder):
    """@return the path, and further parameters that go with it, each its words"""
    name = option["name"]
    if name == "incidents":
        path = os.path.join(folder, "incidents.csv")
        return path, write_incidents(table, path)
    if name == "areas":
        path = os.path.join(folder, "areas.geojson")
        return path, write_areas(table, path)
    raise UsageError("must be a path or a word, not a table", parameter=name.replace("-", "_"))

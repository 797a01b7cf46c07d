"""The area of each incident, by GeoPandas. usage: join_geopandas.py INCIDENTS.csv AREAS OUT.csv"""
import sys

import geopandas
import pandas

rows = pandas.read_csv(sys.argv[1])
rows = rows[rows["Longitude"].notna()]
points = geopandas.GeoDataFrame(rows, crs="EPSG:4326",
                                geometry=geopandas.points_from_xy(rows["Longitude"], rows["Latitude"]))
areas = geopandas.read_file(sys.argv[2]).to_crs("EPSG:27700")
joined = geopandas.sjoin(points.to_crs("EPSG:27700"), areas, how="left", predicate="intersects")
joined.drop(columns="geometry").to_csv(sys.argv[3], index=False)

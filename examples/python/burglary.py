# Burglary in the wards of Medway: hotward with GeoPandas, as cells of a notebook.
#
# Start it in the folder of the project, as a script or cell by cell (Spyder, VS Code, PyCharm, or
# `jupytext --to ipynb`). The incidents are the sample's: synthetic. It writes into out/burglary.

# %% The incidents
import pathlib

import geopandas
import pandas

import hotward

folder = pathlib.Path("out/burglary")
folder.mkdir(parents=True, exist_ok=True)
hotward.sample("samples/medway-assessment-2020/recipe.toml", output=folder / "police",
               overwrite=True)
rows = pandas.concat(map(pandas.read_csv, sorted((folder / "police").glob("*/*-street.csv"))))
places = geopandas.points_from_xy(rows["Longitude"], rows["Latitude"])
incidents = geopandas.GeoDataFrame(rows.drop(columns=["Longitude", "Latitude"]),
                                   geometry=places, crs="EPSG:4326")
print(f"{len(incidents):,} incidents of {incidents['Crime type'].nunique()} types")

# %% Those of interest: hotward takes what GeoPandas leaves
burglaries = incidents[incidents["Crime type"] == "Burglary"]
print(burglaries.groupby("Month").size().tail(3).to_string())

# %% Which wards have most of them, and how sure is their rank?
ranked = hotward.rank(burglaries, from_="2019-04", to="2020-03")
wards = ranked.layer
print(wards.nsmallest(3, "rank")[["area_name", "count", "rank", "rank_lo", "rank_hi"]].to_string())
print(f"The first five have {ranked['total']['top_5']['share_pct']:.1f} % of all")

# %% Where do they gather, within the wards?
found = hotward.gi_star(burglaries, from_="2019-04", to="2020-03", cell=250)
cells = found.layer
hot = cells[cells["gi_bin"] >= 2]  # at 95 % or 99 %, corrected over the whole map
wards["hot_km2"] = wards.intersection(hot.dissolve().geometry[0]).area / 1e6
print(f"{len(hot)} hot cells of {len(cells):,}, with {hot['count'].sum()} burglaries")
print(wards.nlargest(3, "hot_km2")[["area_name", "hot_km2"]].round(2).to_string(index=False))

# %% What a notebook shows: the text, and what to know before you rely on it
(folder / "found.html").write_text(found._repr_html_(), encoding="utf-8")
found

# %% One GeoPackage of both, for QGIS
wards.to_file(folder / "burglary.gpkg", layer="wards")
cells.to_file(folder / "burglary.gpkg", layer="cells")

# %% And a map, where matplotlib is installed
try:
    axes = wards.plot("rate_1k", cmap="Greys", edgecolor="grey", legend=True)
    hot.plot(ax=axes, color="firebrick")
    axes.figure.savefig(folder / "burglary.png", dpi=100)
except ImportError:
    print("no matplotlib: no map")

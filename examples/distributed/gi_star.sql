-- Gi* of every cell by one join: docs/distributed.md. Standard SQL that DuckDB and Spark (Apache
-- Sedona) share. Three tables are there before it:
--   incidents  easting, northing in metres of EPSG:27700
--   cells      cell_id of the study area's cells, as hotward gives them: s250_2288_672
--   lookup     what --lookup wrote
WITH site AS (  -- every cell of the study area by its column and row
  SELECT cell_id,
         CAST(split_part(cell_id, '_', 2) AS INT) AS col,
         CAST(split_part(cell_id, '_', 3) AS INT) AS line
  FROM cells
),
seen AS (  -- incidents in each; a side belongs to the cell north or east of it
  SELECT CAST(floor(easting / 250) AS INT) AS col,
         CAST(floor(northing / 250) AS INT) AS line,
         count(*) AS incidents
  FROM incidents
  GROUP BY 1, 2
),
counted AS (
  SELECT site.cell_id, site.col, site.line, coalesce(seen.incidents, 0) AS incidents
  FROM site LEFT JOIN seen ON seen.col = site.col AND seen.line = site.line
),
step AS (SELECT -1 AS d UNION ALL SELECT 0 UNION ALL SELECT 1),
around AS (  -- each cell with itself and its eight neighbours, as far as they are in the study area
  SELECT middle.cell_id,
         max(CASE WHEN x.d = 0 AND y.d = 0 THEN other.incidents END) AS incidents,
         count(*) AS sites,
         sum(other.incidents) AS total
  FROM counted AS middle
  CROSS JOIN step AS x
  CROSS JOIN step AS y
  JOIN counted AS other ON other.col = middle.col + x.d AND other.line = middle.line + y.d
  GROUP BY middle.cell_id
)
SELECT around.cell_id, around.incidents, around.sites, around.total,
       lookup.gi_z, lookup.gi_p, lookup.gi_q, lookup.gi_bin
FROM around
LEFT JOIN lookup ON lookup.sites = around.sites AND lookup.total = around.total  -- the one join
ORDER BY around.cell_id

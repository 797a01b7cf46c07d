# DBSCAN or HDBSCAN (dbscan). usage: Rscript dbscan.R FILE.csv dbscan EPS MIN_POINTS | hdbscan MIN_POINTS
suppressPackageStartupMessages(library(dbscan))
told <- commandArgs(trailingOnly = TRUE)
points <- as.matrix(read.csv(told[1])[, c("easting", "northing")])
found <- if (told[2] == "dbscan") {
  dbscan(points, eps = as.numeric(told[3]), minPts = as.integer(told[4]))
} else {
  hdbscan(points, minPts = as.integer(told[3]))
}
cat("clusters:", max(found$cluster), "noise:", sum(found$cluster == 0), "\n")

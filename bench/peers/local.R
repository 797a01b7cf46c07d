# Local G* and local Moran by permutations on a square grid of counts (spdep).
# usage: Rscript local.R FILE.csv CELLS_PER_SIDE CELL_M gi|moran PERMUTATIONS
suppressPackageStartupMessages(library(spdep))
told <- commandArgs(trailingOnly = TRUE)
side <- as.integer(told[2])
cell <- as.numeric(told[3])
points <- read.csv(told[1])
column <- floor((points$easting - 500000) / cell)
row <- floor((points$northing - 150000) / cell)
counts <- tabulate(row * side + column + 1, side * side)
neighbours <- cell2nb(side, side, type = "queen")
if (told[4] == "gi") {
  set.seed(1)
  found <- localG_perm(counts, nb2listw(include.self(neighbours), style = "B"),
                       nsim = as.integer(told[5]))
  cat("z above 2.58:", sum(found > 2.58), "\n")
} else {
  set.seed(1)
  found <- localmoran_perm(counts, nb2listw(neighbours, style = "W"), nsim = as.integer(told[5]))
  cat("p below 0.05:", sum(found[, 6] < 0.05, na.rm = TRUE), "\n")
}

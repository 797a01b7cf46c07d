# Kernel density on 480 x 380 cells of 50 m (spatstat). usage: Rscript density.R FILE.csv SIGMA_M
suppressPackageStartupMessages(library(spatstat.explore))
told <- commandArgs(trailingOnly = TRUE)
points <- read.csv(told[1])
window <- owin(c(500000, 524000), c(150000, 169000))
pattern <- ppp(points$easting, points$northing, window = window, check = FALSE)
surface <- density(pattern, sigma = as.numeric(told[2]), kernel = "quartic", dimyx = c(380, 480),
                   edge = FALSE)
cat("highest per km2:", max(surface) * 1e6, "\n")

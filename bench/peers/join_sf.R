# The area of each incident, by sf. usage: Rscript join_sf.R INCIDENTS.csv AREAS OUT.csv
suppressMessages(library(sf))
told <- commandArgs(trailingOnly = TRUE)
rows <- read.csv(told[1])
rows <- rows[!is.na(rows$Longitude), ]
points <- st_transform(st_as_sf(rows, coords = c("Longitude", "Latitude"), crs = 4326), 27700)
areas <- st_transform(read_sf(told[2]), 27700)
joined <- st_join(points, areas)
write.csv(st_drop_geometry(joined), told[3], row.names = FALSE)

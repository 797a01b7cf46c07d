// Site weights: who is whose neighbour, by --weights and --bridges; and written by
// --write-weights.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/geometry/grid.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/json.hpp"
#include "engine/table/provenance.hpp"
#include "engine/weights/bridges.hpp"
#include "engine/weights/contiguity.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward {

struct Sites;

struct WeightsOptions {
  std::string weights = "queen";  ///< queen, rook, band:500m, knn:8, FILE.gal or FILE.gwt
  bool bridges = false;
  std::string write;  ///< a .gal or .gwt file, or empty
};

[[nodiscard]] parameter::List parameters(WeightsOptions& options);

struct SiteWeights {
  weights::SpatialWeights links;  ///< as built or read; a file may link a site to itself
  std::vector<weights::Bridge> bridges;
  std::string description;  ///< "queen neighbours", "weights of wards.gal"
  std::size_t components = 0;
  std::size_t islands = 0;
  std::optional<table::InputFile> file;  ///< they were read from
};

/// @return usage for a word that names no weights, a distance without unit, and --bridges with
///         weights that are not all alike; bad_value for k not below the number of sites; for a
///         file: no_such_file, unreadable, wrong_format and bad_value with its name and line.
[[nodiscard]] Result<SiteWeights> make_weights(const Sites& sites, const WeightsOptions& options);

/// The cells of a grid that touch. Of hexagons both kinds are the same.
[[nodiscard]] weights::SpatialWeights cell_neighbours(
    const geometry::Grid& grid, weights::Contiguity kind = weights::Contiguity::queen);

/// Their entry in the summary.
[[nodiscard]] Json weights_json(const Sites& sites);

/// @return usage where what --write-weights names is no known format
[[nodiscard]] Result<void> check_weights_output(const WeightsOptions& options);

/// Makes the file that --write-weights asks for, to wait among `outputs` until
/// io::finish_together() moves it; nothing where none is asked for.
/// @return bad_value for an id with white space in it; cannot_write.
[[nodiscard]] Result<void> make_weights_file(const Sites& sites, const WeightsOptions& options,
                                             std::vector<io::UnfinishedOutput>& outputs);

}  // namespace hotward

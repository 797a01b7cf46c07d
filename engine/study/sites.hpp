// Sites: what a local statistic looks at, and who is whose neighbour: the study's areas or, where
// a width is given, the cells of a grid over them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/geometry/grid.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/site_weights.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"

namespace hotward {

struct SitesOptions {
  std::optional<double> cell_m;  ///< width of a grid's cells; none: the areas
  geometry::CellShape shape = geometry::CellShape::hexagon;
  std::optional<double> side_m = {};  ///< of a grid's hexagons, in place of cell_m
  WeightsOptions weights;
};

/// cell, shape, side, and the parameters of the weights.
[[nodiscard]] parameter::List parameters(SitesOptions& options);

/// Element i of each vector belongs to site i.
struct Sites {
  std::shared_ptr<KeptNeighbours> areas;  ///< the study's, where the sites are its areas
  KeptGrids::Shared grid;                 ///< where the sites are its cells
  std::vector<std::string> ids;           ///< area codes, or cell ids
  std::vector<std::string> names;         ///< of areas; empty for cells
  std::vector<std::string> labels;        ///< distinct names, for people; empty for cells
  std::vector<std::int64_t> counts;       ///< the theme's incidents
  std::vector<double> population;         ///< NaN where not known; empty where none is
  std::string population_label;           ///< what it counts: "people"
  std::vector<double> area_km2;
  table::Shapes shapes;
  /// Of cells: that of each place of the study's incidents, -1 for none.
  std::vector<std::int32_t> site_of_place;
  std::uint64_t counted = 0;
  std::uint64_t left_out = 0;  ///< incidents that lie in no site
  SiteWeights neighbours;

  [[nodiscard]] std::size_t size() const { return ids.size(); }
};

/// Errors: those of count_cells and make_weights.
[[nodiscard]] Result<Sites> make_sites(const Study& study, const Theme& theme,
                                       const SitesOptions& options);

/// "areas", "hexagons of 150 m"
[[nodiscard]] std::string sites_text(const Sites& sites);

/// "22 areas", "1 hexagon of 150 m"
[[nodiscard]] std::string counted_sites(const Sites& sites);
/// True where incidents are examined, and not one counts: no test can be made then.
[[nodiscard]] bool is_of_nothing(const Study& study, const Sites& sites);

/// "asb" for areas, "grid_asb" for cells: what the layers' names end with.
[[nodiscard]] std::string sites_suffix(const Sites& sites, const Theme& theme);

/// area_code area_name, or cell_id and, where there is one, beahiv.
[[nodiscard]] std::vector<table::Column> site_columns(const Sites& sites);

/// A layer of the sites, without a style: "gi_star_asb", its title, and "(schematic)" after it
/// where the areas are.
[[nodiscard]] table::Layer site_layer(const Study& study, const Theme& theme, const Sites& sites,
                                      const std::string& method, const std::string& title,
                                      std::vector<table::Column> columns);

/// What a map tip calls a site by: "area_name", or "cell_id".
[[nodiscard]] std::string label_column(const Sites& sites);

/// "Gillingham North" or "h150_3838_1293".
[[nodiscard]] std::string site_name(const Sites& sites, std::size_t i);

}  // namespace hotward

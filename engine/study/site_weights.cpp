#include "engine/study/site_weights.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/geometry/polygon.hpp"
#include "engine/io/files/archived_file.hpp"
#include "engine/io/files/atomic_output.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/text_file.hpp"
#include "engine/parameter/quantity.hpp"
#include "engine/study/record.hpp"
#include "engine/study/sites.hpp"
#include "engine/weights/connectivity.hpp"
#include "engine/weights/contiguity.hpp"
#include "engine/weights/distance_band.hpp"
#include "engine/weights/gal.hpp"
#include "engine/weights/grid_contiguity.hpp"
#include "engine/weights/k_nearest.hpp"

namespace hotward {
namespace {

constexpr const char* known = "queen, rook, band:500m, knn:8, FILE.gal or FILE.gwt";

enum class FileKind { none, gal, gwt };

FileKind file_kind(std::string_view path) {
  if (path.ends_with(".gz") || path.ends_with(".GZ")) path.remove_suffix(3);
  const auto ends = [&](const char* end) { return path.ends_with(end); };
  if (ends(".gal") || ends(".GAL")) return FileKind::gal;
  if (ends(".gwt") || ends(".GWT")) return FileKind::gwt;
  return FileKind::none;
}

std::vector<geometry::Point> points_of(const Sites& sites) {
  std::vector<geometry::Point> points;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    points.push_back(sites.grid ? sites.grid->lattice().centre(sites.grid->cells()[i])
                                : geometry::centroid(sites.shapes[i]));
  }
  return points;
}

weights::GridKind kind_of(geometry::CellShape shape, weights::Contiguity kind) {
  if (shape == geometry::CellShape::hexagon) return weights::GridKind::hexagon_rows;
  if (shape == geometry::CellShape::flat_hexagon) return weights::GridKind::hexagon_columns;
  return kind == weights::Contiguity::queen ? weights::GridKind::square_queen
                                            : weights::GridKind::square_rook;
}

weights::SpatialWeights contiguity_of(const Sites& sites, weights::Contiguity kind) {
  if (sites.areas) return sites.areas->of(sites.shapes.kept(), kind);
  if (!sites.grid) return weights::contiguity(sites.shapes.kept(), {.kind = kind});
  return cell_neighbours(*sites.grid, kind);
}

Result<SiteWeights> contiguous(const Sites& sites, weights::Contiguity kind) {
  SiteWeights made;
  made.links = contiguity_of(sites, kind);
  made.description = kind == weights::Contiguity::queen ? "queen neighbours" : "rook neighbours";
  return made;
}

Result<SiteWeights> within_band(const Sites& sites, const std::string& radius) {
  const auto radius_m = parameter::parse_metres(radius);
  if (!radius_m) return fail(ErrorCode::usage, "--weights band: " + radius_m.error().message);
  auto links = weights::distance_band(points_of(sites), {.radius_m = *radius_m});
  if (!links) return fail(links.error());
  SiteWeights made;
  made.links = std::move(*links);
  made.description = fmt::format("neighbours within {} m", *radius_m);
  return made;
}

Result<SiteWeights> nearest(const Sites& sites, const std::string& number) {
  std::size_t k = 0;
  const char* const last = number.data() + number.size();
  const auto [end, error] = std::from_chars(number.data(), last, k);
  if (error != std::errc() || end != last) {
    return fail(ErrorCode::usage,
                fmt::format("--weights knn:{}: write how many, such as knn:8", number));
  }
  auto links = weights::k_nearest(points_of(sites), k);
  if (!links) return fail(links.error());
  SiteWeights made;
  made.links = std::move(*links);
  made.description = counted(k, "nearest neighbour");
  return made;
}

Result<SiteWeights> from_file(const Sites& sites, const std::string& path) {
  const auto text = io::read_text(path);
  if (!text) return fail(text.error());
  auto links = file_kind(path) == FileKind::gal ? weights::parse_gal(*text, sites.ids)
                                                : weights::parse_gwt(*text, sites.ids);
  if (!links) return fail(links.error().code, path + ": " + links.error().message);
  SiteWeights made;
  made.links = std::move(*links);
  made.description = "weights of " + std::filesystem::path(path).filename().string();
  made.file = io::input_file(path);
  return made;
}

Result<SiteWeights> as_asked(const Sites& sites, const std::string& asked) {
  if (asked == "queen") return contiguous(sites, weights::Contiguity::queen);
  if (asked == "rook") return contiguous(sites, weights::Contiguity::rook);
  if (asked.starts_with("band:")) return within_band(sites, asked.substr(5));
  if (asked.starts_with("knn:")) return nearest(sites, asked.substr(4));
  constexpr std::string_view endings[] = {".gal", ".gwt", ".gal.gz", ".gwt.gz"};
  const auto file = io::file_in_archive(asked, endings, "files of weights");
  if (!file) return fail(file.error());
  if (file_kind(*file) != FileKind::none) return from_file(sites, *file);
  return fail(ErrorCode::usage, fmt::format("--weights {}: write {}", asked, known));
}

Result<void> bridge(SiteWeights& made, const Sites& sites) {
  if (!made.links.rows().weights.empty()) {
    return fail(ErrorCode::usage, "--bridges: links of unequal weights cannot be bridged");
  }
  auto bridged = sites.grid ? weights::bridged(made.links, points_of(sites))
                            : weights::bridged(made.links, sites.shapes.kept());
  made.links = std::move(bridged.weights);
  made.bridges = std::move(bridged.bridges);
  if (!made.bridges.empty()) {
    made.description += " and " + counted(made.bridges.size(), "bridge");
  }
  return {};
}

}  // namespace

parameter::List parameters(WeightsOptions& options) {
  parameter::List list("Neighbours");
  list.text("weights", options.weights, fmt::format("Who is whose neighbour: {}", known))
      .file(parameter::PathKind::path_or_word)
      .as("WEIGHTS");
  list.flag("bridges", options.bridges,
            "Join the parts of a map that a river splits by the shortest links there are");
  list.path("write-weights", options.write, "Write the neighbours: .gal, or .gwt with weights");
  return list;
}

weights::SpatialWeights cell_neighbours(const geometry::Grid& grid, weights::Contiguity kind) {
  std::vector<weights::GridCell> cells;
  cells.reserve(grid.size());
  for (const geometry::Cell& cell : grid.cells()) cells.push_back({cell.row, cell.column});
  return weights::grid_contiguity(cells, kind_of(grid.lattice().shape(), kind));
}

Result<SiteWeights> make_weights(const Sites& sites, const WeightsOptions& options) {
  auto made = as_asked(sites, options.weights);
  if (!made) return fail(made.error());
  if (options.bridges) {
    if (const auto joined = bridge(*made, sites); !joined) return fail(joined.error());
  }
  made->components = weights::components(made->links).count;
  made->islands = weights::islands(made->links).size();
  return made;
}

Json weights_json(const Sites& sites) {
  const SiteWeights& made = sites.neighbours;
  const auto n = static_cast<double>(std::max<std::size_t>(sites.size(), 1));
  Json json;
  json["description"] = made.description;
  json["links"] = made.links.link_count();
  json["mean_neighbours"] = static_cast<double>(made.links.link_count()) / n;
  json["components"] = made.components;
  json["islands"] = made.islands;
  Json bridges = Json::array();
  for (const weights::Bridge& bridge : made.bridges) {
    bridges.push_back({{"from", sites.ids[bridge.from]},
                       {"to", sites.ids[bridge.to]},
                       {"distance_m", bridge.distance_m}});
  }
  json["bridges"] = std::move(bridges);
  return json;
}

Result<void> check_weights_output(const WeightsOptions& options) {
  if (!options.write.empty() && file_kind(options.write) == FileKind::none) {
    return fail(
        ErrorCode::usage,
        fmt::format("--write-weights {}: weights are written as .gal or .gwt", options.write));
  }
  return {};
}

Result<void> make_weights_file(const Sites& sites, const WeightsOptions& options,
                               std::vector<io::UnfinishedOutput>& outputs) {
  if (options.write.empty()) return {};
  const auto spaced = std::ranges::find_if(sites.ids, [](const std::string& id) {
    return id.find_first_of(" \t\r\n") != std::string::npos;
  });
  if (spaced != sites.ids.end()) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: area code '{}' holds a space, and such a file has no way to "
                            "write it",
                            options.write, *spaced));
  }
  const weights::WeightsHeader header{sites.grid ? "grid" : "areas",
                                      sites.grid ? "cell_id" : "area_code"};
  const bool gal = file_kind(options.write) == FileKind::gal;
  const std::string text = gal ? weights::format_gal(sites.neighbours.links, sites.ids, header)
                               : weights::format_gwt(sites.neighbours.links, sites.ids, header);
  return io::make_text(options.write, text, outputs);
}

}  // namespace hotward

#include "engine/analyses/scan/scan_sites.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "engine/study/cells.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

ScanSites areas_of(const Study& study) {
  const table::Areas& areas = study.areas();
  ScanSites sites;
  sites.codes = areas.codes;
  sites.names = table::distinct_names(areas);
  sites.shapes = areas.shapes;
  for (const geometry::MultiPolygon& shape : areas.shapes) {
    sites.at.push_back(geometry::centroid(shape));
  }
  sites.site_of_place = study.join.area;
  return sites;
}

std::vector<std::string> names_of_cells(const Study& study, const ScanSites& sites) {
  const table::Places& places = study.incidents().places;
  std::vector<std::map<std::int32_t, std::uint64_t>> found(sites.codes.size());
  for (std::size_t p = 0; p < places.size(); ++p) {
    const std::int32_t site = sites.site_of_place[p];
    if (site >= 0) found[static_cast<std::size_t>(site)][study.join.area[p]] += places.incidents[p];
  }
  const auto code = [&](std::int32_t area) -> const std::string& {
    return study.areas().codes[static_cast<std::size_t>(area)];
  };
  const std::vector<std::string> labels = table::distinct_names(study.areas());
  std::vector<std::string> names;
  for (const auto& areas : found) {
    // Equals by their code, so that the order of the areas moves nothing.
    const auto most = std::ranges::max_element(areas, [&](const auto& a, const auto& b) {
      return a.second != b.second ? a.second < b.second : code(a.first) > code(b.first);
    });
    names.push_back(most == areas.end() ? std::string{}
                                        : labels[static_cast<std::size_t>(most->first)]);
  }
  return names;
}

}  // namespace

Result<ScanSites> scan_sites(const Study& study, const Theme& theme, std::optional<double> cell_m,
                             geometry::CellShape shape) {
  if (!cell_m) return areas_of(study);
  auto cells = count_cells(study, theme, {*cell_m, shape});
  if (!cells) return fail(cells.error());
  const geometry::Grid& grid = *cells->grid;
  ScanSites sites;
  sites.cells = true;
  sites.codes = grid.lattice().ids(grid.cells());
  for (std::size_t i = 0; i < grid.size(); ++i) {
    sites.at.push_back(grid.lattice().centre(grid.cells()[i]));
    sites.shapes.push_back(grid.shape(i));
  }
  sites.site_of_place = std::move(cells->counts.cell);
  sites.names = names_of_cells(study, sites);
  return sites;
}

namespace {

// Which incident is the first of its place and month. Without a date, of its place.
class Bunches {
 public:
  [[nodiscard]] bool is_first(const table::Incidents& incidents, std::uint32_t i) {
    const bool dated = !incidents.minute.empty() && incidents.minute[i] != table::no_time;
    const auto month =
        dated ? std::optional(table::month_of(table::day_of(incidents.minute[i]))) : std::nullopt;
    return seen_.emplace(incidents.place[i], month).second;
  }

 private:
  std::set<std::pair<std::uint32_t, std::optional<table::Month>>> seen_;
};

}  // namespace

SiteCounts count_at_sites(const Study& study, const Theme& theme, const ScanSites& sites,
                          const ScanPeriods* time, bool bunches) {
  const table::Incidents& incidents = study.incidents();
  const std::size_t periods = time == nullptr ? 1 : time->periods.size();
  SiteCounts result;
  result.counts.assign(sites.codes.size() * periods, 0);
  Bunches seen;
  const Selection selection(study, theme);
  for (std::uint32_t i = 0; i < incidents.size(); ++i) {
    const std::int32_t site = sites.site_of_place[incidents.place[i]];
    if (site < 0 || !selection.holds(i)) continue;
    const auto period =
        time == nullptr ? std::optional<std::size_t>(0) : time->find(incidents.minute[i]);
    if (!period) {
      ++(incidents.minute[i] == table::no_time ? result.undated : result.left_out);
      continue;
    }
    if (bunches && !seen.is_first(incidents, i)) continue;
    ++result.counts[static_cast<std::size_t>(site) * periods + *period];
    ++result.total;
  }
  return result;
}

}  // namespace hotward::analyses

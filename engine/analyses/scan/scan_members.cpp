#include "engine/analyses/scan/scan_members.hpp"

#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "engine/analyses/scan/scan_layers.hpp"
#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "engine/report/summary_json.hpp"

namespace hotward::analyses {
namespace {

std::int64_t observed_at(const FoundScan& found, const SiteCounts& counts, std::size_t site,
                         const scan::Cluster& cluster) {
  const std::size_t periods = found.timed() ? found.time.periods.size() : 1;
  std::size_t first = 0;
  std::size_t last = 0;
  if (cluster.start != scan::Cluster::no_period) {
    first = static_cast<std::size_t>(cluster.start);
    last = static_cast<std::size_t>(cluster.end);
  }
  std::int64_t sum = 0;
  for (std::size_t t = first; t <= last; ++t) sum += counts.counts[site * periods + t];
  return sum;
}

std::string name_of_site(const FoundScan& found, std::size_t site) {
  const std::string& name = found.sites.names[site];
  if (found.sites.cells || name.empty()) return found.sites.codes[site];
  return name;
}

}  // namespace

std::vector<ScanMember> members_of(const Study& study, const FoundScan& found,
                                   const SiteCounts& counts, const scan::Cluster& cluster) {
  const std::vector<double>& people = study.areas().population;
  std::vector<ScanMember> members;
  for (const std::uint32_t site : cluster.members) {
    const bool known = !found.sites.cells && site < people.size();
    members.push_back(
        {site, observed_at(found, counts, site, cluster), known ? people[site] : undefined});
  }
  return members;
}

std::string members_sentence(const FoundScan& found, const scan::Cluster& cluster,
                             const std::vector<ScanMember>& members) {
  double people = 0.0;
  std::vector<std::string> names;
  for (const ScanMember& member : members) {
    people += member.population;
    names.push_back(name_of_site(found, member.site));
  }
  return fmt::format(
      "Group {} is {}{}: {}.", cluster.rank,
      counted(members.size(), found.sites.cells ? "cell" : "area"),
      std::isfinite(people)
          ? fmt::format(" with {} {}", report::decimal_text(people, 0), found.at_risk)
          : std::string(),
      report::list_words(names, names.size()));
}

Json members_json(const FoundScan& found, const std::vector<ScanMember>& members) {
  Json rows = Json::array();
  for (const ScanMember& member : members) {
    rows.push_back({{"site_id", found.sites.codes[member.site]},
                    {"name", found.sites.names[member.site]},
                    {"observed", member.observed},
                    {"population", report::number(member.population)}});
  }
  return rows;
}

table::Layer scan_members(const Study& study, const Theme& theme, const FoundScan& found,
                          const SiteCounts& counts) {
  table::Column::Integers group, nth, observed;
  table::Column::Reals people, p;
  table::Column::Texts id, name, signif;
  table::Shapes::List shapes;
  for (const scan::Cluster& cluster : found.result.clusters) {
    std::int64_t number = 0;
    for (const ScanMember& member : members_of(study, found, counts, cluster)) {
      group.push_back(cluster.rank);
      id.push_back(found.sites.codes[member.site]);
      name.push_back(found.sites.names[member.site]);
      nth.push_back(++number);
      observed.push_back(member.observed);
      people.push_back(member.population);
      p.push_back(cluster.p);
      signif.push_back(significance(cluster));
      shapes.push_back(found.sites.shapes[member.site]);
    }
  }
  table::Layer layer;
  layer.name = "scan_members_" + theme.name;
  layer.title = "Members of the groups that stand out: " + theme.noun;
  layer.description = "Each area or cell of each group of the scan, nearest to its centre first.";
  layer.columns = {{"scan_id", "", "number of the group, 1 the one that stands out most", group},
                   {"site_id", "", "code of the area, or id of the cell", id},
                   {"area_name", "", "area, or that of most of a cell's incidents", name},
                   {"nth", "1", "its place from the group's centre, 1 the nearest", nth},
                   {"observed", "incidents", theme.noun + " there, in the group's time", observed},
                   {"pop", found.at_risk, found.at_risk + " at risk", people},
                   {"p", "1", "chance of a group as strong as its group", p},
                   {"signif", "", "more or less than expected, and how surely", signif}};
  layer.geometry = std::move(shapes);
  if (layer.size() > 0) layer.style_qml = report::single_outline(layer.columns, "area_name");
  return layer;
}

}  // namespace hotward::analyses

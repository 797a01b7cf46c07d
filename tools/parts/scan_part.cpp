#include "tools/parts/scan_part.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/plain_table.hpp"
#include "tools/parts/scan_layers.hpp"

namespace hotward::tools {
namespace {

using Model = ScanSettings::Model;

std::string number(std::int64_t n) { return report::integer_text(n); }

// Half of the whole, as it was asked for: 0.5 is "50%".
std::string percent(double share) { return fmt::format("{:g}%", 100.0 * share); }

Json real(double value) { return std::isnan(value) ? Json() : Json(value); }

std::size_t significant(const FoundScan& found) {
  return static_cast<std::size_t>(std::ranges::count_if(
      found.result.clusters, [](const scan::Cluster& c) { return c.p <= significant_p; }));
}

Json cluster_json(const FoundScan& found, const scan::Cluster& cluster) {
  Json codes = Json::array();
  for (const std::uint32_t site : cluster.members) codes.push_back(found.sites.codes[site]);
  Json json = {{"rank", cluster.rank},
               {"llr", cluster.llr},
               {"p", real(cluster.p)},
               {"rr", real(cluster.rr)},
               {"observed", cluster.observed},
               {"expected", cluster.expected},
               {"population", real(cluster.population)},
               {"radius_m", cluster.radius_m},
               {"areas", std::move(codes)},
               {"names", area_names(found, cluster)},
               {"start", Json()},
               {"end", Json()},
               {"significance", significance(cluster)},
               {"centre", {cluster.centre.x, cluster.centre.y}},
               {"shape", cluster.shape},
               {"angle_deg", cluster.angle_deg}};
  if (found.options.gumbel) json["p_gumbel"] = real(cluster.p_gumbel);
  if (cluster.start != scan::Cluster::no_period) {
    const auto& periods = found.time.periods;
    json["start"] = table::to_string(periods[static_cast<std::size_t>(cluster.start)].first);
    json["end"] = table::to_string(periods[static_cast<std::size_t>(cluster.end)].last);
  }
  return json;
}

void add_time(const FoundScan& found, const ScanSettings& settings, Json& json) {
  json["time_unit"] = found.timed() ? Json(name_of(found.time.unit)) : Json();
  if (!found.timed()) return;
  json["periods"] = found.time.periods.size();
  json["max_window"] = found.longest;
  json["prospective"] = settings.prospective;
}

Json summary_json(const FoundScan& found, const ScanSettings& settings) {
  constexpr const char* shapes[] = {"circle", "ellipse"};
  constexpr const char* penalties[] = {"none", "medium", "strong"};
  constexpr const char* rates[] = {"high", "low", "both"};
  Json json;
  json["clusters"] = Json::array();
  for (const scan::Cluster& cluster : found.result.clusters) {
    json["clusters"].push_back(cluster_json(found, cluster));
  }
  json["significant"] = significant(found);
  json["model"] = name_of(found.model);
  json["rests_on"] = found.rests_on;
  json["sites"] = found.sites.codes.size();
  json["site_kind"] = found.sites.cells ? "cells" : "areas";
  json["cases"] = found.result.cases;
  if (found.model == Model::bernoulli) json["controls"] = found.controls;
  add_time(found, settings, json);
  json["max_population"] = found.options.max_population;
  json["shape"] = shapes[static_cast<std::size_t>(found.options.shape)];
  json["penalty"] = penalties[static_cast<std::size_t>(found.options.penalty)];
  json["rates"] = rates[static_cast<std::size_t>(found.options.rates)];
  json["replications"] = found.options.replications;
  json["maps"] = found.result.null_maxima.size();
  json["early_stop"] = found.options.stop_after == 0 ? Json() : Json(found.options.stop_after);
  json["stopped_early"] = found.result.stopped_early;
  return json;
}

std::string clusters_table(const FoundScan& found, const table::Layer& layer) {
  constexpr std::size_t shown = 10;
  const std::size_t rows = std::min(shown, layer.size());
  if (rows == 0) return "";
  std::vector<std::size_t> order;
  std::vector<std::string> areas;
  for (std::size_t k = 0; k < rows; ++k) {
    order.push_back(k);
    areas.push_back(shortened(area_names(found, found.result.clusters[k]), 50));
  }
  std::vector<report::PlainColumn> columns;
  for (const char* name :
       {"scan_id", "p", "p_gumbel", "rr", "observed", "expected", "llr", "start", "end", "sites"}) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    const bool time = std::string_view(name) == "start" || std::string_view(name) == "end";
    if (column == layer.columns.end() || (time && !found.timed())) continue;
    const bool sites = std::string_view(name) == "sites";
    columns.push_back(report::plain_column(*column, sites ? column->unit : name, order));
  }
  columns.push_back({"where", areas, false});
  std::string text = report::plain_table(columns);
  if (layer.size() > rows) {
    text += fmt::format("and {} more, weaker ones\n",
                        number(static_cast<std::int64_t>(layer.size() - rows)));
  }
  return text + "\n";
}

std::string model_text(const FoundScan& found, const Theme& theme) {
  constexpr const char* names[] = {"", "Poisson", "Bernoulli", "Space-time Poisson",
                                   "Space-time permutation"};
  return fmt::format("{} scan of {} {} in {} {}, against {}.\n",
                     names[static_cast<std::size_t>(found.model)], number(found.result.cases),
                     theme.noun, number(static_cast<std::int64_t>(found.sites.codes.size())),
                     found.sites.cells ? "cells" : "areas", found.rests_on);
}

std::string time_text(const FoundScan& found, const ScanSettings& settings) {
  if (!found.timed()) return "";
  const char* unit = name_of(found.time.unit);
  return fmt::format(
      "Time is cut into {} {}s{}; a cluster lasts at most {}{}.\n", found.time.periods.size(), unit,
      found.time.unit_forced ? " (dates are known by month only)" : "", found.longest,
      settings.prospective ? " and is still there in the last one" : "");
}

std::string zones_text(const FoundScan& found) {
  const std::string whole = found.model == Model::bernoulli     ? "cases and controls"
                            : found.model == Model::permutation ? "incidents"
                                                                : found.at_risk;
  std::string text =
      fmt::format("Zones are {} that hold at most {} of the {}.",
                  found.options.shape == scan::Shape::circle ? "circles" : "circles and ellipses",
                  percent(found.options.max_population), whole);
  const auto maps = static_cast<std::int64_t>(found.result.null_maxima.size());
  if (maps > 0) text += fmt::format(" {} random maps.", number(maps));
  if (found.result.stopped_early) {
    text += fmt::format(" Stopped early, of {}: {} were as strong as the first cluster by then.",
                        number(found.options.replications), number(found.options.stop_after));
  }
  return text + "\n";
}

// What a reader must not miss: whether there is anything at all.
std::string verdict(const FoundScan& found) {
  const auto& clusters = found.result.clusters;
  if (clusters.empty()) return "no cluster: no zone stands out in the direction looked for";
  if (std::isnan(clusters.front().p)) return "no random maps were made: no cluster has a p-value";
  const std::size_t n = significant(found);
  if (n == 0) {
    return fmt::format(
        "no cluster is significant: chance alone makes one as strong as the first "
        "with p = {}",
        report::decimal_text(clusters.front().p, 3));
  }
  return fmt::format("{} of {} clusters {} significant (p ≤ 0.05)", n, clusters.size(),
                     n == 1 ? "is" : "are");
}

std::string sentence(std::string words) {
  if (words[0] >= 'a' && words[0] <= 'z') words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words + ".\n";
}

}  // namespace

Result<Part> scan_part(const Study& study, const Theme& theme, const ScanSettings& settings,
                       std::uint64_t seed) {
  auto found = find_scan(study, theme, settings, seed);
  if (!found) return fail(found.error());
  auto layer = scan_layer(study, theme, *found);
  if (!layer) return fail(layer.error());
  Part part;
  part.key = "scan";
  part.summary = summary_json(*found, settings);
  part.table = clusters_table(*found, *layer);
  part.text = sentence(verdict(*found)) + model_text(*found, theme) + time_text(*found, settings) +
              zones_text(*found);
  part.layers.push_back(std::move(*layer));
  part.layers.push_back(scan_windows(theme, *found));
  part.warnings = std::move(found->warnings);
  if (significant(*found) == 0) {
    part.warnings.push_back(fmt::format("scan of {}: {}", theme.noun, verdict(*found)));
  }
  return part;
}

}  // namespace hotward::tools

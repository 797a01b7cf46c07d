#include "tools/parts/scan_part.hpp"

#include <algorithm>
#include <cmath>

#include "tools/parts/scan_layers.hpp"
#include "tools/parts/scan_words.hpp"

namespace hotward::tools {
namespace {

using Model = ScanSettings::Model;

Json real(double value) { return std::isnan(value) ? Json() : Json(value); }

Json cluster_json(const FoundScan& found, const Theme& theme, const scan::Cluster& cluster) {
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
               {"sentence", cluster_sentence(found, theme, cluster)},
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

Json summary_json(const FoundScan& found, const Theme& theme, const ScanSettings& settings) {
  constexpr const char* shapes[] = {"circle", "ellipse"};
  constexpr const char* penalties[] = {"none", "medium", "strong"};
  constexpr const char* rates[] = {"high", "low", "both"};
  Json json;
  json["clusters"] = Json::array();
  for (const scan::Cluster& cluster : found.result.clusters) {
    json["clusters"].push_back(cluster_json(found, theme, cluster));
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

}  // namespace

Result<Part> scan_part(const Study& study, const Theme& theme, const ScanSettings& settings,
                       std::uint64_t seed) {
  auto found = find_scan(study, theme, settings, seed);
  if (!found) return fail(found.error());
  auto layer = scan_layer(study, theme, *found);
  if (!layer) return fail(layer.error());
  Part part;
  part.key = "scan";
  part.summary = summary_json(*found, theme, settings);
  part.tables.push_back(scan_table(*found, *layer));
  part.no_answer = found->no_answer;
  part.text = part.no_answer.empty() ? scan_text(*found, theme, settings) : part.no_answer;
  part.layers.push_back(std::move(*layer));
  part.layers.push_back(scan_windows(theme, *found));
  for (const std::string& warning : found->warnings) part.warn_of_number(warning);
  if (settings.replications == 0 && part.no_answer.empty()) {
    part.warn_of_number("no random maps were asked for: nothing tells whether chance does as much");
  }
  part.heading = scan_title(*found, theme);
  const std::string groups = outstanding(*found);
  part.heading += ": " + (groups.empty() ? "none beyond chance" : groups);
  return part;
}

}  // namespace hotward::tools

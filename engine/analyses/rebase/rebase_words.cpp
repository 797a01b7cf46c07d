#include "engine/analyses/rebase/rebase_words.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/listed.hpp"
#include "engine/core/undefined.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;

Json real(double value) { return std::isfinite(value) ? Json(value) : Json(); }

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

// "Rochester East 62%, River 38%", the largest first.
std::vector<std::string> made_of(const Rebased& found, std::size_t targets) {
  std::vector<std::vector<std::pair<double, std::uint32_t>>> parts(targets);
  for (const join::Share& share : found.shares) {
    parts[share.target].push_back({share.part, share.source});
  }
  std::vector<std::string> texts;
  for (auto& of_target : parts) {
    std::ranges::sort(of_target, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::string> names;
    for (const auto& [part, source] : of_target) {
      names.push_back(fmt::format("{} {}%", found.sources.names[source],
                                  decimal_text(100.0 * part, part >= 0.995 ? 0 : 1)));
    }
    texts.push_back(listed(names, 6));
  }
  return texts;
}

double sum(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0,
                         [](double a, double b) { return std::isnan(b) ? a : a + b; });
}

bool all_exact(const Rebased& found) {
  return std::ranges::all_of(found.shares, [](const join::Share& share) { return share.exact; });
}

bool any_lost(const Rebased& found) {
  return !(found.unknown.empty() && found.without_target.empty() && found.undecided.empty());
}

std::string sure_text(const Rebased& found) {
  return report::how_sure(
      all_exact(found) ? "the look-up leads every code to one area, so nothing is estimated"
                       : "what is shared out is an estimate; wherever incidents lie, the true "
                         "count is between the least and the most");
}

// Why two totals differ, or agree without the same incidents.
std::string held_apart_text(const Held& held) {
  const bool agree = held.here_alone == held.there_alone;
  const std::string counts =
      fmt::format("{} lie in the first alone and {} in the second alone",
                  integer_text(held.here_alone), integer_text(held.there_alone));
  if (held.furthest_m >= far_m) {
    return fmt::format(
        "The totals {}: {}, some of them {} m or more away: the files cover different places.\n",
        agree ? "agree, but not by the same incidents" : "differ", counts, decimal_text(far_m, 0));
  }
  return fmt::format(
      "The totals {}: {}, no further than {} m from the boundary that leaves them out.\n",
      agree ? "agree, but not by the same incidents"
            : "differ because the two files draw the outline differently",
      counts, decimal_text(held.furthest_m, 0));
}

std::string totals_text(const Rebased& found, const Study& study, const Theme& theme,
                        const RebaseOptions& options) {
  const Held& held = found.held;
  const std::string here = file_name(study.areas().source);
  const std::string there = file_name(options.from_areas);
  std::string text = fmt::format("{} lie in the {} of {}, {} in the {} of {}.\n",
                                 report::counted_noun(held.by_both + held.here_alone, theme.noun),
                                 counted(study.areas().size(), "area"), here,
                                 integer_text(held.by_both + held.there_alone),
                                 counted(found.sources.codes.size(), "area"), there);
  if (held.here_alone + held.there_alone == 0) return text;
  return text + held_apart_text(held);
}

// How wrong the counts would be, were only those of the other boundaries known. What one area has
// too many of, others lack, but for what lies in one of the two files alone: so the larger of both
// sums is the least that stands in a wrong area.
std::string land_text(const Rebased& found, const Study& study) {
  double worst = 0.0;
  double over = 0.0;
  double under = 0.0;
  std::size_t where = 0;
  for (std::size_t t = 0; t < found.counts.size(); ++t) {
    const double error = found.crosswalked.estimate[t] - static_cast<double>(found.counts[t]);
    (error > 0.0 ? over : under) += std::abs(error);
    if (std::abs(error) <= std::abs(worst)) continue;
    worst = error;
    where = t;
  }
  const auto all = static_cast<double>(
      std::accumulate(found.counts.begin(), found.counts.end(), std::int64_t{0}));
  if (all <= 0.0) return "";
  std::string text = fmt::format(
      "Were only the counts of the other areas known, and shared out by {}, at least {}% of the "
      "incidents would stand in a wrong area",
      found.exact > 0 ? "look-up and land" : "land",
      decimal_text(100.0 * std::max(over, under) / all, 1));
  const std::string made = decimal_text(found.crosswalked.estimate[where], 0);
  const std::string counted_here = integer_text(found.counts[where]);
  if (made == counted_here) return text + ".\n";
  return text + fmt::format("; furthest off is {}: {} for {}.\n",
                            table::distinct_names(study.areas())[where], made, counted_here);
}

std::string counts_text(const Rebased& found, const RebaseOptions& options) {
  std::string text = fmt::format(
      "{} incidents of {} by the codes of {}", decimal_text(sum(found.sources.counts), 0),
      file_name(options.counts), counted(found.sources.codes.size(), "area"));
  if (all_exact(found)) {
    return text + (any_lost(found)
                       ? fmt::format(": {} led to one area by the look-up, without error.\n",
                                     counted(found.exact, "code"))
                       : ", every code led to one area by the look-up: no error is made.\n");
  }
  text += found.exact > 0
              ? fmt::format(": {} led to one area by the look-up, the others shared out by land.\n",
                            counted(found.exact, "code"))
              : ", shared out by land.\n";
  return text +
         "By land, incidents are taken as spread evenly: least and most are what an area holds "
         "wherever they lie, the error is the least to reckon with.\n";
}

// "3 codes with a count lead to no area: A, B, C."
std::string codes_text(const std::vector<std::string>& codes, const char* of_what, const char* one,
                       const char* several) {
  if (codes.empty()) return "";
  return fmt::format("{} {} {}: {}.\n", counted(codes.size(), "code"), of_what,
                     codes.size() == 1 ? one : several, listed(codes, 10));
}

std::string lost_text(const Rebased& found) {
  std::string text =
      codes_text(found.unknown, "of the counts", "is not known here, and in no area's count",
                 "are not known here, and in no area's count") +
      codes_text(found.without_target, "with a count", "leads to no area", "lead to no area") +
      codes_text(found.undecided, "with a count",
                 "leads to several areas, and no land says which part goes where",
                 "lead to several areas, and no land says which part goes where") +
      codes_text(found.without_count, "without a count",
                 "leaves every area that would have a part of it without a number",
                 "leave every area that would have a part of one without a number");
  const double outside = found.crosswalked.outside;
  if (outside < 0.5) return text;
  const bool of_incidents = !found.counts.empty();
  return text + fmt::format(
                    "{}{} of the other areas' {} incidents {} to no area: their land lies outside "
                    "all, or their code leads elsewhere or nowhere.\n",
                    of_incidents ? "Shared out like that, " : "", decimal_text(outside, 0),
                    decimal_text(sum(found.sources.counts), 0),
                    decimal_text(outside, 0) == "1" ? "goes" : "go");
}

table::Column::Reals rates(const Rebased& found, const table::Areas& areas) {
  table::Column::Reals values;
  for (std::size_t t = 0; t < areas.size(); ++t) {
    const double people = areas.population.empty() ? undefined : areas.population[t];
    const double count =
        found.counts.empty() ? found.crosswalked.estimate[t] : static_cast<double>(found.counts[t]);
    values.push_back(people > 0.0 ? 1000.0 * count / people : undefined);
  }
  return values;
}

}  // namespace

Json rebase_json(const Rebased& found, const Study& study, const RebaseOptions& options) {
  const table::Areas& areas = study.areas();
  const bool of_incidents = !found.counts.empty();
  Json json = {{"to", file_name(areas.source)},
               {"from", options.from_areas.empty() ? Json() : Json(file_name(options.from_areas))},
               {"from_areas", found.sources.codes.size()},
               {"exact_codes", found.exact},
               {"outside", found.crosswalked.outside},
               {"unknown_codes", found.unknown},
               {"codes_without_area", found.without_target},
               {"codes_undecided", found.undecided},
               {"codes_without_count", found.without_count}};
  if (of_incidents) {
    json["totals"] = {{"here", found.held.by_both + found.held.here_alone},
                      {"there", found.held.by_both + found.held.there_alone},
                      {"both", found.held.by_both},
                      {"here_alone", found.held.here_alone},
                      {"there_alone", found.held.there_alone},
                      {"furthest_m", found.held.furthest_m}};
  }
  const auto parts = made_of(found, areas.size());
  const auto rate = rates(found, areas);
  json["areas"] = Json::array();
  for (std::size_t t = 0; t < areas.size(); ++t) {
    const join::Crosswalked& shared = found.crosswalked;
    json["areas"].push_back({{"area_code", areas.codes[t]},
                             {"area_name", areas.names[t]},
                             {"count", of_incidents ? Json(found.counts[t]) : Json()},
                             {"est", real(shared.estimate[t])},
                             {"est_lo", real(shared.least[t])},
                             {"est_hi", real(shared.most[t])},
                             {"est_error", real(shared.error[t])},
                             {"rate_1k", real(rate[t])},
                             {"made_of", parts[t]}});
  }
  return json;
}

report::ShownTable rebase_table(const Rebased& found, const Study& study) {
  const auto numbers = [](const char* heading, const char* name, int drop) {
    return report::PlainColumn{heading, {}, true, name, drop};
  };
  report::ShownTable table{{{"Area", {}, false, "area_name", 0},
                            numbers("Count", "count", 0),
                            numbers("Shared out", "est", 0),
                            numbers("Least", "est_lo", 3),
                            numbers("Most", "est_hi", 3),
                            numbers("Error", "est_error", 2),
                            {"Made of", {}, false, "made_of", 1}},
                           "area"};
  const auto names = table::distinct_names(study.areas());
  const auto parts = made_of(found, names.size());
  for (std::size_t t = 0; t < names.size(); ++t) {
    const join::Crosswalked& shared = found.crosswalked;
    const std::string cells[] = {
        names[t],
        found.counts.empty() ? std::string(report::no_value) : integer_text(found.counts[t]),
        decimal_text(shared.estimate[t], 1),
        decimal_text(shared.least[t], 0),
        decimal_text(shared.most[t], 0),
        decimal_text(shared.error[t], 1),
        parts[t]};
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      table.columns[c].cells.push_back(cells[c]);
    }
  }
  if (found.counts.empty()) table.columns.erase(table.columns.begin() + 1);
  return table;
}

std::string rebase_text(const Rebased& found, const Study& study, const Theme& theme,
                        const RebaseOptions& options) {
  if (!found.counts.empty()) {
    return totals_text(found, study, theme, options) + land_text(found, study) + lost_text(found) +
           sure_text(found);
  }
  return counts_text(found, options) + lost_text(found) + sure_text(found) +
         fmt::format("The numbers are those of {}: the incidents that were read are not counted.\n",
                     file_name(options.counts));
}

table::Layer rebase_layer(const Rebased& found, const Study& study, const Theme& theme) {
  const table::Areas& areas = study.areas();
  table::Layer layer;
  layer.name = "rebase_" + theme.name;
  layer.title = capitalised(theme.noun) + " in other boundaries";
  layer.description = fmt::format("Counts of other boundaries in the areas of {}. {}",
                                  file_name(areas.source), areas.caveat);
  layer.columns = {{"area_code", "", "code of the area", areas.codes},
                   {"area_name", "", "name of the area", areas.names}};
  if (!found.counts.empty()) {
    layer.columns.push_back({"count", "incidents", theme.noun + " that lie here", found.counts});
  }
  const join::Crosswalked& shared = found.crosswalked;
  layer.columns.push_back(
      {"est", "incidents", "as the other areas' counts are shared out", shared.estimate});
  layer.columns.push_back({"est_lo", "incidents", "least, wherever they lie", shared.least});
  layer.columns.push_back({"est_hi", "incidents", "most, wherever they lie", shared.most});
  layer.columns.push_back(
      {"est_error", "incidents", "standard error, were they spread evenly", shared.error});
  if (!areas.population.empty()) {
    layer.columns.push_back(
        {"pop", areas.population_label, areas.population_label + " at risk", areas.population});
    layer.columns.push_back({"rate_1k", "per 1,000 " + areas.population_label,
                             theme.noun + " per 1,000 " + areas.population_label,
                             rates(found, areas)});
  }
  layer.columns.push_back(
      {"made_of", "", "the other areas, with the share of each", made_of(found, areas.size())});
  layer.geometry = areas.shapes;
  layer.style_qml = report::graduated_areas(
      layer.columns, {.column = found.counts.empty() ? "est" : "count",
                      .name_column = "area_name",
                      .tip_columns = {"area_name", "est", "est_lo", "est_hi", "made_of"}});
  return layer;
}

table::Layer flows_layer(const Rebased& found, const Study& study, const Theme& theme) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::pair<std::int64_t, double>> rows;
  for (const join::Share& share : found.shares)
    rows[{share.source, share.target}].second = share.part;
  for (const Flow& flow : found.flows) {
    rows[{flow.source, flow.target}].first = static_cast<std::int64_t>(flow.count);
  }
  const table::Areas& areas = study.areas();
  table::Column::Texts from_code, from_name, to_code, to_name;
  table::Column::Integers count;
  table::Column::Reals part;
  for (const auto& [pair, row] : rows) {
    from_code.push_back(found.sources.codes[pair.first]);
    from_name.push_back(found.sources.names[pair.first]);
    to_code.push_back(areas.codes[pair.second]);
    to_name.push_back(areas.names[pair.second]);
    count.push_back(found.counts.empty() ? table::null_integer : row.first);
    part.push_back(row.second);
  }
  table::Layer layer;
  layer.name = "flows_" + theme.name;
  layer.title = capitalised(theme.noun) + " by both sets of areas";
  layer.description = "One row for each two areas of the two sets that share incidents or land.";
  layer.columns = {{"from_code", "", "code of the other area", from_code},
                   {"from_name", "", "its name", from_name},
                   {"area_code", "", "code of the area", to_code},
                   {"area_name", "", "name of the area", to_name},
                   {"count", "incidents", theme.noun + " in both", count},
                   {"part", "1", "of the other area's count that goes here", part}};
  return layer;
}

}  // namespace hotward::analyses

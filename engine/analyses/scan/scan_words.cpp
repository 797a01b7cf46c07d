#include "engine/analyses/scan/scan_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/analyses/scan/scan_layers.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::analyses {
namespace {

using Model = ScanSettings::Model;

// As many clusters get a sentence, and as many areas are named in it.
constexpr std::size_t most_sentences = 5;
constexpr std::size_t most_names = 8;

std::string number(std::int64_t n) { return report::integer_text(n); }

// Half of the whole, as it was asked for: 0.5 is "50%".
std::string percent(double share) { return fmt::format("{:g}%", 100.0 * share); }

bool by_expected(const FoundScan& found) { return found.basis.starts_with("expected"); }

const char* sites_word(const FoundScan& found) { return found.sites.cells ? "cells" : "areas"; }

// "River and Twydall"; cells are named by the areas they lie in.
std::string where(const FoundScan& found, const scan::Cluster& cluster) {
  const std::string names = report::list_words(area_names(found, cluster), most_names);
  if (!found.sites.cells) return names;
  return counted(cluster.members.size(), "cell") + (names.empty() ? "" : " in " + names);
}

// What the expected number rests on, behind "where".
std::string suggestion(const FoundScan& found, const scan::Cluster& cluster) {
  const std::string expected =
      report::decimal_text(cluster.expected, cluster.expected < 9.5 ? 1 : 0);
  const bool one = cluster.members.size() == 1;
  const char* whose = one ? "its" : "their";
  if (found.model == Model::bernoulli) {
    return fmt::format("{} share of all incidents looked at suggests {}", whose, expected);
  }
  if (found.model == Model::permutation) {
    return fmt::format("the totals of each place and each time suggest {}", expected);
  }
  if (by_expected(found)) return fmt::format("{} were expected", expected);
  if (found.at_risk != "people") {
    return fmt::format("{} {} suggest {}", whose, found.at_risk, expected);
  }
  return fmt::format("{} population suggests {}", whose, expected);
}

std::string beside_others(const FoundScan& found, const scan::Cluster& cluster) {
  if (!std::isfinite(cluster.rr)) return "";
  const char* what = found.model == Model::bernoulli     ? "the share elsewhere"
                     : found.model == Model::permutation ? "what is usual elsewhere"
                     : by_expected(found)                ? "what is usual elsewhere"
                                                         : "the rate elsewhere";
  return fmt::format(": {} {}{}", report::times_words(cluster.rr), what,
                     found.timed() ? " and at other times" : "");
}

std::string when(const FoundScan& found, const scan::Cluster& cluster) {
  if (cluster.start == scan::Cluster::no_period) return "";
  const auto& periods = found.time.periods;
  return fmt::format(" from {} to {}",
                     table::to_string(periods[static_cast<std::size_t>(cluster.start)].first),
                     table::to_string(periods[static_cast<std::size_t>(cluster.end)].last));
}

// What was seen, without how often chance does it.
std::string observation(const FoundScan& found, const Theme& theme, const scan::Cluster& cluster) {
  return fmt::format("{} had {}{} where {}{}", where(found, cluster),
                     report::counted_noun(cluster.observed, theme.noun), when(found, cluster),
                     suggestion(found, cluster), beside_others(found, cluster));
}

std::string others(const FoundScan& found) {
  const std::size_t n = significant(found);
  const std::size_t all = found.result.clusters.size();
  std::string text;
  if (n > most_sentences) {
    text +=
        fmt::format("{} out as well; the layer has them all.\n",
                    counted(n - most_sentences, "further group stands", "further groups stand"));
  }
  if (n == 0 || n == all) return text;
  return text + fmt::format("{} out no more than chance would bring (grey on the map).\n",
                            counted(all - n, "weaker group stands", "weaker groups stand"));
}

std::string findings(const FoundScan& found, const Theme& theme) {
  const auto& clusters = found.result.clusters;
  if (significant(found) == 0) {
    std::string words = nothing_found(found, theme);
    return capitalised(words) + ".\n";
  }
  std::string text;
  std::size_t named = 0;
  for (const scan::Cluster& cluster : clusters) {
    if (!(cluster.p <= significant_p) || named == most_sentences) continue;
    text += cluster_sentence(found, theme, cluster) + "\n";
    ++named;
  }
  return text + others(found);
}

std::string time_text(const FoundScan& found, const ScanSettings& settings) {
  if (!found.timed()) return "";
  const std::string unit(name_of(time_unit_names, found.time.unit));
  return fmt::format(
      "The time was cut into {}{}; a group may last up to {}{}.\n",
      counted(found.time.periods.size(), unit),
      found.time.unit_forced ? " (dates are known by month only)" : "",
      counted(found.longest, unit),
      settings.prospective ? ", and only those that still last at the end are shown" : "");
}

std::string how_text(const FoundScan& found, const Theme& theme) {
  constexpr const char* names[] = {"", "Poisson", "Bernoulli", "space-time Poisson",
                                   "space-time permutation"};
  const std::string whole = found.model == Model::bernoulli     ? "cases and controls"
                            : found.model == Model::permutation ? "incidents"
                                                                : found.at_risk;
  std::string text = fmt::format(
      "How: {} in {} {} compared with {}. Every {} around one of the {} that takes in at "
      "most {} of the {} was tried{}",
      report::counted_noun(found.result.cases, theme.noun),
      counted(found.sites.codes.size(), found.sites.cells ? "cell" : "area"),
      found.result.cases == 1 ? "was" : "were", found.basis,
      found.options.shape == scan::Shape::circle ? "circle" : "circle and ellipse",
      sites_word(found), percent(found.options.max_population), whole,
      found.timed() ? ", in every stretch of time" : "");
  const auto maps = static_cast<std::int64_t>(found.result.null_maxima.size());
  if (maps > 0) {
    text += fmt::format("; {} what chance does", counted(static_cast<std::uint64_t>(maps),
                                                         "random map shows", "random maps show"));
  }
  text += fmt::format(" (Kulldorff's scan, {}).\n", names[static_cast<std::size_t>(found.model)]);
  if (found.result.stopped_early) {
    text += fmt::format(
        "It stopped before {} random maps: {} of those made had a group as strong as the first.\n",
        number(found.options.replications), number(found.options.stop_after));
  }
  return text;
}

report::PlainColumn where_column(const FoundScan& found, std::size_t rows) {
  report::PlainColumn column{"Where", {}, false, "areas"};
  for (std::size_t k = 0; k < rows; ++k) {
    column.cells.push_back(report::list_words(area_names(found, found.result.clusters[k]), 3));
  }
  return column;
}

}  // namespace

namespace {

// What the random maps take for granted.
std::string sure_text(const FoundScan& found) {
  if (found.options.replications == 0) {
    return report::how_sure(
        "no random maps were asked for, so whether chance does as much is not known");
  }
  if (found.dispersion) {
    return (found.bunches ? "Incidents of one place and month are counted once.\n" : "") +
           dispersion_words(*found.dispersion);
  }
  if (found.bunches) {
    return report::how_sure(
        "incidents of one place and month are counted once, and random maps take what is counted "
        "as independent");
  }
  return report::how_sure(
      "random maps take each incident as independent; repeats at one place can make a group by "
      "themselves (--unit bunch counts them once)");
}

}  // namespace

std::size_t significant(const FoundScan& found) {
  return static_cast<std::size_t>(std::ranges::count_if(
      found.result.clusters, [](const scan::Cluster& c) { return c.p <= significant_p; }));
}

std::string cluster_sentence(const FoundScan& found, const Theme& theme,
                             const scan::Cluster& cluster) {
  const std::string seen = observation(found, theme, cluster);
  if (std::isnan(cluster.p)) return seen + ".";
  return fmt::format("{}; chance does this {} ({}).", seen, report::chance_words(cluster.p),
                     report::p_words(cluster.p));
}

std::string outstanding(const FoundScan& found) {
  std::vector<std::string> groups;
  for (const scan::Cluster& cluster : found.result.clusters) {
    if (cluster.p <= significant_p && groups.size() < most_sentences) {
      groups.push_back(where(found, cluster));
    }
  }
  return fmt::format("{}", fmt::join(groups, "; "));
}

std::string scan_title(const FoundScan& found, const Theme& theme) {
  const std::string where = found.sites.cells ? "Cells" : "Areas";
  const auto& rates = found.options.rates;
  if (found.model == Model::bernoulli) {
    const char* share = rates == scan::Rates::low    ? "a low"
                        : rates == scan::Rates::both ? "a high or low"
                                                     : "a high";
    return fmt::format("{} with {} share of {}", where, share, theme.noun);
  }
  const char* more = rates == scan::Rates::low    ? "fewer"
                     : rates == scan::Rates::both ? "more or fewer"
                                                  : "more";
  const std::string rest = found.model == Model::permutation ? "than usual"
                           : by_expected(found)              ? "than expected"
                           : found.at_risk == "people"
                               ? "than their population suggests"
                               : fmt::format("than their {} suggest", found.at_risk);
  return fmt::format("{}{} with {} {} {}", where, found.timed() ? " and times" : "", more,
                     theme.noun, rest);
}

std::string nothing_found(const FoundScan& found, const Theme& theme) {
  const auto& clusters = found.result.clusters;
  const char* direction = found.options.rates == scan::Rates::low    ? "fewer"
                          : found.options.rates == scan::Rates::both ? "more or fewer"
                                                                     : "more";
  if (clusters.empty()) {
    return fmt::format("no group of neighbouring {} had {} {} than expected", sites_word(found),
                       direction, theme.noun);
  }
  if (std::isnan(clusters.front().p)) {
    return fmt::format(
        "whether chance makes these groups is not known, as no random maps were asked for. The "
        "strongest: {}",
        observation(found, theme, clusters.front()));
  }
  return fmt::format(
      "no group of neighbouring {} stands out: chance alone could explain them all. The strongest: "
      "{}; chance does this {} "
      "({})",
      sites_word(found), observation(found, theme, clusters.front()),
      report::chance_words(clusters.front().p), report::p_words(clusters.front().p));
}

report::ShownTable scan_table(const FoundScan& found, const table::Layer& layer) {
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < layer.size(); ++k) order.push_back(k);
  report::ShownTable table{{}, "group"};
  const auto add = [&](const char* name, const std::string& heading, int drop, int decimals = -1) {
    const auto column = std::ranges::find(layer.columns, name, &table::Column::name);
    if (column == layer.columns.end()) return;
    table.columns.push_back(report::plain_column(*column, heading, order, decimals));
    table.columns.back().name = name;
    table.columns.back().drop = drop;
  };
  const int time = found.timed() ? 0 : report::only_asked;
  add("scan_id", "Group", 0);
  table.columns.push_back(where_column(found, layer.size()));
  add("start", "From", time);
  add("end", "To", time);
  add("observed", "Incidents", 0);
  const bool small = std::ranges::any_of(
      found.result.clusters, [](const scan::Cluster& cluster) { return cluster.expected < 9.5; });
  add("expected", "Expected", 2, small ? 1 : 0);
  add("rr", "Ratio", 3, 2);
  add("p", "p", 1);
  add("p_gumbel", "p (Gumbel)", 5);
  add("sites", found.sites.cells ? "Cells" : "Areas", 4);
  add("signif", "Finding", report::only_asked);
  add("llr", "Strength (LLR)", report::only_asked);
  add("radius_m", "Radius m", report::only_asked);
  return table;
}

std::string scan_text(const FoundScan& found, const Theme& theme, const ScanSettings& settings) {
  return findings(found, theme) + how_text(found, theme) + time_text(found, settings) +
         sure_text(found);
}

}  // namespace hotward::analyses

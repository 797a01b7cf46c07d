#include "engine/analyses/peers/peers_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/listed.hpp"
#include "engine/report/column_table.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;

std::string rate_text(double value) { return decimal_text(value, 2); }

std::string likely(const Compared& found, std::size_t area) {
  return fmt::format("(likely {}–{})", rate_text(found.rate.lower[area]),
                     rate_text(found.rate.upper[area]));
}

// "the 5th highest", "the highest"
std::string place(std::int64_t rank) { return rank == 1 ? "highest" : ordinal(rank) + " highest"; }

std::string place_words(const Compared& found, std::size_t area) {
  const std::int64_t lower = found.interval.lower[area];
  const std::int64_t upper = found.interval.upper[area];
  if (lower == upper) return "the " + place(lower);
  return fmt::format("between the {} and the {}", lower == 1 ? "highest" : ordinal(lower),
                     place(upper));
}

// 1 for the most. Of the areas that are compared.
template <class Values>
std::int64_t rank_among(const Compared& found, const Values& values, std::size_t area) {
  std::int64_t rank = 1;
  for (std::size_t i = 0; i < found.peers.size(); ++i) {
    if (found.peers.is_compared(i) && values[i] > values[area]) ++rank;
  }
  return rank;
}

std::string beside_all(const Compared& found, std::size_t area) {
  const double all = found.total_rate.rate.front();
  const double pct = 100.0 * (found.rate.rate[area] - all) / all;
  const std::string size = decimal_text(std::abs(pct), 0);
  const std::string how = size == "0" ? "as high as"
                          : pct > 0.0 ? size + "% above"
                                      : size + "% below";
  return fmt::format("That is {} the rate of all {} together ({}).\n", how,
                     counted(found.areas, "area"), rate_text(all));
}

// Where the funnel has the focus.
std::string funnel_words(const Compared& found, std::size_t area) {
  const rates::FunnelLimits& limits = found.funnel.limits[area];
  const std::int64_t side = found.funnel.side[area];
  if (side == table::null_integer) return "";
  const std::string range = fmt::format("{}–{} (95%) and {}–{} (99.8%)", rate_text(limits.lower_95),
                                        rate_text(limits.upper_95), rate_text(limits.lower_998),
                                        rate_text(limits.upper_998));
  if (side == 0) {
    return fmt::format(
        "For an area of its size that is not unusual: were all alike, such areas would lie within "
        "{}.\n",
        range);
  }
  return fmt::format(
      "For an area of its size that is {}: were all alike, such areas would lie within {}; it is "
      "{} of these limits.\n",
      std::abs(side) == 2 ? "unusual" : "somewhat unusual", range,
      std::abs(side) == 2 ? (side > 0 ? "above both" : "below both")
                          : (side > 0 ? "above the first" : "below the first"));
}

// A number alone ranks people.
std::string number_words(const Compared& found, std::size_t area) {
  const std::int64_t by_count = rank_among(found, found.peers.counts, area);
  const std::int64_t by_people = rank_among(found, found.people, area);
  return fmt::format("By number alone ({} {}) it would be the {}; by {} it is the {}.\n",
                     integer_text(found.peers.counts[area]), found.noun, place(by_count),
                     found.peers.areas.population_label,
                     by_people == 1 ? "largest" : ordinal(by_people) + " largest");
}

std::string spread_words(const Compared& found) {
  const rates::Funnel& funnel = found.funnel;
  if (!(funnel.target > 0.0)) return "";
  if (funnel.spread == rates::FunnelSpread::poisson) {
    return "The limits are those of chance alone, as asked (--funnel poisson).\n";
  }
  if (!funnel.estimated) {
    return fmt::format(
        "The limits are those of chance alone: fewer than {} areas cannot show how "
        "much areas differ.\n",
        rates::least_funnel_areas);
  }
  if (funnel.phi == 1.0) {
    return "These areas differ no more than chance makes them (phi 1), so the limits are those of "
           "chance alone.\n";
  }
  if (funnel.spread == rates::FunnelSpread::additive) {
    return fmt::format(
        "These areas differ more than chance makes them: their true rates by about {}% (tau), "
        "which the limits allow for.\n",
        decimal_text(100.0 * funnel.tau / funnel.target, 1));
  }
  return fmt::format(
      "These areas differ more than chance makes them (phi {}), so the limits are {} times as wide "
      "as those of chance alone.\n",
      decimal_text(funnel.phi, 1), decimal_text(std::sqrt(funnel.phi), 1));
}

std::string outside_words(const Compared& found) {
  std::string text;
  const auto labels = table::distinct_names(found.peers.areas);
  for (const bool above : {true, false}) {
    std::vector<std::string> names;
    for (const std::size_t i : far_outside(found, above)) names.push_back(labels[i]);
    if (names.empty()) continue;
    text += fmt::format("{} the 99.8% limits: {}.\n", above ? "Above" : "Below", listed(names, 10));
  }
  return text;
}

std::string group_words(const Compared& found, const PeersOptions& options) {
  if (options.group.empty()) return "";
  return fmt::format(
      "Compared are the areas of the group that was named, {}{}; {} left out.\n",
      options.group_date.empty() ? "its date not stated" : "as of " + options.group_date,
      found.focus_added
          ? fmt::format(", and {}, which is not in it", found.peers.areas.names[*found.focus])
          : "",
      found.others == 1 ? "1 other area is" : fmt::format("{} other areas are", found.others));
}

std::string none_words(const Compared& found) {
  std::vector<std::string> texts;
  const auto labels = table::distinct_names(found.peers.areas);
  for (std::size_t i = 0; i < found.peers.size(); ++i) {
    if (found.peers.is_compared(i)) continue;
    texts.push_back(fmt::format("{} ({})", labels[i], found.peers.why_none[i]));
  }
  if (texts.empty()) return "";
  return fmt::format("Not compared: {}.\n", listed(texts, 10));
}

Json focus_json(const Compared& found) {
  if (!found.focus) return nullptr;
  const std::size_t area = *found.focus;
  return {{"area_code", found.peers.areas.codes[area]},
          {"area_name", found.peers.areas.names[area]},
          {"rank", found.ranking.rank[area]},
          {"rank_lo", found.interval.lower[area]},
          {"rank_hi", found.interval.upper[area]},
          {"rate_1k", report::number(found.rate.rate[area])},
          {"side", rates::side_text(found.funnel.side[area])},
          {"count_rank", rank_among(found, found.peers.counts, area)},
          {"pop_rank", rank_among(found, found.people, area)},
          {"in_group", !found.focus_added}};
}

Json funnel_json(const rates::Funnel& funnel) {
  return {
      {"spread", name_of(rates::funnel_spread_names, funnel.spread)},
      {"target_1k", report::number(funnel.target)},
      {"estimated", funnel.estimated},
      {"phi", report::number(funnel.phi)},
      {"phi_winsorised", funnel.estimated ? report::number(funnel.phi_winsorised) : Json(nullptr)},
      {"tau_1k", report::number(funnel.tau)}};
}

}  // namespace

std::string ordinal(std::int64_t number) {
  const std::int64_t last = number % 10;
  const bool teen = number / 10 % 10 == 1;
  return integer_text(number) + (teen        ? "th"
                                 : last == 1 ? "st"
                                 : last == 2 ? "nd"
                                 : last == 3 ? "rd"
                                             : "th");
}

std::vector<std::size_t> far_outside(const Compared& found, bool above) {
  std::vector<std::size_t> areas;
  for (const std::size_t i : found.ranking.order) {
    if (found.funnel.side[i] == (above ? 2 : -2)) areas.push_back(i);
  }
  if (!above) std::ranges::reverse(areas);
  return areas;
}

std::string peers_headline(const Compared& found) {
  const std::string when = found.period.empty() ? "" : ", " + found.period;
  const auto labels = table::distinct_names(found.peers.areas);
  const std::string& people = found.peers.areas.population_label;
  if (found.total == 0) {
    return fmt::format("None of the {} has any {}{}, so there is nothing to compare.\n",
                       counted(found.areas, "area"), found.noun, when);
  }
  if (found.focus) {
    const std::size_t area = *found.focus;
    return fmt::format("{}'s rate is {} {} per 1,000 {} {}: {} of {}{}.\n", labels[area],
                       rate_text(found.rate.rate[area]), found.noun, people, likely(found, area),
                       place_words(found, area), counted(found.areas, "area"), when);
  }
  const std::size_t highest = found.ranking.order.front();
  const std::size_t lowest = found.ranking.order[found.areas - 1];
  return fmt::format(
      "Of {}, {} has the highest rate: {} {} per 1,000 {} {}; {} has the lowest: {} {}{}.\n"
      "All together: {}.\n",
      counted(found.areas, "area"), labels[highest], rate_text(found.rate.rate[highest]),
      found.noun, people, likely(found, highest), labels[lowest],
      rate_text(found.rate.rate[lowest]), likely(found, lowest), when,
      rate_text(found.total_rate.rate.front()));
}

std::string peers_text(const Compared& found, const PeersOptions& options) {
  std::string text = peers_headline(found);
  if (found.focus && found.total > 0) {
    const std::size_t area = *found.focus;
    text += beside_all(found, area) + funnel_words(found, area) + number_words(found, area);
  }
  text +=
      outside_words(found) + spread_words(found) + group_words(found, options) + none_words(found);
  return text + dispersion_words(found.dispersion);
}

Json peers_json(const Compared& found, const table::Layer& layer, const PeersOptions& options) {
  Json not_compared = Json::array();
  for (std::size_t i = 0; i < found.peers.size(); ++i) {
    if (found.peers.is_compared(i)) continue;
    not_compared.push_back(
        {{"area_code", found.peers.areas.codes[i]}, {"why", found.peers.why_none[i]}});
  }
  Json group = nullptr;
  if (!options.group.empty()) {
    group = {{"date", options.group_date.empty() ? Json(nullptr) : Json(options.group_date)},
             {"areas", found.peers.size()},
             {"left_out", found.others}};
  }
  return {{"rows", report::columns_as_rows(layer.columns, found.ranking.order)},
          {"focus", focus_json(found)},
          {"total",
           {{"areas", found.areas},
            {"count", found.total},
            {"population", report::number(found.everybody)},
            {"population_label", found.peers.areas.population_label},
            {"rate_1k", report::number(found.total_rate.rate.front())},
            {"rate_lo", report::number(found.total_rate.lower.front())},
            {"rate_hi", report::number(found.total_rate.upper.front())},
            {"period", found.period.empty() ? Json(nullptr) : Json(found.period)}}},
          {"funnel", funnel_json(found.funnel)},
          {"group", group},
          {"not_compared", not_compared},
          {"dispersion", dispersion_json(found.dispersion)}};
}

report::ShownTable peers_table(const Compared& found, const table::Layer& layer) {
  std::vector<table::Column> columns = layer.columns;
  std::ranges::find(columns, "area_name", &table::Column::name)->values =
      table::distinct_names(found.peers.areas);
  const std::string people = capitalised(found.peers.areas.population_label);
  const std::vector<report::HeadedColumn> usual = {
      {"rank", "Rank", 0},           {"area_name", "Area", 0},       {"count", "Count", 0},
      {"pop", people.c_str(), 4, 0}, {"rate_1k", "Per 1,000", 0, 2}, {"rate_lo", "Low", 2, 2},
      {"rate_hi", "High", 2, 2},     {"rank_lo", "Rank from", 1},    {"rank_hi", "to", 1},
      {"fun_side", "Funnel", 3},     {"fun_lo95", "95% from", 6, 2}, {"fun_hi95", "to", 6, 2},
      {"share_pct", "Share %", 5}};
  return report::column_table(columns, found.ranking.order, usual, "area");
}

}  // namespace hotward::analyses

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include <fmt/format.h>

#include "engine/analyses/rank/area_ranking.hpp"
#include "engine/core/counted.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/ranking_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/study/change_bound.hpp"
#include "engine/study/comparable.hpp"
#include "engine/study/month_breaks.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {
namespace {

// Codes follow the order of the input's rows; names do not.
std::map<std::string, std::size_t> types_by_name(const Study& study, const Theme& theme) {
  std::map<std::string, std::size_t> types;
  if (study.incidents().types.size() == 0) return types;
  for (std::size_t type = 0; type < theme.types.size(); ++type) {
    const auto code = static_cast<table::Dictionary::Code>(type);
    if (theme.types[type] != 0) types.emplace(study.incidents().types.text(code), type);
  }
  return types;
}

// Where months of either period are at fault, whoever reads of the change must read of that, too.
std::string doubt_words(const Study& study, const Theme& theme) {
  std::string words;
  for (const bool crime : {true, false}) {
    const auto types = types_by_name(study, theme);
    const bool of_theme = std::ranges::any_of(types, [&](const auto& type) {
      return crime ? table::is_crime(type.first) : table::is_asb(type.first);
    });
    const std::string sentence = of_theme ? break_sentence(study, crime) : std::string();
    if (!sentence.empty()) words += (words.empty() ? "But " : "; ") + sentence;
  }
  return words.empty() ? words : words + ".";
}

report::RankingHeadline headline_of(const Study& study, const AreaRanking& ward) {
  report::RankingHeadline headline;
  headline.what = ward.theme.noun;
  if (study.period) headline.period = period_in_words(study);
  headline.incidents = ward.total;
  headline.areas = ward.counts.size();
  headline.population_label = study.areas().population_label;
  headline.rate_1k = ward.total_rate.rate.front();
  headline.rate_lo = ward.total_rate.lower.front();
  headline.rate_hi = ward.total_rate.upper.front();
  headline.previous = ward.total_previous;
  headline.change_pct = ward.total_change.change_pct.front();
  headline.change_p = std::fmax(ward.total_change.p_value.front(), ward.total_p_overdispersed);
  headline.too_few = rates::too_few(ward.total, ward.total_previous);
  if (study.total_is_compared()) {
    headline.before = table::to_string(*study.before);
    headline.doubt = doubt_words(study, ward.theme);
  }
  if (study.made_up_areas.empty()) headline.caveat = study.areas().caveat;
  return headline;
}

std::string number_word(std::size_t number) {
  constexpr const char* words[] = {"No", "One", "Two", "Three", "Four", "Five"};
  return number < std::size(words) ? words[number] : std::to_string(number);
}

// A rate is over the period, whatever its length: its column says so.
std::string per_heading(const Study& study) {
  if (!study.period) return "Per 1,000";
  const table::Period& period = *study.period;
  const table::Month first = table::month_of(period.first);
  const table::Month last = table::month_of(period.last);
  const bool whole =
      period.first == table::first_day(first) && period.last == table::last_day(last);
  const auto months = static_cast<std::uint64_t>((last - first).count() + 1);
  return "Per 1,000 in " + (whole ? counted(months, "month")
                                  : counted(static_cast<std::uint64_t>(period.days()), "day"));
}

// Of which areas the top five are the first, and what share of all incidents they have.
std::string share_words(const Study& study, const AreaRanking& ward, std::size_t k, double pct) {
  const std::size_t all = ward.counts.size();
  const auto ranked = static_cast<std::size_t>(
      std::ranges::count_if(study.areas().population, [](double people) { return people > 0.0; }));
  const bool some = ward.by == RankBy::rate && ranked < all;
  const std::size_t among = some ? ranked : all;
  const std::string which = k == among ? "The only" : number_word(k) + " of";
  return fmt::format("{} {}{} had {}% of all {}", which,
                     k == among && k == 1 ? "area" : counted(among, "area"),
                     some ? " with a rate" : "", report::decimal_text(pct, 1), ward.theme.noun);
}

// What share they would have without the luck of being picked: in brackets where it is about the
// share they had. Where that luck is large, the share observed lies outside what is likely, and a
// sentence of its own gives the reason.
struct LuckWords {
  std::string bracket;
  std::string sentence;
};

LuckWords luck_words(const ranking::TopShare& share) {
  if (std::isnan(share.corrected) || std::isnan(share.interval.lower)) return {};
  const std::string lower = report::decimal_text(100 * share.interval.lower, 0);
  const std::string upper = report::decimal_text(100 * share.interval.upper, 0);
  const std::string range = lower == upper ? lower : lower + "–" + upper;
  if (range == report::decimal_text(100 * share.observed, 0)) return {};
  if (share.observed <= share.interval.upper) return {fmt::format(" (likely {}%)", range), ""};
  return {"",
          fmt::format("Some of that is luck, as the numbers are small: over a longer time their "
                      "share is likely {}%.\n",
                      range)};
}

// No counts show that areas are alike, but where these do not show the contrary either, the likely
// range lies too high if they are.
std::string alike_words(const ranking::TopShare& share) {
  if (std::isnan(share.if_alike)) return "";
  return fmt::format(
      "These numbers do not show that the areas differ at all: if they do not, that share will be "
      "{}% over a longer time.\n",
      report::decimal_text(100 * share.if_alike, 0));
}

// How often the range of the top areas' share holds: nineteen times in twenty, but for few
// incidents. Nothing where how much counts vary is not known, or was not asked for.
std::optional<double> holds_pct(const AreaRanking& ward) {
  const bool known = ward.dispersion.is_known() && !ward.dispersion.is_poisson();
  if (!known || std::isnan(ward.interval.top_share.corrected)) return {};
  return ward.interval.few() ? 90.0 : 95.0;
}

std::string few_words(const AreaRanking& ward, const LuckWords& luck) {
  const auto holds = holds_pct(ward);
  const bool said = !luck.bracket.empty() || !luck.sentence.empty();
  if (!holds || *holds >= 95.0) return "";
  return fmt::format(
      "There are few incidents for so many areas: {}a high top-5 chance is less sure than it "
      "says.\n",
      said ? "such a range of their share holds nine times in ten, not nineteen times in twenty, "
             "and "
           : "");
}

// Which areas the top five are. Those without a value in what is ranked by are never among them;
// where counts are hidden, only those that surely are.
std::string top_words(const Study& study, const AreaRanking& ward) {
  std::vector<std::size_t> order = ward.ranking.order;
  std::erase_if(order, [&](std::size_t i) {
    const bool no_rate = ward.by == RankBy::rate && std::isnan(ward.rate.rate[i]);
    return no_rate || ward.ranking.rank[i] == table::null_integer;
  });
  const std::size_t k = std::min(order.size(), static_cast<std::size_t>(top_areas));
  const bool every_area = k == ward.counts.size();
  if (k == 0 || ward.total == 0 || every_area) return "";
  const std::vector<std::string> labels = table::distinct_names(study.areas());
  const auto names_of = [&](std::size_t first) {
    std::string names;
    for (std::size_t i = 0; i < first; ++i) {
      names += (i == 0 ? "" : i + 1 == first ? " and " : ", ") + labels[order[i]];
    }
    return names;
  };
  // Areas without an incident are no hot spots, though they come next.
  std::size_t busy = 0;
  std::int64_t held = 0;
  while (busy < k && ward.counts[order[busy]] > 0) held += ward.counts[order[busy++]];
  if (busy < k && held == ward.total && !ward.hidden) {
    const std::string all =
        held == 1 ? "The one incident was"
                  : fmt::format("All {} were", report::counted_noun(held, ward.theme.noun));
    return fmt::format("{} in {}{}.\n", all, busy == 1 ? "" : counted(busy, "area") + ": ",
                       names_of(busy));
  }
  const std::string names = names_of(k);
  const LuckWords luck = luck_words(ward.interval.top_share);
  return share_words(study, ward, k, ward.ranking.cum_pct[order[k - 1]]) + luck.bracket + ": " +
         names + ".\n" + luck.sentence + alike_words(ward.interval.top_share) +
         few_words(ward, luck);
}

}  // namespace

Json ranking_rows(const Study& study, const AreaRanking& ward, const table::Layer& layer) {
  const Json by_area = report::columns_as_rows(layer.columns);
  const auto types = types_by_name(study, ward.theme);
  Json rows = Json::array();
  for (const std::size_t area : ward.ranking.order) {
    Json row = by_area[area];
    Json counts = Json::object();
    for (const auto& [name, type] : types) {
      const bool hidden = ward.hidden && ward.hidden->types[area * study.types + type] != 0;
      counts[name] = hidden ? Json(nullptr) : Json(study.count(area, type, 0));
    }
    row["types"] = std::move(counts);
    if (study.before && !study.no_change_in[area].empty()) {
      row["no_change"] = study.no_change_in[area];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

report::ShownTable ranking_table(const Study& study, const AreaRanking& ward,
                                 const table::Layer& layer) {
  report::RankingRows rows{.order = ward.ranking.order, .least_compared = rates::least_compared};
  rows.per = per_heading(study);
  rows.holds_95 = ward.dispersion.is_known() && !ward.dispersion.is_poisson();
  for (std::size_t i = 0; i < ward.counts.size(); ++i) {
    rows.few.push_back(rates::too_few(ward.counts[i], ward.previous[i]) ? 1 : 0);
  }
  for (std::size_t i = 0; ward.hidden && i < ward.counts.size(); ++i) {
    const bool no_people = ward.by == RankBy::rate && !(study.areas().population[i] > 0.0);
    const bool no_rank = ward.ranking.rank[i] == table::null_integer && !no_people;
    rows.hidden.push_back(no_rank ? 1 : ward.hidden->counts[i] | ward.hidden->previous[i]);
  }
  // The layer has the code beside the name; the table has room for a distinct name.
  std::vector<table::Column> columns = layer.columns;
  std::ranges::find(columns, "area_name", &table::Column::name)->values =
      table::distinct_names(study.areas());
  return report::ranking_table(columns, rows);
}

std::string ranking_text(const Study& study, const AreaRanking& ward) {
  return report::ranking_headline(headline_of(study, ward)) + change_bound_text(study, ward.theme) +
         top_words(study, ward) + dispersion_words(ward.dispersion);
}

Json ranking_totals(const Study& study, const AreaRanking& ward) {
  const ranking::TopShare& top_share = ward.interval.top_share;
  Json totals = {{"count", ward.total},
                 {"population", report::number(ward.population)},
                 {"population_label", study.areas().population_label},
                 {"rate_1k", report::number(ward.total_rate.rate.front())},
                 {"rate_lo", report::number(ward.total_rate.lower.front())},
                 {"rate_hi", report::number(ward.total_rate.upper.front())},
                 {"period", nullptr},
                 {"days", nullptr},
                 {"before", nullptr},
                 {"no_change", nullptr}};
  if (study.period) {
    totals["period"] = table::to_string(*study.period);
    totals["days"] = study.period->days();
  }
  if (study.total_is_compared()) {
    totals["before"] = {
        {"period", table::to_string(*study.before)},
        {"days", study.before->days()},
        {"count",
         ward.total_previous == table::null_integer ? Json(nullptr) : Json(ward.total_previous)},
        {"chg_pct", report::number(ward.total_change.change_pct.front())},
        {"chg_p", report::number(ward.total_change.p_value.front())},
        {"chg_p_od", report::number(ward.total_p_overdispersed)},
        {"ratio_per_day", report::number(ward.total_change.ratio_per_day.front())}};
  }
  if (!study.total_is_compared()) totals["no_change"] = study.no_change;
  if (const auto bound = change_bound(study, ward.theme)) {
    totals["change_bound"] = {{"lo_pct", report::number(bound->lower_pct)},
                              {"hi_pct", report::number(bound->upper_pct)},
                              {"count", bound->count},
                              {"prev", bound->prev}};
  }
  totals["dispersion"] = dispersion_json(ward.dispersion);
  const ranking::RankInterval& interval = ward.interval;
  totals["rank_interval"] = {
      {"method", interval.computed ? "computed" : "drawn"},
      {"draws", interval.computed ? Json(nullptr) : Json(interval.options.draws)}};
  totals["top_5"] = {{"share_pct", report::number(100 * top_share.observed)},
                     {"corrected_pct", report::number(100 * top_share.corrected)},
                     {"lower_pct", report::number(100 * top_share.interval.lower)},
                     {"upper_pct", report::number(100 * top_share.interval.upper)},
                     {"alike_pct", report::number(100 * top_share.if_alike)},
                     {"holds_pct", report::number(holds_pct(ward).value_or(undefined))}};
  return totals;
}

}  // namespace hotward::analyses

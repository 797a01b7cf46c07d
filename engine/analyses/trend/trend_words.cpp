#include "engine/analyses/trend/trend_words.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/noun_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/study/change_bound.hpp"
#include "engine/study/months.hpp"

namespace hotward::analyses {
namespace {

using report::decimal_text;
using report::integer_text;
using trend::Signal;

// The normal law of Mann and Kendall is fair from here on.
constexpr std::size_t least_for_kendall = 10;
constexpr double level = 0.05;

std::string month_name(const TrendMonth& month) { return table::to_string(month.at.month); }

// "521 more than in 2018-04 to 2019-03 (5,502): +9.5%, or +9.2% a day"
std::string change_clause(const CountChange& change, const table::Period& before) {
  const std::int64_t more = change.count - change.prev;
  std::string text = more == 0 ? fmt::format("as many as in {}", table::to_string(before))
                               : fmt::format("{} {} than in {} ({})", integer_text(std::abs(more)),
                                             more > 0 ? "more" : "fewer", table::to_string(before),
                                             integer_text(change.prev));
  if (std::isfinite(change.pct)) {
    text += fmt::format(": {}%, or {}% a day", report::signed_text(change.pct, 1),
                        report::signed_text(change.per_day_pct, 1));
  }
  return text;
}

// Which of the two tests decided, and its answer.
std::string verdict(const CountChange& change) {
  const double p = change.p_value();
  if (!std::isfinite(p)) return "";
  const bool by_months = change.p_overdispersed >= change.p_exact;
  const std::string found =
      p <= level ? "That is more than chance usually makes"
                 : "Chance alone often makes a change this large, so it may not be real";
  std::string how = "exact test of two Poisson counts";
  if (by_months && change.phi <= 1.0) {
    how = "months vary no more than Poisson counts do";
  } else if (by_months) {
    how = fmt::format("months vary {} times as much as Poisson counts, which is allowed for",
                      decimal_text(change.phi, 1));
  }
  std::string text = fmt::format("{} ({}; {}).", found, report::p_words(p), how);
  if (!std::isfinite(change.p_overdispersed)) {
    text += fmt::format(
        " How much months vary beside their season is not known from fewer than {} months, and "
        "real "
        "ones vary more than this test takes for granted.",
        trend::least_months);
  }
  return text + "\n";
}

std::string change_text(const TrendSeries& series, const Study& study, const Theme& theme) {
  const std::string noun = report::counted_noun(series.change.count, theme.noun);
  const std::string when = study.period ? " in " + table::to_string(*study.period) : std::string();
  if (!study.total_is_compared()) {
    return fmt::format("{}{}. No change is shown: {}.\n{}", noun, when, study.no_change,
                       change_bound_text(study, theme));
  }
  return fmt::format("{}{}, {}.\n{}", noun, when, change_clause(series.change, *study.before),
                     verdict(series.change));
}

std::string missing_text(const TrendSeries& series) {
  std::vector<table::Month> missing;
  for (const TrendMonth& month : series.months) {
    if (month.at.missing) missing.push_back(month.at.month);
  }
  if (missing.empty()) return "";
  return fmt::format("No count of {}: the files do not hold {}.\n", months_text(missing),
                     missing.size() == 1 ? "it" : "them");
}

// "11% above the average day", "10% below it".
std::string pct_of(double index) { return decimal_text(std::abs(100.0 * index - 100.0), 0) + "%"; }
const char* side_of(double index) { return index < 1.0 ? "below" : "above"; }

std::string than_mean(double index) {
  return fmt::format("{} {} the average day", pct_of(index), side_of(index));
}

// "8% to 15% above", "3% below to 15% above".
std::string likely_words(double lower, double upper) {
  if ((lower < 1.0) != (upper < 1.0)) {
    return fmt::format("{} below to {} above", pct_of(lower), pct_of(upper));
  }
  const bool above = upper >= 1.0;
  return fmt::format("{} to {} {}", pct_of(above ? lower : upper), pct_of(above ? upper : lower),
                     side_of(upper));
}

std::string season_text(const TrendSeries& series) {
  std::vector<const TrendMonth*> counted;
  for (const TrendMonth& month : series.months) {
    if (std::isfinite(month.chart.index)) counted.push_back(&month);
  }
  if (counted.size() < 2) return "";
  const auto [least, most] = std::ranges::minmax_element(
      counted, {}, [](const TrendMonth* month) { return month->chart.index; });
  const auto about = [](const TrendMonth& month) {
    const stats::Interval& spread = month.chart.spread;
    return fmt::format("{} ({}, likely {})", month_name(month), than_mean(month.chart.index),
                       likely_words(spread.lower, spread.upper));
  };
  return fmt::format("Most a day in {}; fewest in {}.\n", about(**most), about(**least));
}

std::string signals_text(const TrendSeries& series) {
  std::vector<std::string> outside, unlike;
  for (const TrendMonth& month : series.months) {
    if (month.chart.signal != Signal::none) {
      outside.push_back(fmt::format("{} ({})", month_name(month),
                                    month.chart.signal == Signal::above ? "above" : "below"));
    }
    if (std::abs(month.z_last_year) > trend::usual_z) {
      unlike.push_back(fmt::format("{} ({}, {} a year before; Poisson-Z {})", month_name(month),
                                   integer_text(month.count), integer_text(month.last_year),
                                   report::signed_text(month.z_last_year, 1)));
    }
  }
  std::string text;
  if (!outside.empty()) {
    text += fmt::format(
        "Outside the range of ordinary months (u chart, 3 standard errors{}): {}.\n",
        series.line ? ", widened by how much months vary" : "", fmt::join(outside, ", "));
  }
  if (!unlike.empty()) {
    text += fmt::format("Unlike the same month a year before: {}.\n", fmt::join(unlike, ", "));
  }
  return text;
}

std::string direction_text(const TrendSeries& series) {
  std::size_t whole = 0;
  for (const TrendMonth& month : series.months) whole += month.at.whole ? 1 : 0;
  const trend::MannKendall& found = series.of_rates;
  if (whole < least_for_kendall || !std::isfinite(found.p_value)) return "";
  if (found.p_value > level) {
    return fmt::format(
        "Over the {} the count a day neither rises nor falls steadily "
        "(Mann-Kendall, {}).\n",
        counted(whole, "month"), report::p_words(found.p_value));
  }
  return fmt::format(
      "Over the {} the count a day {} steadily, by about {} a day each month (Mann-Kendall, {}; "
      "Theil and Sen's slope){}.\n",
      counted(whole, "month"), found.s > 0 ? "rises" : "falls",
      decimal_text(std::abs(series.slope), 2), report::p_words(found.p_value),
      whole < 24 ? "; within two years a season can look like that" : "");
}

// A type that only one of the periods has may be a new name for an old one.
std::string lone_types_text(const TrendSeries& series, const Study& study) {
  if (!study.total_is_compared()) return "";
  std::vector<std::string> now, then;
  for (const TrendType& one : series.types) {
    if (one.change.prev == 0 && one.change.count > 0) now.push_back(one.type);
    if (one.change.count == 0 && one.change.prev > 0) then.push_back(one.type);
  }
  const auto sentence = [](const std::vector<std::string>& types, const table::Period& when) {
    if (types.empty()) return std::string();
    return fmt::format(
        "Only in {}: {}. Where a type was renamed or recorded otherwise, that is no "
        "change of what happened.\n",
        table::to_string(when), report::list_words(types, 5));
  };
  return sentence(now, *study.period) + sentence(then, *study.before);
}

std::string notes_text(const TrendSeries& series) {
  std::string text;
  std::vector<table::Month> broken;
  for (const TrendMonth& month : series.months) {
    if (month.broken) broken.push_back(month.at.month);
  }
  if (!broken.empty()) {
    text += fmt::format(
        "{} {} unlike the other months: more likely a fault in the records, or chance where there "
        "are few, than a real change.\n",
        months_text(broken), broken.size() == 1 ? "is" : "are");
  }
  std::vector<std::string> events;
  for (const Event& event : series.events) events.push_back(event_text(event));
  if (!events.empty()) text += fmt::format("Meanwhile: {}.\n", fmt::join(events, "; "));
  return text;
}

std::string sure_text(const TrendSeries& series) {
  if (!series.line) {
    return report::how_sure(fmt::format(
        "how much months vary beyond chance takes {} months to know, and there {} {}, "
        "so likely ranges are the smallest they can be",
        trend::least_months, series.line_months == 1 ? "is" : "are", series.line_months));
  }
  const std::string times = decimal_text(series.line->phi, 1);
  if (times == "1.0") {
    return report::how_sure("beside their season, months vary as chance alone makes them");
  }
  return report::how_sure(
      fmt::format("beside their season, months vary {} times as much as chance alone makes them, "
                  "and what is called likely allows for it",
                  times));
}

}  // namespace

std::string trend_text(const TrendSeries& series, const Study& study, const Theme& theme) {
  return change_text(series, study, theme) + missing_text(series) + season_text(series) +
         signals_text(series) + direction_text(series) + lone_types_text(series, study) +
         notes_text(series) + sure_text(series);
}

}  // namespace hotward::analyses

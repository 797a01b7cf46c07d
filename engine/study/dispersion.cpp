#include "engine/study/dispersion.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <vector>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/methods/trend/seasonal_line.hpp"
#include "engine/report/chance_words.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/summary_json.hpp"
#include "engine/stats/dispersion.hpp"
#include "engine/study/month_table.hpp"

namespace hotward {
namespace {

using Kind = DispersionChoice::Kind;

constexpr double most_phi = 1000.0;

Result<DispersionChoice> parse(const std::string& text) {
  if (text == "estimate") return DispersionChoice{};
  if (text == "poisson") return DispersionChoice{Kind::poisson, 1.0};
  double phi = 0.0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, phi);
  if (read.ec != std::errc() || read.ptr != end || !(phi >= 1.0 && phi <= most_phi)) {
    return fail(
        ErrorCode::usage,
        fmt::format("'{}' is neither estimate nor poisson nor a number from 1 to 1,000", text));
  }
  return DispersionChoice{Kind::given, phi};
}

std::string words(const DispersionChoice& choice) {
  switch (choice.kind) {
    case Kind::estimate:
      return "estimate";
    case Kind::poisson:
      return "poisson";
    case Kind::given:
      break;
  }
  return fmt::format("{}", choice.phi);
}

// Whole months of the period and of the one before; others were not read, and look empty.
std::vector<std::size_t> months_read(const Study& study, const MonthTable& table) {
  std::vector<std::size_t> result;
  const auto in = [](const std::optional<table::Period>& period, table::Month month) {
    return period && period->first <= table::first_day(month) &&
           table::last_day(month) <= period->last;
  };
  for (std::size_t m = 0; m < table.months.size(); ++m) {
    const CountedMonth& month = table.months[m];
    const bool is_read =
        !study.asked || in(study.period, month.month) || in(study.comparison, month.month);
    bool lacking = false;
    for (std::size_t area = 0; area < table.areas; ++area) {
      lacking = lacking || table.lacking[m * table.areas + area] != 0;
    }
    if (month.whole && is_read && !lacking) result.push_back(m);
  }
  return result;
}

int number_of(table::Month month) {
  return static_cast<int>(month.year()) * 12 +
         static_cast<int>(static_cast<unsigned>(month.month())) - 1;
}

// Two digits are more than months can tell.
double rounded(double phi) { return std::round(100.0 * phi) / 100.0; }

void estimate(const MonthTable& table, const std::vector<std::size_t>& months,
              CountDispersion& result) {
  std::vector<std::int64_t> cells;
  for (std::size_t area = 0; area < table.areas; ++area) {
    for (const std::size_t m : months) cells.push_back(table.of_area(m, area));
  }
  const auto found = stats::dispersion(cells, months.size());
  if (!found) {
    result.why_not = "two areas and two months with incidents are needed";
    return;
  }
  result.months = months.size();
  result.phi = rounded(found->phi);
  result.degrees = found->degrees;
  result.phi_total = result.phi;
  result.degrees_total = result.degrees;
  trend::MonthlySeries series;
  for (const std::size_t m : months) {
    series.months.push_back(number_of(table.months[m].month));
    series.counts.push_back(table.total(m));
    series.days.push_back(table.months[m].days);
  }
  if (const auto line = trend::seasonal_line(series)) {
    result.phi_total = rounded(line->phi);
    result.degrees_total = line->degrees;
  }
}

}  // namespace

parameter::List dispersion_parameter(DispersionChoice& choice) {
  parameter::List list("How sure it is");
  list.spec<DispersionChoice>(
          "dispersion", choice, parse, words,
          "How many times as much as independent incidents counts vary: estimate (from 12 months "
          "or more), poisson (once), or a number")
      .as("estimate|poisson|NUMBER");
  return list;
}

CountDispersion count_dispersion(const Study& study, const Theme& theme,
                                 const DispersionChoice& choice) {
  CountDispersion result;
  result.from = choice.kind;
  if (choice.kind == Kind::poisson) return result;
  if (choice.kind == Kind::given) {
    result.phi = result.phi_total = choice.phi;
    return result;
  }
  if (study.is_public) {
    result.why_not =
        "it would be made of counts that are hidden; --dispersion takes the number that the same "
        "job finds without --public";
    return result;
  }
  const auto held = months_held(study);
  if (!held) {
    result.why_not = "the incidents have no dates";
    return result;
  }
  const MonthTable table = month_table(study, theme, *held);
  const auto months = months_read(study, table);
  if (months.size() < least_dispersion_months) {
    result.why_not =
        fmt::format("it takes {} whole months, and there {} {}", least_dispersion_months,
                    months.size() == 1 ? "is" : "are", months.size());
    return result;
  }
  estimate(table, months, result);
  return result;
}

std::string dispersion_words(const CountDispersion& dispersion) {
  if (dispersion.is_poisson()) {
    return report::how_sure(
        "chances and likely ranges take each incident as independent, as was asked; where "
        "incidents come in bursts they are too small");
  }
  if (!dispersion.is_known()) {
    return report::how_sure(fmt::format(
        "incidents often come in bursts. By how much cannot be known here ({}), so chances and "
        "likely ranges are the smallest they can be",
        dispersion.why_not));
  }
  const std::string times = report::decimal_text(dispersion.phi, 1);
  const std::string from = dispersion.from == Kind::given
                               ? std::string(" (as --dispersion says)")
                               : fmt::format(" (as {} months show)", dispersion.months);
  if (times == "1.0") {
    return report::how_sure(
        "beside the season, counts of single areas vary as chance alone makes them" + from);
  }
  return report::how_sure(
      fmt::format("counts vary {} times as much as chance alone makes them{}, and what is called "
                  "likely allows for it",
                  times, from));
}

Json dispersion_json(const CountDispersion& dispersion) {
  const bool estimated = dispersion.degrees > 0.0;
  const char* const from = !dispersion.is_known()             ? "unknown"
                           : dispersion.from == Kind::poisson ? "poisson"
                           : dispersion.from == Kind::given   ? "given"
                                                              : "estimate";
  return {
      {"from", from},
      {"phi", report::number(dispersion.is_known() ? dispersion.phi : std::nan(""))},
      {"phi_total", report::number(dispersion.is_known() ? dispersion.phi_total : std::nan(""))},
      {"months", estimated ? Json(dispersion.months) : Json(nullptr)},
      {"degrees", estimated ? report::number(dispersion.degrees) : Json(nullptr)},
      {"why_unknown", dispersion.is_known() ? Json(nullptr) : Json(dispersion.why_not)}};
}

}  // namespace hotward

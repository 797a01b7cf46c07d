#include "engine/io/incidents/incident_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include <fmt/format.h>

#include "engine/geometry/coordinate_fault.hpp"
#include "engine/io/csv/date_form.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/csv/number_style.hpp"

namespace hotward::io {
namespace {

using geometry::CoordinateFault;

struct Pair {
  double x;
  double y;
};

std::vector<Pair> positions(const IncidentLayout& layout, const std::vector<SampleRow>& sample,
                            NumberStyle style) {
  std::vector<Pair> pairs;
  for (const SampleRow& row : sample) {
    const auto x = parse_number(row[*layout.x], style);
    const auto y = parse_number(row[*layout.y], style);
    if (x && y && std::isfinite(*x) && std::isfinite(*y) && (*x != 0.0 || *y != 0.0)) {
      pairs.push_back({*x, *y});
    }
  }
  return pairs;
}

template <class Judge>
bool most(const std::vector<Pair>& pairs, const Judge& judge) {
  const auto yes = std::count_if(pairs.begin(), pairs.end(), judge);
  return 2 * static_cast<std::size_t>(yes) > pairs.size();
}

// Longitude and latitude, or metres on the National Grid, on or near land: its first kilometre of
// eastings and that of northings, where "570,403" would lie as 570.403, are open sea.
bool is_plausible(const IncidentLayout& layout, const Pair& p) {
  const bool degrees = layout.crs.empty() || layout.crs == wgs84;
  const bool metres = layout.crs.empty() || layout.crs == national_grid;
  constexpr double open_sea_m = 1000.0;
  return (degrees && geometry::lon_lat_fault(p.x, p.y) == CoordinateFault::none) ||
         (metres && std::min(p.x, p.y) >= open_sea_m &&
          geometry::grid_fault(p.x, p.y) == CoordinateFault::none);
}

std::string columns_text(const IncidentLayout& layout, const SampleQuestion& question) {
  return fmt::format("{}: columns {} and {}", question.source, layout.columns[*layout.x],
                     layout.columns[*layout.y]);
}

bool lie_plausibly(const IncidentLayout& layout, const std::vector<SampleRow>& sample,
                   NumberStyle style) {
  const auto pairs = positions(layout, sample, style);
  return !pairs.empty() && most(pairs, [&](const Pair& p) { return is_plausible(layout, p); });
}

// "570.403" may be meant as 570403, also beside a column of numbers in full: where it lies on the
// map in that reading alone, it is.
bool points_part_thousands(const IncidentLayout& layout, const std::vector<SampleRow>& sample,
                           const NumberEvidence& evidence) {
  return evidence.has_grouped_points() && !lie_plausibly(layout, sample, NumberStyle::plain) &&
         lie_plausibly(layout, sample, NumberStyle::comma);
}

// Settles whether commas and points in the coordinates part decimals or thousands: by texts that
// can be read in one way alone, else by where the positions would lie.
Result<void> settle_numbers(IncidentLayout& layout, const std::vector<SampleRow>& sample,
                            const SampleQuestion& question, std::vector<std::string>& warnings) {
  NumberEvidence evidence;
  for (const SampleRow& row : sample) {
    evidence.add(row[*layout.x]);
    evidence.add(row[*layout.y]);
  }
  const std::string where = columns_text(layout, question);
  if (points_part_thousands(layout, sample, evidence)) {
    layout.numbers = NumberStyle::comma;
    warnings.push_back(
        where + ": points are taken for signs between thousands, by where the positions lie");
    return {};
  }
  if (const auto style = evidence.style()) {
    layout.numbers = *style;
    return {};
  }
  std::vector<NumberStyle> possible;
  for (const NumberStyle style : {NumberStyle::point, NumberStyle::comma}) {
    if (lie_plausibly(layout, sample, style)) possible.push_back(style);
  }
  if (!evidence.is_open() || possible.size() != 1) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: {}; {}", where, evidence.doubt(), number_advice));
  }
  layout.numbers = possible.front();
  warnings.push_back(fmt::format(
      "{}: commas are taken for {}, by where the positions lie", where,
      layout.numbers == NumberStyle::comma ? "decimal commas" : "signs between thousands"));
  return {};
}

Result<void> settle_system(IncidentLayout& layout, const std::vector<Pair>& pairs,
                           const SampleQuestion& question, std::vector<std::string>& warnings) {
  const auto lies = [&](auto fault) {
    return most(pairs, [&](const Pair& p) { return fault(p.x, p.y) == CoordinateFault::none; });
  };
  if (lies(geometry::lon_lat_fault)) {
    layout.crs = wgs84;
  } else if (lies(geometry::grid_fault)) {
    layout.crs = national_grid;
  } else if (pairs.empty()) {
    layout.crs = wgs84;  // no row will be located, whatever the system
    return {};
  } else {
    return fail(ErrorCode::missing_column,
                fmt::format("{}: the system of columns {} and {} is not known; say --crs SYSTEM",
                            question.source, layout.columns[*layout.x], layout.columns[*layout.y]));
  }
  warnings.push_back(fmt::format("{}: columns {} and {} are taken as {}, by their values",
                                 question.source, layout.columns[*layout.x],
                                 layout.columns[*layout.y], layout.crs));
  return {};
}

// Faults of a whole file. One row far away, or at 0, 0, is that row's own matter.
Result<void> check_positions(const IncidentLayout& layout, const std::vector<Pair>& pairs,
                             const SampleQuestion& question) {
  const bool degrees = layout.crs == wgs84;
  if (!degrees && layout.crs != national_grid) return {};
  const auto fault_of = [&](const Pair& p) {
    return degrees ? geometry::lon_lat_fault(p.x, p.y) : geometry::grid_fault(p.x, p.y);
  };
  for (const CoordinateFault fault :
       {CoordinateFault::swapped, CoordinateFault::easting_northing, CoordinateFault::degrees}) {
    if (!most(pairs, [&](const Pair& p) { return fault_of(p) == fault; })) continue;
    const std::string& x = layout.columns[*layout.x];
    const std::string& y = layout.columns[*layout.y];
    std::string advice = fmt::format("--x {} --y {}", y, x);
    if (fault == CoordinateFault::easting_northing) advice = std::string("--crs ") + national_grid;
    if (fault == CoordinateFault::degrees) advice = std::string("--crs ") + wgs84;
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: {} (first: {}, {}); say {}", question.source,
                            geometry::explanation(fault, {x, y}), pairs.front().x, pairs.front().y,
                            advice));
  }
  return {};
}

// A column that is called like times and holds none that are read is not used; one that was asked
// for is an error.
Result<void> refuse_times(IncidentLayout& layout, const std::string& why,
                          const SampleQuestion& question, std::vector<std::string>& warnings) {
  const std::string what =
      fmt::format("{}: column {}{}", question.source, layout.columns[*layout.time], why);
  if (question.time_is_told) return fail(ErrorCode::wrong_format, what);
  layout.time_refused = what;
  warnings.push_back(not_used(what));
  layout.time.reset();
  layout.time_end.reset();
  return {};
}

Result<void> check_times(IncidentLayout& layout, const std::vector<SampleRow>& sample,
                         const SampleQuestion& question, std::vector<std::string>& warnings) {
  if (!layout.time) return {};
  const std::string* first = nullptr;
  DateForm month_first = layout.dates;
  month_first.order = DateOrder::month_first;
  for (const SampleRow& row : sample) {
    const std::string& text = row[*layout.time];
    if (is_unknown(text)) continue;
    if (parse_time(text, layout.dates) || parse_time(text, month_first)) return {};
    if (first == nullptr) first = &text;
  }
  if (first == nullptr) return {};
  return refuse_times(layout,
                      fmt::format(" has no dates that can be read (first: {}); write them as "
                                  "2019-04, 2019-04-30 or 30/04/2019",
                                  *first),
                      question, warnings);
}

// Settles which part of 14/01/20 is the year, and whether whole numbers count seconds.
Result<void> settle_date_form(IncidentLayout& layout, const std::vector<SampleRow>& sample,
                              const SampleQuestion& question, std::vector<std::string>& warnings) {
  if (!layout.time) return {};
  std::vector<std::string> texts;
  for (const std::size_t column : {*layout.time, layout.time_end.value_or(*layout.time)}) {
    for (const SampleRow& row : sample) texts.push_back(row[column]);
    if (!layout.time_end) break;
  }
  const DateFormFound found = date_form_of(texts, layout.dates, layout.date_order_known);
  if (!found.refused.empty()) {
    return refuse_times(layout, ": " + found.refused, question, warnings);
  }
  layout.dates = found.form;
  if (found.said.empty()) return {};
  warnings.push_back(
      fmt::format("{}: column {}: {}", question.source, layout.columns[*layout.time], found.said));
  return {};
}

// Settles whether 03/04/2019 is 3 April, by dates that can be read in one way alone. Where the
// sample has none it stays open: the rows behind it may (read_incidents.cpp).
Result<void> settle_dates(IncidentLayout& layout, const std::vector<SampleRow>& sample,
                          const SampleQuestion& question, std::vector<std::string>& warnings) {
  if (!layout.time || layout.date_order_known) return {};
  std::size_t days = 0;
  std::size_t months = 0;
  std::string day_text;
  std::string month_text;
  for (const SampleRow& row : sample) {
    for (const std::size_t column : {*layout.time, layout.time_end.value_or(*layout.time)}) {
      const OrderShown shown = order_shown(row[column]);
      if (shown == OrderShown::day_first && days++ == 0) day_text = row[column];
      if (shown == OrderShown::month_first && months++ == 0) month_text = row[column];
    }
  }
  if (days + months == 0) return {};
  // One in ten may be a slip; it is then a row without a date.
  constexpr std::size_t slips = 9;
  if (days < slips * months && months < slips * days) {
    return fail(ErrorCode::bad_value,
                fmt::format("{}: column {} has dates with the day first ({}) and with the month "
                            "first ({}), so that others could be either; write them as 2019-04-30",
                            question.source, layout.columns[*layout.time], day_text, month_text));
  }
  layout.dates.order = days > months ? DateOrder::day_first : DateOrder::month_first;
  layout.date_order_known = true;
  if (months > days) {
    warnings.push_back(fmt::format("{}: the dates of column {} have the month first, as {} shows",
                                   question.source, layout.columns[*layout.time], month_text));
  }
  return {};
}

}  // namespace

namespace {
constexpr std::string_view unused_mark = "; it is not used";
}  // namespace

std::string not_used(const std::string& refused) { return refused + std::string(unused_mark); }

std::string why_not_used(std::span<const std::string> warnings) {
  const auto found = std::ranges::find_if(
      warnings, [](const std::string& warning) { return warning.ends_with(unused_mark); });
  if (found == warnings.end()) return {};
  return found->substr(0, found->size() - unused_mark.size());
}

Result<void> settle_layout(IncidentLayout& layout, const std::vector<SampleRow>& sample,
                           const SampleQuestion& question, std::vector<std::string>& warnings) {
  if (const auto numbers = settle_numbers(layout, sample, question, warnings); !numbers) {
    return numbers;
  }
  const auto pairs = positions(layout, sample, layout.numbers);
  if (layout.crs.empty()) {
    const auto settled = settle_system(layout, pairs, question, warnings);
    if (!settled) return settled;
  }
  if (const auto sound = check_positions(layout, pairs, question); !sound) return sound;
  if (const auto dates = settle_dates(layout, sample, question, warnings); !dates) return dates;
  const auto form = settle_date_form(layout, sample, question, warnings);
  if (!form) return form;
  return check_times(layout, sample, question, warnings);
}

}  // namespace hotward::io

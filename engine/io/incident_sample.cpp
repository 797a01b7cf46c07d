#include "engine/io/incident_sample.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/geometry/coordinate_fault.hpp"
#include "engine/io/field_text.hpp"
#include "engine/io/incident_time.hpp"

namespace hotward::io {
namespace {

using geometry::CoordinateFault;

struct Pair {
  double x;
  double y;
};

std::vector<Pair> positions(const IncidentLayout& layout, const std::vector<SampleRow>& sample) {
  std::vector<Pair> pairs;
  for (const SampleRow& row : sample) {
    const auto x = parse_number(row[*layout.x]);
    const auto y = parse_number(row[*layout.y]);
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

Result<void> check_times(IncidentLayout& layout, const std::vector<SampleRow>& sample,
                         const SampleQuestion& question, std::vector<std::string>& warnings) {
  if (!layout.time) return {};
  const std::string* first = nullptr;
  for (const SampleRow& row : sample) {
    const std::string& text = row[*layout.time];
    if (text.empty()) continue;
    if (parse_time(text)) return {};
    if (first == nullptr) first = &text;
  }
  if (first == nullptr) return {};
  const std::string what = fmt::format(
      "{}: column {} holds no dates that are read (first: {}); write "
      "them as 2019-04, 2019-04-30 or 30/04/2019",
      question.source, layout.columns[*layout.time], *first);
  if (question.time_is_told) return fail(ErrorCode::wrong_format, what);
  warnings.push_back(what + "; it is not used");
  layout.time.reset();
  layout.time_end.reset();
  return {};
}

}  // namespace

Result<void> settle_layout(IncidentLayout& layout, const std::vector<SampleRow>& sample,
                           const SampleQuestion& question, std::vector<std::string>& warnings) {
  const auto pairs = positions(layout, sample);
  if (layout.crs.empty()) {
    const auto settled = settle_system(layout, pairs, question, warnings);
    if (!settled) return settled;
  }
  if (const auto sound = check_positions(layout, pairs, question); !sound) return sound;
  return check_times(layout, sample, question, warnings);
}

}  // namespace hotward::io

#include "engine/study/completeness.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "engine/study/months.hpp"

namespace hotward {
namespace {

using table::Month;

// A force with less of the incidents in the areas than this changes no answer.
constexpr double least_share = 0.05;

// Fewer from one force in an area make no change that is reported.
constexpr std::uint64_t least_of_an_area = 5;

// On average, in the months that there are.
constexpr std::uint64_t least_rows_a_month = 10;

// The share without a position may differ by this much, in parts of 1, between comparable counts.
constexpr double most_apart = 0.02;

std::map<std::string, ForceMonths> forces_of(const io::IncidentsRead& read) {
  std::map<std::string, ForceMonths> forces;
  for (const auto& [kind, counts] : read.incidents.by_month.rows) {
    ForceMonths& force = forces[kind.force];
    force.held.insert(kind.month);
    force.rows += counts.placed + counts.unplaced;
  }
  for (const io::IncidentFile& file : read.files) {
    if (!file.named.month) continue;
    // A month alone in the name is a force's only where no row names one.
    if (file.named.force.empty() && !forces.empty() && !forces.contains("")) continue;
    ForceMonths& force = forces[file.named.force];
    force.held.insert(*file.named.month);
    force.by_file = true;
  }
  return forces;
}

// By force: the areas of which it supplies a share that counts.
std::vector<std::vector<std::size_t>> areas_of_forces(const table::Incidents& incidents,
                                                      const join::AreaJoin& join,
                                                      std::size_t forces) {
  std::vector<std::vector<std::size_t>> result(forces);
  std::vector<std::vector<std::uint64_t>> counts;  // by area and force
  for (std::size_t i = 0; i < incidents.size() && !incidents.force.empty(); ++i) {
    const std::int32_t at = join.area[incidents.place[i]];
    if (at < 0) continue;
    const auto area = static_cast<std::size_t>(at);
    if (counts.size() <= area) counts.resize(area + 1, std::vector<std::uint64_t>(forces, 0));
    ++counts[area][incidents.force[i]];
  }
  for (std::size_t area = 0; area < counts.size(); ++area) {
    const auto all = std::accumulate(counts[area].begin(), counts[area].end(), std::uint64_t{0});
    for (std::size_t force = 0; force < forces; ++force) {
      const std::uint64_t own = counts[area][force];
      if (own >= least_of_an_area && supplies_a_share(own, all)) result[force].push_back(area);
    }
  }
  return result;
}

// Shares of the incidents in areas; where there are none, of all rows.
void add_shares(const io::IncidentsRead& read, const join::AreaJoin& join,
                std::map<std::string, ForceMonths>& forces) {
  const table::Incidents& incidents = read.incidents;
  std::vector<std::uint64_t> in_area(std::max<std::size_t>(incidents.forces.size(), 1), 0);
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < incidents.size(); ++i) {
    if (join.area[incidents.place[i]] < 0) continue;
    ++in_area[incidents.force.empty() ? 0 : incidents.force[i]];
    ++all;
    if (incidents.force.empty()) break;  // one force has all of them, however many they are
  }
  const auto areas = areas_of_forces(incidents, join, in_area.size());
  std::uint64_t rows = 0;
  for (const auto& [name, force] : forces) rows += force.rows;
  for (auto& [name, force] : forces) {
    if (all == 0) {
      force.area_share =
          rows == 0 ? 0.0 : static_cast<double>(force.rows) / static_cast<double>(rows);
      continue;
    }
    const auto& names = incidents.forces.texts();
    const auto code = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
    if (code < in_area.size()) {
      force.area_share = static_cast<double>(in_area[code]) / static_cast<double>(all);
      force.areas = areas[code];
    }
  }
}

template <class IsAsked>
LocatedShare share_of(const table::RowsByMonth& rows, const table::Period& period,
                      const IsAsked& is_asked) {
  LocatedShare share;
  for (const auto& [kind, counts] : rows.rows) {
    const bool within =
        table::month_of(period.first) <= kind.month && kind.month <= table::month_of(period.last);
    if (within && counts.wanted && is_asked(kind.force)) share.add(counts);
  }
  return share;
}

}  // namespace

bool ForceMonths::lacks(Month month) const {
  return !held.contains(month) && (by_file || rows >= least_rows_a_month * held.size());
}

bool Completeness::counts(const ForceMonths& force) const {
  return forces.size() == 1 || force.area_share >= least_share;
}

bool Completeness::counts_somewhere(const ForceMonths& force) const {
  return counts(force) || !force.areas.empty();
}

std::set<Month> Completeness::held_by_any() const {
  std::set<Month> held;
  for (const ForceMonths& force : forces) held.insert(force.held.begin(), force.held.end());
  return held;
}

bool Completeness::lacks(const Month& month) const {
  return std::ranges::any_of(forces, [&](const ForceMonths& force) {
    return counts_somewhere(force) && force.lacks(month);
  });
}

std::set<Month> Completeness::held_by_all() const {
  std::set<Month> held = held_by_any();
  std::erase_if(held, [&](const Month& month) { return lacks(month); });
  return held;
}

bool Completeness::is_beyond(const Month& month) const {
  bool begun = false;
  bool goes_on = false;
  for (const ForceMonths& force : forces) {
    if (force.held.empty()) continue;
    begun = begun || *force.held.begin() <= month;
    goes_on = goes_on || month <= *force.held.rbegin();
  }
  return !begun || !goes_on;
}

bool supplies_a_share(std::uint64_t part, std::uint64_t whole) {
  return whole > 0 && static_cast<double>(part) >= least_share * static_cast<double>(whole);
}

Completeness completeness_of(const io::IncidentsRead& read, const join::AreaJoin& join) {
  Completeness result;
  if (read.incidents.precision == table::TimePrecision::none) return result;
  auto forces = forces_of(read);
  add_shares(read, join, forces);
  for (auto& [name, force] : forces) {
    force.force = name;
    result.forces.push_back(std::move(force));
  }
  return result;
}

std::vector<Hole> holes_in(const Completeness& completeness, const table::Period& period) {
  std::vector<Hole> holes;
  const std::set<Month> by_any = completeness.held_by_any();
  for (const ForceMonths& force : completeness.forces) {
    Hole hole{force.force, {}, {}, force.by_file, completeness.counts(force)};
    if (!hole.counts) hole.areas = force.areas;
    for (const Month& month : months_missing(force.held, period)) {
      if (by_any.contains(month) && force.lacks(month)) hole.missing.push_back(month);
    }
    if (hole.missing.empty()) continue;
    hole.held.assign(force.held.begin(), force.held.end());
    holes.push_back(std::move(hole));
  }
  return holes;
}

std::string hole_text(const Hole& hole) {
  const std::string who = hole.force.empty() ? "the rest of the data" : hole.force;
  return fmt::format("{} has no {} {}, though it has {}", who, hole.by_file ? "file for" : "row of",
                     months_text(hole.missing), months_text(hole.held));
}

void LocatedShare::add(const table::RowCounts& counts) {
  rows += counts.placed + counts.unplaced;
  unplaced += counts.unplaced;
}

double LocatedShare::unplaced_share() const {
  return rows == 0 ? 0.0 : static_cast<double>(unplaced) / static_cast<double>(rows);
}

LocatedShare located_share(const table::RowsByMonth& rows, const table::Period& period) {
  return share_of(rows, period, [](const std::string&) { return true; });
}

LocatedShare located_share(const table::RowsByMonth& rows, const table::Period& period,
                           const std::string& force) {
  return share_of(rows, period, [&](const std::string& one) { return one == force; });
}

bool unlike(const LocatedShare& a, const LocatedShare& b) {
  if (a.rows == 0 || b.rows == 0) return false;
  const auto n = static_cast<double>(a.rows);
  const auto m = static_cast<double>(b.rows);
  const double apart = std::abs(a.unplaced_share() - b.unplaced_share());
  const double pooled = static_cast<double>(a.unplaced + b.unplaced) / (n + m);
  const double error = std::sqrt(pooled * (1.0 - pooled) * (1.0 / n + 1.0 / m));
  return apart > most_apart && apart > 2.0 * error;
}

namespace {

// Beside the median month, further than chance takes a month of as many rows.
std::vector<Month> unlike_among(const std::map<Month, LocatedShare>& months) {
  if (months.size() < 3) return {};
  std::vector<double> shares;
  for (const auto& [month, share] : months) shares.push_back(share.unplaced_share());
  std::ranges::sort(shares);
  const double median = shares[(shares.size() - 1) / 2];
  std::vector<Month> result;
  for (const auto& [month, share] : months) {
    const double apart = std::abs(share.unplaced_share() - median);
    const double p = std::clamp(median, 0.005, 0.995);
    const double error = std::sqrt(p * (1.0 - p) / static_cast<double>(share.rows));
    if (apart > most_apart && apart > 3.0 * error) result.push_back(month);
  }
  return result;
}

}  // namespace

std::vector<Month> months_unlike(const table::RowsByMonth& rows) {
  std::map<Month, LocatedShare> months;
  for (const auto& [kind, counts] : rows.rows) {
    if (counts.wanted) months[kind.month].add(counts);
  }
  return unlike_among(months);
}

std::vector<ForceUnlike> forces_unlike(const table::RowsByMonth& rows,
                                       const Completeness& completeness) {
  std::vector<ForceUnlike> result;
  if (completeness.forces.size() < 2) return result;
  for (const ForceMonths& force : completeness.forces) {
    // Also in single areas: their counts change with its files.
    if (!completeness.counts_somewhere(force)) continue;
    std::map<Month, LocatedShare> months;
    for (const auto& [kind, counts] : rows.rows) {
      if (counts.wanted && kind.force == force.force) months[kind.month].add(counts);
    }
    const std::vector<Month> unlike = unlike_among(months);
    if (unlike.empty()) continue;
    ForceUnlike found{force.force, unlike, {}, {}};
    for (const auto& [month, share] : months) {
      const bool is_one = std::ranges::find(unlike, month) != unlike.end();
      LocatedShare& sum = is_one ? found.these : found.others;
      sum.rows += share.rows;
      sum.unplaced += share.unplaced;
    }
    result.push_back(std::move(found));
  }
  return result;
}

}  // namespace hotward

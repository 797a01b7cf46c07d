// The end of IncidentMerge: places are projected and counted, rows without a place on the National
// Grid go, and spellings of one type become one.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "engine/core/keep_rows.hpp"
#include "engine/io/incidents/incident_merge.hpp"

namespace hotward::io {

table::Incidents IncidentMerge::finish(const std::vector<geometry::ToNationalGrid>& systems) {
  if (!origin_.empty()) keep_as_read();
  incidents_.places.at = places_.take();
  for (std::size_t system = 0; system < systems.size(); ++system) project(system, systems[system]);
  count_at_places();
  incidents_.by_month = tally_.rows();
  drop_unplaced();
  join_spellings();
  tell_left_out();
  return std::move(incidents_);
}

// Once all are read: while they come, the memory is the place table's.
void IncidentMerge::count_at_places() {
  auto& count = incidents_.places.incidents;
  count.assign(incidents_.places.size(), 0);
  for (const std::uint32_t place : incidents_.place) ++count[place];
}

void IncidentMerge::join_spellings() {
  const std::vector<std::string>& texts = incidents_.types.texts();
  std::map<std::string, std::vector<std::size_t>> by_key;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    by_key[table::type_key(texts[code])].push_back(code);
  }
  left_out_.resize(texts.size(), 0);
  if (by_key.size() == texts.size()) return;
  std::vector<std::uint64_t> rows = left_out_;
  for (const std::uint16_t code : incidents_.type) ++rows[code];
  std::vector<std::size_t> spelling(texts.size());
  for (const auto& [key, codes] : by_key) {
    const std::size_t best =
        *std::min_element(codes.begin(), codes.end(), [&](std::size_t a, std::size_t b) {
          return rows[a] != rows[b] ? rows[a] > rows[b] : texts[a] < texts[b];
        });
    for (const std::size_t code : codes) spelling[code] = best;
  }
  table::Dictionary joined;
  std::vector<std::uint16_t> number(texts.size());
  std::vector<std::uint64_t> left_out(by_key.size(), 0);
  for (std::size_t code = 0; code < texts.size(); ++code) {
    number[code] = static_cast<std::uint16_t>(joined.code(texts[spelling[code]]));
    left_out[number[code]] += left_out_[code];
  }
  incidents_.type.change([&](std::uint16_t code) { return number[code]; });
  incidents_.types = std::move(joined);
  left_out_ = std::move(left_out);
}

void IncidentMerge::tell_left_out() {
  const std::vector<std::string>& texts = incidents_.types.texts();
  for (std::size_t code = 0; code < texts.size(); ++code) {
    if (left_out_[code] == 0 || table::find_type(texts[code]) != nullptr) continue;
    unknown_left_out_.push_back({texts[code].empty() ? "(no type)" : texts[code], left_out_[code]});
  }
  std::sort(unknown_left_out_.begin(), unknown_left_out_.end(), [](const auto& a, const auto& b) {
    return a.incidents != b.incidents ? a.incidents > b.incidents : a.name < b.name;
  });
}

void IncidentMerge::keep_as_read() {
  as_read_.xs.reserve(places_.size());
  as_read_.ys.reserve(places_.size());
  as_read_.system.reserve(places_.size());
  for (std::size_t place = 0; place < places_.size(); ++place) {
    as_read_.xs.push_back(places_.given()[place].x);
    as_read_.ys.push_back(places_.given()[place].y);
    as_read_.system.push_back(places_.system(place));
  }
}

// In their place, a block at a time: national data have tens of millions of them.
void IncidentMerge::project(std::size_t system, const geometry::ToNationalGrid& to_grid) {
  auto& at = incidents_.places.at;
  constexpr std::size_t block = std::size_t{1} << 18;
  std::vector<std::size_t> members;
  std::vector<double> xs;
  std::vector<double> ys;
  std::vector<geometry::Point> points;
  for (std::size_t begin = 0; begin < at.size(); begin += block) {
    members.clear();
    xs.clear();
    ys.clear();
    for (std::size_t i = begin; i < std::min(at.size(), begin + block); ++i) {
      if (places_.system(i) != system) continue;
      members.push_back(i);
      xs.push_back(at[i].x);
      ys.push_back(at[i].y);
    }
    points.resize(members.size());
    to_grid.project(xs, ys, points);
    for (std::size_t k = 0; k < members.size(); ++k) at[members[k]] = points[k];
  }
}

void IncidentMerge::tell_unplaced(const std::vector<bool>& stays) {
  for (std::size_t i = 0; i < origin_.size() && faults_.size() < faults_told; ++i) {
    if (stays[i]) continue;
    const std::uint32_t place = incidents_.place[i];
    faults_.push_back({files_[origin_[i].file], origin_[i].line,
                       fmt::format("{}, {}", as_read_.xs[place], as_read_.ys[place]),
                       "no place on the National Grid"});
  }
}

void IncidentMerge::count_as_unplaced(std::size_t incident) {
  if (incidents_.minute.empty() || incidents_.minute[incident] == table::no_time) return;
  const auto& force = incidents_.force;
  const auto& type = incidents_.type;
  const auto found = incidents_.by_month.rows.find(
      {incidents_.forces.text(force.empty() ? 0 : force[incident]),
       table::month_of(incidents_.minute[incident]),
       type.empty() ? std::string{} : incidents_.types.text(type[incident])});
  if (found == incidents_.by_month.rows.end() || found->second.placed == 0) return;
  --found->second.placed;
  ++found->second.unplaced;
}

void IncidentMerge::drop_unplaced() {
  const auto& at = incidents_.places.at;
  const auto unplaced = [](const geometry::Point& p) {
    return !std::isfinite(p.x) || !std::isfinite(p.y);
  };
  if (std::none_of(at.begin(), at.end(), unplaced)) return;
  std::vector<bool> stays(incidents_.place.size());
  for (std::size_t i = 0; i < stays.size(); ++i) stays[i] = !unplaced(at[incidents_.place[i]]);
  const auto gone = static_cast<std::uint64_t>(std::count(stays.begin(), stays.end(), false));
  incidents_.row_outcomes.located -= gone;
  incidents_.row_outcomes.bad_coordinates += gone;
  tell_unplaced(stays);
  if (!repeats_.empty()) {
    std::vector<std::uint32_t> index(stays.size());
    for (std::size_t i = 1; i < stays.size(); ++i) index[i] = index[i - 1] + (stays[i - 1] ? 1 : 0);
    std::erase_if(repeats_, [&](std::uint32_t i) { return !stays[i]; });
    for (std::uint32_t& i : repeats_) i = index[i];
  }
  for (std::size_t i = 0; i < stays.size(); ++i) {
    if (!stays[i]) count_as_unplaced(i);
  }
  keep_rows(incidents_.place, stays);
  incidents_.minute.keep(stays);
  incidents_.minute_end.keep(stays);
  incidents_.type.keep(stays);
  keep_rows(origin_, stays);
  incidents_.force.keep(stays);
  for (table::TextColumn& column : incidents_.text_columns) keep_rows(column.codes, stays);
  if (spool_ != nullptr) spool_->keep_only(stays);

  std::vector<std::uint32_t> number(at.size(), UINT32_MAX);
  std::size_t kept = 0;
  for (std::size_t p = 0; p < at.size(); ++p) {
    if (!unplaced(at[p])) number[p] = static_cast<std::uint32_t>(kept++);
  }
  drop_places(number, kept);
  for (std::uint32_t& place : incidents_.place) place = number[place];
}

// @param number  of each place among those that stay; UINT32_MAX for one that goes
void IncidentMerge::drop_places(const std::vector<std::uint32_t>& number, std::size_t kept) {
  const auto pick = [&](auto& column) {
    if (column.empty()) return;
    for (std::size_t p = 0; p < number.size(); ++p) {
      if (number[p] != UINT32_MAX) column[number[p]] = column[p];
    }
    column.resize(kept);
  };
  pick(incidents_.places.at);
  pick(incidents_.places.incidents);
  pick(as_read_.xs);
  pick(as_read_.ys);
  pick(as_read_.system);
}

}  // namespace hotward::io

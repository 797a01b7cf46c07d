#include "engine/io/incidents/incident_merge.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <fmt/format.h>

#include "engine/io/files/huge_pages.hpp"

namespace hotward::io {
namespace {

// Keeps the elements of rows that stay; a column that is not there stays away.
template <class T>
void keep_rows(std::vector<T>& column, const std::vector<bool>& stays) {
  if (column.empty()) return;
  std::size_t to = 0;
  for (std::size_t i = 0; i < stays.size(); ++i) {
    if (stays[i]) column[to++] = column[i];
  }
  column.resize(to);
}

template <class T>
void keep_rows(table::CodedColumn<T>& column, const std::vector<bool>& stays) {
  if (!column.empty()) column.keep(stays);
}

std::uint64_t add_up(table::RowOutcomes& total, const table::RowOutcomes& more) {
  total.read += more.read;
  total.no_coordinates += more.no_coordinates;
  total.bad_coordinates += more.bad_coordinates;
  total.malformed_row += more.malformed_row;
  total.bad_date += more.bad_date;
  total.ends_unread += more.ends_unread;
  total.times_swapped += more.times_swapped;
  total.filtered += more.filtered;
  total.located += more.located;
  return total.read;
}

// A column that not every file has: rows without it get `missing`, from the first row on.
template <class T>
void append(table::CodedColumn<T>& column, const std::vector<T>& more, std::size_t rows_before,
            std::pair<std::size_t, T> rest) {
  if (more.empty() && column.empty()) return;
  column.resize(rows_before, rest.second);
  if (more.empty()) {
    column.resize(rows_before + rest.first, rest.second);
  } else {
    column.append(more);
  }
}

}  // namespace

IncidentMerge::IncidentMerge(bool dedupe, const std::vector<std::string>& kept_columns,
                             TextSpool* spool)
    : dedupe_(dedupe), spool_(spool) {
  for (const std::string& name : kept_columns) {
    incidents_.text_columns.emplace_back();
    incidents_.text_columns.back().name = name;
  }
}

Result<void> IncidentMerge::add(IncidentRows& rows, const RunSource& source) {
  if (!rows.ids.empty()) find_duplicates(rows);
  for (RowFault& fault : rows.faults) {
    if (faults_.size() == faults_told) break;
    fault.file = source.file;
    fault.line += source.lines_before + 1;
    faults_.push_back(std::move(fault));
  }
  texts_not_utf8_ += rows.texts_not_utf8;
  add_orders(rows, source);
  if (incidents_.place.empty() && source.share > 0.0) make_room(rows, source.share);
  if (!rows.line.empty()) {
    if (files_.size() <= source.number) files_.resize(source.number + 1);
    files_[source.number] = source.file;
    const auto before = static_cast<std::uint32_t>(source.lines_before + 1);
    for (const std::uint32_t line : rows.line) origin_.push_back({source.number, line + before});
  }
  add_times(rows);
  if (const auto added = add_types(rows, source); !added) return added;
  if (const auto added = add_forces(rows, source); !added) return added;
  if (const auto added = add_kept(rows); !added) return added;
  add_places(rows, source);
  add_up(incidents_.row_outcomes, rows.row_outcomes);
  return {};
}

// A place that the run names once is one of many such; what it names again is a map point, and the
// same map points come in every run.
std::size_t places_in_all(const IncidentRows& rows, double share) {
  std::vector<std::uint32_t> times(rows.xs.size(), 0);
  for (const std::uint32_t place : rows.place) ++times[place];
  const auto once = std::ranges::count(times, 1U);
  return rows.xs.size() + static_cast<std::size_t>(1.01 * static_cast<double>(once) / share);
}

// For as many rows and places as there would be if all the input were like its first run, and a few
// more: growing in steps would copy everything anew some twenty times.
void IncidentMerge::make_room(const IncidentRows& rows, double share) {
  const auto in_all = [&](std::size_t count) {
    return static_cast<std::size_t>(1.01 * static_cast<double>(count) / share);
  };
  reserve_large(incidents_.place, in_all(rows.place.size()));
  incidents_.minute.reserve(in_all(rows.minute.size()));
  incidents_.type.reserve(in_all(rows.type.size()));
  places_.expect(places_in_all(rows, share));
}

void IncidentMerge::find_duplicates(IncidentRows& rows) {
  std::vector<bool> stays(rows.ids.size(), true);
  std::uint64_t again = 0;
  constexpr std::size_t ahead = 16;
  for (std::size_t i = 0; i < rows.ids.size(); ++i) {
    if (i + ahead < rows.ids.size()) ids_.prefetch(rows.ids[i + ahead]);
    // Rows without an id are never the same incident: anti-social behaviour has none.
    if (rows.ids[i] == no_id) {
      ++without_id_;
      continue;
    }
    if (ids_.add(rows.ids[i])) continue;
    stays[i] = false;
    ++again;
  }
  duplicate_ids_ += again;
  if (again == 0) return;
  if (!dedupe_) {
    for (std::uint32_t i = 0; i < stays.size(); ++i) {
      if (!stays[i]) repeats_.push_back(static_cast<std::uint32_t>(incidents_.place.size()) + i);
    }
    return;
  }
  keep_rows(rows.line, stays);
  keep_rows(rows.place, stays);
  keep_rows(rows.minute, stays);
  keep_rows(rows.minute_end, stays);
  keep_rows(rows.type, stays);
  keep_rows(rows.force, stays);
  for (KeptTexts& column : rows.kept) keep_rows(column.codes, stays);
  rows.row_outcomes.located -= again;
  rows.row_outcomes.filtered += again;
  keep_used_places(rows);
}

void IncidentMerge::add_places(const IncidentRows& rows, const RunSource& source) {
  numbers_.resize(rows.xs.size());
  places_.number(rows.xs, rows.ys, source.system, numbers_);
  const std::size_t before = incidents_.place.size();
  incidents_.place.resize(before + rows.place.size());
  std::ranges::transform(rows.place, incidents_.place.begin() + static_cast<std::ptrdiff_t>(before),
                         [&](std::uint32_t local) { return numbers_[local]; });
}

// Once all are read: while they come, the memory is the place table's.
void IncidentMerge::count_at_places() {
  auto& count = incidents_.places.incidents;
  count.assign(incidents_.places.size(), 0);
  for (const std::uint32_t place : incidents_.place) ++count[place];
}

void IncidentMerge::add_times(const IncidentRows& rows) {
  const std::size_t before = incidents_.place.size();
  const std::pair missing(rows.place.size(), table::no_time);
  append(incidents_.minute, rows.minute, before, missing);
  append(incidents_.minute_end, rows.minute_end, before, missing);
  incidents_.seen.add(rows.seen);
  if (rows.precision == table::TimePrecision::none) return;
  const bool first = incidents_.precision == table::TimePrecision::none;
  incidents_.precision = first ? rows.precision : std::min(incidents_.precision, rows.precision);
}

Result<void> IncidentMerge::add_types(const IncidentRows& rows, const RunSource& source) {
  std::vector<std::uint16_t> codes(rows.types.size());
  for (std::size_t i = 0; i < rows.types.size(); ++i) {
    const auto code = incidents_.types.code(rows.types[i]);
    if (code > std::numeric_limits<std::uint16_t>::max()) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}: more than 65,536 different types; is that the column of types "
                              "(--type-column)?",
                              source.file));
    }
    codes[i] = static_cast<std::uint16_t>(code);
    if (left_out_.size() <= code) left_out_.resize(code + 1, 0);
    left_out_[code] += rows.left_out[i];
  }
  auto& type = incidents_.type;
  const std::size_t before = incidents_.place.size();
  const bool lacks = rows.type.empty() && !rows.place.empty();
  if (rows.place.empty() || (lacks && type.empty())) return {};
  if (type.size() < before || lacks) {
    // Another file has no types: its rows are of the type "".
    const auto none = static_cast<std::uint16_t>(incidents_.types.code(""));
    type.resize(lacks ? before + rows.place.size() : before, none);
  }
  type.append(codes, rows.type);
  return {};
}

// One number per incident from the second force on: until then all are the first's.
Result<void> IncidentMerge::add_forces(const IncidentRows& rows, const RunSource& source) {
  std::vector<std::uint16_t> codes;
  for (const std::string& name : rows.forces) {
    const auto code = incidents_.forces.code(name);
    if (code > std::numeric_limits<std::uint16_t>::max()) {
      return fail(
          ErrorCode::bad_value,
          fmt::format("{}: more than 65,536 different police forces in one column", source.file));
    }
    codes.push_back(static_cast<std::uint16_t>(code));
  }
  incidents_.by_month.add(rows.by_month);
  if (incidents_.forces.size() < 2) return {};
  auto& force = incidents_.force;
  force.resize(incidents_.place.size(), 0);
  if (rows.force.empty() && !rows.place.empty()) {
    force.resize(force.size() + rows.place.size(), codes.front());
  }
  force.append(codes, rows.force);
  return {};
}

Result<void> IncidentMerge::add_kept(const IncidentRows& rows) {
  if (spool_ != nullptr) return spool_->add(rows.kept, rows.place.size());
  for (std::size_t k = 0; k < incidents_.text_columns.size(); ++k) {
    table::TextColumn& column = incidents_.text_columns[k];
    const KeptTexts& more = rows.kept[k];
    numbers_.resize(more.texts.size());
    std::transform(more.texts.begin(), more.texts.end(), numbers_.begin(),
                   [&](const std::string& text) { return column.dictionary.code(text); });
    for (const std::uint32_t local : more.codes) column.codes.push_back(numbers_[local]);
  }
  return {};
}

void IncidentMerge::add_orders(const IncidentRows& rows, const RunSource& source) {
  const OrdersSeen& seen = rows.orders;
  if (order_file_.empty() && !(seen.month_first.empty() && seen.either.empty())) {
    order_file_ = source.file;
  }
  orders_.add(OrderShown::day_first, seen.day_first);
  orders_.add(OrderShown::month_first, seen.month_first);
  orders_.add(OrderShown::either, seen.either);
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

table::Incidents IncidentMerge::finish(const std::vector<geometry::ToNationalGrid>& systems) {
  if (!origin_.empty()) keep_as_read();
  incidents_.places.at = places_.take();
  for (std::size_t system = 0; system < systems.size(); ++system) project(system, systems[system]);
  count_at_places();
  drop_unplaced();
  join_spellings();
  tell_left_out();
  return std::move(incidents_);
}

void IncidentMerge::keep_as_read() {
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
  keep_rows(incidents_.minute, stays);
  keep_rows(incidents_.minute_end, stays);
  keep_rows(incidents_.type, stays);
  keep_rows(origin_, stays);
  keep_rows(incidents_.force, stays);
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

#include "engine/io/incidents/incident_merge.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/core/keep_rows.hpp"
#include "engine/io/files/huge_pages.hpp"

namespace hotward::io {
namespace {

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

// A column of times that not every file has: its rows get no_time, from the first row on.
// @param before, more  rows of the runs before, and of this one
// @return whether the run has values to be added
bool make_equal(table::CodedColumn<table::Minute>& column, std::size_t before, bool lacks,
                std::size_t more) {
  if (lacks && column.empty()) return false;
  column.resize(lacks ? before + more : before, table::no_time);
  return !lacks;
}

// How many there would be if all the input were like this run, and a few more.
std::size_t in_all(std::size_t count, double share) {
  return static_cast<std::size_t>(1.01 * static_cast<double>(count) / share);
}

// A place that the run names once is one of many such; what it names again is a map point, and the
// same map points come in every run.
std::size_t places_in_all(const IncidentRows& rows, double share) {
  std::vector<std::uint32_t> times(rows.xs.size(), 0);
  for (const std::uint32_t place : rows.place) ++times[place];
  const auto once = std::ranges::count(times, 1U);
  return rows.xs.size() + in_all(static_cast<std::size_t>(once), share);
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
  if (!rows.ids.empty()) find_duplicates(rows, source.share);
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

// For as many rows and places as there would be if all the input were like its first run, and a few
// more: growing in steps would copy everything anew some twenty times.
void IncidentMerge::make_room(const IncidentRows& rows, double share) {
  reserve_large(incidents_.place, in_all(rows.place.size(), share));
  incidents_.minute.reserve(in_all(rows.minute.size(), share));
  incidents_.type.reserve(in_all(rows.type.size(), share));
  places_.expect(places_in_all(rows, share));
}

void IncidentMerge::find_duplicates(IncidentRows& rows, double share) {
  if (incidents_.place.empty() && share > 0.0) {
    const auto nobody = static_cast<std::size_t>(std::ranges::count(rows.ids, no_id));
    ids_.expect(in_all(rows.ids.size() - nobody, share));
  }
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
  for (table::CodedTexts& column : rows.kept) keep_rows(column.codes, stays);
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

void IncidentMerge::add_times(const IncidentRows& rows) {
  const std::size_t before = incidents_.place.size();
  const std::size_t more = rows.place.size();
  if (make_equal(incidents_.minute, before, rows.minute.empty(), more)) {
    incidents_.minute.append(rows.minutes, rows.minute);
  }
  if (make_equal(incidents_.minute_end, before, rows.minute_end.empty(), more)) {
    incidents_.minute_end.append(rows.minute_end);
  }
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
  tally_.add(rows.tallied, rows.forces);
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
    const table::CodedTexts& more = rows.kept[k];
    numbers_.resize(more.texts.size());
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      numbers_[i] = column.dictionary.code(more.texts[i]);
    }
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

}  // namespace hotward::io

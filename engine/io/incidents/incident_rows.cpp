#include "engine/io/incidents/incident_rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/progress.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/csv/number_style.hpp"

namespace hotward::io {
namespace {

// Instead of an index into xs and ys.
constexpr std::uint32_t no_coordinates = UINT32_MAX;
constexpr std::uint32_t bad_coordinates = UINT32_MAX - 1;

// Five times round the earth in metres, some twenty times in miles: no projected system reaches it.
constexpr double beyond_any_grid = 2e8;

constexpr std::size_t described_bytes = 60;

// An empty text that has text_padding bytes behind it.
constexpr std::array<char, text_padding + 1> zeros{};
constexpr std::string_view nothing(zeros.data(), 0);

// Why a position is none; empty where it is sound.
std::string_view position_fault(std::optional<double> x, std::optional<double> y, bool degrees) {
  if (!x || !y) return "not a pair of numbers";
  if (!std::isfinite(*x) || !std::isfinite(*y)) return "not finite";
  if (*x == 0.0 && *y == 0.0) return "0, 0 is what empty fields often become";
  if (degrees && (std::abs(*x) > 180.0 || std::abs(*y) > 90.0)) return "no longitude and latitude";
  if (std::abs(*x) > beyond_any_grid || std::abs(*y) > beyond_any_grid) return "nowhere on earth";
  return {};
}

std::size_t column_or(const std::optional<std::size_t>& column, std::size_t otherwise) {
  return column ? *column : otherwise;
}

}  // namespace

RowDecoder::RowDecoder(const RowRules& rules, Simd simd)
    : rules_(&rules),
      simd_(std::min(simd, best_simd())),
      fields_(rules.layout.columns.size()),
      x_(rules.layout.x.value()),
      y_(rules.layout.y.value()),
      time_(column_or(rules.layout.time, none)),
      time_end_(column_or(rules.layout.time_end, none)),
      type_(column_or(rules.layout.type, none)),
      id_(rules.ids ? column_or(rules.layout.id, none) : none),
      force_(rules.force.empty() ? column_or(rules.layout.force, none) : none),
      kept_(rules.kept.size()) {}

void RowDecoder::begin(IncidentRows& out) {
  out_ = &out;
  out.clear();
  out.kept.resize(kept_.size());
  positions_.clear();
  positions_asked_ = 0;
  positions_differ_ = false;
  times_.clear();
  types_.clear();
  for (KeptColumn& column : kept_) {
    column.numbers.clear();
    column.differ = false;
  }
  place_by_number_.clear();
  time_by_number_.clear();
  type_by_number_.clear();
  type_hashes_.clear();
  forces_.clear();
  force_by_number_.clear();
  tally_.clear(rules_->layout.dates);
  if (force_ == none) out.forces.push_back(rules_->force);
}

// An end at the beginning of 1970 is the 0 of a clock that nobody set.
bool RowDecoder::is_no_end(const Time& end, table::Minute begin) {
  constexpr table::Minute day_minutes = 24 * 60;
  return end.sound && end.minute < begin && end.minute >= 0 && end.minute < day_minutes;
}

// "By the 6th", where only the day is known: until its last minute.
table::Minute RowDecoder::end_of(const Time& end) {
  constexpr table::Minute day_minutes = 24 * 60;
  return end.precision == table::TimePrecision::day ? end.minute + day_minutes - 1 : end.minute;
}

// What is known of an incident's beginning stands for when the data reach; an end does not.
// @return whether the time is sound
bool RowDecoder::note(std::string_view field, Time& time) {
  read_time(field, time);
  if (!time.sound || time.noted) return time.sound;
  time.noted = true;
  const bool first = out_->precision == table::TimePrecision::none;
  out_->precision = first ? time.precision : std::min(out_->precision, time.precision);
  out_->seen.add(time.minute);
  return true;
}

bool RowDecoder::order_times(table::Minute& begin, table::Minute& end, bool begin_wanted,
                             bool end_wanted) {
  if (table::day_of(end) == table::day_of(begin) && end == table::minute_of(table::day_of(end))) {
    end = begin;  // the day alone is known of the end
    return begin_wanted;
  }
  std::swap(begin, end);
  ++out_->row_outcomes.times_swapped;
  return end_wanted;
}

void RowDecoder::add_end(const CsvRow& row, std::size_t i, const Time& begin, When& when) {
  Time& last = time_by_number_[numbers_.time_end[i]];
  read_time(row.field(time_end_), last);
  when.end = last.minute;
  if (is_no_end(last, when.begin)) {
    when.end = table::no_time;
  } else if (!last.sound) {
    // The beginning answers what is asked; an end that nobody knows costs no incident.
    if (!last.empty) ++out_->row_outcomes.ends_unread;
  } else if (when.end < when.begin) {
    when.wanted = order_times(when.begin, when.end, when.wanted, last.wanted);
    if (when.begin == last.minute) {
      note(row.field(time_end_), last);
      when.month = last.month;
      when.code = last.code;
    }
  } else if (when.end > when.begin && last.precision < begin.precision) {
    when.end = end_of(last);
  }
}

bool RowDecoder::add_row(const CsvRow& row, std::size_t i) {
  if (row.fields != fields_) return add_ragged(row);
  ++out_->row_outcomes.read;
  const std::uint32_t place = place_of(row, i);
  if (place >= bad_coordinates) return reject_place(row, i, place);
  When when;
  if (time_ != none) {
    Time& time = time_by_number_[numbers_.time[i]];
    if (!time.noted && !note(row.field(time_), time)) {
      return reject(out_->row_outcomes.bad_date, row.field(time_), "no date that can be read");
    }
    when = {time.minute, table::no_time, time.month, time.code, time.wanted};
    if (time_end_ != none) add_end(row, i, time, when);
  }
  const Type type = type_ == none ? Type{} : type_of(row, i);
  const std::uint32_t force = force_ == none ? 0 : force_of(row, i);
  if (time_ != none) tally_.add(force, when.month, type.code);
  if (!when.wanted || !type.wanted) {
    ++out_->row_outcomes.filtered;
    if (when.wanted) ++out_->left_out[type.code];
    return true;
  }
  const std::size_t located = out_->row_outcomes.located++;
  out_->place[located] = place;
  if (time_ != none) out_->minute[located] = when.code;
  if (time_end_ != none) out_->minute_end[located] = when.end;
  if (type_ != none) out_->type[located] = type.code;
  if (force_ != none) out_->force[located] = force;
  if (id_ != none || !kept_.empty()) keep(row, located);
  return true;
}

bool RowDecoder::add_ragged(const CsvRow& row) {
  if (row.blank()) return true;
  ++out_->row_outcomes.read;
  return reject(out_->row_outcomes.malformed_row, std::to_string(row.fields) + " fields",
                "not as many fields as the header");
}

bool RowDecoder::reject(std::uint64_t& count, std::string_view value, std::string_view reason) {
  ++count;
  if (out_->faults.size() >= faults_described) return true;
  fault_.value = text_of(value.substr(0, described_bytes));
  fault_.reason = reason;
  return false;
}

void RowDecoder::describe(std::uint64_t line) {
  fault_.line = line;
  out_->faults.push_back(fault_);
}

void RowDecoder::keep_line(std::uint64_t line) {
  if (out_->line.size() < out_->row_outcomes.located) {
    out_->line.push_back(static_cast<std::uint32_t>(line));
  }
}

void RowDecoder::add_malformed(std::string_view reason, std::uint64_t line) {
  ++out_->row_outcomes.read;
  if (!reject(out_->row_outcomes.malformed_row, {}, reason)) describe(line);
}

inline std::uint32_t RowDecoder::place_of(const CsvRow& row, std::size_t i) {
  if (positions_differ_) return new_place(row);
  std::uint32_t& place = place_by_number_[numbers_.position[i]];
  if (place == not_asked) place = new_place(row);
  return place;
}

std::uint32_t RowDecoder::new_place(const CsvRow& row) {
  if (rules_->layout.numbers == NumberStyle::plain) {
    // Mostly two bare numbers.
    const auto bare_x = parse_number(row.field(x_));
    const auto bare_y = parse_number(row.field(y_));
    if (bare_x && bare_y && !(std::isnan(*bare_x) && std::isnan(*bare_y))) {
      return add_place(*bare_x, *bare_y);
    }
  }
  std::string scratch;
  const std::string_view x_text = trimmed(unquoted(row.field(x_), scratch_));
  const std::string_view y_text = trimmed(unquoted(row.field(y_), scratch));
  if (is_unknown(x_text) && is_unknown(y_text)) return no_coordinates;
  const auto x = number(x_text);
  const auto y = number(y_text);
  return x && y ? add_place(*x, *y) : bad_coordinates;
}

std::uint32_t RowDecoder::add_place(double x, double y) {
  if (!position_fault(x, y, rules_->degrees).empty()) return bad_coordinates;
  out_->xs.push_back(x);
  out_->ys.push_back(y);
  return static_cast<std::uint32_t>(out_->xs.size() - 1);
}

bool RowDecoder::reject_place(const CsvRow& row, std::size_t i, std::uint32_t place) {
  if (time_ != none) {
    tally_.add_unplaced(force_ == none ? 0 : force_of(row, i), row.field(time_),
                        type_ == none ? nothing : row.field(type_), rules_->types);
  }
  if (place == no_coordinates) {
    // One to three rows in a hundred: the data's nature, not a fault to point at.
    ++out_->row_outcomes.no_coordinates;
    return true;
  }
  std::string x;
  std::string y;
  const std::string_view x_text = trimmed(unquoted(row.field(x_), x));
  const std::string_view y_text = trimmed(unquoted(row.field(y_), y));
  if (rules_->layout.own_points && !number(x_text)) {
    return reject(out_->row_outcomes.bad_coordinates, x_text, "its shape is no single point");
  }
  const auto why = is_unknown(x_text) || is_unknown(y_text)
                       ? std::string_view("one coordinate is missing")
                       : position_fault(number(x_text), number(y_text), rules_->degrees);
  return reject(out_->row_outcomes.bad_coordinates,
                std::string(x_text) + ", " + std::string(y_text), why);
}

inline std::uint32_t RowDecoder::force_of(const CsvRow& row, std::size_t i) {
  std::uint32_t& force = force_by_number_[numbers_.force[i]];
  if (force == not_asked) force = read_force(row.field(force_));
  return force;
}

inline const RowDecoder::Type& RowDecoder::type_of(const CsvRow& row, std::size_t i) {
  Type& type = type_by_number_[numbers_.type[i]];
  if (!type.asked) read_type(row.field(type_), type);
  return type;
}

void RowDecoder::end() {
  std::vector<std::uint8_t> wanted(out_->types.size(), 0);
  for (const Type& type : type_by_number_) {
    if (type.asked) wanted[type.code] = type.wanted ? 1 : 0;
  }
  out_->tallied = tally_.counts({out_->types, wanted});
  // Rows that did not stay may have been the only ones of their place.
  if (out_->row_outcomes.filtered + out_->row_outcomes.bad_date != 0) keep_used_places(*out_);
}

Result<void> decode_range(CsvScanner& scanner, RowDecoder& decoder, IncidentRows& out) {
  decoder.begin(out);
  while (true) {
    const auto more = scanner.next();
    if (!more) return fail(more.error());
    if (!*more) break;
    if (const auto go_on = check_stop(); !go_on) return fail(go_on.error());
    decoder.add(scanner);
    if (!scanner.fault().empty()) decoder.add_malformed(scanner.fault(), scanner.lines() - 1);
  }
  out.lines = scanner.lines();
  decoder.end();
  return {};
}

}  // namespace hotward::io

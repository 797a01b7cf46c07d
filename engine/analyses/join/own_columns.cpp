#include "engine/analyses/join/own_columns.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace hotward::analyses {
namespace {

std::string folded(const std::string& header) {
  std::string name;
  for (const char c : header) {
    const bool upper = c >= 'A' && c <= 'Z';
    const char lower = upper ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept)
      name += lower;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  if (name.empty() || (name.front() >= '0' && name.front() <= '9')) name.insert(0, "c");
  return name;
}

std::string distinct(const std::string& name, std::set<std::string>& taken) {
  std::string result = name;
  for (int number = 2; !taken.insert(result).second; ++number) {
    result = name + std::to_string(number);
  }
  return result;
}

std::int64_t integer_of(std::string_view text) {
  std::int64_t value = table::null_integer;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double real_of(std::string_view text) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

table::Day day_of(std::string_view text) {
  const auto day = table::parse_period(text);
  return day && day->days() == 1 ? day->first : table::null_day;
}

table::Moment moment_of(std::string_view text) {
  return table::parse_moment(text).value_or(table::null_moment);
}

// Each different text is read once.
template <class Value, class Read>
void read_each(std::vector<Value>& values, const table::CodedTexts& given, const Read& read) {
  std::vector<Value> by_code;
  by_code.reserve(given.texts.size());
  for (std::size_t i = 0; i < given.texts.size(); ++i) by_code.push_back(read(given.texts[i]));
  values.resize(given.size());
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = by_code[given.codes[i]];
}

void set_empty(table::Column& column, table::FieldKind kind) {
  switch (kind) {
    case table::FieldKind::integer:
      column.values = table::Column::Integers{};
      break;
    case table::FieldKind::real:
      column.values = table::Column::Reals{};
      break;
    case table::FieldKind::day:
      column.values = table::Column::Days{};
      break;
    case table::FieldKind::moment:
      column.values = table::Column::Moments{};
      break;
    case table::FieldKind::text:
      column.values = table::Column::Coded{};
  }
}

}  // namespace

OwnColumns own_columns(const std::vector<table::TextColumn>& all,
                       const std::vector<std::string>& taken) {
  OwnColumns own;
  std::set<std::string> names(taken.begin(), taken.end());
  for (const table::TextColumn& kept : all) {
    const std::string wanted = folded(kept.name);
    table::Column column;
    column.name = distinct(wanted, names);
    column.meaning = kept.name;
    column.as_given = true;
    set_empty(column, kept.kind);
    if (column.name != wanted) {
      own.warnings.push_back(fmt::format("column {} is written as {}: another is called {}",
                                         kept.name, column.name, wanted));
    }
    own.columns.push_back(std::move(column));
  }
  return own;
}

void set_values(table::Column& column, table::CodedTexts& given) {
  using Column = table::Column;
  if (auto* texts = std::get_if<Column::Coded>(&column.values)) {
    std::swap(*texts, given);
  } else if (auto* integers = std::get_if<Column::Integers>(&column.values)) {
    read_each(*integers, given, integer_of);
  } else if (auto* reals = std::get_if<Column::Reals>(&column.values)) {
    read_each(*reals, given, real_of);
  } else if (auto* days = std::get_if<Column::Days>(&column.values)) {
    read_each(*days, given, day_of);
  } else {
    read_each(std::get<Column::Moments>(column.values), given, moment_of);
  }
}

}  // namespace hotward::analyses

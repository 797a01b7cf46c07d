#include "tools/parts/own_columns.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace hotward::tools {
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

std::int64_t integer_of(const std::string& text) {
  std::int64_t value = table::null_integer;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

double real_of(const std::string& text) {
  double value = std::numeric_limits<double>::quiet_NaN();
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

table::Day day_of(const std::string& text) {
  const auto day = table::parse_period(text);
  return day && day->days() == 1 ? day->first : table::null_day;
}

table::Moment moment_of(const std::string& text) {
  return table::parse_moment(text).value_or(table::null_moment);
}

// Each different text is read once.
template <class Read>
auto values_of(const table::TextColumn& kept, const Read& read) {
  std::vector<decltype(read(std::string()))> by_code;
  for (const std::string& text : kept.dictionary.texts()) by_code.push_back(read(text));
  decltype(by_code) values;
  values.reserve(kept.codes.size());
  for (const table::Dictionary::Code code : kept.codes) values.push_back(by_code[code]);
  return values;
}

void fill(table::Column& column, const table::TextColumn& kept) {
  switch (kept.kind) {
    case table::FieldKind::integer:
      column.values = values_of(kept, integer_of);
      break;
    case table::FieldKind::real:
      column.values = values_of(kept, real_of);
      break;
    case table::FieldKind::day:
      column.values = values_of(kept, day_of);
      break;
    case table::FieldKind::moment:
      column.values = values_of(kept, moment_of);
      break;
    case table::FieldKind::text: {
      table::Column::Texts texts;
      texts.reserve(kept.codes.size());
      for (std::size_t i = 0; i < kept.codes.size(); ++i) texts.push_back(kept.text(i));
      column.values = std::move(texts);
    }
  }
}

}  // namespace

OwnColumns own_columns(const table::Incidents& incidents, const std::vector<std::string>& taken) {
  OwnColumns own;
  std::set<std::string> names(taken.begin(), taken.end());
  for (const table::TextColumn& kept : incidents.kept) {
    const std::string wanted = folded(kept.name);
    table::Column column;
    column.name = distinct(wanted, names);
    column.meaning = kept.name;
    column.as_given = true;
    fill(column, kept);
    if (column.name != wanted) {
      own.warnings.push_back(fmt::format("column {} is written as {}: another is called {}",
                                         kept.name, column.name, wanted));
    }
    own.columns.push_back(std::move(column));
  }
  return own;
}

}  // namespace hotward::tools

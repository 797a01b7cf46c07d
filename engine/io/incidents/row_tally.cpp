#include "engine/io/incidents/row_tally.hpp"

#include <algorithm>

#include "engine/core/utf8.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::io {
namespace {

std::optional<table::Month> month_in(std::string_view field, const DateForm& dates) {
  std::string scratch;
  const auto time = parse_time(trimmed(unquoted(field, scratch)), dates);
  if (!time) return {};
  return table::month_of(time->minute);
}

}  // namespace

std::string type_in(std::string_view text) {
  return is_unknown(text) ? std::string{} : table::canonical_type(text);
}

void RowTally::clear(const DateForm& dates) {
  dates_ = dates;
  months_.clear();
  placed_.clear();
  times_.clear();
  types_.clear();
  month_by_number_.clear();
  type_by_number_.clear();
  unplaced_ = {};
}

std::uint32_t RowTally::month_number(table::Month month) {
  const auto known = std::find(months_.begin(), months_.end(), month);
  if (known == months_.end()) {
    months_.push_back(month);
    return static_cast<std::uint32_t>(months_.size() - 1);
  }
  return static_cast<std::uint32_t>(known - months_.begin());
}

void RowTally::add_unplaced(const std::string& force, std::string_view time, std::string_view type,
                            const std::vector<std::string>& wanted_types) {
  const auto when = times_.number(time);
  if (when.is_new) month_by_number_.push_back(month_in(time, dates_));
  const auto& month = month_by_number_[when.number];
  if (!month) return;
  const auto what = types_.number(type);
  if (what.is_new) {
    std::string scratch;
    bool changed = false;
    const std::string name = type_in(as_utf8(trimmed(unquoted(type, scratch)), changed));
    const auto key = table::type_key(name);
    type_by_number_.push_back(
        {name, wanted_types.empty() ||
                   std::find(wanted_types.begin(), wanted_types.end(), key) != wanted_types.end()});
  }
  const Type& known = type_by_number_[what.number];
  unplaced_.add({force, *month, known.name}, {0, 1, known.wanted});
}

table::RowsByMonth RowTally::counts(const Names& names) const {
  table::RowsByMonth result = unplaced_;
  for (std::size_t force = 0; force < placed_.size(); ++force) {
    for (std::size_t month = 0; month < placed_[force].size(); ++month) {
      const auto& by_type = placed_[force][month];
      for (std::size_t type = 0; type < by_type.size(); ++type) {
        if (by_type[type] == 0) continue;
        const bool typed = type < names.types.size();
        result.add({names.forces[force], months_[month], typed ? names.types[type] : ""},
                   {by_type[type], 0, !typed || names.wanted[type] != 0});
      }
    }
  }
  return result;
}

}  // namespace hotward::io

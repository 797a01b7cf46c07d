#include "engine/io/incidents/row_tally.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>

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
  placed_.forces.clear();
  unplaced_.forces.clear();
  times_.clear();
  types_.clear();
  month_by_number_.clear();
  type_by_number_.clear();
}

std::uint32_t RowTally::month_number(table::Month month) {
  const auto known = std::find(months_.begin(), months_.end(), month);
  if (known == months_.end()) {
    months_.push_back(month);
    return static_cast<std::uint32_t>(months_.size() - 1);
  }
  return static_cast<std::uint32_t>(known - months_.begin());
}

void RowTally::add_unplaced(std::uint32_t force, std::string_view time, std::string_view type,
                            const std::vector<std::string>& wanted_types) {
  const auto when = times_.number(time);
  if (when.is_new) {
    const auto month = month_in(time, dates_);
    month_by_number_.push_back(month ? std::optional(month_number(*month)) : std::nullopt);
  }
  const auto& month = month_by_number_[when.number];
  if (!month) return;
  const auto what = types_.number(type);
  if (what.is_new) {
    std::string scratch;
    const std::string name = type_in(as_utf8(trimmed(unquoted(type, scratch))));
    const auto key = table::type_key(name);
    type_by_number_.push_back(
        {name, wanted_types.empty() ||
                   std::find(wanted_types.begin(), wanted_types.end(), key) != wanted_types.end()});
  }
  unplaced_.add(force, *month, what.number);
}

void RowTally::OfForce::make_room(std::size_t month, std::size_t type) {
  OfForce larger{
      std::max(months, std::bit_ceil(month + 1)), std::max(types, std::bit_ceil(type + 1)), {}};
  larger.rows.resize(larger.months * larger.types);
  for (std::size_t m = 0; m < months; ++m) {
    std::copy_n(rows.begin() + static_cast<std::ptrdiff_t>(m * types), types,
                larger.rows.begin() + static_cast<std::ptrdiff_t>(m * larger.types));
  }
  *this = std::move(larger);
}

template <class Add>
void RowTally::for_each(const Counts& counts, const Add& add) const {
  for (std::uint32_t force = 0; force < counts.forces.size(); ++force) {
    const OfForce& of_force = counts.forces[force];
    for (std::size_t cell = 0; cell < of_force.rows.size(); ++cell) {
      const std::uint32_t rows = of_force.rows[cell];
      if (rows == 0) continue;
      add(force, months_[cell / of_force.types], static_cast<std::uint32_t>(cell % of_force.types),
          rows);
    }
  }
}

TalliedRows RowTally::counts(const Names& names) const {
  TalliedRows result;
  result.types = names.types;
  if (names.types.empty()) result.types.emplace_back();
  const auto first_unplaced = static_cast<std::uint32_t>(result.types.size());
  for (const Type& type : type_by_number_) result.types.push_back(type.name);
  for_each(placed_, [&](std::uint32_t force, table::Month month, std::uint32_t type, auto rows) {
    const bool wanted = names.types.empty() || names.wanted[type] != 0;
    result.kinds.push_back({force, month, type, {rows, 0, wanted}});
  });
  for_each(unplaced_, [&](std::uint32_t force, table::Month month, std::uint32_t type, auto rows) {
    const bool wanted = type_by_number_[type].wanted;
    result.kinds.push_back({force, month, first_unplaced + type, {0, rows, wanted}});
  });
  return result;
}

std::size_t TallySum::Hash::operator()(const Kind& kind) const {
  const auto year = static_cast<std::uint64_t>(static_cast<int>(kind.month.year()));
  const std::uint64_t month = 12 * year + static_cast<unsigned>(kind.month.month());
  const std::uint64_t all = (month << 48U) ^ (std::uint64_t{kind.force} << 32U) ^ kind.type;
  return static_cast<std::size_t>((all * 0x9E3779B97F4A7C15U) >> 20U);
}

void TallySum::add(const TalliedRows& run, const std::vector<std::string>& forces) {
  std::vector<std::uint32_t> type_codes;
  for (const std::string& type : run.types) type_codes.push_back(types_.code(type));
  std::vector<std::uint32_t> force_codes;
  for (const std::string& force : forces) force_codes.push_back(forces_.code(force));
  for (const TalliedRows::Kind& kind : run.kinds) {
    table::RowCounts& counts = rows_[{force_codes[kind.force], type_codes[kind.type], kind.month}];
    counts.placed += kind.counts.placed;
    counts.unplaced += kind.counts.unplaced;
    counts.wanted = kind.counts.wanted;
  }
}

table::RowsByMonth TallySum::rows() const {
  table::RowsByMonth result;
  for (const auto& [kind, counts] : rows_) {
    result.rows[{forces_.text(kind.force), kind.month, types_.text(kind.type)}] = counts;
  }
  return result;
}

}  // namespace hotward::io

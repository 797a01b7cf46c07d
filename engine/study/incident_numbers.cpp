#include "engine/study/incident_numbers.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/io/areas/area_columns.hpp"
#include "engine/io/csv/number_style.hpp"

namespace hotward {
namespace {

std::vector<std::string> names_of(const std::vector<table::TextColumn>& columns) {
  std::vector<std::string> names;
  for (const table::TextColumn& column : columns) names.push_back(column.name);
  return names;
}

}  // namespace

Result<IncidentNumbers> IncidentNumbers::of(const table::Incidents& incidents,
                                            const std::string& column, const std::string& asked) {
  const auto found = io::named_column(names_of(incidents.text_columns), column, asked);
  if (!found) return fail(found.error());
  IncidentNumbers result;
  result.column_ = &incidents.text_columns[*found];
  const std::string& name = result.column_->name;
  const auto& texts = result.column_->dictionary.texts();  // each different text once
  const auto style = io::style_of(texts, fmt::format("{}: column {}", asked, name));
  if (!style) return fail(style.error());
  for (const std::string& text : texts) {
    const auto value = io::parse_number(text, *style);
    if (!value || !std::isfinite(*value) || *value < 0.0) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}: '{}' is no number of 0 or more (column {})", asked, text, name));
    }
    result.numbers_.push_back(*value);
  }
  return result;
}

std::vector<double> sums_by_group(std::span<const std::uint32_t> group,
                                  std::span<const double> numbers, std::size_t groups) {
  HOTWARD_EXPECTS(group.size() == numbers.size());
  std::vector<std::uint32_t> order(group.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(group[a], numbers[a], a) < std::tuple(group[b], numbers[b], b);
  });
  std::vector<double> sums(groups, 0.0);
  for (const std::uint32_t i : order) sums[group[i]] += numbers[i];
  return sums;
}

}  // namespace hotward

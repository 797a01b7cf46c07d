#include "tools/parts/kept_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "engine/core/check.hpp"
#include "engine/core/listed.hpp"

namespace hotward::tools {
namespace {

std::vector<std::string> names_of(const std::vector<table::TextColumn>& columns) {
  std::vector<std::string> names;
  for (const table::TextColumn& column : columns) names.push_back(column.name);
  return names;
}

}  // namespace

Result<KeptNumbers> KeptNumbers::of(const table::Incidents& incidents, const std::string& column,
                                    const std::string& asked) {
  const auto found = std::ranges::find(incidents.kept, column, &table::TextColumn::name);
  if (found == incidents.kept.end()) {
    return fail(ErrorCode::missing_column, fmt::format("{}: no column '{}'; there are {}", asked,
                                                       column, listed(names_of(incidents.kept))));
  }
  KeptNumbers kept;
  kept.column_ = &*found;
  // Each different text once.
  for (const std::string& text : found->dictionary.texts()) {
    double value = 0.0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
        value < 0.0) {
      return fail(
          ErrorCode::bad_value,
          fmt::format("{}: '{}' is no number of 0 or more (column {})", asked, text, column));
    }
    kept.numbers_.push_back(value);
  }
  return kept;
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

}  // namespace hotward::tools

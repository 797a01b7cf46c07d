#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/assurance/claims.hpp"
#include "engine/assurance/read_lines.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::assurance {
namespace {

constexpr std::size_t lines_over_months = 80;  // a table and the total stated above it
constexpr double off_total = 0.1;              // so far off a total is of these months

// The first number behind a month's name.
std::optional<double> month_value(const std::string& text) {
  const std::size_t label = month_label(text);
  if (label == 0) return {};
  const auto numbers = numbers_in(std::string_view(text).substr(label));
  if (numbers.empty() || numbers.front().percent) return {};
  return numbers.front().value;
}

void compare_with_total(std::span<const ReadLine> lines, std::size_t line, double sum,
                        Assured& result) {
  const TextNumber* closest = nullptr;
  for (std::size_t l = line; l-- > 0 && line - l <= lines_over_months;) {
    for (const TextNumber& number : lines[l].numbers) {
      if (!counts_incidents(number)) continue;
      const bool nearer =
          closest == nullptr || std::abs(number.value - sum) < std::abs(closest->value - sum);
      if (nearer) closest = &number;
    }
  }
  if (closest == nullptr || std::abs(closest->value - sum) > off_total * sum) return;
  ++result.recomputed;
  if (closest->value == sum) return;
  const std::string instead = report::decimal_text(sum, 0);
  add_doubt(result, lines[line], What::months, closest->written, instead,
            fmt::format("the twelve months add up to {}, not to {}", instead, closest->written));
}

}  // namespace

// Lines that begin with a month, one after the other: twelve are a year.
void check_months(std::span<const ReadLine> lines, Assured& result) {
  for (std::size_t l = 0; l < lines.size();) {
    double sum = 0.0;
    std::size_t rows = 0;
    std::size_t end = l;
    for (; end < lines.size(); ++end) {
      const auto value = month_value(lines[end].text);
      if (!value) break;
      sum += *value;
      ++rows;
    }
    if (rows == 12) compare_with_total(lines, l, sum, result);
    l = std::max(end, l + 1);
  }
}

}  // namespace hotward::assurance

#include "engine/io/csv/epoch_time.hpp"

#include <chrono>

#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

constexpr std::int64_t seconds_of_a_day = 86400;

// 1 a.m. in UTC on the last Sunday of a month.
std::int64_t clocks_change_s(std::chrono::year year, std::chrono::month month) {
  const std::chrono::sys_days day{year / month / std::chrono::Sunday[std::chrono::last]};
  return seconds_of_a_day * day.time_since_epoch().count() + 3600;
}

}  // namespace

std::optional<std::int64_t> epoch_seconds(std::string_view text, Epoch epoch) {
  text = trimmed(text);
  if (text.ends_with(".0")) text.remove_suffix(2);
  const std::size_t digits = epoch == Epoch::milliseconds ? 13 : 10;
  if (epoch == Epoch::none || text.size() != digits) return {};
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    value = 10 * value + (c - '0');
  }
  if (epoch == Epoch::milliseconds) value /= 1000;
  constexpr std::int64_t first = 1'000'000'000;
  constexpr std::int64_t last = 1'990'000'000;
  return first <= value && value < last ? std::optional(value) : std::nullopt;
}

std::int64_t uk_clock_ahead_s(std::int64_t seconds_since_1970) {
  const std::chrono::sys_days day{
      std::chrono::days{static_cast<int>(seconds_since_1970 / seconds_of_a_day)}};
  const std::chrono::year year = std::chrono::year_month_day{day}.year();
  const bool is_summer = clocks_change_s(year, std::chrono::March) <= seconds_since_1970 &&
                         seconds_since_1970 < clocks_change_s(year, std::chrono::October);
  return is_summer ? 3600 : 0;
}

}  // namespace hotward::io

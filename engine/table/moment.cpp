#include "engine/table/moment.hpp"

#include <chrono>
#include <cstdlib>

#include <fmt/format.h>

#include "engine/table/period.hpp"

namespace hotward::table {
namespace {

constexpr std::int64_t per_second = 1000;
constexpr std::int64_t per_minute = 60 * per_second;
constexpr std::int64_t per_hour = 60 * per_minute;
constexpr std::int64_t per_day = 24 * per_hour;

std::string offset_text(std::int32_t minutes) {
  if (minutes == no_offset) return {};
  if (minutes == 0) return "Z";
  const std::int32_t size = std::abs(minutes);
  return fmt::format("{}{:02}:{:02}", minutes < 0 ? '-' : '+', size / 60, size % 60);
}

// Takes parts off the front of a text; `sound` is false once one was not there.
struct Parts {
  std::string_view text;
  bool sound = true;

  std::int64_t digits(std::size_t count) {
    std::int64_t value = 0;
    sound = sound && text.size() >= count;
    for (std::size_t i = 0; sound && i < count; ++i) {
      sound = text[i] >= '0' && text[i] <= '9';
      value = 10 * value + (text[i] - '0');
    }
    if (sound) text.remove_prefix(count);
    return value;
  }
  bool next_is(char c) const { return sound && !text.empty() && text.front() == c; }
  void sign(char c) {
    sound = next_is(c);
    if (sound) text.remove_prefix(1);
  }
};

std::int32_t offset_of(Parts& parts) {
  if (parts.text.empty()) return no_offset;
  if (parts.next_is('Z')) {
    parts.sign('Z');
    return 0;
  }
  const bool west = parts.next_is('-');
  parts.sign(west ? '-' : '+');
  const std::int64_t hours = parts.digits(2);
  parts.sign(':');
  const std::int64_t minutes = 60 * hours + parts.digits(2);
  return static_cast<std::int32_t>(west ? -minutes : minutes);
}

}  // namespace

std::string to_string(const Moment& moment, char between) {
  const auto days =
      std::chrono::floor<std::chrono::days>(std::chrono::milliseconds{moment.milliseconds});
  const std::int64_t rest = moment.milliseconds - days.count() * per_day;
  std::string text =
      fmt::format("{}{}{:02}:{:02}:{:02}", to_string(Day{days}), between, rest / per_hour,
                  rest % per_hour / per_minute, rest % per_minute / per_second);
  if (rest % per_second != 0) text += fmt::format(".{:03}", rest % per_second);
  return text + offset_text(moment.offset_minutes);
}

std::optional<Moment> parse_moment(std::string_view text) {
  using namespace std::chrono;
  Parts parts{text};
  const auto number = [](std::int64_t value) { return static_cast<int>(value); };
  const int year = number(parts.digits(4));
  parts.sign('-');
  const int month = number(parts.digits(2));
  parts.sign('-');
  const int day = number(parts.digits(2));
  parts.sign(parts.next_is('T') ? 'T' : ' ');
  std::int64_t time = parts.digits(2) * per_hour;
  parts.sign(':');
  time += parts.digits(2) * per_minute;
  parts.sign(':');
  time += parts.digits(2) * per_second;
  if (parts.next_is('.')) {
    parts.sign('.');
    time += parts.digits(3);
  }
  const std::int32_t offset = offset_of(parts);
  const year_month_day date = std::chrono::year{year} / month / day;
  if (!parts.sound || !parts.text.empty() || !date.ok()) return {};
  return Moment{sys_days{date}.time_since_epoch().count() * per_day + time, offset};
}

}  // namespace hotward::table

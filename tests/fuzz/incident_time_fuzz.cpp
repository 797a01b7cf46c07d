// Any text as a date: one between 1900 and 2199 or none, its parts in the order that the text
// shows, and what is written for it is read as the same.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/core/check.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/table/moment.hpp"
#include "engine/table/period.hpp"

namespace {

using namespace hotward;

void check_time(const io::IncidentTime& time) {
  using table::TimePrecision;
  const table::Day day = table::day_of(time.minute);
  const int year = static_cast<int>(std::chrono::year_month_day{day}.year());
  HOTWARD_EXPECTS(year >= 1900 && year <= 2199);
  HOTWARD_EXPECTS(time.precision != TimePrecision::none);
  if (time.precision == TimePrecision::minute) return;
  HOTWARD_EXPECTS(time.minute == table::minute_of(day));
  const bool is_month = time.precision == TimePrecision::month;
  const std::string text =
      is_month ? table::to_string(table::month_of(day)) : table::to_string(day);
  HOTWARD_EXPECTS(io::parse_time(text) == time);
  const auto period = table::parse_period(text);
  HOTWARD_EXPECTS(period && period->first == day);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto day_first = io::parse_time(text, io::DateOrder::day_first);
  const auto month_first = io::parse_time(text, io::DateOrder::month_first);
  if (day_first) check_time(*day_first);
  if (month_first) check_time(*month_first);
  const auto shown = io::order_shown(text);
  HOTWARD_EXPECTS((shown != io::OrderShown::either) || (day_first && month_first));
  HOTWARD_EXPECTS((shown != io::OrderShown::day_first) || (day_first && !month_first));
  HOTWARD_EXPECTS((shown != io::OrderShown::month_first) || (month_first && !day_first));
  static_cast<void>(io::is_placeholder_date(text));
  if (const auto period = table::parse_period(text)) {
    HOTWARD_EXPECTS(period->first <= period->last);
  }
  if (const auto moment = table::parse_moment(text)) {
    HOTWARD_EXPECTS(table::parse_moment(table::to_string(*moment)) == moment);
    HOTWARD_EXPECTS(table::parse_moment(table::to_string(*moment, 'T')) == moment);
  }
  return 0;
}

#include "engine/methods/aoristic/aoristic.hpp"

#include <algorithm>
#include <chrono>
#include <utility>
#include <vector>

#include "engine/core/check.hpp"

namespace hotward::aoristic {
namespace {

using table::Minute;
using Utc = std::int64_t;  // minutes since 1970 began in Greenwich

constexpr Utc hour = 60;
constexpr Utc week = Utc{hours_of_week} * hour;

// One o'clock UTC on the last Sunday of a month.
Utc change_of(std::chrono::year year, std::chrono::month month) {
  const std::chrono::sys_days day{year / month / std::chrono::Sunday[std::chrono::last]};
  return Utc{day.time_since_epoch().count()} * table::minutes_per_day + hour;
}

bool is_summer(Utc at) {
  const auto day = std::chrono::floor<std::chrono::days>(
      std::chrono::sys_time<std::chrono::duration<std::int64_t, std::ratio<60>>>{
          std::chrono::duration<std::int64_t, std::ratio<60>>{at}});
  const std::chrono::year year = std::chrono::year_month_day{day}.year();
  return at >= change_of(year, std::chrono::March) && at < change_of(year, std::chrono::October);
}

// A clock in summer shows an hour more. Of two moments that it shows alike: the first, or the last.
Utc first_shown(Minute civil) { return is_summer(civil - hour) ? civil - hour : Utc{civil}; }
// A time in the hour that it skips is never summer's.
Utc last_shown(Minute civil) {
  return is_summer(civil) && is_summer(civil - hour) ? civil - hour : Utc{civil};
}

std::size_t cell_of(Utc civil) {
  constexpr Utc monday = 4 * 24 * hour;  // 1970 began on a Thursday
  const Utc since = ((civil - monday) % week + week) % week;
  return static_cast<std::size_t>(since / hour);
}

void spread(Utc from, Utc to, Hours& hours) {
  const auto length = static_cast<double>(to - from);
  for (Utc at = from; at < to;) {
    const Utc next = std::min(to, at + hour - ((at % hour) + hour) % hour);
    hours.weight[cell_of(is_summer(at) ? at + hour : at)] +=
        static_cast<double>(next - at) / length;
    at = next;
  }
}

void add(Minute begin, Minute end, LongSpans how, Hours& hours) {
  const Utc from = first_shown(begin);
  const Utc to = last_shown(end);
  if (begin == end || to <= from) {
    ++hours.counted;
    ++hours.known[cell_of(begin)];
    hours.weight[cell_of(begin)] += 1.0;
    return;
  }
  const bool is_long = to - from > week;
  hours.long_spans += is_long ? 1U : 0U;
  if (is_long && how == LongSpans::exclude) return;
  ++hours.counted;
  ++hours.spans;
  if (!is_long) return spread(from, to, hours);
  for (double& weight : hours.weight) weight += 1.0 / static_cast<double>(hours_of_week);
}

}  // namespace

Hours aoristic(const Spans& spans, LongSpans how) {
  HOTWARD_EXPECTS(spans.end.empty() || spans.end.size() == spans.begin.size());
  Hours hours;
  std::vector<std::pair<Minute, Minute>> ordered;  // so that sums do not depend on the rows' order
  for (std::size_t i = 0; i < spans.begin.size(); ++i) {
    const Minute begin = spans.begin[i];
    if (begin == table::no_time) {
      ++hours.undated;
      continue;
    }
    Minute end = spans.end.empty() ? begin : spans.end[i];
    if (end == table::no_time) end = begin;
    hours.swapped += end < begin ? 1U : 0U;
    ordered.emplace_back(std::min(begin, end), std::max(begin, end));
  }
  std::ranges::sort(ordered);
  for (const auto& [begin, end] : ordered) add(begin, end, how, hours);
  return hours;
}

}  // namespace hotward::aoristic

#include "engine/methods/trend/emerging_pattern.hpp"

#include <algorithm>
#include <cstddef>

#include "engine/core/check.hpp"

namespace hotward::trend {
namespace {

enum class Share : std::uint8_t { any, most, less };                // 90 % of the periods
enum class Hot : std::uint8_t { any, last_alone, one_run_of_two };  //
enum class Cold : std::uint8_t { any, never, some };
enum class Strength : std::uint8_t { any, stronger, none, weaker };

struct Rule {
  Pattern hot;
  Pattern cold;  // what it is called where + and - are exchanged
  bool last;
  Share share;
  Hot periods;
  Cold opposite;
  Strength trend;
};

// The table of the header.
constexpr std::array<Rule, 8> rules = {{
    {Pattern::new_hot, Pattern::new_cold, true, Share::any, Hot::last_alone, Cold::any,
     Strength::any},
    {Pattern::consecutive_hot, Pattern::consecutive_cold, true, Share::less, Hot::one_run_of_two,
     Cold::any, Strength::any},
    {Pattern::intensifying_hot, Pattern::intensifying_cold, true, Share::most, Hot::any, Cold::any,
     Strength::stronger},
    {Pattern::persistent_hot, Pattern::persistent_cold, true, Share::most, Hot::any, Cold::any,
     Strength::none},
    {Pattern::diminishing_hot, Pattern::diminishing_cold, true, Share::most, Hot::any, Cold::any,
     Strength::weaker},
    {Pattern::sporadic_hot, Pattern::sporadic_cold, true, Share::less, Hot::any, Cold::never,
     Strength::any},
    {Pattern::oscillating_hot, Pattern::oscillating_cold, true, Share::less, Hot::any, Cold::some,
     Strength::any},
    {Pattern::historical_hot, Pattern::historical_cold, false, Share::most, Hot::any, Cold::any,
     Strength::any},
}};

// A spot as one sign sees it.
struct Seen {
  bool last;
  bool most;           // of the periods
  std::ptrdiff_t hot;  // periods of the sign
  std::ptrdiff_t run;  // of them without a break up to the last period
  bool opposite;       // some period of the other sign
  int trend;           // 1 stronger
};

Seen seen_as(std::span<const std::int8_t> signs, int sign, int trend) {
  const auto is_it = [sign](std::int8_t s) { return s == sign; };
  const std::ptrdiff_t hot = std::ranges::count_if(signs, is_it);
  const auto from_last = std::find_if_not(signs.rbegin(), signs.rend(), is_it);
  return {.last = is_it(signs.back()),
          .most = 10 * hot >= 9 * static_cast<std::ptrdiff_t>(signs.size()),
          .hot = hot,
          .run = from_last - signs.rbegin(),
          .opposite = std::ranges::find(signs, -sign) != signs.end(),
          .trend = sign * trend};
}

bool holds(const Rule& rule, const Seen& seen) {
  if (rule.last != seen.last) return false;
  if (rule.share != Share::any && (rule.share == Share::most) != seen.most) return false;
  if (rule.periods == Hot::last_alone && seen.hot != 1) return false;
  if (rule.periods == Hot::one_run_of_two && (seen.run < 2 || seen.run != seen.hot)) return false;
  if (rule.opposite != Cold::any && (rule.opposite == Cold::some) != seen.opposite) return false;
  switch (rule.trend) {
    case Strength::any:
      return true;
    case Strength::stronger:
      return seen.trend > 0;
    case Strength::weaker:
      return seen.trend < 0;
    case Strength::none:
      return seen.trend == 0;
  }
  return false;
}

}  // namespace

Pattern emerging_pattern(std::span<const std::int8_t> signs, int trend) {
  HOTWARD_EXPECTS(!signs.empty());
  const Seen hot = seen_as(signs, 1, trend);
  const Seen cold = seen_as(signs, -1, trend);
  for (const Rule& rule : rules) {
    if (holds(rule, hot)) return rule.hot;
    if (holds(rule, cold)) return rule.cold;
  }
  return Pattern::none;
}

bool is_hot(Pattern pattern) {
  return std::ranges::any_of(rules, [&](const Rule& rule) { return rule.hot == pattern; });
}

}  // namespace hotward::trend

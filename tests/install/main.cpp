// Byar's limits of ten incidents, from the installed engine.
#include <cstdio>

#include "engine/join/area_join.hpp"
#include "engine/stats/intervals.hpp"
#include "engine/table/period.hpp"

int main() {
  const auto limits = hotward::stats::poisson_byar(10, 0.95);
  const auto join = hotward::join::area_join({}, {});
  const auto year = hotward::table::parse_period("2020-02");
  std::printf("%.6f %.6f %d %zu\n", limits.lower, limits.upper, year->days(), join.area.size());
  // 4.787450 and 18.391459: Breslow and Day's formula by hand.
  return limits.lower > 4.78744 && limits.upper < 18.39147 && year->days() == 29 ? 0 : 1;
}

// Ranking of arrays in memory: no file, no map, no study.
#include <cstdio>
#include <string>
#include <vector>

#include "engine/methods/ranking/ranking.hpp"
#include "engine/methods/rates/crude_rate.hpp"
#include "engine/stats/intervals.hpp"

int main() {
  const std::vector<std::string> wards = {"E1", "E2", "E3", "E4"};
  const std::vector<std::int64_t> incidents = {12, 40, 0, 40};
  const std::vector<double> people = {800.0, 4000.0, 1500.0, 10000.0};

  const auto rates = hotward::rates::crude_rate(incidents, people);
  const auto ranking = hotward::ranking::rank_by(rates.rate, incidents, wards);
  for (const std::size_t i : ranking.order) {
    const auto limits = hotward::stats::poisson_interval(static_cast<double>(incidents[i]), 0.95);
    std::printf("%lld. %s: %.1f per 1,000 (%.1f to %.1f), %lld incidents (%.1f to %.1f)\n",
                static_cast<long long>(ranking.rank[i]), wards[i].c_str(), rates.rate[i],
                rates.lower[i], rates.upper[i], static_cast<long long>(incidents[i]), limits.lower,
                limits.upper);
  }
  std::printf("%zu of %zu wards hold half of all incidents\n",
              hotward::ranking::areas_holding(ranking, 50.0), wards.size());
}

// How often does the Poisson scan find a planted cluster? Prints the table of docs/methods/scan.md.
//
// 144 areas of equal population on a 12 by 12 grid; a square of areas has a relative risk. A map is
// found where p <= 0.05 against 1,999 random maps; the areas found are right where more than half
// of the planted ones are among them, and more than half of them were planted. 1,000 maps per line.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "engine/core/random.hpp"
#include "engine/methods/scan/poisson_scan.hpp"
#include "engine/stats/multinomial_draw.hpp"

namespace hotward::scan {
namespace {

constexpr std::uint32_t side = 12;
constexpr std::uint32_t maps = 1000;

struct Power {
  double found = 0.0;
  double right = 0.0;
};

struct Study {
  std::vector<geometry::Point> at;
  std::vector<std::string> codes;
  std::vector<double> population = std::vector<double>(side * side, 1000.0);

  Study() {
    for (std::uint32_t i = 0; i < side * side; ++i) {
      at.push_back({1000.0 * (i % side), 1000.0 * (i / side)});
      codes.push_back(fmt::format("A{:03}", i));
    }
  }

  [[nodiscard]] ScanResult scan(const std::vector<std::int32_t>& counts,
                                std::uint32_t replications) const {
    const std::vector<std::int64_t> cases(counts.begin(), counts.end());
    return *poisson_scan({{at, codes}, cases, population}, {.replications = replications});
  }
};

bool is_planted(std::uint32_t area, std::uint32_t width) {
  const std::uint32_t x = area % side;
  const std::uint32_t y = area / side;
  return x >= 4 && x < 4 + width && y >= 5 && y < 5 + width;
}

bool right_areas(const Cluster& cluster, std::uint32_t width) {
  const auto hits = static_cast<std::size_t>(std::ranges::count_if(
      cluster.members, [&](std::uint32_t area) { return is_planted(area, width); }));
  return 2 * hits > std::size_t{width} * width && 2 * hits > cluster.members.size();
}

Power power(const Study& study, std::uint32_t incidents, std::uint32_t width, double risk) {
  std::vector<double> weight = study.population;
  for (std::uint32_t i = 0; i < weight.size(); ++i) weight[i] *= is_planted(i, width) ? risk : 1.0;
  const stats::MultinomialDraw draw(weight);
  std::vector<double> critical;
  Power result;
  for (std::uint32_t k = 0; k < maps; ++k) {
    Random random(3, Stream::test, incidents + width, k);
    std::vector<std::int32_t> counts(weight.size());
    draw.draw(random, incidents, counts);
    if (critical.empty()) critical = study.scan(counts, 1999).null_maxima;
    const ScanResult scanned = study.scan(counts, 0);
    if (scanned.clusters.empty()) continue;
    const Cluster& first = scanned.clusters.front();
    const auto extreme = std::ranges::count_if(
        critical, [&](double m) { return m >= first.statistic * (1.0 - 1e-9); });
    if (static_cast<double>(extreme + 1) / 2000.0 > 0.05) continue;
    result.found += 100.0 / maps;
    result.right += right_areas(first, width) ? 100.0 / maps : 0.0;
  }
  return result;
}

}  // namespace
}  // namespace hotward::scan

int main() {
  const hotward::scan::Study study;
  fmt::print(
      "| incidents | per area | cluster | relative risk | found, % | and the right areas, % |\n");
  fmt::print("|---|---|---|---|---|---|\n");
  for (const std::uint32_t incidents : {288U, 720U, 1440U}) {
    for (const std::uint32_t width : {2U, 3U, 4U}) {
      for (const double risk : {1.0, 1.5, 2.0, 3.0}) {
        if (risk == 1.0 && width > 2) continue;  // without a cluster its size means nothing
        const auto p = hotward::scan::power(study, incidents, width, risk);
        fmt::print("| {:L} | {} | {} | {} | {:.0f} | {} |\n", incidents, incidents / 144,
                   risk == 1.0 ? "none" : fmt::format("{} areas", width * width),
                   risk == 1.0 ? "–" : fmt::format("{:.1f}", risk), p.found,
                   risk == 1.0 ? "–" : fmt::format("{:.0f}", p.right));
      }
    }
  }
  return 0;
}

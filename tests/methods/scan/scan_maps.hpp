// Small maps to scan.
#pragma once

#include <cmath>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/methods/scan/scan_result.hpp"
#include "tests/support/shared.hpp"

namespace hotward::scan {

struct ScanMap {
  std::vector<geometry::Point> at;
  std::vector<std::string> codes;
  std::vector<double> population;
  std::vector<std::int64_t> cases;

  [[nodiscard]] ScanSites sites() const { return {at, codes}; }
};

enum class Arrangement { random, line, circle, grid, one_far, pairs, all_equal };

inline geometry::Point arranged(Arrangement how, std::uint32_t i, std::uint32_t n, Random& random) {
  const geometry::Point anywhere{1000.0 * random.uniform(), 1000.0 * random.uniform()};
  const double turn = 6.283185307179586 * i / n;
  switch (how) {
    case Arrangement::line:
      return {10.0 * i, 0.0};
    case Arrangement::circle:
      return {100.0 * std::cos(turn), 100.0 * std::sin(turn)};
    case Arrangement::grid:
      return {0.1 * (i % 6), 0.1 * (i / 6)};
    case Arrangement::one_far:
      return i == 0 ? geometry::Point{1e7, 1e7} : anywhere;
    case Arrangement::pairs:
      return {100.0 * (i / 2 % 5), 70.0 * (i / 10)};
    case Arrangement::all_equal:
      return {500000.0, 170000.0};
    case Arrangement::random:
      break;
  }
  return anywhere;
}

inline ScanMap arranged_map(Arrangement how, std::uint32_t n, std::uint64_t seed) {
  Random random(seed, Stream::test);
  ScanMap map;
  for (std::uint32_t i = 0; i < n; ++i) {
    map.at.push_back(arranged(how, i, n, random));
    map.codes.push_back("E" + std::to_string(1000 + i));
    map.population.push_back(random.below(9) == 0 ? 0.0 : 10.0 + random.below(200));
    map.cases.push_back(map.population[i] > 0.0 ? random.below(12) : 0);
  }
  return map;
}

/// Rows of numbers parted by blanks, the first field kept as text.
inline std::vector<std::pair<std::string, std::vector<double>>> blank_rows(
    const std::string& relative) {
  std::ifstream file(shared_path(relative));
  std::vector<std::pair<std::string, std::vector<double>>> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string id;
    if (!(words >> id)) continue;
    rows.emplace_back(id, std::vector<double>{});
    for (double x = 0.0; words >> x;) rows.back().second.push_back(x);
  }
  return rows;
}

}  // namespace hotward::scan

// Maps for tests: other programs' small maps, and grids made by code.
#pragma once

#include <cmath>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/weights/gal.hpp"
#include "engine/weights/grid_contiguity.hpp"
#include "tests/support/shared.hpp"

namespace hotward::autocorrelation {

/// A CSV file by column name; "NA" and "" become NaN.
class Table {
 public:
  explicit Table(const std::string& relative) : rows_(read_rows(shared_path(relative))) {}

  [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
    std::size_t column = 0;
    while (rows_[0][column] != name) ++column;
    std::vector<std::string> result;
    for (std::size_t r = 1; r < rows_.size(); ++r) result.push_back(rows_[r][column]);
    return result;
  }
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const {
    std::vector<double> result;
    for (const auto& text : texts(name)) {
      const bool missing = text.empty() || text == "NA" || text == "NaN";
      result.push_back(missing ? std::nan("") : std::stod(text));
    }
    return result;
  }

 private:
  std::vector<std::vector<std::string>> rows_;
};

/// Pairs i, j from 1, as spdep writes a neighbour list.
inline weights::SpatialWeights weights_of_pairs(const std::string& relative, std::size_t sites) {
  const Table table(relative);
  const auto from = table.numbers("i");
  const auto to = table.numbers("j");
  std::vector<std::vector<weights::Site>> rows(sites);
  for (std::size_t k = 0; k < from.size(); ++k) {
    rows[static_cast<std::size_t>(from[k]) - 1].push_back(static_cast<weights::Site>(to[k]) - 1);
  }
  return weights::binary(rows);
}

/// A GAL file as R's write.nb.gal left it: its header stands once per site.
inline weights::SpatialWeights weights_of_gal(const std::string& relative,
                                              const std::vector<std::string>& ids) {
  std::ifstream file(shared_path(relative));
  std::stringstream text;
  bool first = true;
  for (std::string line; std::getline(file, line);) {
    const bool header = line.rfind("0 " + std::to_string(ids.size()) + " ", 0) == 0;
    if (first || !header) text << line << '\n';
    first = false;
  }
  const auto parsed = weights::parse_gal(text.str(), ids);
  INFO((parsed ? "" : parsed.error().message));
  REQUIRE(parsed);
  return *parsed;
}

// Six sites, linked where at most 15 apart: the worked example of esda.G_Local and spdep
// (pysal/esda, esda/getisord.py).
inline const std::vector<double> six_values = {2, 3, 3.2, 5, 8, 7};
inline const weights::SpatialWeights six_links =
    weights::binary({{1, 3}, {0, 3, 4}, {4}, {0, 1, 4}, {1, 2, 3, 5}, {4}});

inline weights::SpatialWeights grid(std::int32_t side,
                                    weights::GridKind kind = weights::GridKind::square_queen) {
  std::vector<weights::GridCell> cells;
  for (std::int32_t r = 0; r < side; ++r) {
    for (std::int32_t c = 0; c < side; ++c) cells.push_back({r, c});
  }
  return weights::grid_contiguity(cells, kind);
}

/// A Poisson count, by multiplying uniform numbers (Knuth); the mean is small.
inline double poisson_draw(Random& random, double mean) {
  const double stop = std::exp(-mean);
  double product = random.uniform();
  double count = 0.0;
  while (product > stop) {
    product *= random.uniform();
    count += 1.0;
  }
  return count;
}

inline std::vector<double> poisson_values(std::size_t n, double mean, std::uint32_t seed) {
  Random random(seed, Stream::test, 45);
  std::vector<double> values(n);
  for (double& x : values) x = poisson_draw(random, mean);
  return values;
}

inline std::vector<double> real_values(std::size_t n, std::uint32_t seed) {
  Random random(seed, Stream::test, 46);
  std::vector<double> values(n);
  for (double& x : values) x = random.normal();
  return values;
}

}  // namespace hotward::autocorrelation

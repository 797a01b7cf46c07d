#include "engine/methods/scan/poisson_draw.hpp"

#include <cmath>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "engine/core/random.hpp"
#include "engine/methods/scan/scan_input.hpp"
#include "engine/stats/gamma_draw.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::scan {
namespace {

constexpr double adds_up_to = 1e-6;  // of the number of cases

// Below, drawing case by case costs less than the scan, and the maps stay those they always were.
constexpr std::uint64_t many_cases = 100'000;
constexpr std::uint64_t many_per_cell = 8;

/// A table of cells, and what draws by cells where that pays.
struct Cells {
  Cells(std::span<const double> weights, std::uint64_t trials) : table(weights) {
    const bool pays = trials >= many_cases && trials / many_per_cell >= weights.size();
    if (pays) by_cells.emplace(table, weights, trials);
  }
  Cells(const Cells&) = delete;
  Cells& operator=(const Cells&) = delete;

  stats::MultinomialDraw table;
  std::optional<stats::MultinomialDraw::ByCells> by_cells;
};

}  // namespace

Result<void> set_expected(ScanProblem& problem, std::vector<double> expected,
                          const ScanSites& sites, bool given, const ScanOptions& options) {
  const double cases = total_cases(problem);
  const double total = stats::sum(expected);
  if (given && std::abs(total - cases) > adds_up_to * cases) {
    return fail(ErrorCode::bad_value,
                fmt::format("the expected counts add up to {:.10g}, the incidents to {:.10g}",
                            total, cases));
  }
  if (total > 0.0 && !(std::isfinite(total) && std::isfinite(cases / total))) {
    return fail(ErrorCode::bad_value,
                fmt::format("what is at risk in all areas together is {} to be reckoned with",
                            std::isfinite(total) ? "too small" : "too large"));
  }
  for (std::size_t k = 0; k < expected.size(); ++k) {
    if (problem.cases[k] > 0 && expected[k] == 0.0) {
      return fail(ErrorCode::bad_value,
                  fmt::format("{}: {} incident{} where none can be expected (population 0)",
                              sites.codes[problem.input[k / problem.periods]], problem.cases[k],
                              problem.cases[k] == 1 ? "" : "s"));
    }
    expected[k] *= cases / total;
  }
  problem.measure = std::move(expected);
  problem.likelihood = Likelihood({Model::poisson, options.rates, cases, cases, options.min_cases});
  return {};
}

namespace {

// Gamma variates of shape E / (phi - 1): times phi - 1, their mean is E and their variance
// (phi - 1) E, which with Poisson's own makes phi E.
MakeDraw overdispersed_maps(const ScanProblem& problem, std::uint64_t seed, double phi) {
  const auto trials = static_cast<std::uint64_t>(total_cases(problem));
  const std::span<const double> measure = problem.measure;
  return [=] {
    return [=](std::uint32_t replicate, std::span<std::int32_t> cases) {
      Random random(seed, scan_stream, 0, replicate);
      std::vector<double> rates;
      double all = 0.0;
      for (const double e : measure) {
        rates.push_back(e > 0.0 ? stats::gamma_draw(random, e / (phi - 1.0)) : 0.0);
        all += rates.back();
      }
      // Few incidents that vary without measure: every draw may be below the smallest double.
      if (!(all > 0.0)) rates.assign(measure.begin(), measure.end());
      stats::MultinomialDraw(rates).draw(random, trials, cases);
    };
  };
}

}  // namespace

MakeDraw multinomial_maps(const ScanProblem& problem, std::uint64_t seed, double phi) {
  if (phi > 1.0) return overdispersed_maps(problem, seed, phi);
  const auto trials = static_cast<std::uint64_t>(total_cases(problem));
  auto cells = std::make_shared<const Cells>(problem.measure, trials);
  return [cells, trials, seed] {
    return [cells, trials, seed](std::uint32_t replicate, std::span<std::int32_t> cases) {
      Random random(seed, scan_stream, 0, replicate);
      if (cells->by_cells) {
        cells->by_cells->draw(random, cases);
      } else {
        cells->table.draw(random, trials, cases);
      }
    };
  };
}

}  // namespace hotward::scan

#include "engine/methods/scan/poisson_draw.hpp"

#include <cmath>
#include <memory>

#include <fmt/format.h>

#include "engine/core/random.hpp"
#include "engine/methods/scan/scan_input.hpp"
#include "engine/stats/multinomial_draw.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::scan {
namespace {

constexpr double adds_up_to = 1e-6;  // of the number of cases

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

MakeDraw multinomial_maps(const ScanProblem& problem, std::uint64_t seed) {
  auto cells = std::make_shared<const stats::MultinomialDraw>(problem.measure);
  const auto trials = static_cast<std::uint64_t>(total_cases(problem));
  return [cells, trials, seed] {
    return [cells, trials, seed](std::uint32_t replicate, std::span<std::int32_t> cases) {
      Random random(seed, Stream::scan, 0, replicate);
      cells->draw(random, trials, cases);
    };
  };
}

}  // namespace hotward::scan

#include "engine/methods/scan/poisson_scan.hpp"

#include "engine/core/check.hpp"
#include "engine/methods/scan/inference.hpp"
#include "engine/methods/scan/poisson_draw.hpp"
#include "engine/methods/scan/scan_input.hpp"

namespace hotward::scan {

Result<ScanResult> poisson_scan(const PoissonInput& input, const ScanOptions& options) {
  HOTWARD_EXPECTS(!input.population.empty() || !input.expected.empty() || input.cases.empty());
  auto problem = begin_problem(input.sites, {input.cases}, options);
  if (!problem) return fail(problem.error());
  const bool given = !input.expected.empty();
  for (const auto& [values, what] :
       {std::pair(input.population, "population"), std::pair(input.expected, "expected count")}) {
    if (values.empty()) continue;
    if (const auto sound = check_at_risk(input.sites, values, what); !sound) {
      return fail(sound.error());
    }
  }
  const bool has_population = !input.population.empty();
  problem->population = has_population ? in_order(*problem, input.population, 1)
                                       : std::vector<double>(problem->sites(), undefined);
  auto expected = in_order(*problem, given ? input.expected : input.population, 1);
  limit_zones(*problem, has_population ? problem->population : expected, options.max_population);
  if (const auto set = set_expected(*problem, std::move(expected), input.sites, given, options);
      !set) {
    return fail(set.error());
  }
  return scan_map(*problem, multinomial_maps(*problem, options.seed, options.phi), options);
}

}  // namespace hotward::scan

#include "engine/methods/cluster/dbscan.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/check.hpp"

namespace hotward::cluster {

Result<void> check_options(const DbscanOptions& options) {
  if (!(options.eps_m > 0.0) || !std::isfinite(options.eps_m)) {
    return fail(ErrorCode::usage, fmt::format("eps must be above 0 m, got {} m", options.eps_m));
  }
  if (!(options.min_points > 0.0) || !(options.min_points < 9.0e12)) {
    return fail(ErrorCode::usage,
                fmt::format("min-points must be above 0, got {}", options.min_points));
  }
  return {};
}

Result<Clusters> dbscan(const DensityInput& input, const DbscanOptions& options) {
  HOTWARD_EXPECTS(input.when.empty());
  if (const auto ok = check_options(options); !ok) return fail(ok.error());
  if (const auto ok = check_input(input); !ok) return fail(ok.error());
  auto sites = density_sites(input, options.eps_m, 0.0);
  if (!sites) return fail(sites.error());
  const SiteClusters found =
      density_clusters(*sites, std::max<Micro>(1, micro(options.min_points)));
  return of_points(input, *sites, found);
}

}  // namespace hotward::cluster

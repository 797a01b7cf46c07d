#include "engine/methods/cluster/st_dbscan.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/methods/cluster/dbscan.hpp"

namespace hotward::cluster {

Result<Clusters> st_dbscan(const DensityInput& input, const StDbscanOptions& options) {
  const auto sound = check_options({.eps_m = options.eps_m, .min_points = options.min_points});
  if (!sound) return fail(sound.error());
  if (!(options.window_days > 0.0)) {
    return fail(ErrorCode::usage,
                fmt::format("window must be above 0 days, got {} days", options.window_days));
  }
  if (input.when.empty() && !input.at.empty()) {
    return fail(ErrorCode::no_data, "clusters in space and time need dates, and there are none");
  }
  if (const auto ok = check_input(input); !ok) return fail(ok.error());
  auto sites = density_sites(input, options.eps_m, options.window_days);
  if (!sites) return fail(sites.error());
  const SiteClusters found =
      density_clusters(*sites, std::max<Micro>(1, micro(options.min_points)));
  return of_points(input, *sites, found);
}

}  // namespace hotward::cluster

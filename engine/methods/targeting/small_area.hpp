// Small area: which connected group of areas, within given limits, holds most incidents?
//
//   maximise    V(S) = sum_{i in S} v_i                v_i incidents of area i, weighted or not
//   subject to  S is connected                         by the links that are given
//               sum_{i in S} c_ir <= C_r  for all r     households, people, km², number of areas
//
// Groups are grown from one area, link by link. A state is a set S of areas that are in and a set X
// that is out; it splits into two, with the next area in or out. Areas are looked at in a fixed
// order, the most incidents first, and a group belongs to the first of its areas, so none is met
// twice. A state is dropped where no group that it leads to can beat the best one known:
//
//   U(S, X, lambda) = V(S) + sum_r lambda_r (C_r - C_r(S)) + max_D sum_{d = 1..D} T_d
//   T_d = sum_{i in L_d} max(0, w_i),  or max_{i in L_d} w_i where no w_i is above 0
//   w_i = v_i - sum_r lambda_r c_ir
//
// L_d are the areas d links away from S. U bounds V for all lambda >= 0: it is the Lagrangian
// relaxation of the limits, and of the connection it keeps that a group which reaches D links away
// has an area at each distance before. lambda is moved by Polyak's subgradient steps.
//
// States are taken by their bound, the highest first, so the highest bound left at any time is one
// for all groups. The search ends where that is not above the best group (it is exact then), or
// after `most_work`; then bound and captured are apart, and both are reported.
//
// Sources:
//   Wernicke (2006), Efficient detection of network motifs, IEEE/ACM Transactions on Computational
//     Biology and Bioinformatics 3(4), 347-359. doi:10.1109/TCBB.2006.51. Each connected set once.
//   Held, Wolfe, Crowder (1974), Validation of subgradient optimization, Mathematical Programming
//     6(1), 62-88. doi:10.1007/BF01580223. The bound by relaxed limits, and its steps.
//
// Edges: an area whose cost is not known (NaN), or alone beyond a limit, is in no group. Of groups
// that hold as much one is found, the same for any order of the areas and any number of threads.
// An area without incidents stays in the group only where it joins others.
// Time: grows steeply with the number of areas a group may have; to about 8 of some hundred it is
// exact in a second. Memory: 100 bytes a state.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/weights/spatial_weights.hpp"

namespace hotward::targeting {

/// What the areas of a group may add up to.
struct Limit {
  std::vector<double> cost;  ///< of each site, at least 0; NaN where not known
  double most = 0.0;
};

struct GrowthInput {
  std::span<const double> value;         ///< of each site, finite, at least 0
  std::span<const std::string> codes;    ///< each once: the order of sites of equal value
  const weights::SpatialWeights& links;  ///< symmetric
  std::vector<Limit> limits{};
};

struct GrowthOptions {
  std::size_t most_sites = 0;  ///< of a group; 0: as many as the limits allow
  /// How much is looked at, in areas times steps of a bound: about 5 × 10^7 take a second.
  double most_work = 1.5e8;
};

struct SmallArea {
  std::vector<weights::Site> sites;  ///< of the group, ascending
  double captured = 0.0;             ///< V(S)
  double bound = 0.0;                ///< no group within the limits holds more; at least captured
  std::size_t states = 0;            ///< that were looked at

  [[nodiscard]] bool is_exact() const { return bound <= captured; }
  /// How far below the bound, in percent of it; 0 where it is exact.
  [[nodiscard]] double gap_pct() const {
    return is_exact() ? 0.0 : 100.0 * (bound - captured) / bound;
  }
};

/// Example:
///   const auto group = small_area({value, codes, links, {{households, 3000.0}}});
///   const double captured = group->captured;  // 14: areas 1 and 2, of 2,500 households together
///
/// @return no_data where not one site is within the limits; interrupted
[[nodiscard]] Result<SmallArea> small_area(const GrowthInput& input,
                                           const GrowthOptions& options = {});

/// The best group, then the best that shares at most this part of the areas of each before it, and
/// so on; fewer where no more hold any incident.
/// @param overlap  0: they share none; below 1
/// @return as small_area
[[nodiscard]] Result<std::vector<SmallArea>> small_areas(const GrowthInput& input,
                                                         std::size_t groups, double overlap,
                                                         const GrowthOptions& options = {});

}  // namespace hotward::targeting

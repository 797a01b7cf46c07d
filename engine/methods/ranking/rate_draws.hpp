// Rate draws: what each area's rate may truly be, drawn under one prior after the other.
//
// Only for this room's files.
#pragma once

#include <span>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/methods/ranking/rate_spread.hpp"
#include "engine/methods/ranking/top_share.hpp"

namespace hotward::ranking {

/// What a prior's parts weigh given each count is worked out once for all draws in a row that share
/// the prior.
class RateDraws {
 public:
  /// Both must outlive it.
  RateDraws(const RateSpread& spread, const std::vector<Site>& sites)
      : spread_(spread), sites_(sites) {}

  /// The prior that the next draws are made under: one of the spread's.
  void take(const RatePrior& prior);
  [[nodiscard]] double draw(std::size_t site, Random& random);

 private:
  std::span<double> of_site(std::size_t site);

  const RateSpread& spread_;
  const std::vector<Site>& sites_;
  const RatePrior* prior_ = nullptr;
  std::vector<double> running_;  // weights of the parts, site after site; empty: there is one part
};

}  // namespace hotward::ranking

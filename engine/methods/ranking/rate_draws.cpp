#include "engine/methods/ranking/rate_draws.hpp"

#include <algorithm>

#include "engine/stats/gamma_draw.hpp"

namespace hotward::ranking {

void RateDraws::take(const RatePrior& prior) {
  if (prior_ == &prior) return;
  prior_ = &prior;
  const std::size_t parts = prior.parts();
  running_.resize(parts > 1 ? parts * sites_.size() : 0);
  for (std::size_t i = 0; parts > 1 && i < sites_.size(); ++i) {
    spread_.weigh_parts(prior, sites_[i].count, sites_[i].exposure, of_site(i));
  }
}

double RateDraws::draw(std::size_t site, Random& random) {
  std::size_t part = 0;
  if (!running_.empty()) {
    const auto running = of_site(site);
    const auto found = std::ranges::lower_bound(running, random.uniform()) - running.begin();
    part = std::min(static_cast<std::size_t>(found), running.size() - 1);
  }
  const Site& of = sites_[site];
  const RatePosterior law = spread_.posterior(*prior_, part, of.count, of.exposure);
  return stats::gamma_draw(random, law.shape) / law.exposure;
}

std::span<double> RateDraws::of_site(std::size_t site) {
  return std::span(running_).subspan(site * prior_->parts(), prior_->parts());
}

}  // namespace hotward::ranking

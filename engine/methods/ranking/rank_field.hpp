// RankField: at a rate of t, how many areas lie above? Only for this room's files.
#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <span>
#include <vector>

#include "engine/methods/ranking/rank_law.hpp"
#include "engine/stats/gamma_survival.hpp"

namespace hotward::ranking {

// The law of N is kept up to this many areas above; beyond the ranks that are reported, so many
// more that dividing by the factor of an area that is nearly always above loses nothing.
inline constexpr std::size_t series_terms = most_top + 24;
using Series = std::array<double, series_terms>;

/// P(N_i <= m) for m = 0 … chance.size() - 1: the series of all areas without one that lies above
/// with a chance of s.
void others_at_most(const Series& all, double s, std::span<double> chance);

/// The law of a rate: of all areas that have this count and this exposure.
struct RateLaw {
  double shape;
  double log_exposure;
  const stats::GammaSurvival* survival;
  double copies;

  /// P(rate > e^y)
  [[nodiscard]] double above(double y) const { return (*survival)(y + log_exposure); }
};

/// How many areas lie above a rate of e^y.
struct RateNode {
  double y;
  double mean;
  double variance;
};

class RankField {
 public:
  /// As for rank_laws, at least one area.
  RankField(std::span<const double> counts, std::span<const double> exposures);
  RankField(const RankField&) = delete;
  RankField& operator=(const RankField&) = delete;

  [[nodiscard]] std::span<const RateLaw> laws() const { return laws_; }
  [[nodiscard]] std::size_t law_of(std::size_t area) const { return law_of_[area]; }
  /// By y, from where all areas lie above to where none does.
  [[nodiscard]] std::span<const RateNode> nodes() const { return nodes_; }
  /// The first node from which on the law of N is exact; before it none of the first ranks is left.
  [[nodiscard]] std::size_t first_top() const { return first_top_; }
  [[nodiscard]] const Series& series(std::size_t node) const { return top_[node - first_top_]; }

 private:
  void gather(std::span<const double> counts, std::span<const double> exposures);
  void span_nodes();
  bool refine();
  [[nodiscard]] RateNode at(double y) const;
  [[nodiscard]] double scale(const RateNode& node) const;

  double areas_;
  std::map<double, stats::GammaSurvival> tables_;  // by shape; stays where it is: laws point at it
  std::vector<RateLaw> laws_;
  std::vector<std::size_t> law_of_;
  std::vector<RateNode> nodes_;
  std::size_t first_top_ = 0;
  std::vector<Series> top_;
};

}  // namespace hotward::ranking

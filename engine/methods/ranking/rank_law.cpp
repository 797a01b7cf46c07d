#include "engine/methods/ranking/rank_law.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/methods/ranking/rank_field.hpp"
#include "engine/stats/distributions.hpp"
#include "engine/stats/summation.hpp"

namespace hotward::ranking {
namespace {

/// A piece of an area's law: how likely it is, and how many areas are above then.
struct Piece {
  double chance = 0.0;
  double mean = 0.0;
  double sd = 0.0;
};

struct Answer {
  std::int64_t lower = 0;
  std::int64_t upper = 0;
  double p_top = 0.0;
  double gain = 0.0;  // of the expected incidents, not yet a share
};

/// Ranks of one law; used for one law after the other.
class Ranker {
 public:
  Ranker(const RankField& field, std::size_t areas, int top, double level)
      : field_(field),
        areas_(static_cast<std::int64_t>(areas)),
        top_(static_cast<std::size_t>(top)),
        tail_((1.0 - level) / 2.0) {}

  Answer rank(const RateLaw& law) {
    see(law);
    Answer answer;
    first_ranks(law, answer);
    cut();
    answer.lower = quantile(tail_);
    answer.upper = quantile(1.0 - tail_);
    return answer;
  }

 private:
  // The law's chance of lying above each node from begin_ to end_; 1 before these, 0 after them.
  void see(const RateLaw& law) {
    const auto nodes = field_.nodes();
    const auto node_at = [&](double y) {
      return static_cast<std::size_t>(std::ranges::lower_bound(nodes, y, {}, &RateNode::y) -
                                      nodes.begin());
    };
    begin_ = node_at(law.survival->low() - law.log_exposure);
    begin_ -= begin_ > 0 ? 1 : 0;
    end_ = std::min(nodes.size(), node_at(law.survival->high() - law.log_exposure) + 1);
    above_.clear();
    for (std::size_t g = begin_; g < end_; ++g) above_.push_back(law.above(nodes[g].y));
    above_.front() = 1.0;
    above_.back() = 0.0;
  }

  [[nodiscard]] double chance(std::size_t cell) const {
    return std::max(0.0, above_[cell - begin_] - above_[cell + 1 - begin_]);
  }

  // Exact: P(rank <= 1 … 16), or of the first k alone where no limit can lie so high.
  void first_ranks(const RateLaw& law, Answer& answer) {
    at_most_.fill(0.0);
    known_ = 0;
    const std::size_t from = std::max(begin_, field_.first_top());
    if (from >= end_) return;
    const bool limits = above_[from - begin_] >= tail_;
    known_ = limits ? static_cast<std::size_t>(most_top) : top_;
    std::array<double, most_top> before{};
    for (std::size_t g = std::max(begin_ + 1, from); g < end_; ++g) {
      std::array<double, most_top> here{};
      others_at_most(field_.series(g), above_[g - begin_], std::span(here).first(known_));
      if (g == begin_ + 1 && from == begin_) {
        others_at_most(field_.series(begin_), 1.0, std::span(before).first(known_));
      }
      const double p = chance(g - 1);
      for (std::size_t r = 0; r < known_; ++r) at_most_[r] += p * 0.5 * (before[r] + here[r]);
      const double x = 0.5 * (std::exp(field_.nodes()[g - 1].y + law.log_exposure) +
                              std::exp(field_.nodes()[g].y + law.log_exposure));
      answer.gain += p * (x - law.shape) * 0.5 * (before[top_ - 1] + here[top_ - 1]);
      before = here;
    }
    answer.p_top = std::min(1.0, at_most_[top_ - 1]);
  }

  // From the highest rate down into pieces: small ones near the two limits, where it matters, and
  // ever larger ones away from them.
  void cut() {
    const auto nodes = field_.nodes();
    pieces_.clear();
    double before = 0.0;  // chance of lying higher
    double chance_sum = 0.0;
    double mean_sum = 0.0;
    double square_sum = 0.0;
    double origin = 0.0;
    for (std::size_t g = end_ - 1; g > begin_; --g) {
      const double p = chance(g - 1);
      if (p <= 0.0 && g > begin_ + 1) continue;
      const double s = 0.5 * (above_[g - 1 - begin_] + above_[g - begin_]);
      const double step = nodes[g - 1].mean - nodes[g].mean;
      const double mean = 0.5 * (nodes[g - 1].mean + nodes[g].mean) - s;
      const double variance = 0.5 * (nodes[g - 1].variance + nodes[g].variance) - s * (1.0 - s);
      if (chance_sum == 0.0) origin = mean;
      chance_sum += p;
      mean_sum += p * (mean - origin);
      square_sum += p * (variance + step * step / 12.0 + (mean - origin) * (mean - origin));
      if (chance_sum < largest(before) && g > begin_ + 1) continue;
      if (chance_sum > 0.0) {
        const double m = mean_sum / chance_sum;
        const double v = std::max(0.0, square_sum / chance_sum - m * m);
        pieces_.push_back({chance_sum, origin + m, std::sqrt(v)});
      }
      before += chance_sum;
      chance_sum = mean_sum = square_sum = 0.0;
    }
  }

  [[nodiscard]] double largest(double before) const {
    const double away = std::min(std::abs(before - tail_), std::abs(before - (1.0 - tail_)));
    return std::clamp(away / 8.0, tail_ / 25.0, 0.1);
  }

  // P(rank <= r)
  [[nodiscard]] double at_most(std::int64_t r) const {
    constexpr double far = 6.0;
    double sum = 0.0;
    for (const Piece& piece : pieces_) {
      const double away = static_cast<double>(r) - 0.5 - piece.mean;
      if (away >= far * piece.sd) {
        sum += piece.chance;
      } else if (away > -far * piece.sd) {
        sum += piece.chance * stats::normal_cdf(away / piece.sd);
      }
    }
    return sum;
  }

  // The smallest rank that p of the law does not exceed.
  [[nodiscard]] std::int64_t quantile(double p) const {
    for (std::size_t r = 0; r < known_; ++r) {
      if (at_most_[r] >= p) return std::min(areas_, static_cast<std::int64_t>(r) + 1);
    }
    auto low = static_cast<std::int64_t>(known_);  // too few
    std::int64_t high = areas_;                    // enough
    while (high - low > 1) {
      const std::int64_t middle = low + (high - low) / 2;
      (at_most(middle) >= p ? high : low) = middle;
    }
    return high;
  }

  const RankField& field_;
  std::int64_t areas_;
  std::size_t top_;
  double tail_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::size_t known_ = 0;
  std::vector<double> above_;
  std::array<double, most_top> at_most_{};
  std::vector<Piece> pieces_;
};

}  // namespace

RankLaws rank_laws(std::span<const double> counts, std::span<const double> exposures, int top,
                   double level) {
  HOTWARD_EXPECTS(counts.size() == exposures.size());
  HOTWARD_EXPECTS(top >= 1 && top <= most_top && level > 0.0 && level < 1.0);
  RankLaws result;
  if (counts.empty()) return result;
  const RankField field(counts, exposures);
  const auto laws = field.laws();
  std::vector<Answer> answers(laws.size());
  constexpr std::size_t chunk = 64;
  parallel_for((laws.size() + chunk - 1) / chunk, [&](std::size_t c) {
    Ranker ranker(field, counts.size(), top, level);
    for (std::size_t i = c * chunk; i < std::min(laws.size(), (c + 1) * chunk); ++i) {
      answers[i] = ranker.rank(laws[i]);
    }
  });
  stats::Sum gained;
  stats::Sum expected;
  for (std::size_t i = 0; i < laws.size(); ++i) {
    gained.add(laws[i].copies * answers[i].gain);
    expected.add(laws[i].copies * laws[i].shape);
  }
  result.gain = gained.value() / expected.value();
  for (std::size_t area = 0; area < counts.size(); ++area) {
    const Answer& answer = answers[field.law_of(area)];
    result.lower.push_back(answer.lower);
    result.upper.push_back(answer.upper);
    result.p_top.push_back(answer.p_top);
  }
  return result;
}

}  // namespace hotward::ranking

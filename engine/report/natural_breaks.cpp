#include "engine/report/natural_breaks.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.hpp"

namespace hotward::report {
namespace {

/// Sums over the distinct values, so that the cost of any run of them takes three subtractions.
class Runs {
 public:
  explicit Runs(std::span<const double> values) {
    std::vector<double> sorted;
    for (const double x : values) {
      if (std::isfinite(x)) sorted.push_back(x);
    }
    std::ranges::sort(sorted);
    // Taken about the middle: squares of large numbers that differ little would cancel.
    const double centre = sorted.empty() ? 0.0 : sorted[sorted.size() / 2];
    for (std::size_t i = 0; i < sorted.size(); ++i) {
      if (i == 0 || sorted[i] > sorted[i - 1]) {
        distinct_.push_back(sorted[i]);
        count_.push_back(count_.back());
        sum_.push_back(sum_.back());
        square_.push_back(square_.back());
      }
      const double x = sorted[i] - centre;
      count_.back() += 1.0;
      sum_.back() += x;
      square_.back() += x * x;
    }
  }

  [[nodiscard]] const std::vector<double>& distinct() const { return distinct_; }

  /// Squared deviations of the distinct values [from, to) from their mean, repeats counted.
  [[nodiscard]] double cost(std::size_t from, std::size_t to) const {
    const double n = count_[to] - count_[from];
    const double s = sum_[to] - sum_[from];
    return std::max(0.0, square_[to] - square_[from] - s * s / n);
  }

 private:
  std::vector<double> distinct_;
  std::vector<double> count_{0.0};
  std::vector<double> sum_{0.0};
  std::vector<double> square_{0.0};
};

/// One layer of the recurrence: best[j] = min over i of before[i] + cost(i, j), and the first such
/// i.
struct Layer {
  const Runs& runs;
  const std::vector<double>& before;
  std::vector<double>& best;
  std::vector<std::size_t>& start;

  /// Fills [low, high]; the best i of all of them lies in [first, last].
  void fill(std::size_t low, std::size_t high, std::size_t first, std::size_t last) {
    if (low > high) return;
    const std::size_t middle = low + (high - low) / 2;
    for (std::size_t i = first; i <= std::min(last, middle - 1); ++i) {
      const double sum = before[i] + runs.cost(i, middle);
      if (sum < best[middle]) {
        best[middle] = sum;
        start[middle] = i;
      }
    }
    fill(low, middle - 1, first, start[middle]);
    fill(middle + 1, high, start[middle], last);
  }
};

}  // namespace

std::vector<double> natural_breaks(std::span<const double> values, std::size_t classes) {
  HOTWARD_EXPECTS(classes > 0);
  const Runs runs(values);
  const std::size_t n = runs.distinct().size();
  const std::size_t k = std::min(classes, n);
  if (k == 0) return {};

  constexpr double none = std::numeric_limits<double>::infinity();
  std::vector<double> before(n + 1, none);
  for (std::size_t j = 1; j <= n; ++j) before[j] = runs.cost(0, j);
  std::vector<std::vector<std::size_t>> starts(k, std::vector<std::size_t>(n + 1, 0));
  for (std::size_t c = 1; c < k; ++c) {
    std::vector<double> best(n + 1, none);
    // c earlier classes need at least c distinct values.
    Layer{runs, before, best, starts[c]}.fill(c + 1, n, c, n - 1);
    before = std::move(best);
  }

  std::vector<double> breaks;
  for (std::size_t c = k, end = n; c-- > 0; end = starts[c][end]) {
    breaks.push_back(runs.distinct()[end - 1]);
  }
  std::ranges::reverse(breaks);
  return breaks;
}

}  // namespace hotward::report

#include "engine/methods/quality/coverage.hpp"

#include <algorithm>
#include <cmath>

#include "engine/stats/robust.hpp"

namespace hotward::quality {
namespace {

constexpr double least_median = 20.0;
constexpr double most_partial = 0.2;
constexpr std::size_t least_ended = 3;
constexpr std::size_t least_months = 3;
// ln of one in a million: what a Poisson count of that mean has to be 0.
constexpr double least_expected = 13.8;

double median_without(const std::vector<double>& values, std::size_t left_out) {
  std::vector<double> others;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != left_out) others.push_back(values[i]);
  }
  return stats::median(others);
}

// How many of the last values are 0, where they are too many to be quiet; else 0.
std::size_t ended_months(const std::vector<double>& values) {
  const auto last = std::find_if(values.rbegin(), values.rend(), [](double v) { return v > 0.0; });
  const auto empty = static_cast<std::size_t>(last - values.rbegin());
  if (empty < least_ended || empty == values.size()) return 0;
  // The median, so that one busy month makes no history.
  const std::vector<double> before(values.begin(), last.base());
  const double usual = stats::median(before);
  return static_cast<double>(empty) * usual >= least_expected ? empty : 0;
}

}  // namespace

std::vector<Coverage> coverage(std::span<const std::optional<std::int64_t>> counts) {
  std::vector<Coverage> found(counts.size(), Coverage::absent);
  std::vector<double> values;
  std::vector<std::size_t> which;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (!counts[i]) continue;
    found[i] = Coverage::present;
    which.push_back(i);
    values.push_back(static_cast<double>(*counts[i]));
  }
  if (values.size() < least_months) return found;
  const std::size_t ended = ended_months(values);
  // What has ended is no part of the history that the months before are judged by.
  const std::vector<double> history(values.begin(),
                                    values.end() - static_cast<std::ptrdiff_t>(ended));
  for (std::size_t k = 0; k < history.size() && history.size() >= least_months; ++k) {
    const double usual = median_without(history, k);
    if (usual >= least_median && history[k] <= most_partial * usual) {
      found[which[k]] = Coverage::partial;
    }
  }
  for (std::size_t k = history.size(); k < values.size(); ++k) found[which[k]] = Coverage::ended;
  return found;
}

}  // namespace hotward::quality

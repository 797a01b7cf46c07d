#include "engine/methods/scan/thresholds.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hotward::scan {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// The table's llr is a difference of large products; this covers its rounding for 10^9 cases.
constexpr double slack = 1e-4;

// How far rounding may move a bin's edge off a whole number of individuals.
constexpr double beside_whole = 1e-4;

// The first of first .. last for which `holds`, which is false of all before it and true of all
// after; last + 1 where it is of none. Steps double until one is reached, then halve: the answer
// is mostly near.
template <class Holds>
std::int64_t first_of(std::int64_t first, std::int64_t last, const Holds& holds) {
  std::int64_t below = first - 1;
  std::int64_t step = 1;
  while (below + step <= last && !holds(below + step)) {
    below += step;
    step *= 2;
  }
  std::int64_t above = std::min(below + step, last + 1);
  while (above - below > 1) {
    const std::int64_t middle = below + (above - below) / 2;
    (holds(middle) ? above : below) = middle;
  }
  return above;
}

}  // namespace

Thresholds::Thresholds(const Likelihood& likelihood)
    : likelihood_(likelihood), cases_(static_cast<std::int64_t>(likelihood.terms().cases)) {
  const LikelihoodTerms& terms = likelihood.terms();
  // A bin is then about 1/20 of the standard deviation of c wide.
  bins_ = static_cast<std::size_t>(std::clamp(40.0 * std::sqrt(terms.cases), 256.0, 60000.0));
  const bool individuals = terms.model == Model::bernoulli;
  const double most = individuals ? std::max(terms.measure, terms.cases) : terms.cases;
  k_log_k_.resize(static_cast<std::size_t>(most) + 1);
  for (std::size_t k = 1; k < k_log_k_.size(); ++k) {
    k_log_k_[k] = static_cast<double>(k) * std::log(static_cast<double>(k));
  }
  const auto share = [&](std::size_t b) {
    const double root = static_cast<double>(b) / static_cast<double>(bins_);
    return root * root * terms.measure;
  };
  for (std::size_t b = 0; b < bins_; ++b) {
    lower_.push_back(made(individuals ? std::ceil(share(b) - beside_whole) : share(b)));
    upper_.push_back(made(individuals ? std::floor(share(b + 1) + beside_whole) : share(b + 1)));
  }
  if (individuals) {
    const auto n = static_cast<std::size_t>(terms.measure);
    const auto c = static_cast<std::size_t>(terms.cases);
    null_ = k_log_k_[c] + k_log_k_[n - c] - k_log_k_[n];
  }
}

Thresholds::Bin Thresholds::made(double measure) const {
  const double m = std::min(measure, likelihood_.terms().measure);
  const double e = likelihood_.expected(m);
  return {m, std::log(e), std::log(likelihood_.terms().cases - e)};
}

std::uint16_t Thresholds::bin(double measure) const {
  const double root = std::sqrt(measure / likelihood_.terms().measure);
  const auto b = static_cast<std::size_t>(root * static_cast<double>(bins_));
  return static_cast<std::uint16_t>(std::min(b, bins_ - 1));
}

// Infinite where a table's rounded measure is too small to hold the cases: that lets the zone
// through.
double Thresholds::llr(std::int64_t c, const Bin& bin) const {
  const auto inside = static_cast<std::size_t>(c);
  const auto outside = static_cast<std::size_t>(cases_ - c);
  const double own = k_log_k_[inside] + k_log_k_[outside];
  if (likelihood_.terms().model == Model::bernoulli) {
    const auto n = static_cast<std::size_t>(bin.measure);
    const auto rest = static_cast<std::size_t>(likelihood_.terms().measure) - n;
    if (inside > n || outside > rest) return infinity;
    return own + k_log_k_[n - inside] - k_log_k_[n] + k_log_k_[rest - outside] - k_log_k_[rest] -
           null_;
  }
  const double in = inside == 0 ? 0.0 : static_cast<double>(c) * bin.log_inside;
  const double out = outside == 0 ? 0.0 : static_cast<double>(cases_ - c) * bin.log_outside;
  return own - in - out;
}

// The smallest c >= from whose llr reaches what is needed; C + 1 where none does.
std::int32_t Thresholds::least_high(std::int64_t from, double needed, const Bin& bin) const {
  const double e = likelihood_.expected(bin.measure);
  const auto reaches = [&](std::int64_t c) {
    return static_cast<double>(c) >= e && llr(c, bin) >= needed;
  };
  return static_cast<std::int32_t>(first_of(from, cases_, reaches));
}

// The largest c whose llr reaches what is needed, not below `from`, which is known to; else -1.
std::int32_t Thresholds::most_low(std::int64_t from, double needed, const Bin& bin) const {
  const double e = likelihood_.expected(bin.measure);
  const auto falls_short = [&](std::int64_t c) {
    return !(static_cast<double>(c) <= e && llr(c, bin) >= needed);
  };
  return static_cast<std::int32_t>(first_of(from + 1, cases_, falls_short) - 1);
}

void Thresholds::fill(double llr, ThresholdTable& table) const {
  const double needed = std::max(llr - slack, 0.0);
  const auto never_high = static_cast<std::int32_t>(cases_ + 1);
  table.high.assign(bins_ + 1, never_high);
  table.low.assign(bins_ + 1, -1);
  const Rates rates = likelihood_.terms().rates;
  std::int64_t high = likelihood_.terms().min_cases;
  std::int64_t low = -1;
  for (std::size_t b = 0; b < bins_; ++b) {
    if (rates != Rates::low && high <= cases_) {
      high = least_high(high, needed, lower_[b]);
      table.high[b] = static_cast<std::int32_t>(high);
    }
    if (rates != Rates::high) {
      low = most_low(low, needed, upper_[b]);
      table.low[b] = static_cast<std::int32_t>(low);
    }
  }
}

}  // namespace hotward::scan

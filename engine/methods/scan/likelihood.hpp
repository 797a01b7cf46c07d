// Likelihood ratio: how much better is a zone explained by a rate of its own?
//
// A zone holds c of C cases and m of the measure M, so that E = C m / M cases are expected in it.
//
//   Poisson    m expected cases (M = C), or anything in proportion:
//     llr = c ln(c/E) + (C-c) ln((C-c)/(C-E))
//   Bernoulli  m = n cases and controls together (M = N):
//     llr = c ln(c/n) + (n-c) ln((n-c)/n) + (C-c) ln((C-c)/(N-n))
//           + ((N-n)-(C-c)) ln(((N-n)-(C-c))/(N-n)) - C ln(C/N) - (N-C) ln((N-C)/N)
//
// with 0 ln 0 = 0; llr = 0 where the rate inside is not of the kind looked for: high where
// c/m > (C-c)/(M-m), low where it is smaller.
//
//   relative risk = (c/E) / ((C-c)/(C-E))
//
// Both are at most Pearson's statistic, since a Kullback-Leibler divergence is at most the
// chi-squared divergence; that costs no logarithm and rules out most zones (bound).
//
// Sources:
//   Kulldorff (1997), A spatial scan statistic, Communications in Statistics - Theory and Methods
//     26(6), 1481-1496. doi:10.1080/03610929708831995. Both ratios.
//
// Edges: a zone without measure has llr 0 where it has no cases, and infinite where it has some.
#pragma once

#include <cstdint>

#include "engine/core/names.hpp"

namespace hotward::scan {

enum class Model { poisson, bernoulli };
enum class Rates { high, low, both };

/// As users choose them.
inline constexpr Names<Model, 2> model_names = {
    {{Model::poisson, "poisson"}, {Model::bernoulli, "bernoulli"}}};
inline constexpr Names<Rates, 3> rates_names = {
    {{Rates::high, "high"}, {Rates::low, "low"}, {Rates::both, "both"}}};

struct LikelihoodTerms {
  Model model = Model::poisson;
  Rates rates = Rates::high;
  double cases = 0.0;          ///< C, a whole number
  double measure = 0.0;        ///< M; the number of individuals for Bernoulli
  std::int64_t min_cases = 2;  ///< a zone of a high rate holds at least these
};

class Likelihood {
 public:
  Likelihood() = default;
  /// Example:
  ///   const Likelihood llr({.cases = 118.0, .measure = 6000.0});
  ///   const double strength = llr(78.0, 2000.0);  // of 78 cases where a third of the people live
  explicit Likelihood(const LikelihoodTerms& terms);

  [[nodiscard]] const LikelihoodTerms& terms() const { return terms_; }
  [[nodiscard]] double expected(double m) const { return terms_.cases * (m / terms_.measure); }

  /// @param c  cases in the zone, a whole number in [0, C];  @param m  its measure, in [0, M]
  /// @return llr >= 0; 0 where the zone is not of the kind looked for. Time: O(1).
  [[nodiscard]] double operator()(double c, double m) const;

  /// At least llr.
  [[nodiscard]] double bound(double c, double m) const;

  [[nodiscard]] bool eligible(double c, double m) const;

 private:
  LikelihoodTerms terms_;
  double null_ = 0.0;  // Bernoulli: C ln(C/N) + (N-C) ln((N-C)/N)
};

/// (c/E) / ((C-c)/(C-E)). NaN where all cases lie inside, or none is expected: nothing to compare.
[[nodiscard]] double relative_risk(double c, double expected, double cases);

}  // namespace hotward::scan

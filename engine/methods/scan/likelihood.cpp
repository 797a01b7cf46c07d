#include "engine/methods/scan/likelihood.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/core/check.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::scan {
namespace {

// a ln(a/b), with 0 ln 0 = 0.
double part(double a, double b) { return a > 0.0 ? a * std::log(a / b) : 0.0; }

}  // namespace

Likelihood::Likelihood(const LikelihoodTerms& terms) : terms_(terms) {
  HOTWARD_EXPECTS(terms.cases > 0.0 && terms.measure > 0.0 && terms.min_cases >= 1);
  if (terms.model == Model::bernoulli) {
    HOTWARD_EXPECTS(terms.cases <= terms.measure);
    null_ = part(terms.cases, terms.measure) + part(terms.measure - terms.cases, terms.measure);
  }
}

bool Likelihood::eligible(double c, double m) const {
  const double inside = c * terms_.measure;  // c/m against C/M, without a division by 0
  const double overall = m * terms_.cases;
  if (inside > overall) {
    return terms_.rates != Rates::low && c >= static_cast<double>(terms_.min_cases);
  }
  return inside < overall && terms_.rates != Rates::high;
}

double Likelihood::operator()(double c, double m) const {
  if (!eligible(c, m)) return 0.0;
  const double outside = terms_.cases - c;
  double llr = 0.0;
  if (terms_.model == Model::poisson) {
    const double e = expected(m);
    llr = part(c, e) + part(outside, terms_.cases - e);
  } else {
    const double rest = terms_.measure - m;
    llr = part(c, m) + part(m - c, m) + part(outside, rest) + part(rest - outside, rest) - null_;
  }
  return std::max(llr, 0.0);
}

double Likelihood::bound(double c, double m) const {
  const double e = expected(m);
  const double spread = e * (terms_.cases - e);
  if (spread <= 0.0) return std::numeric_limits<double>::infinity();
  const double pearson = (c - e) * (c - e) * terms_.cases / spread;
  if (terms_.model == Model::poisson) return pearson;
  const double unaffected = terms_.measure - terms_.cases;
  return unaffected > 0.0 ? pearson * terms_.measure / unaffected
                          : std::numeric_limits<double>::infinity();
}

double relative_risk(double c, double expected, double cases) {
  if (!(expected > 0.0) || c >= cases) return undefined;
  return (c / expected) / ((cases - c) / (cases - expected));
}

}  // namespace hotward::scan

#include "engine/geometry/orientation.hpp"

#include <array>
#include <cstddef>

namespace hotward::geometry::detail {
namespace {

// value + error is the unrounded result.
struct Exact {
  double value;
  double error;
};

Exact sum(double a, double b) {
  const double value = a + b;
  const double b_used = value - a;
  const double a_used = value - b_used;
  return {value, (a - a_used) + (b - b_used)};
}

Exact difference(double a, double b) { return sum(a, -b); }

Exact product(double a, double b) {
  const double value = a * b;
  return {value, std::fma(a, b, -value)};
}

// A sum of doubles, smallest first, no two of which overlap in their bits: the last that is not 0
// is larger than all others together.
class Expansion {
 public:
  void add(double term) {
    for (std::size_t i = 0; i < size_; ++i) {
      const Exact s = sum(term, terms_[i]);
      terms_[i] = s.error;
      term = s.value;
    }
    terms_[size_++] = term;
  }

  void add_product(const Exact& p, const Exact& q, double sign) {
    for (const double x : {p.error, p.value}) {
      for (const double y : {q.error, q.value}) {
        const Exact xy = product(x, sign * y);
        add(xy.error);
        add(xy.value);
      }
    }
  }

  [[nodiscard]] int sign() const {
    for (std::size_t i = size_; i-- > 0;) {
      if (terms_[i] > 0.0) return 1;
      if (terms_[i] < 0.0) return -1;
    }
    return 0;
  }

 private:
  std::array<double, 16> terms_{};
  std::size_t size_ = 0;
};

}  // namespace

int exact_orientation(const Point& a, const Point& b, const Point& c) {
  Expansion determinant;
  determinant.add_product(difference(a.x, c.x), difference(b.y, c.y), 1.0);
  determinant.add_product(difference(a.y, c.y), difference(b.x, c.x), -1.0);
  return determinant.sign();
}

}  // namespace hotward::geometry::detail

#include "engine/stats/gamma_draw.hpp"

#include <cmath>

#include "engine/core/check.hpp"

namespace hotward::stats {

double gamma_draw(Random& random, double shape) {
  HOTWARD_EXPECTS(shape > 0.0);
  if (shape < 1.0) {
    const double above = gamma_draw(random, shape + 1.0);
    return above * std::pow(random.uniform(), 1.0 / shape);
  }
  const double d = shape - 1.0 / 3.0;
  const double c = 1.0 / std::sqrt(9.0 * d);
  for (;;) {
    const double z = random.normal();
    const double root = 1.0 + c * z;
    if (root <= 0.0) continue;
    const double v = root * root * root;
    const double u = random.uniform();
    // The squeeze: it accepts nearly always and spares two logarithms.
    if (u < 1.0 - 0.0331 * z * z * z * z) return d * v;
    if (std::log(u) < 0.5 * z * z + d * (1.0 - v + std::log(v))) return d * v;
  }
}

}  // namespace hotward::stats

// Seen colours: what eyes make of a colour, those of the colour-blind and a grey printer's too.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "engine/report/palette.hpp"

namespace hotward::report {

// Linear light as three kinds of colour-blind eyes see it (Machado, Oliveira, Fernandes 2009,
// severity 1), and as others do.
inline constexpr double seen_by[4][3][3] = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
                                            {{0.152286, 1.052583, -0.204868},
                                             {0.114503, 0.786281, 0.099216},
                                             {-0.003882, -0.048116, 1.051998}},
                                            {{0.367322, 0.860646, -0.227968},
                                             {0.280085, 0.672501, 0.047413},
                                             {-0.011820, 0.042940, 0.968881}},
                                            {{1.255528, -0.076749, -0.178779},
                                             {-0.078411, 0.930809, 0.147602},
                                             {0.004733, 0.691367, 0.303900}}};

// L*, a*, b* of CIELAB under D65.
inline std::array<double, 3> lab(const Colour& colour, int eyes) {
  double light[3];
  for (std::size_t i = 0; i < 3; ++i) {
    const double c = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
    light[i] = c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  }
  constexpr double xyz[3][3] = {
      {0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}};
  constexpr double white[3] = {0.9505, 1.0, 1.089};
  double f[3] = {0, 0, 0};
  for (std::size_t i = 0; i < 3; ++i) {
    for (std::size_t j = 0; j < 3; ++j) {
      double seen = 0.0;
      for (std::size_t k = 0; k < 3; ++k) seen += seen_by[eyes][j][k] * light[k];
      f[i] += xyz[i][j] * std::clamp(seen, 0.0, 1.0) / white[i];
    }
    f[i] = f[i] > 0.008856 ? std::cbrt(f[i]) : 7.787 * f[i] + 16.0 / 116.0;
  }
  return {116.0 * f[1] - 16.0, 500.0 * (f[0] - f[1]), 200.0 * (f[1] - f[2])};
}

/// How many kinds of eyes seen_by has.
inline constexpr int all_eyes = 4;

/// CIE76: 2 or 3 is the least that is seen at all, side by side.
inline double difference(const Colour& one, const Colour& other, int eyes) {
  const auto a = lab(one, eyes);
  const auto b = lab(other, eyes);
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/// L*, all that a grey print keeps.
inline double lightness(const Colour& colour) { return lab(colour, 0)[0]; }

}  // namespace hotward::report

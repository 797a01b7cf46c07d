#include "engine/report/palette.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "engine/core/check.hpp"

namespace hotward::report {
namespace {

std::array<int, 3> parts_of(const Colour& colour) {
  HOTWARD_EXPECTS(colour.size() == 7 && colour.front() == '#');
  std::array<int, 3> parts{};
  for (std::size_t i = 0; i < 3; ++i) {
    const char* from = colour.data() + 1 + 2 * i;
    std::from_chars(from, from + 2, parts[i], 16);
  }
  return parts;
}

double luminance(const Colour& colour) {
  constexpr std::array<double, 3> share = {0.2126, 0.7152, 0.0722};
  const std::array<int, 3> parts = parts_of(colour);
  double sum = 0.0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double part = parts[i] / 255.0;
    sum += share[i] * (part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

}  // namespace

std::vector<Colour> sequential_colours(std::size_t classes) {
  switch (classes) {
    case 1:
      return {"#fd8d3c"};
    case 2:
      return {"#feb24c", "#e93a1f"};
    case 3:
      return {"#ffeda0", "#feb24c", "#e93a1f"};
    case 4:
      return {"#ffffb2", "#fecc5c", "#fd8d3c", "#d7261e"};
    case 5:
      return {"#ffffb2", "#fecc5c", "#fd8d3c", "#ee3f20", "#a80024"};
    case 6:
      return {"#ffffb2", "#fed976", "#feb24c", "#fb8033", "#e93a1f", "#a80024"};
    default:
      HOTWARD_EXPECTS(classes == 7);
      return {"#ffffcc", "#ffe78f", "#fec24f", "#fb9a3a", "#f0632a", "#d42a1e", "#96001f"};
  }
}

std::vector<Colour> diverging_colours(std::size_t classes) {
  switch (classes) {
    case 1:
      return {"#f7f7f7"};
    case 3:
      return {"#6aaed6", "#f7f7f7", "#dc6750"};
    case 5:
      return {"#3580b9", "#a1cce4", "#f7f7f7", "#f59d78", "#ae1529"};
    case 7:
      return {"#3580b9", "#6aaed6", "#d2e7f3", "#f7f7f7", "#fdcbb2", "#dc6750", "#ae1529"};
    default:
      HOTWARD_EXPECTS(classes == 9);
      return {"#3580b9", "#6aaed6", "#a1cce4", "#d2e7f3", "#f7f7f7",
              "#fdcbb2", "#f59d78", "#dc6750", "#ae1529"};
  }
}

std::string rgba(const Colour& colour, int alpha) {
  std::string text;
  for (const int part : parts_of(colour)) text += std::to_string(part) + ",";
  return text + std::to_string(alpha);
}

double contrast(const Colour& one, const Colour& other) {
  const double a = luminance(one);
  const double b = luminance(other);
  return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Colour text_colour_on(const Colour& ground) {
  const Colour black = "#000000";
  const Colour white = "#ffffff";
  return contrast(black, ground) >= contrast(white, ground) ? black : white;
}

}  // namespace hotward::report

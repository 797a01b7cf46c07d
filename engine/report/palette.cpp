#include "engine/report/palette.hpp"

#include <charconv>

#include "engine/core/check.hpp"

namespace hotward::report {

std::vector<Colour> sequential_colours(std::size_t classes) {
  switch (classes) {
    case 1:
      return {"#7fcdbb"};
    case 2:
      return {"#edf8b1", "#2c7fb8"};
    case 3:
      return {"#edf8b1", "#7fcdbb", "#2c7fb8"};
    case 4:
      return {"#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"};
    case 5:
      return {"#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"};
    case 6:
      return {"#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494"};
    default:
      HOTWARD_EXPECTS(classes == 7);
      return {"#ffffcc", "#c7e9b4", "#7fcdbb", "#41b6c4", "#1d91c0", "#225ea8", "#0c2c84"};
  }
}

std::vector<Colour> overlay_colours(std::size_t classes) {
  switch (classes) {
    case 1:
      return {"#f03b20"};
    case 2:
      return {"#feb24c", "#f03b20"};
    case 3:
      return {"#ffeda0", "#feb24c", "#f03b20"};
    case 4:
      return {"#ffffb2", "#fecc5c", "#fd8d3c", "#e31a1c"};
    case 5:
      return {"#ffffb2", "#fecc5c", "#fd8d3c", "#f03b20", "#bd0026"};
    case 6:
      return {"#ffffb2", "#fed976", "#feb24c", "#fd8d3c", "#f03b20", "#bd0026"};
    default:
      HOTWARD_EXPECTS(classes == 7);
      return {"#ffffb2", "#fed976", "#feb24c", "#fd8d3c", "#fc4e2a", "#e31a1c", "#b10026"};
  }
}

std::vector<Colour> diverging_colours(std::size_t classes) {
  switch (classes) {
    case 1:
      return {"#f7f7f7"};
    case 3:
      return {"#67a9cf", "#f7f7f7", "#ef8a62"};
    case 5:
      return {"#0571b0", "#92c5de", "#f7f7f7", "#f4a582", "#ca0020"};
    default:
      HOTWARD_EXPECTS(classes == 7);
      return {"#2166ac", "#67a9cf", "#d1e5f0", "#f7f7f7", "#fddbc7", "#ef8a62", "#b2182b"};
  }
}

std::string rgba(const Colour& colour, int alpha) {
  HOTWARD_EXPECTS(colour.size() == 7 && colour.front() == '#');
  std::string text;
  for (std::size_t i = 1; i < 7; i += 2) {
    int part = 0;
    std::from_chars(colour.data() + i, colour.data() + i + 2, part, 16);
    text += std::to_string(part) + ",";
  }
  return text + std::to_string(alpha);
}

}  // namespace hotward::report

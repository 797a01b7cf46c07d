#include "engine/report/palette.hpp"

#include <charconv>

#include "engine/core/check.hpp"

namespace hotward::report {

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

// SVG: what charts and the drawings of a report share. Texts are horizontal, of 14 px or more on a
// width of 680, and made harmless here; a drawing describes in words what it shows.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotward::report {

inline constexpr double drawing_width = 680.0;
inline constexpr const char* axis_colour = "#6b6b6b";
inline constexpr const char* grid_colour = "#e3e3e3";

/// A coordinate with one digit after the point.
[[nodiscard]] std::string svg_number(double value);

/// Opens a picture with its title and what it shows, for those who do not see it.
[[nodiscard]] std::string svg_open(double height, std::string_view title,
                                   std::string_view description);

/// The same of any size, on a white ground: for a chart that is a file of its own. "</svg>\n" ends
/// both.
[[nodiscard]] std::string svg_head(double width, double height, const std::string& title,
                                   const std::string& description);

/// @param style  further attributes: "text-anchor=\"end\""
[[nodiscard]] std::string svg_text(double x, double y, std::string_view words,
                                   std::string_view style = {});

[[nodiscard]] std::string svg_box(double x, double y, double width, double height,
                                  std::string_view fill, std::string_view style = {});

/// About how wide a text is drawn. Fonts differ: a little more than most need.
/// @param size  of the font, in px
[[nodiscard]] double svg_text_width(std::string_view words, double size = 14.0, bool bold = false);

/// The text, cut with "…" where it is wider than this.
[[nodiscard]] std::string svg_fitted(std::string_view words, double width, double size = 14.0);

/// A title in bold, set smaller where it is long, cut where that is not enough.
[[nodiscard]] std::string svg_heading(double x, double y, const std::string& words, double width);

/// Height of a key's row, in pixels.
inline constexpr double key_row = 24.0;

/// Where an entry of a key begins, and in which row.
struct KeyPlace {
  double x;
  std::size_t row;
};

/// Entries of these widths side by side, in as many rows as they need.
[[nodiscard]] std::vector<KeyPlace> key_places(std::span<const double> entries, double left,
                                               double right);

/// The text in lines that are no wider than this, broken at blanks; a longer word is cut.
[[nodiscard]] std::vector<std::string> svg_lines(std::string_view words, double width);

/// The step of a scale of at most `most` steps, as people write scales: 1, 2 or 5 and noughts.
/// @param range  above 0
[[nodiscard]] double nice_step(double range, int most);

}  // namespace hotward::report

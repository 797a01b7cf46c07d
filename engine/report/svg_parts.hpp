// SVG parts: what every chart is drawn with: the head of the document, words, a scale's step.
#pragma once

#include <string>

namespace hotward::report {

/// A tenth of a unit at most, as the document writes it.
[[nodiscard]] std::string svg_number(double value);

/// The beginning of a document up to its white ground; "</svg>\n" ends it.
/// @param title, description  read aloud in place of the drawing; any text
[[nodiscard]] std::string svg_head(double width, double height, const std::string& title,
                                   const std::string& description);

/// @param words  any text  @param style  attributes: "font-size=\"13\""
[[nodiscard]] std::string svg_text(double x, double y, const std::string& words,
                                   const std::string& style);

/// The step of a scale of at most `most` steps, as people write scales: 1, 2 or 5 and noughts.
/// @param range  above 0
[[nodiscard]] double nice_step(double range, int most);

}  // namespace hotward::report

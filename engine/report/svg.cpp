#include "engine/report/svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/utf8.hpp"
#include "engine/report/html_document.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/palette.hpp"

namespace hotward::report {
namespace {

// Of each character from the blank to the tilde, in thousandths of the font's size: the widths of
// Arial, to whose measure Helvetica and Liberation Sans are drawn.
constexpr std::array<int, 95> widths = {278,  278, 355, 556, 556, 889, 667, 191, 333,
                                        333,  389, 584, 278, 333, 278, 278,  //  !"#$%&'()*+,-./
                                        556,  556, 556, 556, 556, 556, 556, 556, 556,
                                        556,  278, 278, 584, 584, 584, 556,  // 0-9 :;<=>?
                                        1015, 667, 667, 722, 722, 667, 611, 778, 722,
                                        278,  500, 667, 556, 833, 722, 778,  // @ A-O
                                        667,  778, 722, 667, 611, 722, 667, 944, 667,
                                        667,  611, 278, 278, 278, 469, 556,  // P-Z [\]^_
                                        333,  556, 556, 500, 556, 556, 278, 556, 556,
                                        222,  222, 500, 222, 833, 556, 556,  // ` a-o
                                        556,  556, 333, 500, 278, 556, 500, 722, 500,
                                        500,  500, 334, 260, 334, 584};  // p-z {|}~
constexpr int bold_adds = 56;                                            // at most
constexpr int widest = 1000;    // of the characters that are not listed: "…", "—", "Æ"
constexpr double spare = 1.03;  // for other fonts

int character_width(std::string_view character) {
  const auto code = static_cast<unsigned char>(character.front());
  if (character.size() == 1 && code >= ' ' && code <= '~') return widths[code - ' '];
  return display_width(character) == 0 ? 0 : widest;
}

}  // namespace

std::string svg_number(double value) { return exact_text(std::round(value * 10.0) / 10.0); }

std::string svg_open(double height, std::string_view title, std::string_view description) {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" font-family=\"Arial, Liberation Sans, Helvetica, sans-serif\" "
      "font-size=\"14\" fill=\"{2}\" role=\"img\">\n<title>{3}</title>\n<desc>{4}</desc>\n",
      svg_number(drawing_width), svg_number(height), ink, html_escaped(title),
      html_escaped(description));
}

std::string svg_head(double width, double height, const std::string& title,
                     const std::string& description) {
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
             "height=\"{1}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\" "
             "fill=\"{2}\" role=\"img\">\n",
             svg_number(width), svg_number(height), ink) +
         fmt::format("<title>{}</title>\n<desc>{}</desc>\n", html_escaped(title),
                     html_escaped(description)) +
         fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n", svg_number(width),
                     svg_number(height));
}

std::string svg_text(double x, double y, std::string_view words, std::string_view style) {
  return fmt::format("<text x=\"{}\" y=\"{}\"{}{}>{}</text>\n", svg_number(x), svg_number(y),
                     style.empty() ? "" : " ", style, html_escaped(words));
}

std::string svg_box(double x, double y, double width, double height, std::string_view fill,
                    std::string_view style) {
  return fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\"{}{}/>\n",
                     svg_number(x), svg_number(y), svg_number(width), svg_number(height), fill,
                     style.empty() ? "" : " ", style);
}

double svg_text_width(std::string_view words, double size, bool bold) {
  int width = 0;
  for_each_character(words, [&](const Utf8Character& /*character*/, std::string_view bytes) {
    const int own = character_width(bytes);
    width += own + (bold && own > 0 ? bold_adds : 0);
  });
  return spare * size * width / 1000.0;
}

std::string svg_fitted(std::string_view words, double width, double size) {
  if (svg_text_width(words, size) <= width) return std::string(words);
  std::string kept;
  double used = svg_text_width("…", size);
  for (std::string_view rest = words; !rest.empty();) {
    const Utf8Character c = first_character(rest);
    const std::string_view next = rest.substr(0, c.bytes);
    used += svg_text_width(next, size);
    if (used > width) break;
    kept += next;
    rest.remove_prefix(c.bytes);
  }
  while (kept.ends_with(' ')) kept.pop_back();
  return kept + "…";
}

std::string svg_heading(double x, double y, const std::string& words, double width) {
  constexpr double most = 18.0, least = 13.0;
  const double whole = svg_text_width(words, most, true);
  const double size = whole <= width ? most : std::max(least, std::floor(most * width / whole));
  const double cut = width * svg_text_width(words, size) / svg_text_width(words, size, true);
  return svg_text(x, y, svg_fitted(words, cut, size),
                  fmt::format("font-size=\"{}\" font-weight=\"bold\"", svg_number(size)));
}

std::vector<KeyPlace> key_places(std::span<const double> entries, double left, double right) {
  std::vector<KeyPlace> places;
  double x = left;
  std::size_t row = 0;
  for (const double width : entries) {
    if (x > left && x + width > right) {
      x = left;
      ++row;
    }
    places.push_back({x, row});
    x += width;
  }
  return places;
}

std::vector<std::string> svg_lines(std::string_view words, double width) {
  std::vector<std::string> lines;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::string word = svg_fitted(words.substr(0, end), width);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (!lines.empty() && svg_text_width(lines.back() + " " + word) <= width) {
      lines.back() += " " + word;
    } else if (!word.empty()) {
      lines.push_back(word);
    }
  }
  return lines;
}

double nice_step(double range, int most) {
  const double rough = range / most;
  const double power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (step * power >= rough * (1.0 - 1e-9)) return step * power;
  }
  return 10.0 * power;
}

}  // namespace hotward::report

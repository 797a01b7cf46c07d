#include "engine/report/svg.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/core/utf8.hpp"
#include "engine/report/html_document.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/palette.hpp"

namespace hotward::report {
namespace {

constexpr double character_width = 7.6;

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

double svg_text_width(std::string_view words) {
  return character_width * static_cast<double>(display_width(words));
}

std::string svg_fitted(std::string_view words, double width) {
  if (svg_text_width(words) <= width) return std::string(words);
  std::string kept;
  double used = character_width;
  for (std::string_view rest = words; !rest.empty();) {
    const Utf8Character c = first_character(rest);
    const std::string_view next = rest.substr(0, c.bytes);
    used += svg_text_width(next);
    if (used > width) break;
    kept += next;
    rest.remove_prefix(c.bytes);
  }
  while (kept.ends_with(' ')) kept.pop_back();
  return kept + "…";
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

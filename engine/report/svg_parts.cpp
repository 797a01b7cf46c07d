#include "engine/report/svg_parts.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"
#include "engine/report/palette.hpp"
#include "engine/report/xml.hpp"

namespace hotward::report {

std::string svg_number(double value) { return exact_text(std::round(value * 10.0) / 10.0); }

std::string svg_head(double width, double height, const std::string& title,
                     const std::string& description) {
  return fmt::format(
             "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
             "height=\"{1}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\" "
             "fill=\"{2}\" role=\"img\">\n",
             svg_number(width), svg_number(height), ink) +
         fmt::format("<title>{}</title>\n<desc>{}</desc>\n", xml_escaped(title),
                     xml_escaped(description)) +
         fmt::format("<rect width=\"{}\" height=\"{}\" fill=\"#ffffff\"/>\n", svg_number(width),
                     svg_number(height));
}

std::string svg_text(double x, double y, const std::string& words, const std::string& style) {
  return fmt::format("<text x=\"{}\" y=\"{}\" {}>{}</text>\n", svg_number(x), svg_number(y), style,
                     xml_escaped(words));
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

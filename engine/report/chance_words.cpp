#include "engine/report/chance_words.hpp"

#include <cmath>

#include <fmt/format.h>

#include "engine/report/number_text.hpp"

namespace hotward::report {
namespace {

std::string times_in(double p, int whole) {
  const auto times = static_cast<int>(std::lround(p * whole));
  const std::string often = times == 1 ? "once" : fmt::format("{} times", times);
  return fmt::format("about {} in {}", often, integer_text(whole));
}

}  // namespace

std::string chance_words(double p) {
  if (std::isnan(p)) return std::string(no_value);
  if (p < 0.001) return "less than once in 1,000";
  if (p < 0.0095) return times_in(p, 1000);
  if (p >= 0.985) return "nearly always";
  if (p >= 0.45 && p < 0.55) return "about half the time";
  return times_in(p, 100);
}

std::string how_sure(const std::string& sentence) { return "How sure: " + sentence + ".\n"; }

std::string p_words(double p) {
  return p < 0.001 ? std::string("p < 0.001") : "p = " + decimal_text(p, 3);
}

std::string times_words(double ratio) {
  if (!std::isfinite(ratio)) return std::string(no_value);
  const std::string text = decimal_text(ratio, ratio < 1.0 ? 2 : 1);
  if (text == "2.0") return "twice";
  if (text == "0.50") return "half";
  if (text.ends_with(".0")) return text.substr(0, text.size() - 2) + " times";
  return text + " times";
}

std::string list_words(const std::vector<std::string>& names, std::size_t most) {
  const std::size_t shown = names.size() > most ? most : names.size();
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) {
    const bool last = i + 1 == names.size();
    text += (i == 0 ? "" : last ? " and " : ", ") + names[i];
  }
  if (shown == names.size()) return text;
  return text + (shown == 0 ? "" : " and ") + fmt::format("{} more", names.size() - shown);
}

}  // namespace hotward::report

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "engine/assurance/claims.hpp"
#include "engine/assurance/read_lines.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::assurance {
namespace {

constexpr std::size_t lines_around = 3;  // a figure and what it is made of
constexpr double meant_factor = 1.5;     // within this factor a rate is one of that count

using Numbers = std::vector<const TextNumber*>;

// The numbers that fit, the nearest first: in the line itself, before the figure first, then in the
// lines above it and below.
template <class Fits>
Numbers nearest(std::span<const ReadLine> lines, std::size_t line, std::size_t figure,
                std::size_t below, const Fits& fits) {
  Numbers found;
  const auto& own = lines[line].numbers;
  const auto add = [&](const TextNumber& number) {
    if (fits(number)) found.push_back(&number);
  };
  for (std::size_t i = figure; i-- > 0;) add(own[i]);
  for (std::size_t i = figure + 1; i < own.size(); ++i) add(own[i]);
  for (std::size_t l = line; l-- > 0 && line - l <= lines_around;) {
    for (auto n = lines[l].numbers.rbegin(); n != lines[l].numbers.rend(); ++n) add(*n);
  }
  for (std::size_t l = line + 1; l < lines.size() && l - line <= below; ++l) {
    for (const TextNumber& number : lines[l].numbers) add(number);
  }
  return found;
}

// Of households, or of people: a rate over the ones is none over the others.
bool is_of_households(const std::string& words) {
  return has_word(words, {"household", "households", "homes", "dwellings"});
}

double off(double value, double figure) {
  return value > 0.0 && figure > 0.0 ? std::abs(std::log(value / figure)) : HUGE_VAL;
}

void check_rate(std::span<const ReadLine> lines, std::size_t line, std::size_t i, double base,
                Assured& result) {
  const std::vector<TextNumber>& own = lines[line].numbers;
  const TextNumber& figure = own[i];
  const bool of_households = i + 1 < own.size() && is_of_households(own[i + 1].after.substr(0, 20));
  const Numbers counts = nearest(lines, line, i, 0, counts_incidents);
  const Numbers people = nearest(lines, line, i, lines_around, [&](const TextNumber& number) {
    return counts_people(number) && is_of_households(number.after.substr(0, 14)) == of_households;
  });
  const TextNumber* count = nullptr;
  const TextNumber* over = nullptr;
  double value = 0.0;
  for (const TextNumber* one : people) {
    for (const TextNumber* of : counts) {
      const double rate = base * of->value / one->value;
      if (count != nullptr && off(rate, figure.value) >= off(value, figure.value)) continue;
      count = of;
      over = one;
      value = rate;
    }
  }
  if (count == nullptr || off(value, figure.value) > std::log(meant_factor)) return;
  ++result.recomputed;
  if (follows(value, figure)) return;
  const std::string instead = report::decimal_text(value, std::max(figure.decimals, 2));
  const std::string those =
      of_households ? over->written + " households" : "a population of " + over->written;
  add_doubt(
      result, lines[line], What::rate, figure.written, instead,
      fmt::format("the rate of {} per {} does not follow from {} and {}: they give {}",
                  figure.written, report::decimal_text(base, 0), count->written, those, instead));
}

}  // namespace

void check_rates(std::span<const ReadLine> lines, Assured& result) {
  for (std::size_t l = 0; l < lines.size(); ++l) {
    for (std::size_t i = 0; i < lines[l].numbers.size(); ++i) {
      const double base = rate_base(lines[l].numbers, i);
      if (base > 0.0) check_rate(lines, l, i, base, result);
    }
  }
}

}  // namespace hotward::assurance

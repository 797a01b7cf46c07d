#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "engine/assurance/claims.hpp"
#include "engine/assurance/read_lines.hpp"
#include "engine/report/number_text.hpp"

namespace hotward::assurance {
namespace {

using report::decimal_text;
using Shares = std::vector<const TextNumber*>;

constexpr double meant_in_words = 2.0;  // off 100% by no more, shares are meant to be all
constexpr double meant_of_rest = 5.0;   // and by no more where the rest is among them
constexpr double meant_in_list = 10.0;

struct Sum {
  double sum = 0.0;
  double unit = 1.0;  // of the last digit

  explicit Sum(const Shares& shares) {
    int decimals = 0;
    for (const TextNumber* share : shares) {
      sum += share->value;
      decimals = std::max(decimals, share->decimals);
    }
    unit = std::pow(10.0, -decimals);
  }

  [[nodiscard]] double off() const { return std::abs(sum - 100.0); }
  // Rounding alone is seldom further off: half as much again as is usual for so many.
  [[nodiscard]] bool as_usual(std::size_t shares) const {
    return off() < unit * std::max(0.5, 1.5 * std::sqrt(static_cast<double>(shares) / 12.0));
  }
  [[nodiscard]] bool by_rounding(std::size_t shares) const {
    return off() <= 0.5 * unit * static_cast<double>(shares) + 1e-9;
  }
};

void doubt_sum(const ReadLine& line, const Shares& shares, const Sum& sum, Assured& result) {
  std::string list;
  for (const TextNumber* share : shares) {
    list += (list.empty() ? "" : share == shares.back() ? " and " : ", ") + share->written + "%";
  }
  const int decimals = static_cast<int>(std::lround(-std::log10(sum.unit)));
  const std::string instead = decimal_text(sum.sum, decimals) + "%";
  add_doubt(
      result, line, What::shares, list, instead,
      fmt::format("{} add up to {}{}", list, instead,
                  sum.by_rounding(shares.size()) ? ": rounding can do that, or an answer is missing"
                                                 : ", not to 100%"));
}

bool speaks_of_the_rest(const std::string& words) {
  return has_word(words, {"remaining", "remainder", "the rest", "other", "others", "neither",
                          "don't know", "unknown", "not stated"});
}

// Shares of a share, or several answers from each: they need not be 100%.
bool are_not_parts(const std::string& words) {
  return has_word(words, {"of these", "of those", "of whom", "of which", "of them", "compared with",
                          "compared to", "more than one", "up to three", "respectively", "interval",
                          "confidence", "level"});
}

// Three shares or more in one sentence that are meant to be all.
void sentence(const ReadLine& line, const Shares& shares, const std::string& words,
              Assured& result) {
  if (shares.size() < 3 || are_not_parts(words)) return;
  const Sum sum(shares);
  if (sum.off() > (speaks_of_the_rest(words) ? meant_of_rest : meant_in_words)) return;
  ++result.recomputed;
  if (!sum.as_usual(shares.size())) doubt_sum(line, shares, sum, result);
}

void sentences(const ReadLine& line, Assured& result) {
  if (line.is_row) return;  // of a row the shares are of different things
  Shares shares;
  std::string words;
  for (const TextNumber& number : line.numbers) {
    const std::size_t end = number.before.find(". ");
    words += number.before.substr(0, end);
    if (end != std::string::npos) {
      sentence(line, shares, words, result);
      shares.clear();
      words = number.before.substr(end);
    }
    if (number.percent && direction_of(number) == Direction::none) shares.push_back(&number);
  }
  if (!line.numbers.empty()) words += line.numbers.back().after;
  sentence(line, shares, words, result);
}

// Lines with one share each, one after the other. Where they are a list of the largest, they do not
// add up to all: so they must nearly do, or the rest must be among them.
void lists(std::span<const ReadLine> lines, Assured& result) {
  for (std::size_t l = 0; l < lines.size();) {
    Shares shares;
    std::string words;
    std::size_t end = l;
    while (end < lines.size() && lines[end].numbers.size() == 1 &&
           lines[end].numbers.front().percent && lines[end].text.size() < 120) {
      const TextNumber& share = lines[end++].numbers.front();
      if (has_word(share.before, {"total"})) continue;
      shares.push_back(&share);
      words += share.before + " " + share.after + " ";
    }
    const std::size_t first = l;
    l = std::max(end, l + 1);
    const Sum sum(shares);
    const bool meant = sum.off() <= (speaks_of_the_rest(words) ? meant_in_list : meant_in_words) ||
                       (sum.sum > 100.0 && sum.off() <= meant_in_list);
    if (shares.size() < 3 || !meant) continue;
    ++result.recomputed;
    if (sum.off() >= sum.unit / 2.0 && !sum.by_rounding(shares.size())) {
      doubt_sum(lines[first], shares, sum, result);
    }
  }
}

struct Fraction {
  std::string_view words;
  double percent;
};

constexpr std::array<Fraction, 19> fractions = {{{"one in ten", 10.0},
                                                 {"one in eight", 12.5},
                                                 {"one in six", 100.0 / 6.0},
                                                 {"one in five", 20.0},
                                                 {"a fifth", 20.0},
                                                 {"one in four", 25.0},
                                                 {"a quarter", 25.0},
                                                 {"one in three", 100.0 / 3.0},
                                                 {"one third", 100.0 / 3.0},
                                                 {"a third", 100.0 / 3.0},
                                                 {"two in five", 40.0},
                                                 {"two fifths", 40.0},
                                                 {"one in two", 50.0},
                                                 {"half", 50.0},
                                                 {"three in five", 60.0},
                                                 {"two thirds", 200.0 / 3.0},
                                                 {"two-thirds", 200.0 / 3.0},
                                                 {"three quarters", 75.0},
                                                 {"three-quarters", 75.0}}};

// "a third ward" and "the first half of the year" are no shares.
bool is_a_share(std::string_view words, std::size_t at, const Fraction& fraction) {
  if (fraction.words.find(" in ") != std::string_view::npos) return true;
  const std::string_view before = words.substr(0, at);
  for (const std::string_view part : {"first ", "second ", "latter ", "other "}) {
    if (before.ends_with(part)) return false;
  }
  const std::string_view after = words.substr(at + fraction.words.size());
  return after.starts_with(" of") || after.starts_with(" (") || after.starts_with(" the ");
}

// "one in four residents (27%)": the share in brackets is the fraction in other words.
const Fraction* fraction_before(const TextNumber& number) {
  if (!number.percent || !number.before.ends_with("(")) return nullptr;
  const std::string near = tail(number.before, 50);
  const std::string words = near.substr(near.find_last_of(".;,") + 1);
  const Fraction* last = nullptr;
  std::size_t at = 0;
  for (const Fraction& fraction : fractions) {
    const std::size_t found = words.rfind(fraction.words);
    if (found == std::string::npos || !has_word(words, {fraction.words})) continue;
    if (!is_a_share(words, found, fraction)) continue;
    if (last != nullptr && found < at) continue;
    last = &fraction;
    at = found;
  }
  return last;
}

void check_fraction(const ReadLine& line, const TextNumber& number, Assured& result) {
  const Fraction* stated = fraction_before(number);
  if (stated == nullptr) return;
  const std::string near = tail(number.before, 70);
  const bool above = has_word(near, {"over", "more than", "at least", "just over"});
  const bool below = has_word(near, {"under", "less than", "fewer than", "nearly", "almost"});
  ++result.recomputed;
  const double off = number.value - stated->percent;
  constexpr double loose = 3.0;
  constexpr double looser = 10.0;
  if (off <= (above ? looser : loose) && off >= (below ? -looser : -loose)) return;
  const auto nearest = std::ranges::min_element(fractions, {}, [&](const Fraction& fraction) {
    return std::abs(fraction.percent - number.value);
  });
  if (nearest->percent == stated->percent) return;
  add_doubt(result, line, What::shares, number.written + "%",
            decimal_text(stated->percent, 0) + "%",
            fmt::format("{} is {}%, not {}%", stated->words, decimal_text(stated->percent, 0),
                        number.written));
}

}  // namespace

void check_shares(std::span<const ReadLine> lines, Assured& result) {
  for (const ReadLine& line : lines) {
    sentences(line, result);
    for (const TextNumber& number : line.numbers) check_fraction(line, number, result);
  }
  lists(lines, result);
}

}  // namespace hotward::assurance

#include "engine/assurance/claims.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace hotward::assurance {

bool counts_incidents(const TextNumber& number) {
  const std::string near = number.after.substr(0, 40);
  return !number.percent && number.decimals == 0 &&
         has_word(near.substr(0, near.find_first_of(".;(")),
                  {"incident", "incidents", "crime", "crimes", "offence", "offences", "reports",
                   "burglaries", "robberies", "thefts", "assaults", "reported cases"});
}

bool counts_people(const TextNumber& number) {
  if (number.percent || number.decimals > 0 || number.value <= 1000.0) return false;
  const std::size_t end = number.before.size();
  const std::string near = number.before.substr(end > 60 ? end - 60 : 0);
  return has_word(near, {"population"}) ||
         has_word(number.after.substr(0, 14), {"people", "residents", "households", "inhabitants"});
}

double rate_base(const std::vector<TextNumber>& numbers, std::size_t i) {
  const TextNumber& number = numbers[i];
  if (number.percent || number.after.size() >= 40) return 0.0;
  if (has_word(number.after, {"per thousand", "for every thousand"})) return 1000.0;
  if (i + 1 >= numbers.size() || !has_word(number.after, {"per", "every"})) return 0.0;
  for (const double base : {1000.0, 10000.0, 100000.0}) {
    if (numbers[i + 1].value == base) return base;
  }
  return 0.0;
}

bool is_rate(const std::vector<TextNumber>& numbers, std::size_t i) {
  return rate_base(numbers, i) == 1000.0;
}

std::string tail(const std::string& words, std::size_t letters) {
  return words.substr(words.size() > letters ? words.size() - letters : 0);
}

bool is_count(const TextNumber& number) {
  const bool like_a_year = number.value >= 1900.0 && number.value <= 2100.0 &&
                           number.written.find(',') == std::string::npos;
  return !number.percent && number.decimals == 0 && !like_a_year;
}

bool follows(double value, const TextNumber& figure) {
  const double unit = std::pow(10.0, -figure.decimals);
  return std::abs(value - figure.value) <= 0.5 * unit * (1.0 + 1e-9);
}

Direction direction_of(const TextNumber& number) {
  const std::string before = tail(number.before, 24);
  const std::string after = number.after.substr(0, 30);
  const bool more =
      has_word(after, {"increase", "rise", "more", "higher", "up", "growth"}) ||
      has_word(before, {"increased by", "increase of", "rose by", "rise of", "grew by", "up",
                        "up by", "rose", "increased", "increase", "higher"}) ||
      before.ends_with("+") || before.ends_with("▲ ");
  const bool less =
      has_word(after, {"decrease", "fall", "reduction", "fewer", "lower", "drop", "down"}) ||
      has_word(before, {"decreased by", "decrease of", "fell by", "fall of", "reduced by",
                        "reduction of", "dropped by", "drop of", "down", "down by", "fell",
                        "decreased", "decrease", "lower"}) ||
      before.ends_with(" -") || before.ends_with("(-") || before.ends_with("▼ ");
  if (more == less) return Direction::none;
  return more ? Direction::more : Direction::less;
}

bool says_change(const TextNumber& number) {
  if (!number.percent) return false;
  // "fell to 12%", "from 12%": a share, and no change of one.
  const std::string last = tail(number.before, 6);
  const bool is_level = has_word(last, {"to", "at", "from"});
  const std::string before = is_level ? "" : tail(number.before, 16);
  return has_word(number.after.substr(0, 30), {"increase", "decrease", "rise", "fall", "reduction",
                                               "more", "fewer", "higher", "lower", "drop"}) ||
         has_word(number.before,
                  {"increased by", "decreased by", "rose by", "fell by", "reduced by",
                   "increase of", "decrease of", "reduction of", "rise of", "fall of", "drop of",
                   "grew by", "dropped by", "went up by", "went down by"}) ||
         has_word(before, {"up", "up by", "down", "down by", "rose", "fell"});
}

std::vector<int> years_in(std::string_view text) {
  std::vector<int> years;
  const auto digit = [&](std::size_t i) {
    return i < text.size() && text[i] >= '0' && text[i] <= '9';
  };
  for (std::size_t i = 0; i + 4 <= text.size(); ++i) {
    const bool four = digit(i) && digit(i + 1) && digit(i + 2) && digit(i + 3) && !digit(i + 4);
    const bool begins = i == 0 || (!digit(i - 1) && text[i - 1] != ',' && text[i - 1] != '.');
    if (!four || !begins) continue;
    const int year = std::stoi(std::string(text.substr(i, 4)));
    if (year >= 1990 && year <= 2100) years.push_back(year);
  }
  return years;
}

double unit_of(double written) {
  for (const double unit : {1000.0, 100.0, 10.0}) {
    if (std::fmod(written, unit) == 0.0) return unit;
  }
  return 1.0;
}

bool is_hedged(const TextNumber& number) {
  const std::size_t end = number.before.size();
  return has_word(number.before.substr(end > 24 ? end - 24 : 0),
                  {"about", "around", "approximately", "roughly", "nearly", "almost", "over",
                   "more than", "less than", "under", "some", "circa", "close to"});
}

std::size_t areas_named(const std::string& words) {
  constexpr std::array<std::string_view, 9> names = {"two",   "three", "four", "five", "six",
                                                     "seven", "eight", "nine", "ten"};
  constexpr std::size_t words_between = 2;
  std::size_t named = 0;
  std::size_t since = 0;
  std::string word;
  for (const char c : words + " ") {
    if (c != ' ' && c != '\t' && c != ',' && c != '.') {
      word += c;
      continue;
    }
    if (word.empty()) continue;
    for (const std::string_view kind : {"wards", "areas", "lsoas", "neighbourhoods"}) {
      if (word == kind && named > 0 && since <= words_between) return named;
    }
    ++since;
    for (std::size_t n = 0; n < names.size(); ++n) {
      if (word != names[n] && word != std::to_string(n + 2)) continue;
      named = n + 2;
      since = 0;
    }
    word.clear();
  }
  return 0;
}

bool speaks_of_a_type(const std::string& text) {
  return has_word(text,
                  {"violence", "violent",  "burglary", "burglaries",  "robbery",      "robberies",
                   "theft",    "thefts",   "vehicle",  "shoplifting", "drugs",        "drug",
                   "weapon",   "weapons",  "damage",   "arson",       "public order", "bicycle",
                   "hate",     "domestic", "sexual",   "knife",       "acquisitive"});
}

}  // namespace hotward::assurance

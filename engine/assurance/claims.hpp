// Claims: what a number of a written document is said to be, by the words around it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "engine/assurance/text_numbers.hpp"

namespace hotward::assurance {

/// What is counted stands in the first words behind it: "33,334 recorded crimes".
[[nodiscard]] bool counts_incidents(const TextNumber& number);

/// "population estimate of 278,556", "278,556 people"
[[nodiscard]] bool counts_people(const TextNumber& number);

/// The number at `i` is written as one that is per 1,000.
[[nodiscard]] bool is_rate(const std::vector<TextNumber>& numbers, std::size_t i);

/// Of how many: 1,000, or another power of ten; 0 where it is no rate.
[[nodiscard]] double rate_base(const std::vector<TextNumber>& numbers, std::size_t i);

/// "a 9% increase", "fell by 5%", "(up 5.2%)"
[[nodiscard]] bool says_change(const TextNumber& number);

/// Whether the words around a change speak of more or of less; neither where they say both or none.
enum class Direction { none, more, less };
[[nodiscard]] Direction direction_of(const TextNumber& number);

/// A whole number of things: no share, no year.
[[nodiscard]] bool is_count(const TextNumber& number);

/// The last so many letters of the words.
[[nodiscard]] std::string tail(const std::string& words, std::size_t letters = 40);

/// True where the value, rounded as the figure is written, is the figure; either way on a tie.
[[nodiscard]] bool follows(double value, const TextNumber& figure);

/// Years that a text speaks of: "2019", the 2018 of "2018/19".
[[nodiscard]] std::vector<int> years_in(std::string_view text);

/// The thousand, hundred or ten of which a number is a multiple, to which it may be rounded; or 1.
[[nodiscard]] double unit_of(double written);

/// "about 33,000"
[[nodiscard]] bool is_hedged(const TextNumber& number);

/// "5 wards", "the five worst wards": how many areas the words speak of; 0 where none.
[[nodiscard]] std::size_t areas_named(const std::string& words);

/// Names a single type of crime: what is said of it is not said of all.
[[nodiscard]] bool speaks_of_a_type(const std::string& text);

}  // namespace hotward::assurance

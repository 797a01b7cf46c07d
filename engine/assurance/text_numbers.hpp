// Text numbers: the numbers of a line of a written document, each with the words around it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hotward::assurance {

struct TextNumber {
  double value = 0.0;
  int decimals = 0;      ///< as it is written
  bool percent = false;  ///< "10%", "10 per cent"
  std::string written;   ///< "278,566"
  std::string before;    ///< the words since the number before, lower case
  std::string after;     ///< the words to the next number, lower case
};

/// With plain spaces, hyphens and minus signs in place of those that a word processor sets.
[[nodiscard]] std::string plain_marks(std::string text);

/// Numbers that stand for themselves: not those within a name ("COVID-19", "Apr-19"), times (3:30),
/// days and dates (12 March, 31.03.2024), ranges of years (2019/20), telephones, numbers of
/// sections, tables and pages, millions, and sums of money.
[[nodiscard]] std::vector<TextNumber> numbers_in(std::string_view line);

/// "Apr-19", "April 2019", "2019-04" at the front of the text: the length of the label; 0 where the
/// text does not begin with a month, or with a range of them ("Apr 15 - Mar 16").
[[nodiscard]] std::size_t month_label(std::string_view text);

/// The month that such a label names, as "2019-04"; empty where it names no year.
[[nodiscard]] std::string month_of_label(std::string_view text);

/// True where one of the words stands in the text as a whole word.
[[nodiscard]] bool has_word(std::string_view text, std::initializer_list<std::string_view> words);

}  // namespace hotward::assurance

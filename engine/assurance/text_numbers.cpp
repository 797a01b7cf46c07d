#include "engine/assurance/text_numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace hotward::assurance {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  // Bytes of other letters, too: a number behind one of them is part of a word.
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
}
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

// The end of digits with commas before every three and one point: "33,334", "119.67".
std::size_t number_end(std::string_view line, std::size_t from) {
  std::size_t at = from;
  while (at < line.size() && is_digit(line[at])) ++at;
  const auto group = [&](std::size_t comma) {
    for (std::size_t i = comma + 1; i < comma + 4; ++i) {
      if (i >= line.size() || !is_digit(line[i])) return false;
    }
    return comma + 4 >= line.size() || !is_digit(line[comma + 4]);
  };
  while (at - from <= 15 && at < line.size() && line[at] == ',' && group(at)) at += 4;
  if (at + 1 < line.size() && line[at] == '.' && is_digit(line[at + 1])) {
    ++at;
    while (at < line.size() && is_digit(line[at])) ++at;
  }
  return at;
}

constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};

// "April 2019": the year of a month.
bool is_year_of_month(std::string_view line, std::size_t from, std::size_t to) {
  if (to - from != 4 || (line[from] != '1' && line[from] != '2')) return false;
  const std::string before =
      lowered(line.substr(from < 10 ? 0 : from - 10, std::min<std::size_t>(from, 10)));
  return std::ranges::any_of(months, [&](std::string_view month) {
    return before.ends_with(std::string(month) + " ") ||
           before.ends_with(" " + std::string(month.substr(0, 3)) + " ");
  });
}

// A mark of three bytes that is no letter.
bool is_dash(std::string_view text) {
  return text.starts_with("–") || text.starts_with("—") || text.starts_with("…");
}

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || !is_letter(text[word.size()]));
}

// "12 March", "March 12"
bool is_day_of_month(std::string_view line, std::size_t from, std::size_t to) {
  if (to - from > 2) return false;
  const std::string after = lowered(line.substr(to, 12));
  const std::size_t back = std::min<std::size_t>(from, 12);
  std::string before = lowered(line.substr(from - back, back));
  while (before.ends_with(' ')) before.pop_back();
  return std::ranges::any_of(months, [&](std::string_view month) {
    const std::string_view brief = month.substr(0, 3);
    const bool ahead = begins_with_word(after, " " + std::string(month)) ||
                       begins_with_word(after, " " + std::string(brief));
    return ahead || before.ends_with(" " + std::string(month)) || before == month;
  });
}

// "Section 4", "page 12", "dial 101": a place in a document, or a telephone.
bool is_numbered_thing(std::string_view line, std::size_t from) {
  const std::size_t back = std::min<std::size_t>(from, 14);
  std::string before = lowered(line.substr(from - back, back));
  if (!before.ends_with(' ')) return false;
  before.pop_back();
  const std::size_t space = before.find_last_of(" \t(");
  const std::string word = space == std::string::npos ? before : before.substr(space + 1);
  constexpr std::array<std::string_view, 19> things = {
      "section", "sections", "table", "tables",    "figure", "page", "pages",
      "chapter", "appendix", "annex", "paragraph", "para",   "part", "call",
      "calling", "dial",     "ring",  "phone",     "no."};
  return std::ranges::find(things, word) != things.end();
}

// "4.2 Violence", "## 3 Burglary", "3. Burglary": at the front of a heading or of a list's item.
bool is_heading_number(std::string_view line, std::size_t from, std::size_t to) {
  if (line.substr(0, from).find_first_not_of(" \t#*") != std::string_view::npos) return false;
  const bool dotted = line.substr(from, to - from).find('.') != std::string_view::npos;
  if (to - from > (dotted ? 4 : 2)) return false;
  std::size_t at = to;
  if (at < line.size() && (line[at] == '.' || line[at] == ')')) ++at;
  return at + 1 < line.size() && line[at] == ' ' && line[at + 1] >= 'A' && line[at + 1] <= 'Z';
}

// Part of a name, a time, a date, a range of years, or money.
bool stands_for_something_else(std::string_view line, std::size_t from, std::size_t to) {
  const char before = from > 0 ? line[from - 1] : ' ';
  const char after = to < line.size() ? line[to] : ' ';
  if (is_day_of_month(line, from, to) || is_numbered_thing(line, from) ||
      is_heading_number(line, from, to)) {
    return true;
  }
  if (is_letter(before) || before == '/' || before == ':' || before == '$' || before == '_') {
    return true;
  }
  if (before == '-' && from > 1 && (is_letter(line[from - 2]) || is_digit(line[from - 2]))) {
    return true;  // COVID-19, Apr-19, 2020-2024
  }
  const auto earlier = line.substr(0, from);
  if (earlier.ends_with("£") || earlier.ends_with("€")) return true;
  if (is_year_of_month(line, from, to)) return true;
  if (after == ':' && to + 1 < line.size() && is_digit(line[to + 1])) return true;
  if (after == '/' && to + 1 < line.size() && is_digit(line[to + 1])) return true;
  if (after == '-' && to + 1 < line.size() && is_digit(line[to + 1])) return true;
  const std::string_view long_dash = "–";
  const std::string_view behind = line.substr(to);
  if (behind.starts_with(long_dash) && behind.size() > 3 && is_digit(behind[3])) return true;
  if (from > 3 && line.substr(0, from).ends_with(long_dash) && is_digit(line[from - 4]))
    return true;
  const std::string rest = lowered(line.substr(to, 10));
  if (begins_with_word(rest, " million") || begins_with_word(rest, " billion")) return true;
  return is_letter(after) && !is_dash(line.substr(to));  // 4th, 12h
}

// The end of what begins as a number and is none: a telephone's groups ("01634 331111", "020 7946
// 0123"), a date or a section ("31.03.2024", "4.2.1"), years ("2023–24"); `from` where it is none.
std::size_t end_of_no_number(std::string_view line, std::size_t from) {
  const auto digits = [&](std::size_t at) {
    std::size_t to = at;
    while (to < line.size() && is_digit(line[to])) ++to;
    return to - at;
  };
  std::size_t to = from + digits(from);
  if (line[from] == '0' && to - from >= 3) {
    while (to + 1 < line.size() && line[to] == ' ' && digits(to + 1) >= 3) to += 1 + digits(to + 1);
    return to;
  }
  std::size_t dots = 0;
  std::size_t dotted = to;
  while (dotted + 1 < line.size() && line[dotted] == '.' && digits(dotted + 1) > 0) {
    dotted += 1 + digits(dotted + 1);
    ++dots;
  }
  if (dots > 1) return dotted;
  const std::string_view behind = line.substr(to);
  const std::size_t dash = behind.starts_with("–") ? std::string_view("–").size() : 0;
  const std::size_t years = dash > 0 ? digits(to + dash) : 0;
  return to - from == 4 && (years == 2 || years == 4) ? to + dash + years : from;
}

}  // namespace

std::string plain_marks(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> marks[] = {
      {"\u00a0", " "}, {"\u202f", " "}, {"\u2009", " "}, {"\u2011", "-"}, {"\u2212", "-"}};
  for (const auto& [mark, plain] : marks) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
      text.replace(at, mark.size(), plain);
    }
  }
  return text;
}

std::vector<TextNumber> numbers_in(std::string_view line) {
  std::vector<TextNumber> numbers;
  std::size_t words_from = 0;
  for (std::size_t at = 0; at < line.size();) {
    if (!is_digit(line[at])) {
      ++at;
      continue;
    }
    if (const std::size_t end = end_of_no_number(line, at); end > at) {
      at = end;
      continue;
    }
    const std::size_t to = number_end(line, at);
    if (stands_for_something_else(line, at, to)) {
      at = to;
      continue;
    }
    TextNumber number;
    number.written = line.substr(at, to - at);
    std::string digits = number.written;
    std::erase(digits, ',');
    std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
    const std::size_t point = digits.find('.');
    number.decimals = point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
    number.before = lowered(line.substr(words_from, at - words_from));
    std::size_t end = to;
    const std::string rest = lowered(line.substr(to, 10));
    for (const std::string_view sign : {"%", " %", " per cent", " percent"}) {
      if (!rest.starts_with(sign)) continue;
      number.percent = true;
      end = to + sign.size();
      break;
    }
    if (!numbers.empty()) numbers.back().after = number.before;
    words_from = end;
    numbers.push_back(std::move(number));
    at = end;
  }
  if (!numbers.empty()) numbers.back().after = lowered(line.substr(words_from));
  return numbers;
}

namespace {

// The length of a month's name, whole or its first three letters, at the front; else 0.
std::size_t month_name(std::string_view text) {
  for (const std::string_view month : months) {
    for (const std::string_view name : {month, month.substr(0, 4), month.substr(0, 3)}) {
      if (lowered(text.substr(0, name.size())) != name) continue;
      if (text.size() > name.size() && is_letter(text[name.size()])) continue;
      return name.size();
    }
  }
  return 0;
}

std::size_t digits_at(std::string_view text, std::size_t from) {
  std::size_t to = from;
  while (to < text.size() && is_digit(text[to])) ++to;
  return to - from;
}

bool another_month(std::string_view text) {
  for (std::size_t i = 0; i < text.size() && i < 12; ++i) {
    if (is_letter(text[i])) return month_name(text.substr(i)) > 0;
    if (is_digit(text[i])) return false;
  }
  return false;
}

}  // namespace

std::size_t month_label(std::string_view text) {
  std::size_t from = 0;
  while (from < text.size() && (text[from] == ' ' || text[from] == '\t' || text[from] == '|')) {
    ++from;
  }
  const std::string_view label = text.substr(from);
  std::size_t end = 0;
  if (digits_at(label, 0) == 4 && label.size() >= 7 && label[4] == '-' &&
      digits_at(label, 5) == 2) {
    end = 7;  // 2019-04
  } else if (const std::size_t name = month_name(label); name > 0) {
    end = name;
    while (end < label.size() &&
           (label[end] == ' ' || label[end] == '-' || label[end] == '.' || label[end] == '\'')) {
      ++end;
    }
    const std::size_t year = digits_at(label, end);
    end = year == 2 || year == 4 ? end + year : name;
  }
  if (end == 0 || another_month(label.substr(end))) return 0;
  return from + end;
}

std::string month_of_label(std::string_view text) {
  std::string_view label = text.substr(0, month_label(text));
  while (!label.empty() &&
         (label.front() == ' ' || label.front() == '\t' || label.front() == '|')) {
    label.remove_prefix(1);
  }
  if (digits_at(label, 0) == 4) return std::string(label);
  std::size_t year_at = label.size();
  while (year_at > 0 && is_digit(label[year_at - 1])) --year_at;
  const std::string_view year = label.substr(year_at);
  for (std::size_t m = 0; m < months.size() && !year.empty(); ++m) {
    if (lowered(label.substr(0, 3)) != months[m].substr(0, 3)) continue;
    const std::string number = std::to_string(m + 1);
    return (year.size() == 2 ? "20" : "") + std::string(year) + (m < 9 ? "-0" : "-") + number;
  }
  return "";
}

bool has_word(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) {
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
      const bool begins = at == 0 || !is_letter(text[at - 1]);
      const std::size_t end = at + word.size();
      if (begins && (end >= text.size() || !is_letter(text[end]))) return true;
    }
    return false;
  });
}

}  // namespace hotward::assurance

// The plain slow reader of CSV, byte by byte, that judges the fast one. Its rules are those of
// csv_marks.hpp and csv_scanner.hpp, written down a second time and without any of their means.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/io/csv/csv_scanner.hpp"
#include "engine/io/csv/field_text.hpp"

namespace hotward::io {

struct ReferenceRow {
  std::size_t begin = 0;
  std::size_t line = 0;  ///< 0-based
  bool malformed = false;
  std::vector<std::string> fields;

  friend bool operator==(const ReferenceRow&, const ReferenceRow&) = default;
};

/// Whether a line, quotes taken for plain text, reads as a row of the table.
inline bool reference_line_is_row(const std::string& line, const CsvRules& rules) {
  std::vector<std::string> fields = {""};
  for (const char c : line) {
    if (c == rules.separator) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  if (fields.size() < rules.columns) return false;
  const auto bare = [](std::string field) {
    field = trimmed(field);
    if (!field.empty() && field.front() == '"') field.erase(0, 1);
    if (!field.empty() && field.back() == '"') field.pop_back();
    return std::string(trimmed(field));
  };
  const std::string x = bare(fields[rules.x]);
  const std::string y = bare(fields[rules.y]);
  if (x.empty() && y.empty()) return rules.columns >= 6;
  return parse_number(x) && parse_number(y);
}

/// Whether the quote at `close`, which ends a field of several lines, tells a stray one.
inline bool reference_stray(const std::string& text, std::size_t at, std::size_t close,
                            const CsvRules& rules) {
  std::size_t next = close + 1;
  while (next < text.size() && text[next] == ' ') ++next;
  const char c = next == text.size() ? '\n' : text[next];
  if (c != '\n' && c != '\r' && c != rules.separator) return true;
  if (rules.columns < 2) return false;
  std::size_t last = close;
  while (text[last - 1] != '\n') --last;
  return reference_line_is_row(text.substr(at, text.find('\n', at) - at), rules) &&
         reference_line_is_row(text.substr(last, text.find('\n', close) - last), rules);
}

/// One row from `at` on. @return false where it has no end within the limits.
inline bool reference_row(const std::string& text, std::size_t at, const CsvRules& rules,
                          ReferenceRow& row, std::size_t& next) {
  enum class State { field_begins, plain, quoted, closed } state = State::field_begins;
  row = {at, 0, false, {""}};
  std::size_t newlines_inside = 0;
  std::size_t before_field = 0;
  for (std::size_t i = at;; ++i) {
    const bool at_end = i == text.size();
    if (at_end && state == State::quoted) return false;
    const char c = at_end ? '\n' : text[i];
    if (state == State::quoted) {
      if (c == '\n' && ++newlines_inside >= rules.max_row_lines) return false;
      if (c == '"') {
        state = State::closed;
        const bool first_of_two = i + 1 < text.size() && text[i + 1] == '"';
        if (newlines_inside > before_field && !first_of_two && reference_stray(text, at, i, rules))
          return false;
      } else {
        row.fields.back() += c;
      }
    } else if (c == '\n') {
      if (i - at > rules.max_row_bytes) return false;
      next = i + 1;
      break;
    } else if (c == rules.separator) {
      row.fields.emplace_back();
      state = State::field_begins;
    } else if (c == '"' && state == State::field_begins) {
      state = State::quoted;
      before_field = newlines_inside;
    } else if (c == '"' && state == State::closed) {
      row.fields.back() += '"';
      state = State::quoted;
    } else {
      row.fields.back() += c;
      state = State::plain;
    }
    if (i - at > rules.max_row_bytes) return false;
  }
  std::string& last = row.fields.back();
  // The CR of a CRLF, which stands unquoted before the newline.
  if (next >= 2 && next - 2 >= at && next - 2 < text.size() && text[next - 2] == '\r' &&
      state != State::field_begins && !last.empty() && last.back() == '\r') {
    last.pop_back();
  }
  return true;
}

inline std::vector<ReferenceRow> reference_rows(const std::string& text, const CsvRules& rules) {
  std::vector<ReferenceRow> rows;
  std::size_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    ReferenceRow row;
    std::size_t next = 0;
    if (!reference_row(text, at, rules, row, next)) {
      row = {at, 0, true, {}};
      next = std::min(text.find('\n', at), text.size() - 1) + 1;
    }
    row.line = line;
    const auto end = static_cast<std::ptrdiff_t>(std::min(next, text.size()));
    line += static_cast<std::size_t>(
        std::count(text.begin() + static_cast<std::ptrdiff_t>(at), text.begin() + end, '\n'));
    rows.push_back(std::move(row));
    at = next;
  }
  return rows;
}

/// Text made of what hurts readers of CSV. The seed decides everything.
inline std::string nasty_csv(std::uint32_t seed, std::size_t max_bytes) {
  Random random(seed, Stream::test);
  const std::size_t bytes = random.below(static_cast<std::uint32_t>(max_bytes) + 1);
  // How often quotes, separators and newlines come differs from text to text.
  const std::uint32_t quotes = random.below(4);
  const std::uint32_t separators = 1 + random.below(6);
  const std::uint32_t newlines = 1 + random.below(3);
  const std::string other = "ab \t7.\r";
  std::string text;
  while (text.size() < bytes) {
    std::uint32_t draw = random.below(quotes + separators + newlines + 8);
    if (draw < quotes) {
      text += random.below(3) == 0 ? "\"\"" : "\"";
    } else if (draw < quotes + separators) {
      text += ',';
    } else if (draw < quotes + separators + newlines) {
      text += random.below(3) == 0 ? "\r\n" : "\n";
    } else {
      text.append(random.below(20) == 0 ? random.below(90) : 1,
                  other[random.below(static_cast<std::uint32_t>(other.size()))]);
    }
  }
  return text;
}

}  // namespace hotward::io

#include "engine/io/csv/csv_table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "engine/core/utf8.hpp"
#include "engine/io/csv/field_text.hpp"

namespace hotward::io {
namespace {

struct Signature {
  std::string_view bytes;
  const char* meaning;
};

using namespace std::string_view_literals;
constexpr std::array signatures = {
    Signature{"%PDF-"sv, "a PDF"},
    Signature{"PK\x03\x04"sv, "a zip archive or a workbook: name it .zip or .xlsx"},
    Signature{"\x1F\x8B"sv, "compressed by gzip: name it .csv.gz"},
    Signature{"\xD0\xCF\x11\xE0"sv, "an old Office document: save it as CSV"},
    Signature{"\xFF\xFE"sv, "in UTF-16: save it as CSV in UTF-8"},
    Signature{"\xFE\xFF"sv, "in UTF-16: save it as CSV in UTF-8"},
    Signature{"<"sv, "HTML or XML"},
};

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
// Data that is not text shows a NUL this early.
constexpr std::size_t binary_within = 1024;

// What the text is instead of CSV; empty where nothing speaks against it.
std::string other_format(std::string_view text) {
  if (text.empty()) return "an empty file";
  for (const Signature& signature : signatures) {
    if (text.starts_with(signature.bytes)) return std::string("no CSV, but ") + signature.meaning;
  }
  if (text.substr(0, binary_within).find('\0') != std::string_view::npos) {
    return "no CSV, but binary data";
  }
  const bool no_newline = text.find('\n') == std::string_view::npos;
  if (no_newline && text.find('\r') < text.size() - 1) {
    return "no CSV that is read: its lines end with CR alone, save it with LF or CRLF";
  }
  return {};
}

char separator_of(std::string_view text) {
  constexpr std::string_view separators = ",;\t|";
  std::array<std::size_t, separators.size()> counts{};
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') break;
    if (const auto i = separators.find(c); i != std::string_view::npos) ++counts[i];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return separators[static_cast<std::size_t>(most - counts.begin())];
}

// Excel's own first line, "sep=;", quoted or not. @return how many bytes it takes; 0 for none
std::size_t separator_line(std::string_view text, char& separator) {
  const std::size_t end = text.find('\n');
  std::string_view line = trimmed(text.substr(0, end));
  if (line.size() > 1 && line.starts_with('"') && line.ends_with('"')) {
    line = line.substr(1, line.size() - 2);
  }
  // A tab at the end is cut off as a blank.
  const bool told = line.starts_with("sep=") || line.starts_with("SEP=");
  if (!told || line.size() > 5 || end == std::string_view::npos) return 0;
  separator = line.size() == 5 ? line[4] : '\t';
  return end + 1;
}

CsvRow row_of(const CsvMarks& marks, const char* text, std::size_t row) {
  return {text, marks.ends(row), marks.fields(row)};
}

SampleRow fields_of(const CsvRow& row) {
  SampleRow fields;
  std::string scratch;
  bool changed = false;
  for (std::size_t i = 0; i < row.fields; ++i) {
    fields.push_back(as_utf8(trimmed(unquoted(row.field(i), scratch)), changed));
  }
  return fields;
}

struct SampledText {
  const std::string& padded;
  std::size_t length;
  bool whole;
};

// The rows behind the header, whose marks were found. A row without a sound end costs its line.
void take_sample(CsvHead& head, CsvMarks& marks, const SampledText& text) {
  std::size_t begin = 0;
  for (std::size_t tries = 0; tries < csv_sample_rows; ++tries) {
    for (std::size_t r = tries == 0 ? 1 : 0; r < marks.rows(); ++r) {
      if (head.sample.size() == csv_sample_rows) return;
      if (marks.fields(r) != head.columns.size()) continue;
      head.sample.push_back(fields_of(row_of(marks, text.padded.data() + begin, r)));
    }
    const bool given_up =
        marks.swallows_rows() || marks.too_many_lines() || (text.whole && marks.inside_quotes());
    const std::size_t newline = text.padded.find('\n', begin + marks.begin(marks.rows()));
    if (!given_up || newline >= text.length) return;
    begin = newline + 1;
    marks.find(std::string_view(text.padded).substr(begin, text.length - begin));
  }
}

}  // namespace

Result<CsvHead> read_csv_head(std::string_view text, bool whole, const std::string& name) {
  if (const auto other = other_format(text); !other.empty()) {
    return fail(ErrorCode::wrong_format, fmt::format("{}: {}", name, other));
  }
  CsvHead head;
  const std::size_t mark = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  std::string padded(text.substr(mark));
  while (padded.starts_with("\n") || padded.starts_with("\r\n")) {
    padded.erase(0, padded.find('\n') + 1);
    ++head.header_lines;
  }
  head.rules.separator = '\0';
  if (const auto line = separator_line(padded, head.rules.separator); line != 0) {
    padded.erase(0, line);
    ++head.header_lines;
    head.says_separator = true;
  }
  const std::size_t before = text.size() - mark - padded.size();
  if (padded.empty()) return fail(ErrorCode::wrong_format, name + ": an empty file");
  if (whole && padded.back() != '\n') padded += '\n';
  const std::size_t length = padded.size();
  padded.append(csv_padding, '\0');

  if (head.rules.separator == '\0') head.rules.separator = separator_of(padded);
  CsvMarks marks(best_simd());
  marks.set_rules({head.rules.separator}, head.rules.max_row_lines);
  marks.find(std::string_view(padded).substr(0, length));
  if (marks.rows() == 0) {
    return fail(ErrorCode::wrong_format, name + ": no CSV: its first line has no end");
  }
  head.columns = fields_of(row_of(marks, padded.data(), 0));
  // A header whose newline was added here ends where the text does.
  head.first_row = std::min(mark + before + marks.begin(1), text.size());
  const auto newlines = std::count(padded.data(), padded.data() + marks.begin(1), '\n');
  head.header_lines += static_cast<std::uint64_t>(newlines);
  take_sample(head, marks, {padded, length, whole});
  return head;
}

Result<CsvTable> open_csv(const std::string& path, const std::string& name) {
  auto reader = ByteReader::open(path);
  if (!reader) return fail(reader.error());
  const auto text = reader->peek(csv_sample_bytes);
  if (!text) return fail(text.error());
  auto head = read_csv_head(*text, text->size() < csv_sample_bytes, name);
  if (!head) return fail(head.error());
  return CsvTable{std::move(*reader), std::move(*head)};
}

Result<void> check_read_elsewhere(const std::string& path, const std::string& name) {
  auto table = open_csv(path, name);
  if (!table) return {};
  const CsvHead& head = table->head;
  if (head.says_separator) {
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: its first line, sep=, is for Excel alone; take it out", name));
  }
  CsvScanner scanner(csv_sample_bytes, best_simd());
  scanner.start(table->reader, head.rules, {.begin = head.first_row});
  while (true) {
    const auto more = scanner.next();
    if (!more) return fail(more.error());
    if (!*more) return {};
    if (scanner.fault().find("quote") == std::string_view::npos) continue;
    return fail(
        ErrorCode::wrong_format,
        fmt::format("{}:{}: {}", name, head.header_lines + scanner.lines(), scanner.fault()));
  }
}

}  // namespace hotward::io

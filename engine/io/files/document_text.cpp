#include "engine/io/files/document_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include <fmt/format.h>

#include "engine/core/utf8.hpp"
#include "engine/io/files/byte_reader.hpp"

namespace hotward::io {
namespace {

// The whole, or nothing where it is larger than a document is.
Result<std::string> read_within(const std::string& name, const std::string& shown) {
  auto reader = ByteReader::open(name, false);
  if (!reader) return fail(reader.error());
  std::string text;
  std::array<char, std::size_t{1} << 16U> part{};
  for (;;) {
    const auto held = reader->read(part.data(), part.size());
    if (!held) return fail(held.error());
    if (*held == 0) return text;
    text.append(part.data(), *held);
    if (text.size() <= most_document_bytes) continue;
    return fail(ErrorCode::wrong_format,
                fmt::format("{}: over {} MiB of text, which is no document", shown,
                            most_document_bytes >> 20U));
  }
}

// RFC 3629's bytes of a code point.
void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000)) {
    out += replacement_character;
  } else if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0U | c >> 6U);
    put(0x80U | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0U | c >> 12U);
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  } else {
    put(0xF0U | c >> 18U);
    put(0x80U | (c >> 12U & 0x3FU));
    put(0x80U | (c >> 6U & 0x3FU));
    put(0x80U | (c & 0x3FU));
  }
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
  std::string out;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<std::uint32_t>(big_endian ? a << 8U | b : b << 8U | a);
  };
  for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
    const std::uint32_t c = unit(i);
    const bool first = c >= 0xD800 && c < 0xDC00 && i + 3 < bytes.size();
    const std::uint32_t second = first ? unit(i + 2) : 0;
    if (first && second >= 0xDC00 && second < 0xE000) {
      append_utf8(out, 0x10000 + ((c - 0xD800) << 10U) + (second - 0xDC00));
      i += 2;
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

std::string decoded(const std::string& bytes) {
  if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, false);
  if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, true);
  return as_utf8(std::string_view(bytes).substr(bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0));
}

// "&amp;" at the front of the text; passed over in it where it is known.
std::string take_reference(std::string_view& text) {
  constexpr std::pair<std::string_view, std::string_view> names[] = {
      {"amp", "&"},   {"lt", "<"},    {"gt", ">"},    {"quot", "\""},
      {"apos", "'"},  {"nbsp", " "},  {"ndash", "–"}, {"mdash", "—"},
      {"minus", "−"}, {"pound", "£"}, {"copy", "©"},  {"hellip", "…"},
      {"rsquo", "’"}, {"lsquo", "‘"}, {"rdquo", "”"}, {"ldquo", "“"}};
  const std::size_t end = text.find(';');
  if (end == std::string_view::npos || end > 10) {
    text.remove_prefix(1);
    return "&";
  }
  const std::string name(text.substr(1, end - 1));
  std::string out;
  if (name.starts_with('#') && name.size() > 1) {
    const bool hex = name[1] == 'x' || name[1] == 'X';
    append_utf8(out, static_cast<std::uint32_t>(
                         std::strtoul(name.c_str() + (hex ? 2 : 1), nullptr, hex ? 16 : 10)));
  } else {
    const auto known =
        std::ranges::find(names, name, &std::pair<std::string_view, std::string_view>::first);
    if (known == std::end(names)) {
      text.remove_prefix(1);
      return "&";
    }
    out = known->second;
  }
  text.remove_prefix(end + 1);
  return out;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

// Reads a text that may have tags, character by character.
class Lines {
 public:
  Lines(std::string_view text, bool markup) : rest_(text), markup_(markup) {}

  std::vector<TextLine> read() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '<' && looks_like_tag()) {
        take_tag();
      } else if (c == '&') {
        if (line_.empty()) began_ = number_;
        line_ += take_reference(rest_);
      } else {
        take_character(c);
      }
    }
    end_line();
    return std::move(lines_);
  }

 private:
  [[nodiscard]] bool looks_like_tag() const {
    if (rest_.size() < 2) return false;
    const char c = rest_[1];
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '/' || c == '!' || c == '?';
  }

  void take_character(char c) {
    rest_.remove_prefix(1);
    if (c == '\n') {
      ++number_;
      if (!markup_) {
        end_line();
      } else if (!line_.empty()) {
        line_ += ' ';
      }
      return;
    }
    if (line_.empty()) began_ = number_;
    if (c != '\r') line_ += c;
  }

  void take_tag() {
    if (rest_.starts_with("<!--")) return take_to("-->");
    const std::size_t end = rest_.find('>');
    if (end == std::string_view::npos) return take_character('<');
    std::string name;
    const bool closes = rest_[1] == '/';
    for (const char c : rest_.substr(closes ? 2 : 1, end)) {
      const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == ':' || c == '-';
      if (c >= 'A' && c <= 'Z') {
        name += static_cast<char>(c - 'A' + 'a');
      } else if (letter) {
        name += c;
      } else {
        break;
      }
    }
    take_to(">");
    if (!closes && is_one_of(name, {"script", "style"})) take_to("</" + name + ">");
    place(name, closes);
  }

  // What a tag means for lines and cells. A row of a table is a line, whatever stands in its cells.
  void place(std::string_view name, bool closes) {
    if (is_one_of(name, {"tr", "w:tr", "table:table-row"})) {
      if (markup_ && (!closes || row_ == 1)) end_line();
      row_ = closes ? std::max(0, row_ - 1) : row_ + 1;
    } else if (is_one_of(name, {"td", "th", "w:tc", "table:table-cell", "w:tab", "text:tab"})) {
      if (!closes && !line_.empty()) line_ += '\t';
    } else if (is_one_of(name, {"b", "i", "em", "strong", "span", "a", "w:t", "w:r", "text:span",
                                "sup", "sub", "u"})) {
      // Within a word.
    } else if (markup_ && row_ == 0 && is_one_of(name, {"p",       "div",
                                                        "li",      "h1",
                                                        "h2",      "h3",
                                                        "h4",      "h5",
                                                        "h6",      "br",
                                                        "dt",      "dd",
                                                        "caption", "title",
                                                        "section", "figcaption",
                                                        "summary", "w:p",
                                                        "w:br",    "text:p",
                                                        "text:h",  "text:line-break"})) {
      end_line();
    } else if (!line_.empty() && line_.back() != ' ' && line_.back() != '\t') {
      line_ += ' ';
    }
  }

  void take_to(std::string_view end) {
    const std::size_t at = std::min(rest_.find(end), rest_.size());
    number_ += static_cast<std::size_t>(std::ranges::count(rest_.substr(0, at), '\n'));
    rest_.remove_prefix(std::min(at + end.size(), rest_.size()));
  }

  void end_line() {
    const bool blank = line_.find_first_not_of(" \t") == std::string::npos;
    if (!blank) lines_.push_back({began_, std::move(line_)});
    line_.clear();
    began_ = number_;
  }

  std::string_view rest_;
  bool markup_;
  int row_ = 0;
  std::size_t number_ = 1;
  std::size_t began_ = 1;
  std::string line_;
  std::vector<TextLine> lines_;
};

// Of an archive the text; its lines are numbered by paragraph.
Result<std::vector<TextLine>> archive_lines(const std::string& file) {
  for (const char* inner : {"word/document.xml", "content.xml"}) {
    const std::string name = "/vsizip/{" + file + "}/" + inner;
    auto text = read_within(name, file);
    if (!text && text.error().code == ErrorCode::no_such_file) continue;
    if (!text) return fail(text.error());
    auto lines = lines_of_text(*text, true);
    for (std::size_t i = 0; i < lines.size(); ++i) lines[i].number = i + 1;
    return lines;
  }
  return fail(ErrorCode::wrong_format, file + ": an archive that is neither DOCX nor ODT");
}

bool begins_as_html(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::string head(text.substr(0, 14));
  std::ranges::transform(head, head.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return head.starts_with("<!doctype html") || head.starts_with("<html");
}

}  // namespace

std::vector<TextLine> lines_of_text(const std::string& text, bool markup) {
  return Lines(text, markup).read();
}

Result<std::vector<TextLine>> document_lines(const std::string& file) {
  auto bytes = read_within(file, file);
  if (!bytes) return fail(bytes.error());
  if (bytes->starts_with("PK\x03\x04")) return archive_lines(file);
  if (bytes->starts_with("%PDF")) {
    return fail(ErrorCode::wrong_format,
                file + ": a PDF; save the document as text, HTML, DOCX or ODT");
  }
  const std::string text = decoded(*bytes);
  return lines_of_text(text, begins_as_html(text));
}

}  // namespace hotward::io

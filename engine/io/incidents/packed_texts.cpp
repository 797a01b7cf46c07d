#include "engine/io/incidents/packed_texts.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace hotward::io {
namespace {

using Code = std::uint32_t;

constexpr Code different_sizes = 0xFFFFFFFFU;
// Sums and no tables: so the compiler makes many at once of them.
constexpr bool is_digit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }
constexpr unsigned value_of(char digit) {
  const auto code = static_cast<unsigned char>(digit);
  return (code & 15U) + 9U * (code >> 6U);
}
constexpr char digit_of(unsigned value) {
  constexpr unsigned letters = 'a' - '0' - 10;
  return static_cast<char>('0' + value + (value > 9 ? letters : 0U));
}
static_assert(value_of('0') == 0 && value_of('9') == 9 && value_of('a') == 10 &&
              value_of('f') == 15 && digit_of(9) == '9' && digit_of(10) == 'a');

template <class Number>
void put(std::string& packed, Number number) {
  char bytes[sizeof number];
  std::memcpy(bytes, &number, sizeof number);
  packed.append(bytes, sizeof number);
}

template <class Number>
bool take(std::string_view& packed, Number& number) {
  if (packed.size() < sizeof number) return false;
  std::memcpy(&number, packed.data(), sizeof number);
  packed.remove_prefix(sizeof number);
  return true;
}

// The size of every text, where all are of one.
Code common_size(const table::TextList& texts) {
  const std::size_t size = texts.empty() ? 0 : texts[0].size();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].size() != size) return different_sizes;
  }
  return size < different_sizes ? static_cast<Code>(size) : different_sizes;
}

bool is_digits(std::string_view text) {
  constexpr std::size_t at_once = 4096;
  for (; !text.empty(); text.remove_prefix(std::min(text.size(), at_once))) {
    bool all = true;
    for (const char c : text.substr(0, at_once)) all = all & is_digit(c);
    if (!all) return false;
  }
  return true;
}

// Of a size that is even, so no byte holds the end of one text and the beginning of the next.
void put_digits(std::string_view text, std::string& packed) {
  const std::size_t begin = packed.size();
  packed.resize(begin + text.size() / 2);
  char* to = packed.data() + begin;
  for (std::size_t i = 0; i < text.size() / 2; ++i) {
    to[i] = static_cast<char>(value_of(text[2 * i]) << 4U | value_of(text[2 * i + 1]));
  }
}

void take_digits(std::string_view bytes, char* text) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text[2 * i] = digit_of(byte >> 4U);
    text[2 * i + 1] = digit_of(byte & 15U);
  }
}

bool is_row_number(const std::vector<Code>& codes, std::size_t rows, std::size_t texts) {
  if (rows != texts) return false;
  for (std::size_t i = 0; i < rows; ++i) {
    if (codes[i] != i) return false;
  }
  return true;
}

std::uint8_t code_bytes(std::size_t texts) { return texts <= 256 ? 1 : texts <= 65536 ? 2 : 4; }

template <class Narrow>
void put_codes(const std::vector<Code>& codes, std::size_t rows, std::string& packed) {
  const std::size_t begin = packed.size();
  packed.resize(begin + rows * sizeof(Narrow));
  char* to = packed.data() + begin;
  for (std::size_t i = 0; i < rows; ++i, to += sizeof(Narrow)) {
    const auto narrow = static_cast<Narrow>(codes[i]);
    std::memcpy(to, &narrow, sizeof narrow);
  }
}

template <class Narrow>
bool take_codes(std::string_view& packed, std::vector<Code>& codes) {
  if (packed.size() < codes.size() * sizeof(Narrow)) return false;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    Narrow narrow;
    std::memcpy(&narrow, packed.data() + i * sizeof(Narrow), sizeof narrow);
    codes[i] = narrow;
  }
  packed.remove_prefix(codes.size() * sizeof(Narrow));
  return true;
}

bool take_texts(std::string_view& packed, std::size_t count, Code size, bool as_digits,
                table::TextList& texts) {
  texts.clear();
  std::string_view sizes;
  if (size == different_sizes) {
    const std::size_t bytes = count * sizeof(Code);
    if (packed.size() < bytes) return false;
    sizes = packed.substr(0, bytes);
    packed.remove_prefix(bytes);
  }
  for (std::size_t i = 0; i < count; ++i) {
    Code own = size;
    if (size == different_sizes && !take(sizes, own)) return false;
    const std::size_t bytes = as_digits ? own / 2 : own;
    if (packed.size() < bytes) return false;
    if (as_digits) {
      take_digits(packed.substr(0, bytes), texts.add_room(own));
    } else {
      texts.push_back(packed.substr(0, bytes));
    }
    packed.remove_prefix(bytes);
  }
  return true;
}

}  // namespace

void pack(const table::CodedTexts& column, std::size_t rows, std::string& packed) {
  const table::TextList& texts = column.texts;
  put(packed, static_cast<Code>(texts.size()));
  const Code size = common_size(texts);
  put(packed, size);
  const bool as_digits = size != different_sizes && size % 2 == 0 && is_digits(texts.bytes());
  put(packed, static_cast<std::uint8_t>(as_digits));
  if (size == different_sizes) {
    for (std::size_t i = 0; i < texts.size(); ++i) {
      put(packed, static_cast<Code>(texts[i].size()));
    }
  }
  if (as_digits) {
    put_digits(texts.bytes(), packed);
  } else {
    packed += texts.bytes();
  }
  const bool counts_up = is_row_number(column.codes, rows, texts.size());
  const std::uint8_t bytes = counts_up ? 0 : code_bytes(texts.size());
  put(packed, bytes);
  if (bytes == 1) put_codes<std::uint8_t>(column.codes, rows, packed);
  if (bytes == 2) put_codes<std::uint16_t>(column.codes, rows, packed);
  if (bytes == 4) put_codes<Code>(column.codes, rows, packed);
}

bool unpack(std::string_view& packed, std::size_t rows, table::CodedTexts& column) {
  Code texts = 0;
  Code size = 0;
  std::uint8_t as_digits = 0;
  if (!take(packed, texts) || !take(packed, size) || !take(packed, as_digits)) return false;
  if (!take_texts(packed, texts, size, as_digits != 0, column.texts)) return false;
  std::uint8_t bytes = 0;
  if (!take(packed, bytes)) return false;
  column.codes.resize(rows);
  if (bytes == 1) return take_codes<std::uint8_t>(packed, column.codes);
  if (bytes == 2) return take_codes<std::uint16_t>(packed, column.codes);
  if (bytes == 4) return take_codes<Code>(packed, column.codes);
  for (std::size_t i = 0; i < rows; ++i) column.codes[i] = static_cast<Code>(i);
  return true;
}

}  // namespace hotward::io

#include "engine/io/incidents/packed_texts.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace hotward::io {
namespace {

using Code = std::uint32_t;

constexpr Code different_sizes = 0xFFFFFFFFU;
constexpr std::string_view digits = "0123456789abcdef";
constexpr std::uint8_t no_digit = 0xFF;

constexpr auto value_of_digit = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(no_digit);
  for (std::size_t i = 0; i < digits.size(); ++i) {
    values[static_cast<unsigned char>(digits[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}();

std::uint8_t digit(char c) { return value_of_digit[static_cast<unsigned char>(c)]; }

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
Code common_size(const std::vector<std::string>& texts) {
  const std::size_t size = texts.empty() ? 0 : texts.front().size();
  const bool same = std::ranges::all_of(texts, [&](const auto& t) { return t.size() == size; });
  return same && size < different_sizes ? static_cast<Code>(size) : different_sizes;
}

bool is_digits(const std::string& text) {
  return std::ranges::all_of(text, [](char c) { return digit(c) != no_digit; });
}

void put_digits(const std::string& text, std::string& packed) {
  for (std::size_t i = 0; i < text.size(); i += 2) {
    packed += static_cast<char>(digit(text[i]) << 4U | digit(text[i + 1]));
  }
}

void take_digits(std::string_view bytes, std::string& text) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text[2 * i] = digits[byte >> 4U];
    text[2 * i + 1] = digits[byte & 15U];
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

bool take_texts(std::string_view& packed, Code size, bool as_digits,
                std::vector<std::string>& texts) {
  std::string_view sizes;
  if (size == different_sizes) {
    const std::size_t bytes = texts.size() * sizeof(Code);
    if (packed.size() < bytes) return false;
    sizes = packed.substr(0, bytes);
    packed.remove_prefix(bytes);
  }
  for (std::string& text : texts) {
    Code own = size;
    if (size == different_sizes && !take(sizes, own)) return false;
    const std::size_t bytes = as_digits ? own / 2 : own;
    if (packed.size() < bytes) return false;
    if (as_digits) {
      text.resize(own);
      take_digits(packed.substr(0, bytes), text);
    } else {
      text.assign(packed.substr(0, bytes));
    }
    packed.remove_prefix(bytes);
  }
  return true;
}

}  // namespace

void pack(const KeptTexts& column, std::size_t rows, std::string& packed) {
  const std::vector<std::string>& texts = column.texts;
  put(packed, static_cast<Code>(texts.size()));
  const Code size = common_size(texts);
  put(packed, size);
  const bool as_digits =
      size != different_sizes && size % 2 == 0 && std::ranges::all_of(texts, is_digits);
  put(packed, static_cast<std::uint8_t>(as_digits));
  if (size == different_sizes) {
    for (const std::string& text : texts) put(packed, static_cast<Code>(text.size()));
  }
  for (const std::string& text : texts) {
    if (as_digits) {
      put_digits(text, packed);
    } else {
      packed += text;
    }
  }
  const bool counts_up = is_row_number(column.codes, rows, texts.size());
  const std::uint8_t bytes = counts_up ? 0 : code_bytes(texts.size());
  put(packed, bytes);
  if (bytes == 1) put_codes<std::uint8_t>(column.codes, rows, packed);
  if (bytes == 2) put_codes<std::uint16_t>(column.codes, rows, packed);
  if (bytes == 4) put_codes<Code>(column.codes, rows, packed);
}

bool unpack(std::string_view& packed, std::size_t rows, KeptTexts& column) {
  Code texts = 0;
  Code size = 0;
  std::uint8_t as_digits = 0;
  if (!take(packed, texts) || !take(packed, size) || !take(packed, as_digits)) return false;
  column.texts.resize(texts);
  if (!take_texts(packed, size, as_digits != 0, column.texts)) return false;
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

#include "engine/io/files/read_toml.hpp"

#include <algorithm>

#include <fmt/format.h>

#if __has_include(<toml++/toml.h>)
#define HOTWARD_TOMLPLUSPLUS
#include <toml++/toml.h>
#else
#include <sstream>

#include <toml.hpp>
#endif

namespace hotward::io {
namespace {

Error wrong(const std::string& name, std::size_t line, std::size_t column, std::string_view why) {
  return {ErrorCode::wrong_format, fmt::format("{}:{}:{}: {}", name, line, column, why)};
}

#ifdef HOTWARD_TOMLPLUSPLUS

TomlValue value_of(const toml::node& node) {
  TomlValue made{{}, node.source().begin.line};
  if (const auto flag = node.value_exact<bool>()) made.value = *flag;
  if (const auto whole = node.value_exact<std::int64_t>()) made.value = *whole;
  if (const auto number = node.value_exact<double>()) made.value = *number;
  if (const auto text = node.value_exact<std::string>()) made.value = *text;
  if (const toml::array* array = node.as_array()) {
    TomlList list;
    for (const toml::node& element : *array) list.push_back(value_of(element));
    made.value = std::move(list);
  }
  if (const toml::table* table = node.as_table()) {
    TomlTable entries;
    for (const auto& [key, value] : *table) {
      entries.push_back({std::string(key.str()), value_of(value)});
    }
    made.value = std::move(entries);
  }
  return made;
}

Result<TomlValue> parse(const std::string& text, const std::string& name) {
  try {
    return value_of(toml::parse(text, name));
  } catch (const toml::parse_error& error) {
    const auto at = error.source().begin;
    return tl::unexpected(wrong(name, at.line, at.column, error.description()));
  }
}

#else

TomlValue value_of(const toml::value& node) {
  TomlValue made{{}, node.location().line()};
  if (node.is_boolean()) made.value = node.as_boolean();
  if (node.is_integer()) made.value = std::int64_t{node.as_integer()};
  if (node.is_floating()) made.value = node.as_floating();
  if (node.is_string()) made.value = node.as_string().str;
  if (node.is_array()) {
    TomlList list;
    for (const toml::value& element : node.as_array()) list.push_back(value_of(element));
    made.value = std::move(list);
  }
  if (node.is_table()) {
    TomlTable entries;
    for (const auto& [key, value] : node.as_table()) entries.push_back({key, value_of(value)});
    made.value = std::move(entries);
  }
  return made;
}

// The first line of what toml11 draws over several, without the name of its own function:
// "[error] toml::parse_value: what is wrong".
std::string_view reason(std::string_view drawn) {
  drawn = drawn.substr(0, drawn.find('\n'));
  const auto own = drawn.rfind(": ", drawn.find(' ', drawn.find("toml::")));
  return own == std::string_view::npos ? drawn : drawn.substr(own + 2);
}

Result<TomlValue> parse(const std::string& text, const std::string& name) {
  try {
    std::istringstream stream(text);
    return value_of(toml::parse(stream, name));
  } catch (const toml::exception& error) {
    const auto& at = error.location();
    return tl::unexpected(wrong(name, at.line(), at.column(), reason(error.what())));
  }
}

#endif

void sort_by_key(TomlValue& value) {
  if (auto* list = std::get_if<TomlList>(&value.value)) std::ranges::for_each(*list, sort_by_key);
  auto* table = std::get_if<TomlTable>(&value.value);
  if (table == nullptr) return;
  std::ranges::sort(*table, {}, &TomlEntry::key);
  for (TomlEntry& entry : *table) sort_by_key(entry.value);
}

// The end of the text in quotes that begins at `at`, or of the file where it has none.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const std::string three(3, quote);
  const bool long_form = text.substr(at, 3) == three;
  for (std::size_t i = at + (long_form ? 3 : 1); i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (long_form ? text.substr(i, 3) == three : text[i] == quote || text[i] == '\n') {
      return i + (long_form ? 3 : 1);
    }
  }
  return text.size();
}

}  // namespace

// The libraries go down one call for each level, of a dotted key too, until the stack is full.
Result<void> check_depth(std::string_view text, const std::string& name) {
  constexpr std::size_t deepest = 100;
  std::size_t brackets = 0, dots = 0, line = 1;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      const std::size_t end = end_of_quoted(text, i);
      line += static_cast<std::size_t>(std::count(text.begin() + static_cast<std::ptrdiff_t>(i),
                                                  text.begin() + static_cast<std::ptrdiff_t>(end),
                                                  '\n'));
      i = end - 1;
      continue;
    }
    if (c == '#') i = std::min(text.find('\n', i), text.size()) - 1;
    if (c == '\n') ++line;
    if (c == '.') ++dots;
    if (c == '[' || c == '{') ++brackets;
    if ((c == ']' || c == '}') && brackets > 0) --brackets;
    if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '}') dots = 0;
    if (brackets > deepest || dots > deepest) {
      return tl::unexpected(
          wrong(name, line, 1, fmt::format("nested more than {} levels deep", deepest)));
    }
  }
  return {};
}

const TomlValue* find(const TomlTable& table, std::string_view key) {
  const auto entry = std::ranges::find(table, key, &TomlEntry::key);
  return entry == table.end() ? nullptr : &entry->value;
}

Result<TomlValue> read_toml(const std::string& text, const std::string& name) {
  if (const auto shallow = check_depth(text, name); !shallow) return fail(shallow.error());
  auto document = parse(text, name);
  if (!document) return document;
  document->line = 1;
  sort_by_key(*document);
  return document;
}

}  // namespace hotward::io

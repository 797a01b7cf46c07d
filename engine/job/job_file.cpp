#include "engine/job/job_file.hpp"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/read_toml.hpp"
#include "engine/io/files/text_file.hpp"
#include "engine/study/json.hpp"

namespace hotward::job {
namespace {

using parameter::Parameter;
using parameter::PathKind;

bool is_there(const std::filesystem::path& path) { return io::path_exists(path.string()); }

// Whether the part before a layer or a column looks like a file: it lies in a folder, or has an
// ending. "pop_2019", "queen" and "band:1.5km" do not.
bool looks_like_file(const std::string& value) {
  const std::filesystem::path head(value.substr(0, value.find_first_of(":|")));
  return head.has_parent_path() || head.has_extension();
}

std::string beside(const std::filesystem::path& folder, const std::string& value, PathKind kind) {
  const std::filesystem::path path(value);
  if (kind == PathKind::none || folder.empty() || value.empty() || value == "-" ||
      path.is_absolute() || value.find("://") != std::string::npos) {
    return value;
  }
  const auto moved = [&](const std::string& name) {
    return (folder / name).lexically_normal().string();
  };
  const auto colon = value.find(':');
  // What lies there, alone or with a layer or column behind it.
  const std::string here = (folder / value).string();
  const auto bar = here.find('|');  // how QGIS names a layer
  const bool is_named = io::split_suffix(here).first != here ||
                        (bar != std::string::npos && is_there(here.substr(0, bar)));
  if (is_there(here) || is_named) return moved(value);
  // "CSV:cases.csv" names a driver; "PG:dbname=crime" is no path at all.
  if (colon != std::string::npos && is_there(folder / value.substr(colon + 1))) {
    return value.substr(0, colon + 1) + moved(value.substr(colon + 1));
  }
  const bool to_be_made = kind == PathKind::path && colon == std::string::npos;
  return to_be_made || looks_like_file(value) ? moved(value) : value;
}

std::optional<std::string> text_of(const io::TomlValue& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* whole = value.as<std::int64_t>()) return std::to_string(*whole);
  if (const auto* number = value.as<double>()) return fmt::format("{}", *number);
  return {};
}

// JSON is read as TOML is, but without the numbers of lines.
io::TomlValue from_json(const Json& json) {
  io::TomlValue value;
  if (json.is_boolean()) value.value = json.get<bool>();
  if (json.is_number_integer()) value.value = json.get<std::int64_t>();
  if (json.is_number_float()) value.value = json.get<double>();
  if (json.is_string()) value.value = json.get<std::string>();
  if (json.is_array()) {
    io::TomlList list;
    for (const Json& element : json) list.push_back(from_json(element));
    value.value = std::move(list);
  }
  return value;
}

Result<io::TomlTable> entries_of(const std::filesystem::path& file) {
  const auto text = io::read_text(file);
  if (!text) return fail(text.error());
  if (file.extension() != ".json") {
    auto document = io::read_toml(*text, file.string());
    if (!document) return fail(ErrorCode::usage, document.error().message);
    return std::move(*std::get_if<io::TomlTable>(&document->value));
  }
  if (const auto flat = io::check_depth(*text, file.string()); !flat) {
    return fail(ErrorCode::usage, flat.error().message);
  }
  const Json json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) {
    return fail(ErrorCode::usage, file.string() + ": no JSON object of parameters and values");
  }
  io::TomlTable entries;
  for (const auto& [name, value] : json.items()) entries.push_back({name, from_json(value)});
  return entries;
}

// "job.toml:3", or the file alone where the line is not known.
std::string where(const std::filesystem::path& file, const io::TomlValue& value) {
  return value.line == 0 ? file.string() : fmt::format("{}:{}", file.string(), value.line);
}

// The words of one entry; a flag that is true has none.
Result<parameter::Words> words_of(const std::string& key, const Parameter& parameter,
                                  const io::TomlValue& value, const std::filesystem::path& file) {
  const auto wrong = [&] {
    return fail(ErrorCode::usage, fmt::format("{}: '{}' must be text, a number, true or a list",
                                              where(file, value), key));
  };
  if (const auto* flag = value.as<bool>()) return parameter::Words{*flag ? "true" : "false"};
  parameter::Words words;
  if (const auto* list = value.as<io::TomlList>()) {
    for (const io::TomlValue& element : *list) {
      if (element.as<io::TomlList>() != nullptr || element.as<bool>() != nullptr) return wrong();
      auto one = words_of(key, parameter, element, file);
      if (!one) return one;
      words.insert(words.end(), one->begin(), one->end());
    }
    return words;
  }
  const auto text = text_of(value);
  if (!text) return wrong();
  words.push_back(beside(file.parent_path(), *text, parameter.names_file));
  return words;
}

// Quoted for a shell: what is no letter, digit or harmless sign means something to
// one shell or another.
std::string quoted(const std::string& word) {
  static constexpr std::string_view harmless = "_@%+=:,./-";
  const bool plain = std::ranges::all_of(word, [](unsigned char c) {
    return std::isalnum(c) != 0 || c >= 0x80 ||
           harmless.find(static_cast<char>(c)) != std::string_view::npos;
  });
  if (plain && !word.empty()) return word;
  std::string inside;
  for (const char c : word) inside += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + inside + "'";
}

}  // namespace

Result<void> set_from_file(const std::filesystem::path& file, parameter::List& list) {
  const auto entries = entries_of(file);
  if (!entries) return fail(entries.error());
  for (const auto& [name, value] : *entries) {
    std::string key = name;
    std::ranges::replace(key, '_', '-');
    const Parameter* parameter = list.find(key);
    if (parameter == nullptr) {
      parameter::Words names;
      for (const Parameter& known : list.all()) names.push_back(known.name);
      return fail(ErrorCode::usage,
                  fmt::format("{}: no option is called '{}'{}", where(file, value), name,
                              did_you_mean(name, names)));
    }
    if (parameter->given) continue;
    const auto words = words_of(key, *parameter, value, file);
    if (!words) return fail(words.error());
    if (words->empty()) continue;
    if (const auto taken = set(list, key, *words); !taken) {
      return fail(ErrorCode::usage,
                  fmt::format("{}: {} {}", where(file, value), name, taken.error().message));
    }
  }
  return {};
}

std::string canonical_line(const std::string& command, const parameter::List& list) {
  std::string inputs;
  std::string options;
  for (const Parameter& parameter : list.all()) {
    if (!parameter.given || !parameter.recorded) continue;
    parameter::Words words = parameter.read();
    if (parameter.commas) words = {fmt::format("{}", fmt::join(words, ","))};
    for (const std::string& given : words) {
      const std::string word = io::without_password(given);
      if (parameter.by_place) {
        inputs += " " + quoted(word);
      } else if (parameter.kind == parameter::Kind::flag) {
        options += " --" + parameter.name;
      } else {
        options += " --" + parameter.name + " " + quoted(word);
      }
    }
  }
  return "hotward " + command + inputs + options;
}

}  // namespace hotward::job

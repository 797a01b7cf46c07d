#include "tools/config.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "engine/io/read_toml.hpp"
#include "engine/io/text_file.hpp"

namespace hotward::tools {
namespace {

// Options whose values name files, so that they are looked for beside the TOML file.
constexpr std::string_view path_options[] = {"incidents", "areas", "output", "population"};

bool is_path_option(std::string_view key) {
  return std::ranges::find(path_options, key) != std::ranges::end(path_options);
}

std::string beside(const std::filesystem::path& folder, const std::string& value) {
  const std::filesystem::path path(value);
  if (path.is_absolute() || value == "-" || folder.empty()) return value;
  // A column name or a database is no path: only what lies there, or is to be made there, is moved.
  if (path.has_parent_path() || std::filesystem::exists(folder / path) || path.has_extension()) {
    return (folder / path).lexically_normal().string();
  }
  return value;
}

std::optional<std::string> text_of(const io::TomlValue& value) {
  if (const auto* text = value.as<std::string>()) return *text;
  if (const auto* whole = value.as<std::int64_t>()) return std::to_string(*whole);
  if (const auto* number = value.as<double>()) return fmt::format("{}", *number);
  return {};
}

Result<void> append(const std::string& key, const io::TomlValue& value,
                    std::vector<std::string>& words, const std::filesystem::path& file) {
  const auto wrong = [&] {
    return fail(ErrorCode::usage, fmt::format("{}:{}: '{}' must be text, a number, true or a list",
                                              file.string(), value.line, key));
  };
  if (const auto* flag = value.as<bool>()) {
    if (*flag) words.push_back("--" + key);
    return {};
  }
  if (const auto* list = value.as<io::TomlList>()) {
    for (const io::TomlValue& element : *list) {
      if (element.as<io::TomlList>() != nullptr || element.as<bool>() != nullptr) return wrong();
      if (const auto added = append(key, element, words, file); !added) return added;
    }
    return {};
  }
  auto text = text_of(value);
  if (!text) return wrong();
  if (is_path_option(key)) text = beside(file.parent_path(), *text);
  if (key != "incidents") words.push_back("--" + key);
  words.push_back(*text);
  return {};
}

bool is_given(const std::vector<std::string>& arguments, const std::string& key) {
  const std::string option = "--" + key;
  return std::ranges::any_of(arguments, [&](const std::string& word) {
    return word == option || word.starts_with(option + "=") || (key == "output" && word == "-o");
  });
}

Result<std::vector<std::string>> words_of(const std::filesystem::path& file,
                                          const std::vector<std::string>& arguments) {
  const auto text = io::read_text(file);
  if (!text) return fail(text.error());
  const auto document = io::read_toml(*text, file.string());
  if (!document) return fail(ErrorCode::usage, document.error().message);
  std::vector<std::string> words;
  std::vector<std::string> inputs;
  for (const auto& [key, value] : *document->as<io::TomlTable>()) {
    if (is_given(arguments, key)) continue;
    auto& list = key == "incidents" ? inputs : words;
    if (const auto added = append(key, value, list, file); !added) return fail(added.error());
  }
  // Inputs last, behind "--", so that no option with a list swallows them.
  if (!inputs.empty()) words.emplace_back("--");
  words.insert(words.end(), inputs.begin(), inputs.end());
  return words;
}

}  // namespace

Result<std::vector<std::string>> with_config(std::vector<std::string> arguments) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string file;
    std::size_t taken = 1;
    if (arguments[i] == "--config" && i + 1 < arguments.size()) {
      file = arguments[i + 1];
      taken = 2;
    } else if (arguments[i].starts_with("--config=")) {
      file = arguments[i].substr(9);
    } else if (i > 0 && arguments[0] == "run" && arguments[i].ends_with(".toml")) {
      file = arguments[i];
    } else {
      continue;
    }
    const auto first = arguments.begin() + static_cast<std::ptrdiff_t>(i);
    arguments.erase(first, first + static_cast<std::ptrdiff_t>(taken));
    const auto words = words_of(file, arguments);
    if (!words) return fail(words.error());
    arguments.insert(arguments.end(), words->begin(), words->end());
    return arguments;
  }
  return arguments;
}

}  // namespace hotward::tools

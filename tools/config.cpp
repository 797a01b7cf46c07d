#include "tools/config.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/read_toml.hpp"
#include "engine/io/files/text_file.hpp"

namespace hotward::tools {
namespace {

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
  if (is_there(here) || io::split_suffix(here).first != here) return moved(value);
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

// Puts the words of one entry behind those that are there.
Result<void> append(const std::string& key, const KnownOption& option, const io::TomlValue& value,
                    const std::filesystem::path& file, std::vector<std::string>& words) {
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
      if (const auto added = append(key, option, element, file, words); !added) return added;
    }
    return {};
  }
  const auto text = text_of(value);
  if (!text) return wrong();
  if (!option.positional) words.push_back("--" + key);
  words.push_back(beside(file.parent_path(), *text, option.path));
  return {};
}

bool is_given(const std::vector<std::string>& arguments, const std::string& key,
              const KnownOption& known) {
  const std::string option = "--" + key;
  return std::ranges::any_of(arguments, [&](const std::string& word) {
    const bool short_form =
        !known.short_name.empty() && word.starts_with(known.short_name) && !word.starts_with("--");
    return word == option || word.starts_with(option + "=") || short_form;
  });
}

Result<std::vector<std::string>> words_of(const std::filesystem::path& file,
                                          const std::vector<std::string>& arguments,
                                          const OptionTable& options) {
  const auto text = io::read_text(file);
  if (!text) return fail(text.error());
  const auto document = io::read_toml(*text, file.string());
  if (!document) return fail(ErrorCode::usage, document.error().message);
  std::vector<std::string> words;
  std::vector<std::string> inputs;
  for (const auto& [name, value] : *document->as<io::TomlTable>()) {
    std::string key = name;
    std::ranges::replace(key, '_', '-');
    const auto known = options.find(key);
    if (!known) {
      return fail(ErrorCode::usage,
                  fmt::format("{}:{}: no option is called '{}'{}", file.string(), value.line, name,
                              did_you_mean(name, options.names)));
    }
    if (is_given(arguments, key, *known)) continue;
    auto& list = known->positional ? inputs : words;
    if (const auto added = append(key, *known, value, file, list); !added) {
      return fail(added.error());
    }
  }
  // Inputs last, behind "--", so that no option with a list swallows them.
  if (!inputs.empty()) words.emplace_back("--");
  words.insert(words.end(), inputs.begin(), inputs.end());
  return words;
}

}  // namespace

Result<std::vector<std::string>> with_config(std::vector<std::string> arguments,
                                             const OptionTable& options) {
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
    const auto words = words_of(file, arguments, options);
    if (!words) return fail(words.error());
    arguments.insert(arguments.end(), words->begin(), words->end());
    return arguments;
  }
  return arguments;
}

}  // namespace hotward::tools

#include "engine/study/public_record.hpp"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <vector>

namespace hotward {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view untold = "(a source that is not named)";

// "PG:host=…", "https://…": what comes before a colon is a letter or more and no folder.
bool is_connection(std::string_view word) {
  if (word.find("://") != std::string_view::npos) return true;
  const std::size_t colon = word.find(':');
  if (colon == std::string_view::npos || colon < 2) return false;
  const std::string_view scheme = word.substr(0, colon);
  return std::ranges::all_of(scheme, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// Whether the word is a path: "Violence and/or robbery" is none, unless there is such a folder.
bool is_path(const std::string& word) {
  const std::size_t slash = word.rfind('/');
  if (slash == std::string::npos) return false;
  if (word.front() == '/' || word.front() == '.' || word.front() == '~') return true;
  std::error_code none;
  return fs::exists(word.substr(0, slash), none) || fs::exists(word, none);
}

std::string name_of(const std::string& word) {
  if (is_connection(word)) return std::string(untold);
  if (!is_path(word)) return word;
  std::error_code none;
  if (fs::is_directory(word, none)) return "(a folder)";  // its name may be a person's
  const std::size_t last = word.find_last_not_of('/');
  if (last == std::string::npos) return "/";
  const std::size_t slash = word.rfind('/', last);
  const std::string name =
      slash == std::string::npos ? word.substr(0, last + 1) : word.substr(slash + 1, last - slash);
  return name.find_first_not_of('.') == std::string::npos ? "(a folder)" : name;
}

// Of "--areas=/home/me/wards.gpkg" the value.
std::string name_in(const std::string& word) {
  const std::size_t sign = word.starts_with("--") ? word.find('=') : std::string::npos;
  if (sign == std::string::npos) return name_of(word);
  return word.substr(0, sign + 1) + name_of(word.substr(sign + 1));
}

// The words of a line as program.cpp puts them into it: a word in single quotes, or one without.
std::vector<std::string> record_words(const std::string& line) {
  std::vector<std::string> words = {""};
  bool inside = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\'') {
      inside = !inside;
    } else if (c == '\\' && !inside && i + 1 < line.size()) {
      words.back() += line[++i];
    } else if (c == ' ' && !inside) {
      words.emplace_back();
    } else {
      words.back() += c;
    }
  }
  return words;
}

std::string shell_word(const std::string& word) {
  if (!word.empty() && word.find_first_of(" \t'\"$&;|<>*?()") == std::string::npos) return word;
  std::string inside;
  for (const char c : word) inside += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return "'" + inside + "'";
}

void replace_all(std::string& text, const std::string& what, const std::string& by) {
  if (what.empty()) return;
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
    text.replace(at, what.size(), by);
  }
}

}  // namespace

table::Provenance public_provenance(table::Provenance provenance) {
  std::string line;
  for (const std::string& word : record_words(provenance.command_line)) {
    line += (line.empty() ? "" : " ") + shell_word(name_in(word));
  }
  provenance.command_line = std::move(line);
  for (table::InputFile& input : provenance.inputs) {
    input.note = without_folders(input.note, provenance);
  }
  for (table::PassedOver& file : provenance.passed_over) {
    file.reason = without_folders(file.reason, provenance);
  }
  for (table::InputFile& input : provenance.inputs) input.path = name_of(input.path);
  for (table::PassedOver& file : provenance.passed_over) file.path = name_of(file.path);
  return provenance;
}

std::string without_folders(std::string text, const table::Provenance& provenance) {
  std::vector<std::string> paths;
  for (const table::InputFile& input : provenance.inputs) paths.push_back(input.path);
  for (const table::PassedOver& file : provenance.passed_over) paths.push_back(file.path);
  // The longest first: one folder may hold another.
  std::ranges::sort(paths, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  for (const std::string& path : paths) {
    replace_all(text, path, name_of(path));
    const std::string folder = fs::path(path).parent_path().string();
    if (folder.size() > 1) replace_all(text, folder + "/", "");
  }
  return text;
}

}  // namespace hotward

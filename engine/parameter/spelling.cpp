#include "engine/parameter/spelling.hpp"

#include <algorithm>
#include <array>

namespace hotward::parameter {
namespace {

// Words of Python's own that a parameter could be called by.
constexpr std::array<std::string_view, 12> python_words{
    "as", "class", "del", "from", "global", "import", "in", "is", "lambda", "not", "or", "with"};

bool is_of_a_name(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; }

// The name that a text begins with, without a hyphen at its end: "cell" of "cell-".
std::string_view leading_name(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_of_a_name(text[length])) ++length;
  std::string_view name = text.substr(0, length);
  while (name.ends_with('-')) name.remove_suffix(1);
  return name;
}

bool is_known(const List& list, std::string_view name) {
  return std::ranges::find(list.all(), name, &Parameter::name) != list.all().end();
}

}  // namespace

std::string spelled(std::string_view name, Spelling spelling) {
  std::string text(name);
  if (spelling == Spelling::command_line) return "--" + text;
  if (spelling == Spelling::python) {
    std::ranges::replace(text, '-', '_');
    if (std::ranges::find(python_words, text) != python_words.end()) text += '_';
  }
  return text;
}

std::string spelled_in(std::string_view text, const List& list, Spelling spelling) {
  constexpr std::string_view mark = "--";
  std::string result;
  while (!text.empty()) {
    const std::size_t at = std::min(text.find(mark), text.size());
    const bool begins =
        at == 0 ? result.empty() || !is_of_a_name(result.back()) : !is_of_a_name(text[at - 1]);
    result += text.substr(0, at);
    text.remove_prefix(at);
    if (text.empty()) break;
    const std::string_view name = leading_name(text.substr(mark.size()));
    const bool spells = begins && is_known(list, name);
    result += spells ? spelled(name, spelling) : std::string(mark);
    text.remove_prefix(mark.size() + (spells ? name.size() : 0));
  }
  return result;
}

std::string spelled(const Error& error, const List& list, Spelling spelling) {
  const std::string message = spelled_in(error.message, list, spelling);
  return error.parameter.empty() ? message : spelled(error.parameter, spelling) + " " + message;
}

}  // namespace hotward::parameter

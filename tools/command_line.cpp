#include "tools/command_line.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace hotward::tools {
namespace {

std::string lower(std::string word) {
  std::ranges::transform(word, word.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

// CLI11 takes -1 for a large number, and a large one for the largest.
CLI::Validator whole_number(std::uint64_t most) {
  return {[most](std::string& word) {
            std::uint64_t value = 0;
            const auto [end, fault] =
                std::from_chars(word.data(), word.data() + word.size(), value);
            const bool sound = fault == std::errc() && end == word.data() + word.size();
            if (sound && value <= most) return std::string();
            return fmt::format("{} is no whole number from 0 to {}", word, most);
          },
          ""};
}

// CLI11 reads "nan" as well, which is neither below nor above anything, and "0x10" as 16.
CLI::Option* takes_decimal(CLI::Option* option) {
  return option->check(CLI::Validator(
      [](std::string& word) {
        double value = 0.0;
        const char* first = word.data() + (word.starts_with('+') ? 1 : 0);
        const char* last = word.data() + word.size();
        const auto [end, fault] = std::from_chars(first, last, value);
        const bool sound = fault == std::errc() && end == last && std::isfinite(value);
        return sound ? std::string() : fmt::format("{} is no decimal number", word);
      },
      ""));
}

}  // namespace

Option& Option::type(const std::string& name) {
  option_->type_name(name);
  return *this;
}
Option& Option::group(const std::string& name) {
  option_->group(name);
  return *this;
}
Option& Option::shows_default() {
  option_->capture_default_str();
  return *this;
}
Option& Option::shows_default(const std::string& text) {
  option_->default_str(text);
  return *this;
}
Option& Option::required() {
  option_->required();
  return *this;
}
Option& Option::one_word() {
  option_->allow_extra_args(false);
  return *this;
}
Option& Option::commas() {
  option_->delimiter(',');
  return one_word();
}
Option& Option::above(double least) {
  option_->check(CLI::Validator(
      [least](std::string& word) {
        double value = 0.0;
        if (CLI::detail::lexical_cast(word, value) && value > least) return std::string();
        return fmt::format("{} is not above {}", word, least);
      },
      ""));
  return *this;
}
Option& Option::whole(std::uint64_t most) {
  option_->check(whole_number(most));
  return *this;
}
Option& Option::range(double least, double most) {
  option_->check(CLI::Range(least, most));
  return *this;
}
Option& Option::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}
Option& Option::path(PathKind kind) {
  const auto& names = option_->get_lnames();
  declared_->paths[names.empty() ? option_->get_name(true) : names.front()] = kind;
  return *this;
}
Option& Option::only_with(const std::string& what, const std::function<bool()>& holds) {
  declared_->rules.push_back([option = option_, what, holds] {
    if (option->count() > 0 && !holds()) {
      throw CLI::ValidationError(option->get_name(), "is for " + what);
    }
  });
  return *this;
}

CommandLine::CommandLine(CLI::App& app) : app_(app) {
  app_.final_callback([declared = declared_] {
    for (const auto& rule : declared->rules) rule();
  });
}

Option CommandLine::option(const std::string& names, std::string& value,
                           const std::string& meaning) {
  return {app_.add_option(names, value, meaning), declared_};
}
Option CommandLine::option(const std::string& names, std::vector<std::string>& value,
                           const std::string& meaning) {
  return {app_.add_option(names, value, meaning), declared_};
}
Option CommandLine::option(const std::string& names, double& value, const std::string& meaning) {
  return {takes_decimal(app_.add_option(names, value, meaning)), declared_};
}
Option CommandLine::option(const std::string& names, std::optional<double>& value,
                           const std::string& meaning) {
  return {takes_decimal(app_.add_option(names, value, meaning)), declared_};
}
Option CommandLine::option(const std::string& names, std::vector<double>& value,
                           const std::string& meaning) {
  return {takes_decimal(app_.add_option(names, value, meaning)), declared_};
}
Option CommandLine::option(const std::string& names, std::optional<std::size_t>& value,
                           const std::string& meaning) {
  Option option(app_.add_option(names, value, meaning), declared_);
  return option.whole(std::numeric_limits<std::uint32_t>::max());
}
Option CommandLine::option(const std::string& names, std::uint32_t& value,
                           const std::string& meaning) {
  Option option(app_.add_option(names, value, meaning), declared_);
  return option.whole(std::numeric_limits<std::uint32_t>::max());
}
Option CommandLine::option(const std::string& names, std::uint64_t& value,
                           const std::string& meaning) {
  Option option(app_.add_option(names, value, meaning), declared_);
  return option.whole(std::numeric_limits<std::uint64_t>::max());
}
Option CommandLine::flag(const std::string& names, bool& value, const std::string& meaning) {
  return {app_.add_flag(names, value, meaning), declared_};
}

Option CommandLine::pick(const std::string& names, const std::vector<std::string>& words,
                         const std::function<void(std::size_t)>& chosen,
                         const std::string& meaning) {
  const auto choose = [words, chosen](const std::string& word) {
    const auto found = std::ranges::find(words, lower(word));
    chosen(static_cast<std::size_t>(found - words.begin()));
  };
  CLI::Option* option = app_.add_option_function<std::string>(names, choose, meaning);
  option->check(CLI::IsMember(words, CLI::ignore_case));
  return {option, declared_};
}

void CommandLine::examples(const std::vector<std::string>& lines) {
  std::string footer = "Examples:";
  for (const std::string& line : lines) footer += "\n  " + line;
  app_.footer(footer);
}

}  // namespace hotward::tools

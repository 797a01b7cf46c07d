// Command line: how a command declares its options. The only door to CLI11 is command_line.cpp.
//
//   line.option("--cell", options.cell, "Side of a cell").type("LENGTH").group("Grid");
//
// The value that a variable holds when it is declared is its default; .shows_default() prints it in
// the help. CLI11's templates cost ten seconds a file, so no other file of a command includes it.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace hotward::tools {

/// What must hold once all options are known.
using Rules = std::vector<std::function<void()>>;

/// Whether an option's value names a file, which a job file takes from its own folder.
enum class PathKind : std::uint8_t {
  none,
  path,          ///< always
  path_or_word,  ///< "people.csv:pop" does, "pop_2019" and "band:1.5km" do not
};

/// What was declared beside what CLI11 knows.
struct Declared {
  Rules rules;
  std::map<std::string, PathKind> paths;  ///< by the option's name without dashes
};

/// What may be said of an option once it is declared. Each returns the option itself.
class Option {
 public:
  Option(CLI::Option* option, std::shared_ptr<Declared> declared)
      : option_(option), declared_(std::move(declared)) {}

  Option& type(const std::string& name);   ///< how the help names its value: "LENGTH"
  Option& group(const std::string& name);  ///< the heading in the help; "": hidden
  Option& shows_default();                 ///< the variable's value, as text
  Option& shows_default(const std::string& text);
  Option& required();
  Option& one_word();                 ///< of a list: takes one word each time it is given
  Option& commas();                   ///< of a list: 50,80,95 are three
  Option& above(double least);        ///< refuses what is not greater
  Option& whole(std::uint64_t most);  ///< refuses all but decimal digits up to this number
  Option& range(double least, double most);
  Option& one_of(const std::vector<std::string>& words);
  Option& path(PathKind kind = PathKind::path);  ///< the value names a file
  /// Refused where it would have no effect. @param what  "--method nnh" @param holds  whether it is
  Option& only_with(const std::string& what, const std::function<bool()>& holds);

 private:
  CLI::Option* option_;
  std::shared_ptr<Declared> declared_;
};

class CommandLine {
 public:
  explicit CommandLine(CLI::App& app);

  /// @param names  "-o,--output", or a word without dashes for what stands by its place
  Option option(const std::string& names, std::string& value, const std::string& meaning);
  Option option(const std::string& names, std::vector<std::string>& value,
                const std::string& meaning);
  Option option(const std::string& names, double& value, const std::string& meaning);
  Option option(const std::string& names, std::optional<double>& value, const std::string& meaning);
  Option option(const std::string& names, std::vector<double>& value, const std::string& meaning);
  Option option(const std::string& names, std::optional<std::size_t>& value,
                const std::string& meaning);
  Option option(const std::string& names, std::uint32_t& value, const std::string& meaning);
  Option option(const std::string& names, std::uint64_t& value, const std::string& meaning);
  Option flag(const std::string& names, bool& value, const std::string& meaning);

  /// One of some words, in any case, each standing for a value. @param words  word and value
  template <class T>
  Option choice(const std::string& names, T& value,
                const std::vector<std::pair<std::string, T>>& words, const std::string& meaning) {
    std::vector<std::string> texts;
    std::string shown;
    for (const auto& [text, stands_for] : words) {
      texts.push_back(text);
      if (stands_for == value) shown = text;
    }
    return pick(
               names, texts, [&value, words](std::size_t i) { value = words[i].second; }, meaning)
        .shows_default(shown);
  }

  /// What stands at the end of the help; each line is a whole command.
  void examples(const std::vector<std::string>& lines);

  /// Options that were declared as paths.
  [[nodiscard]] const std::map<std::string, PathKind>& paths() const { return declared_->paths; }

 private:
  Option pick(const std::string& names, const std::vector<std::string>& words,
              const std::function<void(std::size_t)>& chosen, const std::string& meaning);

  CLI::App& app_;
  std::shared_ptr<Declared> declared_ = std::make_shared<Declared>();
};

}  // namespace hotward::tools

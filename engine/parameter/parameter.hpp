// Parameter: the options of an analysis, as a table beside a plain, typed struct.
//
//   struct GridOptions {
//     double cell_m = 150.0;
//     geometry::CellShape shape = geometry::CellShape::hexagon;
//   };
//
//   parameter::List parameters(GridOptions& options) {
//     parameter::List list("Grid");
//     list.length("cell", options.cell_m, "Width of a cell");
//     list.choice("shape", options.shape, geometry::cell_shape_names, "Shape of the cells");
//     return list;
//   }
//
//   set(list, "cell", {"200m"});  // options.cell_m == 200.0
//
// The table is the only parser: the command line, its help, job files and every other door set
// values through it, and nothing behind it parses text. Names are those of the struct's doors
// ("min-points"), never "--min-points"; Error::parameter holds the one at fault.
//
// A list refers to the struct it was made from, which must live as long and not move.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/names.hpp"
#include "engine/core/result.hpp"

namespace hotward::parameter {

enum class Kind : std::uint8_t {
  flag,    ///< given or not
  text,    ///< any text
  column,  ///< name of a column of an input
  path,    ///< a file, folder or data set
  choice,  ///< one of some words, in any case
  whole,   ///< decimal digits
  number,  ///< a decimal number
  length,  ///< 150m, 1.5km; metres
  days,    ///< 14d, 2w; days
  share,   ///< 50%; from 0 to 1
  spec,    ///< a small language of the parameter's own: knn:8, band:1.5km
};

/// Whether a value names a file, which a job file takes from its own folder.
enum class PathKind : std::uint8_t {
  none,
  path,          ///< always
  path_or_word,  ///< "people.csv:pop" does, "pop_2019" and "band:1.5km" do not
};

using Words = std::vector<std::string>;

struct Parameter {
  std::string name;  ///< [a-z0-9-], unique in a job
  Kind kind = Kind::text;
  std::string meaning;          ///< one sentence without full stop
  std::string group;            ///< heading in the help; empty: not listed
  std::string shown_as;         ///< what the help calls its value: "LENGTH"
  Words choices{};              ///< of a choice, lower case
  std::string short_name{};     ///< "o"
  std::string shown_default{};  ///< the help's text for the value it has unless set
  double least = -1e308;        ///< of a whole, number, length, days or share, in its unit's base
  double most = 1e308;
  bool above_least = false;  ///< the least itself is refused
  bool required = false;     //
  bool repeatable = false;   ///< several values
  bool commas = false;       ///< several values in one word: 50,80,95
  bool by_place = false;     ///< on a command line it is given without its name
  bool recorded = true;      ///< can change an answer, and so is recorded
  bool alone = false;        ///< where it is given, nothing else need be
  PathKind names_file = PathKind::none;
  std::string only_with_text{};       ///< "method nnh": without it, the parameter has no effect
  std::function<bool()> only_with{};  ///< whether that is so
  bool given = false;                 ///< set by somebody; else the default

  std::function<Result<void>(const Parameter&, const Words&)> assign;  ///< parses into the struct
  std::function<Words()> read;  ///< the struct's value, as words that assign takes

  // What may be added to a parameter once it is declared. Each returns the parameter itself.
  Parameter& as(std::string name_of_value) { return put(shown_as, std::move(name_of_value)); }
  Parameter& above(double bound) { return put(above_least, true).put(least, bound); }
  Parameter& up_to(double bound) { return put(most, bound); }
  Parameter& from_to(double lowest, double highest) {
    return put(least, lowest).put(most, highest);
  }
  Parameter& must_be_given() { return put(required, true); }
  Parameter& comma_separated() { return put(commas, true); }
  Parameter& file(PathKind what = PathKind::path) { return put(names_file, what); }
  Parameter& default_text(std::string text) { return put(shown_default, std::move(text)); }
  Parameter& unrecorded() { return put(recorded, false); }
  Parameter& answers_alone() { return put(alone, true); }
  /// @param text  "--method nnh", for the sentence that refuses it elsewhere
  Parameter& needs(std::string text, std::function<bool()> holds) {
    return put(only_with_text, std::move(text)).put(only_with, std::move(holds));
  }

 private:
  template <class T>
  Parameter& put(T& field, T value) {
    field = std::move(value);
    return *this;
  }
};

/// Parses a parameter's own small language. @return a usage error whose message names the value.
template <class T>
using Parse = std::function<Result<T>(const std::string&)>;

/// The reference that a declaration returns holds until the next one.
class List {
 public:
  List() = default;
  /// @param heading  of the parameters declared next, in the help
  explicit List(std::string heading) : heading_(std::move(heading)) {}

  /// Starts another heading.
  List& heading(std::string text);

  Parameter& flag(std::string name, bool& value, std::string meaning);
  Parameter& text(std::string name, std::string& value, std::string meaning);
  Parameter& texts(std::string name, Words& value, std::string meaning);
  /// Several of some words. @param words  lower case
  Parameter& choices(std::string name, Words& value, Words words, std::string meaning);
  Parameter& column(std::string name, std::string& value, std::string meaning);
  Parameter& path(std::string name, std::string& value, std::string meaning);
  Parameter& paths(std::string name, Words& value, std::string meaning);
  Parameter& whole(std::string name, std::uint32_t& value, std::string meaning);
  Parameter& whole(std::string name, std::uint64_t& value, std::string meaning);
  Parameter& whole(std::string name, std::optional<std::size_t>& value, std::string meaning);
  Parameter& number(std::string name, double& value, std::string meaning);
  Parameter& number(std::string name, std::optional<double>& value, std::string meaning);
  Parameter& numbers(std::string name, std::vector<double>& value, std::string meaning);
  Parameter& length(std::string name, double& value, std::string meaning);
  Parameter& length(std::string name, std::optional<double>& value, std::string meaning);
  Parameter& days(std::string name, double& value, std::string meaning);
  Parameter& share(std::string name, double& value, std::string meaning);

  // clang-tidy does not see that a template moves its arguments on.
  // NOLINTBEGIN(performance-unnecessary-value-param)
  /// One of the words of an enumeration. @param names  as the method that owns it declares them
  template <class T, std::size_t n>
  Parameter& choice(std::string name, T& value, const Names<T, n>& names, std::string meaning) {
    Words words;
    for (const auto& [known, word] : names) words.emplace_back(word);
    return pick(
        std::move(name), std::move(words), std::move(meaning),
        [&value, names](std::size_t i) { value = names[i].first; },
        [&value, names] { return std::string(name_of(names, value)); });
  }
  /// The same, where nothing need be chosen.
  template <class T, std::size_t n>
  Parameter& choice(std::string name, std::optional<T>& value, const Names<T, n>& names,
                    std::string meaning) {
    Words words;
    for (const auto& [known, word] : names) words.emplace_back(word);
    return pick(
        std::move(name), std::move(words), std::move(meaning),
        [&value, names](std::size_t i) { value = names[i].first; },
        [&value, names] { return value ? std::string(name_of(names, *value)) : std::string(); });
  }
  // NOLINTEND(performance-unnecessary-value-param)

  /// A value with a language of its own. @param words  writes the value so that `parse` reads it
  template <class T>
  Parameter& spec(std::string name, T& value, Parse<T> parse,
                  std::function<std::string(const T&)> words, std::string meaning) {
    Parameter& made = add(std::move(name), Kind::spec, std::move(meaning));
    made.assign = [&value, parse](const Parameter&, const Words& given) -> Result<void> {
      auto parsed = parse(given.back());
      if (!parsed) return fail(parsed.error());
      value = std::move(*parsed);
      return {};
    };
    made.read = [&value, words] {
      const std::string text = words(value);
      return text.empty() ? Words{} : Words{text};
    };
    made.shown_default = words(value);
    return made;
  }

  /// Puts another list's parameters behind these.
  List& append(List other);

  [[nodiscard]] Parameter* find(std::string_view name);
  [[nodiscard]] const std::vector<Parameter>& all() const { return parameters_; }
  [[nodiscard]] std::vector<Parameter>& all() { return parameters_; }

 private:
  Parameter& add(std::string name, Kind kind, std::string meaning);
  Parameter& pick(std::string name, Words words, std::string meaning,
                  std::function<void(std::size_t)> choose, std::function<std::string()> chosen);

  std::string heading_;
  std::vector<Parameter> parameters_;
};

/// Sets one parameter. @param words  its values: one, unless it is repeatable; of a flag none, or
/// "true" or "false".
/// @return usage, with the parameter's name, where it is unknown or its value cannot be.
[[nodiscard]] Result<void> set(List& list, std::string_view name, const Words& words);

/// What must hold once all are set: what is required is given, and what is given has an effect.
[[nodiscard]] Result<void> check(const List& list);

}  // namespace hotward::parameter

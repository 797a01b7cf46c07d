#include "engine/parameter/parameter.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/parameter/quantity.hpp"

namespace hotward::parameter {
namespace {

tl::unexpected<Error> wrong(const Parameter& parameter, const std::string& message) {
  return fail(Error{ErrorCode::usage, message, parameter.name});
}

// Decimal digits alone: neither "0x10" nor "nan", and no blanks.
Result<double> decimal(const std::string& word) {
  double value = 0.0;
  const char* first = word.data() + (word.starts_with('+') ? 1 : 0);
  const char* last = word.data() + word.size();
  const auto [end, fault] = std::from_chars(first, last, value);
  if (fault == std::errc() && end == last && std::isfinite(value)) return value;
  return fail(ErrorCode::usage, fmt::format("'{}' is no decimal number", word));
}

template <class T>
Result<T> whole_number(const Parameter& parameter, const std::string& word,
                       T most = std::numeric_limits<T>::max()) {
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
  const bool sound = fault == std::errc() && end == word.data() + word.size() && !word.empty();
  if (parameter.most < static_cast<double>(most)) most = static_cast<T>(parameter.most);
  const bool has_least = !parameter.above_least && parameter.least > 0.0;
  const T least = has_least ? static_cast<T>(parameter.least) : T{0};
  if (!sound || value > most || value < least) {
    return wrong(parameter,
                 fmt::format("'{}' is no whole number from {} to {}", word, least, most));
  }
  if (parameter.above_least && !(static_cast<double>(value) > parameter.least)) {
    return wrong(parameter, fmt::format("'{}' is not above {}", word, parameter.least));
  }
  return static_cast<T>(value);
}

std::string lower(std::string word) {
  std::ranges::transform(word, word.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return word;
}

// Which of the parameter's words it is, in any case.
Result<std::size_t> choice_of(const Parameter& parameter, const std::string& word) {
  const auto found = std::ranges::find(parameter.choices, lower(word));
  if (found != parameter.choices.end()) {
    return static_cast<std::size_t>(found - parameter.choices.begin());
  }
  return wrong(parameter,
               fmt::format("'{}' is none of {}{}", word, fmt::join(parameter.choices, ", "),
                           did_you_mean(word, parameter.choices)));
}

// A quantity with its unit: what it is read by, and how it is written.
struct Measure {
  Result<double> (*parse)(const std::string&);
  std::string (*write)(double);
};
constexpr Measure plain{decimal, [](double value) { return fmt::format("{}", value); }};
constexpr Measure metres{parse_metres, metres_text};
constexpr Measure whole_days{parse_days, days_text};
constexpr Measure percent{parse_share, share_text};

// The value in its unit, within the parameter's bounds.
Result<double> bounded(const Parameter& parameter, const std::string& word,
                       const Measure& measure) {
  const auto value = measure.parse(word);
  if (!value) return wrong(parameter, value.error().message);
  const bool low = parameter.above_least ? !(*value > parameter.least) : *value < parameter.least;
  if (!low && *value <= parameter.most) return *value;
  const char* from = parameter.above_least ? "above" : "at least";
  std::string range = fmt::format("{} {}", from, measure.write(parameter.least));
  if (parameter.most < 1e300) range += " and at most " + measure.write(parameter.most);
  return wrong(parameter, fmt::format("'{}' is not {}", word, range));
}

void read_number(Parameter& parameter, double& value, const Measure& measure) {
  parameter.assign = [&value, measure](const Parameter& p, const Words& words) -> Result<void> {
    const auto parsed = bounded(p, words.back(), measure);
    if (!parsed) return fail(parsed.error());
    value = *parsed;
    return {};
  };
  parameter.read = [&value, measure] { return Words{measure.write(value)}; };
  parameter.shown_default = measure.write(value);
}

void read_number(Parameter& parameter, std::optional<double>& value, const Measure& measure) {
  parameter.assign = [&value, measure](const Parameter& p, const Words& words) -> Result<void> {
    const auto parsed = bounded(p, words.back(), measure);
    if (!parsed) return fail(parsed.error());
    value = *parsed;
    return {};
  };
  parameter.read = [&value, measure] { return value ? Words{measure.write(*value)} : Words{}; };
}

void read_text(Parameter& parameter, std::string& value) {
  parameter.assign = [&value](const Parameter&, const Words& words) -> Result<void> {
    value = words.back();
    return {};
  };
  parameter.read = [&value] { return value.empty() ? Words{} : Words{value}; };
  parameter.shown_default = value;
}

template <class T>
void read_whole(Parameter& parameter, T& value) {
  parameter.assign = [&value](const Parameter& p, const Words& words) -> Result<void> {
    const auto parsed = whole_number<T>(p, words.back());
    if (!parsed) return fail(parsed.error());
    value = *parsed;
    return {};
  };
  parameter.read = [&value] { return Words{std::to_string(value)}; };
  parameter.shown_default = std::to_string(value);
}

}  // namespace

Parameter& Parameter::in(std::string heading) {
  group = std::move(heading);
  return *this;
}
Parameter& Parameter::as(std::string name_of_value) {
  shown_as = std::move(name_of_value);
  return *this;
}
Parameter& Parameter::above(double bound) {
  least = bound;
  above_least = true;
  return *this;
}
Parameter& Parameter::up_to(double bound) {
  most = bound;
  return *this;
}
Parameter& Parameter::from_to(double lowest, double highest) {
  least = lowest;
  most = highest;
  return *this;
}
Parameter& Parameter::must_be_given() {
  required = true;
  return *this;
}
Parameter& Parameter::comma_separated() {
  commas = true;
  return *this;
}
Parameter& Parameter::file(PathKind what) {
  names_file = what;
  return *this;
}
Parameter& Parameter::default_text(std::string text) {
  shown_default = std::move(text);
  return *this;
}
Parameter& Parameter::unrecorded() {
  recorded = false;
  return *this;
}
Parameter& Parameter::needs(std::string text, std::function<bool()> holds) {
  only_with_text = std::move(text);
  only_with = std::move(holds);
  return *this;
}

List& List::heading(std::string text) {
  heading_ = std::move(text);
  return *this;
}

Parameter& List::add(std::string name, Kind kind, std::string meaning) {
  static constexpr const char* usual[] = {"",  "TEXT",   "COL",  "PATH",    "NAME", "N",
                                          "N", "LENGTH", "DAYS", "PERCENT", "VALUE"};
  Parameter& made = parameters_.emplace_back();
  made.name = std::move(name);
  made.kind = kind;
  made.meaning = std::move(meaning);
  made.group = heading_;
  made.shown_as = usual[static_cast<std::size_t>(kind)];
  return made;
}

Parameter& List::flag(std::string name, bool& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::flag, std::move(meaning));
  made.assign = [&value](const Parameter& p, const Words& words) -> Result<void> {
    const std::string word = words.empty() ? "true" : lower(words.back());
    if (word != "true" && word != "false") {
      return wrong(p, fmt::format("'{}' is neither true nor false", words.back()));
    }
    value = word == "true";
    return {};
  };
  made.read = [&value] { return value ? Words{"true"} : Words{}; };
  return made;
}

Parameter& List::text(std::string name, std::string& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::text, std::move(meaning));
  read_text(made, value);
  return made;
}

Parameter& List::texts(std::string name, Words& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::text, std::move(meaning));
  made.repeatable = true;
  made.assign = [&value](const Parameter&, const Words& words) -> Result<void> {
    value = words;
    return {};
  };
  made.read = [&value] { return value; };
  return made;
}

Parameter& List::choices(std::string name, Words& value, Words words, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::choice, std::move(meaning));
  made.repeatable = true;
  made.choices = std::move(words);
  made.assign = [&value](const Parameter& p, const Words& given) -> Result<void> {
    Words chosen;
    for (const std::string& word : given) {
      const auto found = choice_of(p, word);
      if (!found) return fail(found.error());
      chosen.push_back(p.choices[*found]);
    }
    value = std::move(chosen);
    return {};
  };
  made.read = [&value] { return value; };
  return made;
}

Parameter& List::column(std::string name, std::string& value, std::string meaning) {
  Parameter& made = text(std::move(name), value, std::move(meaning));
  made.kind = Kind::column;
  return made.as("COL");
}

Parameter& List::path(std::string name, std::string& value, std::string meaning) {
  Parameter& made = text(std::move(name), value, std::move(meaning));
  made.kind = Kind::path;
  return made.as("PATH").file();
}

Parameter& List::paths(std::string name, Words& value, std::string meaning) {
  Parameter& made = texts(std::move(name), value, std::move(meaning));
  made.kind = Kind::path;
  return made.as("PATH").file();
}

Parameter& List::whole(std::string name, std::uint32_t& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::whole, std::move(meaning));
  read_whole(made, value);
  return made;
}

Parameter& List::whole(std::string name, std::uint64_t& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::whole, std::move(meaning));
  read_whole(made, value);
  return made;
}

Parameter& List::whole(std::string name, std::optional<std::size_t>& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::whole, std::move(meaning));
  made.assign = [&value](const Parameter& p, const Words& words) -> Result<void> {
    const auto parsed =
        whole_number<std::size_t>(p, words.back(), std::numeric_limits<std::uint32_t>::max());
    if (!parsed) return fail(parsed.error());
    value = *parsed;
    return {};
  };
  made.read = [&value] { return value ? Words{std::to_string(*value)} : Words{}; };
  return made;
}

Parameter& List::number(std::string name, double& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::number, std::move(meaning));
  read_number(made, value, plain);
  return made;
}

Parameter& List::number(std::string name, std::optional<double>& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::number, std::move(meaning));
  read_number(made, value, plain);
  return made;
}

Parameter& List::numbers(std::string name, std::vector<double>& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::number, std::move(meaning));
  made.repeatable = true;
  made.assign = [&value](const Parameter& p, const Words& words) -> Result<void> {
    std::vector<double> parsed;
    for (const std::string& word : words) {
      const auto one = bounded(p, word, plain);
      if (!one) return fail(one.error());
      parsed.push_back(*one);
    }
    value = std::move(parsed);
    return {};
  };
  made.read = [&value] {
    Words words;
    for (const double one : value) words.push_back(fmt::format("{}", one));
    return words;
  };
  made.shown_default = fmt::format("{}", fmt::join(made.read(), ","));
  return made;
}

Parameter& List::length(std::string name, double& metres_value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::length, std::move(meaning));
  read_number(made, metres_value, metres);
  return made;
}

Parameter& List::length(std::string name, std::optional<double>& metres_value,
                        std::string meaning) {
  Parameter& made = add(std::move(name), Kind::length, std::move(meaning));
  read_number(made, metres_value, metres);
  return made;
}

Parameter& List::days(std::string name, double& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::days, std::move(meaning));
  read_number(made, value, whole_days);
  return made;
}

Parameter& List::share(std::string name, double& value, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::share, std::move(meaning));
  read_number(made, value, percent);
  return made;
}

Parameter& List::pick(std::string name, Words words, std::string meaning,
                      std::function<void(std::size_t)> choose,
                      std::function<std::string()> chosen) {
  Parameter& made = add(std::move(name), Kind::choice, std::move(meaning));
  made.choices = std::move(words);
  made.assign = [choose = std::move(choose)](const Parameter& p,
                                             const Words& given) -> Result<void> {
    const auto found = choice_of(p, given.back());
    if (!found) return fail(found.error());
    choose(*found);
    return {};
  };
  made.shown_default = chosen();
  made.read = [chosen = std::move(chosen)] {
    const std::string word = chosen();
    return word.empty() ? Words{} : Words{word};
  };
  return made;
}

List& List::append(List other) {
  std::ranges::move(other.parameters_, std::back_inserter(parameters_));
  return *this;
}

Parameter* List::find(std::string_view name) {
  const auto found = std::ranges::find(parameters_, name, &Parameter::name);
  return found == parameters_.end() ? nullptr : &*found;
}

Result<void> set(List& list, std::string_view name, const Words& words) {
  Parameter* parameter = list.find(name);
  if (parameter == nullptr) {
    Words names;
    for (const Parameter& known : list.all()) names.push_back(known.name);
    return fail(Error{
        ErrorCode::usage,
        fmt::format("no parameter is called '{}'{}", name, did_you_mean(std::string(name), names)),
        std::string(name)});
  }
  if (words.empty() && parameter->kind != Kind::flag) return wrong(*parameter, "needs a value");
  if (words.size() > 1 && !parameter->repeatable) return wrong(*parameter, "takes one value");
  if (const auto assigned = parameter->assign(*parameter, words); !assigned) {
    Error error = assigned.error();
    if (error.parameter.empty()) error.parameter = parameter->name;
    return fail(std::move(error));
  }
  parameter->given = true;
  return {};
}

Result<void> check(const List& list) {
  for (const Parameter& parameter : list.all()) {
    if (parameter.required && !parameter.given) return wrong(parameter, "must be given");
    if (parameter.given && parameter.only_with && !parameter.only_with()) {
      return wrong(parameter, "is for " + parameter.only_with_text);
    }
  }
  return {};
}

}  // namespace hotward::parameter

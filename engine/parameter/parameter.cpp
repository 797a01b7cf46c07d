#include "engine/parameter/parameter.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <type_traits>

#include <fmt/format.h>

#include "engine/core/spelling.hpp"
#include "engine/parameter/quantity.hpp"

namespace hotward::parameter {
namespace {

tl::unexpected<Error> wrong(const Parameter& parameter, const std::string& message) {
  return fail(Error{ErrorCode::usage, message, parameter.name});
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

// Which of the parameter's words it is, in any case.
Result<std::size_t> choice_of(const Parameter& parameter, const std::string& word) {
  const auto found = std::ranges::find(parameter.choices, lower_case(word));
  if (found != parameter.choices.end()) {
    return static_cast<std::size_t>(found - parameter.choices.begin());
  }
  return wrong(parameter,
               fmt::format("'{}' is none of {}{}", word, fmt::join(parameter.choices, ", "),
                           did_you_mean(word, parameter.choices)));
}

// How one word of a kind becomes a value, and a value a word: empty where there is no value.
template <class T>
struct Codec {
  Result<T> (*parse)(const Parameter&, const std::string&);
  std::string (*write)(const T&);
};

// A quantity in its unit, within the parameter's bounds.
template <Result<double> (*parse)(const std::string&), std::string (*write)(double)>
Result<double> bounded(const Parameter& parameter, const std::string& word) {
  const auto value = parse(word);
  if (!value) return wrong(parameter, value.error().message);
  const bool low = parameter.above_least ? !(*value > parameter.least) : *value < parameter.least;
  if (!low && *value <= parameter.most) return *value;
  const char* from = parameter.above_least ? "above" : "at least";
  std::string range = fmt::format("{} {}", from, write(parameter.least));
  if (parameter.most < 1e300) range += " and at most " + write(parameter.most);
  return wrong(parameter, fmt::format("'{}' is not {}", word, range));
}

template <Result<double> (*parse)(const std::string&), std::string (*write)(double)>
constexpr Codec<double> quantity{bounded<parse, write>,
                                 [](const double& value) { return write(value); }};

constexpr Codec<double> plain = quantity<parse_decimal, decimal_text>;
constexpr Codec<double> metres = quantity<parse_metres, metres_text>;
constexpr Codec<double> whole_days = quantity<parse_days, days_text>;
constexpr Codec<double> percent = quantity<parse_share, share_text>;

template <class T>
constexpr Codec<T> digits{
    [](const Parameter& p, const std::string& word) { return whole_number<T>(p, word); },
    [](const T& value) { return std::to_string(value); }};

constexpr Codec<std::string> as_it_stands{
    [](const Parameter&, const std::string& word) { return Result<std::string>(word); },
    [](const std::string& value) { return value; }};

constexpr Codec<bool> yes_or_no{[](const Parameter& p, const std::string& word) -> Result<bool> {
                                  const std::string lowered = lower_case(word);
                                  if (lowered == "true" || lowered == "false")
                                    return lowered == "true";
                                  return wrong(p,
                                               fmt::format("'{}' is neither true nor false", word));
                                },
                                [](const bool& value) { return std::string(value ? "true" : ""); }};

constexpr Codec<std::string> one_of_the_choices{
    [](const Parameter& p, const std::string& word) -> Result<std::string> {
      const auto found = choice_of(p, word);
      if (!found) return fail(found.error());
      return p.choices[*found];
    },
    [](const std::string& value) { return value; }};

// The help's text for a value: its words, or nothing.
Parameter& with_default(Parameter& parameter) {
  parameter.shown_default = fmt::format("{}", fmt::join(parameter.read(), ","));
  return parameter;
}

// Binds a parameter to one value of a struct.
template <class T, class Held>
Parameter& bind(Parameter& parameter, Held& value, const Codec<T>& codec) {
  parameter.assign = [&value, codec](const Parameter& p, const Words& words) -> Result<void> {
    auto parsed = codec.parse(p, words.back());
    if (!parsed) return fail(parsed.error());
    value = std::move(*parsed);
    return {};
  };
  parameter.read = [&value, codec] {
    std::string word;
    if constexpr (std::is_same_v<Held, std::optional<T>>) {
      if (value) word = codec.write(*value);
    } else {
      word = codec.write(value);
    }
    return word.empty() ? Words{} : Words{word};
  };
  return with_default(parameter);
}

// Binds a parameter to several values.
template <class T>
Parameter& bind(Parameter& parameter, std::vector<T>& values, const Codec<T>& codec) {
  parameter.repeatable = true;
  parameter.assign = [&values, codec](const Parameter& p, const Words& words) -> Result<void> {
    std::vector<T> all;
    for (const std::string& word : words) {
      auto parsed = codec.parse(p, word);
      if (!parsed) return fail(parsed.error());
      all.push_back(std::move(*parsed));
    }
    values = std::move(all);
    return {};
  };
  parameter.read = [&values, codec] {
    Words words;
    for (const T& value : values) words.push_back(codec.write(value));
    return words;
  };
  return with_default(parameter);
}

}  // namespace

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
  if (kind == Kind::path) made.names_file = PathKind::path;
  return made;
}

Parameter& List::flag(std::string name, bool& value, std::string meaning) {
  return bind(add(std::move(name), Kind::flag, std::move(meaning)), value, yes_or_no);
}
Parameter& List::text(std::string name, std::string& value, std::string meaning) {
  return bind(add(std::move(name), Kind::text, std::move(meaning)), value, as_it_stands);
}
Parameter& List::texts(std::string name, Words& value, std::string meaning) {
  return bind(add(std::move(name), Kind::text, std::move(meaning)), value, as_it_stands);
}
Parameter& List::choices(std::string name, Words& value, Words words, std::string meaning) {
  Parameter& made = add(std::move(name), Kind::choice, std::move(meaning));
  made.choices = std::move(words);
  return bind(made, value, one_of_the_choices);
}
Parameter& List::column(std::string name, std::string& value, std::string meaning) {
  return bind(add(std::move(name), Kind::column, std::move(meaning)), value, as_it_stands);
}
Parameter& List::path(std::string name, std::string& value, std::string meaning) {
  return bind(add(std::move(name), Kind::path, std::move(meaning)), value, as_it_stands);
}
Parameter& List::paths(std::string name, Words& value, std::string meaning) {
  return bind(add(std::move(name), Kind::path, std::move(meaning)), value, as_it_stands);
}
Parameter& List::whole(std::string name, std::uint32_t& value, std::string meaning) {
  return bind(add(std::move(name), Kind::whole, std::move(meaning)), value, digits<std::uint32_t>);
}
Parameter& List::whole(std::string name, std::uint64_t& value, std::string meaning) {
  return bind(add(std::move(name), Kind::whole, std::move(meaning)), value, digits<std::uint64_t>);
}
Parameter& List::whole(std::string name, std::optional<std::size_t>& value, std::string meaning) {
  return bind(add(std::move(name), Kind::whole, std::move(meaning)), value, digits<std::size_t>);
}
Parameter& List::number(std::string name, double& value, std::string meaning) {
  return bind(add(std::move(name), Kind::number, std::move(meaning)), value, plain);
}
Parameter& List::number(std::string name, std::optional<double>& value, std::string meaning) {
  return bind(add(std::move(name), Kind::number, std::move(meaning)), value, plain);
}
Parameter& List::numbers(std::string name, std::vector<double>& value, std::string meaning) {
  return bind(add(std::move(name), Kind::number, std::move(meaning)), value, plain);
}
Parameter& List::length(std::string name, double& value, std::string meaning) {
  return bind(add(std::move(name), Kind::length, std::move(meaning)), value, metres);
}
Parameter& List::length(std::string name, std::optional<double>& value, std::string meaning) {
  return bind(add(std::move(name), Kind::length, std::move(meaning)), value, metres);
}
Parameter& List::days(std::string name, double& value, std::string meaning) {
  return bind(add(std::move(name), Kind::days, std::move(meaning)), value, whole_days);
}
Parameter& List::share(std::string name, double& value, std::string meaning) {
  return bind(add(std::move(name), Kind::share, std::move(meaning)), value, percent);
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
  made.read = [chosen = std::move(chosen)] {
    const std::string word = chosen();
    return word.empty() ? Words{} : Words{word};
  };
  return with_default(made);
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
  const Words given = words.empty() ? Words{"true"} : words;
  if (const auto assigned = parameter->assign(*parameter, given); !assigned) {
    Error error = assigned.error();
    if (error.parameter.empty()) error.parameter = parameter->name;
    return fail(std::move(error));
  }
  parameter->given = true;
  return {};
}

Result<void> check(const List& list) {
  const auto is_alone = [](const Parameter& parameter) {
    return parameter.alone && parameter.given;
  };
  if (std::ranges::any_of(list.all(), is_alone)) return {};
  for (const Parameter& parameter : list.all()) {
    if (parameter.required && parameter.read().empty()) {
      if (!parameter.by_place) return wrong(parameter, "must be given");
      // On a command line it has no name to be called by.
      return fail(ErrorCode::usage,
                  fmt::format("name what to read: {} ({})", parameter.shown_as, parameter.meaning));
    }
    if (parameter.given && parameter.only_with && !parameter.only_with()) {
      return wrong(parameter, "is for " + parameter.only_with_text);
    }
  }
  return {};
}

}  // namespace hotward::parameter

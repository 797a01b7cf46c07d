// Words: a value for any parameter, made from its kind alone, that is not its default.
#pragma once

#include <string>
#include <vector>

#include "engine/parameter/parameter.hpp"
#include "tests/support/catch.hpp"

namespace hotward {

/// What may be tried of a kind. A parameter with a language of its own takes one of the last; a new
/// language is known here by a word of it.
inline std::vector<parameter::Words> candidates(const parameter::Parameter& p) {
  using parameter::Kind;
  std::vector<parameter::Words> words;
  switch (p.kind) {
    case Kind::flag:
      return {{"true"}};
    case Kind::choice:
      for (const std::string& word : p.choices) words.push_back({word});
      return words;
    case Kind::whole:
      return {{"3"}, {"4"}, {"7"}, {"120"}};
    case Kind::number:
      return {{"0.25"}, {"0.75"}, {"3"}, {"30"}};
    case Kind::length:
      return {{"175m"}, {"1.25km"}};
    case Kind::days:
      return {{"10d"}, {"3w"}};
    case Kind::share:
      return {{"29%"}, {"57%"}};
    case Kind::spec:
      return {{"275m"}, {"scott"}, {"3months"}, {"knn:3"}, {"2w"}, {"poisson"}, {"29%"}, {"areas"}};
    case Kind::path:
      return {{"/tmp/some where/it's $HOME.csv"}};
    case Kind::text:
    case Kind::column:
      break;
  }
  return {{"a \"word\", a#b; & `more` [of] \\ it's \xC3\xA9"}};
}

/// Sets the parameter to the first that it takes and that is not what it was; two where it is
/// repeatable and takes them. @return what was set; empty where it took none
inline parameter::Words words_for(parameter::List& list, parameter::Parameter& p) {
  const parameter::Words before = p.read();
  for (parameter::Words words : candidates(p)) {
    if (!set(list, p.name, words)) continue;
    if (p.read() == before) continue;
    if (p.repeatable) {
      words.push_back(candidates(p).back().front());
      REQUIRE(set(list, p.name, words));
    }
    return words;
  }
  return {};
}

}  // namespace hotward

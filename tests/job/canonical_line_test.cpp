// The canonical line: what was set, as a shell would have to be told.
#include <memory>

#include "engine/job/job.hpp"
#include "engine/job/job_file.hpp"
#include "engine/job/registry.hpp"
#include "tests/job/words.hpp"
#include "tests/support/catch.hpp"

namespace hotward::job {
namespace canonical_line_test {

using parameter::Kind;
using parameter::Parameter;
using parameter::Words;

// What a POSIX shell hands on; refuses what it would read in another way.
Words split(const std::string& line) {
  Words words;
  std::string word;
  bool begun = false;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\'') {
      quoted = !quoted;
      begun = true;
    } else if (quoted) {
      word += c;
    } else if (c == '\\') {
      word += line[++i];
      begun = true;
    } else if (c == ' ') {
      if (begun) words.push_back(word);
      word.clear();
      begun = false;
    } else {
      INFO(line);
      REQUIRE(std::string("|&;<>()$`\"*?[]#~{}!^\t\n").find(c) == std::string::npos);
      word += c;
      begun = true;
    }
  }
  REQUIRE_FALSE(quoted);
  if (begun) words.push_back(word);
  return words;
}

// Sets what the words say, as a command line does. @return their command
std::string read_back(const Words& words, parameter::List& list) {
  REQUIRE(words.size() >= 2);
  CHECK(words[0] == "hotward");
  std::vector<std::pair<std::string, Words>> options;
  Words inputs;
  for (std::size_t i = 2; i < words.size(); ++i) {
    if (!words[i].starts_with("--")) {
      inputs.push_back(words[i]);
      continue;
    }
    const Parameter* p = list.find(words[i].substr(2));
    INFO(words[i]);
    REQUIRE(p != nullptr);
    Words values;
    if (p->kind != Kind::flag) values.push_back(words[++i]);
    if (p->commas) {
      const std::string all = values.front();
      values.clear();
      for (std::size_t from = 0; from <= all.size();) {
        const std::size_t comma = std::min(all.find(',', from), all.size());
        values.push_back(all.substr(from, comma - from));
        from = comma + 1;
      }
    }
    if (!options.empty() && options.back().first == p->name) {
      options.back().second.insert(options.back().second.end(), values.begin(), values.end());
    } else {
      options.emplace_back(p->name, values);
    }
  }
  if (!inputs.empty()) {
    for (const Parameter& p : list.all()) {
      if (p.by_place) options.emplace_back(p.name, inputs);
    }
  }
  for (const auto& [name, values] : options) {
    INFO(name);
    REQUIRE(set(list, name, values));
  }
  return words[1];
}

TEST_CASE("canonical line: its words set the same values, of every analysis", "[property]") {
  for (const Analysis& known : all_analyses()) {
    Job job(*analysis_named(known.name));
    for (Parameter& p : job.parameters.all()) {
      CAPTURE(known.name, p.name);
      REQUIRE_FALSE(words_for(job.parameters, p).empty());
    }
    const std::string line = canonical_line(known.name, job.parameters);
    INFO(line);
    Job again(*analysis_named(known.name));
    CHECK(read_back(split(line), again.parameters) == known.name);
    for (const Parameter& p : job.parameters.all()) {
      CAPTURE(p.name);
      Parameter* same = again.parameters.find(p.name);
      CHECK(same->given == p.recorded);
      if (p.recorded) CHECK(same->read() == p.read());
    }
    CHECK(canonical_line(known.name, again.parameters) == line);
  }
}

TEST_CASE("canonical line: in the order of the table, whatever the order in which it was set",
          "[property]") {
  for (const Analysis& known : all_analyses()) {
    Job one(*analysis_named(known.name));
    Job other(*analysis_named(known.name));
    auto& parameters = one.parameters.all();
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      words_for(one.parameters, parameters[i]);
      words_for(other.parameters, other.parameters.all()[parameters.size() - 1 - i]);
    }
    CHECK(canonical_line(known.name, one.parameters) ==
          canonical_line(known.name, other.parameters));
  }
}

TEST_CASE("canonical line: what was not set, or cannot change a number, stays out", "[edge]") {
  for (const Analysis& known : all_analyses()) {
    Job job(*analysis_named(known.name));
    CHECK(canonical_line(known.name, job.parameters) == "hotward " + known.name);
    for (Parameter& p : job.parameters.all()) {
      if (!p.recorded) words_for(job.parameters, p);
    }
    CHECK(canonical_line(known.name, job.parameters) == "hotward " + known.name);
  }
}

}  // namespace canonical_line_test
}  // namespace hotward::job

#include "engine/job/job_file.hpp"

#include <functional>
#include <memory>

#include "engine/io/files/read_toml.hpp"
#include "engine/job/job.hpp"
#include "engine/job/registry.hpp"
#include "engine/job/run_folder.hpp"
#include "tests/io/folder.hpp"
#include "tests/job/words.hpp"
#include "tests/support/catch.hpp"

namespace hotward::job {
namespace job_file_test {

using io::put_bytes;
using io::TestFolder;
using parameter::Kind;
using parameter::Parameter;
using parameter::PathKind;
using parameter::Words;

/// A job of each analysis, and `run`; made anew each time it is asked for.
struct Asked {
  std::string name;
  std::shared_ptr<void> holder;
  parameter::List* parameters;
};

std::vector<Asked> all_jobs() {
  std::vector<Asked> all;
  for (const Analysis& analysis : all_analyses()) {
    auto job = std::make_shared<Job>(*analysis_named(analysis.name));
    all.push_back({analysis.name, job, &job->parameters});
  }
  auto run = std::make_shared<RunRequest>();
  all.push_back({"run", run, &run->parameters});
  return all;
}

std::string quoted(const std::string& word) {
  std::string text;
  for (const char c : word) text += (c == '"' || c == '\\' ? "\\" : "") + std::string(1, c);
  return '"' + text + '"';
}

// As TOML has it: a list where there are several, a flag as true.
std::string toml_of(const Parameter& p, const Words& words) {
  if (p.kind == Kind::flag) return p.name + " = true\n";
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + quoted(word);
  return fmt::format("{} = {}\n", p.name, p.repeatable ? "[" + text + "]" : text);
}

std::string fault_of(const TestFolder& folder, const std::string& text, parameter::List& list) {
  put_bytes(folder / "job.toml", text);
  const auto taken = set_from_file(folder / "job.toml", list);
  if (taken) return {};
  CHECK(taken.error().code == ErrorCode::usage);
  const std::string where = folder.path().string() + "/";
  const std::string& message = taken.error().message;
  return message.starts_with(where) ? message.substr(where.size()) : message;
}

TEST_CASE("job file: every parameter of every analysis comes out of it as it was", "[property]") {
  const auto before = all_jobs();
  const auto after = all_jobs();
  for (std::size_t i = 0; i < before.size(); ++i) {
    const TestFolder folder;
    std::string text;
    for (Parameter& p : before[i].parameters->all()) {
      const Words words = words_for(*before[i].parameters, p);
      CAPTURE(before[i].name, p.name, words);
      REQUIRE_FALSE(words.empty());
      text += toml_of(p, words);
    }
    put_bytes(folder / "job.toml", text);
    INFO(text);
    const auto taken = set_from_file(folder / "job.toml", *after[i].parameters);
    INFO((taken ? "" : taken.error().message));
    REQUIRE(taken);
    for (const Parameter& p : before[i].parameters->all()) {
      CAPTURE(before[i].name, p.name);
      Parameter* same = after[i].parameters->find(p.name);
      CHECK(same->given);
      CHECK(same->read() == p.read());
    }
  }
}

TEST_CASE("job file: every relative path is taken from the folder of the file", "[property]") {
  for (const Asked& asked : all_jobs()) {
    for (const Parameter& p : asked.parameters->all()) {
      CAPTURE(asked.name, p.name);
      // What is a path by its kind is known to be one.
      if (p.kind == Kind::path) CHECK(p.names_file == PathKind::path);
    }
    const TestFolder folder;
    put_bytes(folder / "there.csv", "code,n\n");
    for (Parameter& p : asked.parameters->all()) {
      if (p.names_file == PathKind::none) continue;
      CAPTURE(asked.name, p.name);
      const auto given = [&](const std::string& value) -> std::string {
        p.given = false;
        REQUIRE(fault_of(folder, fmt::format("{} = '{}'", p.name, value), *asked.parameters) == "");
        return p.read().front();
      };
      const std::string here = folder.path().string() + "/";
      if (p.kind == Kind::spec) {  // its own language says where the name of a file stands
        CHECK(given("points:there.csv") == "points:" + here + "there.csv");
        continue;
      }
      CHECK(given("there.csv") == here + "there.csv");
      CHECK(given("there.csv:n") == here + "there.csv:n");
      CHECK(given("in/to_be_made.csv") == here + "in/to_be_made.csv");
      CHECK(given("../beside.csv") == (folder.path().parent_path() / "beside.csv").string());
      CHECK(given("/somewhere/else.csv") == "/somewhere/else.csv");
      CHECK(given("https://example.org/a.csv") == "https://example.org/a.csv");
      CHECK(given("-") == "-");
      const bool always = p.names_file == PathKind::path;
      CHECK(given("word") == (always ? here + "word" : "word"));
    }
  }
}

TEST_CASE("job file: texts that are no paths stay as they are", "[property]") {
  for (const Asked& asked : all_jobs()) {
    const TestFolder folder;
    put_bytes(folder / "there.csv", "code,n\n");
    for (Parameter& p : asked.parameters->all()) {
      if (p.names_file != PathKind::none || (p.kind != Kind::text && p.kind != Kind::column))
        continue;
      CAPTURE(asked.name, p.name);
      REQUIRE(fault_of(folder, p.name + " = 'there.csv'", *asked.parameters) == "");
      CHECK(p.read() == Words{"there.csv"});
    }
  }
}

struct Options {
  double cell_m = 150.0;
  std::string label = "people";
  Words types;
  std::vector<double> contours;
  std::uint32_t permutations = 9;
  double floor = 0.5;
  bool raw = false;
};

parameter::List parameters(Options& o) {
  parameter::List list("Some");
  list.length("cell", o.cell_m, "A length").above(0.0);
  list.text("some-label", o.label, "A text");
  list.texts("type", o.types, "Texts");
  list.numbers("contours", o.contours, "Numbers").comma_separated();
  list.whole("permutations", o.permutations, "A whole number");
  list.number("floor", o.floor, "A number");
  list.flag("raw", o.raw, "A flag");
  return list;
}

TEST_CASE("job file: what was set before wins", "[oracle]") {
  const TestFolder folder;
  Options o;
  auto list = parameters(o);
  REQUIRE(set(list, "cell", {"200m"}));
  REQUIRE(set(list, "type", {"asb"}));
  REQUIRE(fault_of(folder, "cell = '300m'\ntype = ['crime']\nsome_label = 'flats'", list) == "");
  CHECK(o.cell_m == 200.0);
  CHECK(o.types == Words{"asb"});
  CHECK(o.label == "flats");
}

TEST_CASE("job file: numbers, lists and flags of TOML", "[oracle]") {
  const TestFolder folder;
  Options o;
  auto list = parameters(o);
  REQUIRE(fault_of(folder,
                   "permutations = 99\nfloor = 0.1\ncontours = [50, 80.5]\nraw = true\n"
                   "some-label = 7\ntype = 'one'\n",
                   list) == "");
  CHECK(o.permutations == 99);
  CHECK(o.floor == 0.1);
  CHECK(o.contours == std::vector<double>{50.0, 80.5});
  CHECK(o.raw);
  CHECK(o.label == "7");
  CHECK(o.types == Words{"one"});
  // An empty list says nothing; false takes a flag back.
  auto again = parameters(o);
  REQUIRE(fault_of(folder, "type = []\nraw = false\n", again) == "");
  CHECK(o.types == Words{"one"});
  CHECK_FALSE(o.raw);
}

TEST_CASE("job file: an error names the file and the line", "[error]") {
  const TestFolder folder;
  Options o;
  auto list = parameters(o);
  CHECK(fault_of(folder, "\n# a note\ncell = '150'\n", list) ==
        "job.toml:3: cell '150' has no unit: write 50m or 1.5km");
  CHECK(fault_of(folder, "some_label = 'a'\ncel = '1m'", list) ==
        "job.toml:2: no option is called 'cel' (did you mean 'cell'?)");
  CHECK(fault_of(folder, "[table]\ncell = '1m'", list) ==
        "job.toml:1: no option is called 'table'");
  CHECK(fault_of(folder, "cell = {a = 1}", list) ==
        "job.toml:1: 'cell' must be text, a number, true or a list");
  CHECK(fault_of(folder, "\ntype = [['a']]", list) ==
        "job.toml:2: 'type' must be text, a number, true or a list");
  CHECK(fault_of(folder, "cell = ['1m', '2m']", list) == "job.toml:1: cell takes one value");
  CHECK(fault_of(folder, "raw = 'yes'", list) == "job.toml:1: raw 'yes' is neither true nor false");
  CHECK(fault_of(folder, "cell = '1m\n", list).starts_with("job.toml:1"));
  const auto missing = set_from_file(folder / "none.toml", list);
  REQUIRE_FALSE(missing);
  CHECK(missing.error().code == ErrorCode::no_such_file);
  CHECK(missing.error().message == (folder / "none.toml").string() + ": no such file");
}

}  // namespace job_file_test
}  // namespace hotward::job

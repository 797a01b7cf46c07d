#include "engine/parameter/spelling.hpp"

#include "tests/support/catch.hpp"

namespace hotward::parameter {
namespace spelling_test {

constexpr Spelling every[] = {Spelling::command_line, Spelling::job_file, Spelling::python};

struct Options {
  double cell_m = 150.0;
  std::uint32_t points = 5;
  std::string label;
};

List list_of(Options& options) {
  List list("Test");
  list.length("cell", options.cell_m, "Width");
  list.whole("min-points", options.points, "Least points");
  list.text("population-label", options.label, "Label");
  return list;
}

TEST_CASE("spelled: a parameter as each door's users write it", "[property]") {
  CHECK(spelled("min-points", Spelling::command_line) == "--min-points");
  CHECK(spelled("min-points", Spelling::job_file) == "min-points");
  CHECK(spelled("min-points", Spelling::python) == "min_points");
  CHECK(spelled("from", Spelling::python) == "from_");
  CHECK(spelled("from", Spelling::job_file) == "from");
}

TEST_CASE("spelled: an error begins with the parameter at fault", "[property]") {
  Options options;
  List list = list_of(options);
  const auto wrong = set(list, "cell", {"150"});
  REQUIRE_FALSE(wrong);
  CHECK(spelled(wrong.error(), list, Spelling::command_line) ==
        "--cell '150' has no unit: write 50m or 1.5km");
  CHECK(spelled(wrong.error(), list, Spelling::python) ==
        "cell '150' has no unit: write 50m or 1.5km");
  CHECK(spelled(Error{ErrorCode::no_data, "raise --min-points"}, list, Spelling::python) ==
        "raise min_points");
}

TEST_CASE("spelled_in: every parameter of the list, and nothing else", "[edge]") {
  Options options;
  const List list = list_of(options);
  const auto in = [&](std::string_view text) { return spelled_in(text, list, Spelling::python); };
  CHECK(in("--cell, --min-points: give one (--population-label)") ==
        "cell, min_points: give one (population_label)");
  CHECK(in("--cell=150m '--cell'") == "cell=150m 'cell'");
  CHECK(in("leave --cell- out") == "leave cell- out");
  // No parameter, the beginning of a longer word, hyphens within a word, a dash, nothing.
  for (const char* text : {"--json prints it", "--cells", "a--cell", "---cell", "a -- b", "--", "",
                           "----", "x--", "2019-04--2020-03"}) {
    CHECK(in(text) == text);
  }
  for (const char* text : {"--cell and --min-points", "--cells -- --cell", "no parameter"}) {
    CHECK(spelled_in(text, list, Spelling::command_line) == text);
  }
  for (const Spelling spelling : every) {
    CHECK(spelled_in("no parameter", list, spelling) == "no parameter");
  }
}

}  // namespace spelling_test
}  // namespace hotward::parameter

#include "engine/study/shipped_file.hpp"

#include <cstdlib>

#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward {
namespace shipped_file_test {

constexpr const char* variable = "HOTWARD_DATA";

TEST_CASE("shipped_file: HOTWARD_DATA first, then what a caller brought", "[property]") {
  const io::TestFolder brought;
  const io::TestFolder told;
  io::put_bytes(brought / "wards.shp", "brought");
  io::put_bytes(told / "wards.shp", "told");
  unsetenv(variable);
  CHECK_FALSE(shipped_file("wards.shp"));

  bring_shipped_files(brought.path());
  const auto of_caller = shipped_file("wards.shp");
  REQUIRE(of_caller);
  CHECK(io::bytes_of(*of_caller) == "brought");
  setenv(variable, told.path().c_str(), 1);
  const auto of_variable = shipped_file("wards.shp");
  REQUIRE(of_variable);
  CHECK(io::bytes_of(*of_variable) == "told");

  // The variable's folder alone is looked at, and the error names it.
  const auto none = shipped_file("profiles/none.toml");
  REQUIRE_FALSE(none);
  CHECK(none.error().code == ErrorCode::no_such_file);
  CHECK_THAT(none.error().message, contains_text(told.path().string()));
  unsetenv(variable);
  bring_shipped_files({});
}

}  // namespace shipped_file_test
}  // namespace hotward

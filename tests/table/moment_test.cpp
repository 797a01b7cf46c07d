#include "engine/table/moment.hpp"

#include "tests/support/catch.hpp"

namespace hotward::table {
namespace moment_test {

TEST_CASE("Moment: texts by hand", "[example]") {
  CHECK(to_string(Moment{}) == "1970-01-01 00:00:00");
  CHECK(to_string(Moment{1577921415000, no_offset}) == "2020-01-01 23:30:15");
  CHECK(to_string(Moment{1577921415250, 0}, 'T') == "2020-01-01T23:30:15.250Z");
  CHECK(to_string(Moment{-1, 60}) == "1969-12-31 23:59:59.999+01:00");
  CHECK(to_string(Moment{0, -210}) == "1970-01-01 00:00:00-03:30");
}

TEST_CASE("Moment: a text reads back as what it was written from", "[property]") {
  for (const std::int64_t time : {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1577921415250},
                                  std::int64_t{-86400000}, std::int64_t{4102444799999}}) {
    for (const std::int32_t offset : {no_offset, 0, 60, -210, 765}) {
      for (const char between : {' ', 'T'}) {
        const Moment moment{time, offset};
        CHECK(parse_moment(to_string(moment, between)) == moment);
      }
    }
  }
}

TEST_CASE("Moment: nothing else is read", "[error]") {
  for (const char* wrong :
       {"", "2020-01-01", "2020-02-30 00:00:00", "2020-01-01 23:30", "2020-01-01 23:30:15 ",
        "2020-01-01 23:30:15+1", "2020/01/01 23:30:15", "2020-01-01 23:30:15.2"}) {
    INFO(wrong);
    CHECK_FALSE(parse_moment(wrong).has_value());
  }
}

}  // namespace moment_test
}  // namespace hotward::table

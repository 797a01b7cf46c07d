#include "engine/parameter/quantity.hpp"

#include "tests/support/catch.hpp"

namespace hotward::parameter {
namespace quantity_test {

struct Sample {
  const char* text;
  double value;
};

TEST_CASE("quantities: in metres, days and shares", "[oracle]") {
  for (const Sample& s : {Sample{"150m", 150.0}, Sample{"1.5km", 1500.0}, Sample{"+2km", 2000.0},
                          Sample{"0m", 0.0}, Sample{"1e3m", 1000.0}, Sample{".5km", 500.0}}) {
    INFO(s.text);
    CHECK(parse_metres(s.text) == s.value);
  }
  for (const Sample& s : {Sample{"14d", 14.0}, Sample{"2w", 14.0}, Sample{"0.5d", 0.5}}) {
    INFO(s.text);
    CHECK(parse_days(s.text) == s.value);
  }
  for (const Sample& s : {Sample{"50%", 0.5}, Sample{"0%", 0.0}, Sample{"100%", 1.0}}) {
    INFO(s.text);
    CHECK(parse_share(s.text) == s.value);
  }
}

TEST_CASE("quantities: the number that a decimal stands for, not one beside it", "[edge]") {
  // 57 times 0.01 is 0.5700000000000001, and 1.005 times 1000 is below 1005.
  CHECK(parse_share("57%") == 0.57);
  CHECK(parse_share("0.1%") == 0.001);
  CHECK(parse_share("5.7e1%") == 0.57);
  CHECK(parse_metres("1.005km") == 1005.0);
  CHECK(parse_metres("15.3km") == 15300.0);
}

TEST_CASE("quantities: what is none is refused, and why", "[error]") {
  struct Refused {
    const char* text;
    const char* why;
  };
  for (const Refused& r :
       {Refused{"150", "'150' has no unit: write 50m or 1.5km"},
        Refused{"150d", "'150d': unknown unit 'd': write 50m or 1.5km"},
        Refused{"150 m", "'150 m': unknown unit ' m': write 50m or 1.5km"},
        Refused{"-1m", "'-1m' is below zero"}, Refused{"-0m", "'-0m' is below zero"},
        Refused{"", "'' is no quantity: write 50m or 1.5km"},
        Refused{"m", "'m' is no quantity: write 50m or 1.5km"},
        Refused{" 1m", "' 1m' is no quantity: write 50m or 1.5km"},
        Refused{"nanm", "'nanm' is no quantity: write 50m or 1.5km"},
        Refused{"infm", "'infm' is no quantity: write 50m or 1.5km"},
        Refused{"++1m", "'++1m' is no quantity: write 50m or 1.5km"},
        Refused{"0x10m", "'0x10m': unknown unit 'x10m': write 50m or 1.5km"},
        Refused{"1e999m", "'1e999m' is out of range"},
        Refused{"1e308km", "'1e308km' is out of range"}}) {
    const auto parsed = parse_metres(r.text);
    REQUIRE_FALSE(parsed);
    CHECK(parsed.error().code == ErrorCode::usage);
    CHECK(parsed.error().message == r.why);
  }
  CHECK(parse_share("0.5").error().message == "'0.5' has no unit: write 50% or 10%");
  CHECK(parse_days("2").error().message == "'2' has no unit: write 14d or 2w");
}

TEST_CASE("quantities: what is written is read as the same number", "[property]") {
  CHECK(metres_text(150.0) == "150m");
  CHECK(metres_text(1500.0) == "1.5km");
  CHECK(metres_text(1005.0) == "1.005km");
  CHECK(share_text(0.57) == "57%");
  CHECK(share_text(0.07) == "7%");
  CHECK(share_text(0.125) == "12.5%");
  CHECK(days_text(14.0) == "14d");
  std::mt19937_64 random(1);
  for (int i = 0; i < 20000; ++i) {
    const int power = static_cast<int>(random() % 18) - 9;
    const double unit = static_cast<double>(random() >> 11U) * 0x1p-53;
    // Half of them as people write them, with a few digits.
    const double value =
        i % 2 == 0 ? unit * std::pow(10.0, power) : std::round(unit * 1e4) * std::pow(10.0, power);
    CAPTURE(value, metres_text(value), share_text(value), days_text(value));
    REQUIRE(parse_metres(metres_text(value)) == value);
    REQUIRE(parse_share(share_text(value)) == value);
    REQUIRE(parse_days(days_text(value)) == value);
  }
}

}  // namespace quantity_test
}  // namespace hotward::parameter

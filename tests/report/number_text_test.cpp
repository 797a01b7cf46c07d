#include "engine/report/number_text.hpp"

#include <limits>
#include <string>

#include "engine/table/shown_decimals.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace number_text_test {

TEST_CASE("decimal_text: half away from zero, on the decimal that is printed", "[oracle]") {
  // Rounded by hand; the binary values of 2.675, 1.005 and 0.145 lie below the half.
  CHECK(decimal_text(0.125, 2) == "0.13");
  CHECK(decimal_text(2.675, 2) == "2.68");
  CHECK(decimal_text(1.005, 2) == "1.01");
  CHECK(decimal_text(0.145, 2) == "0.15");
  CHECK(decimal_text(-2.5, 0) == "−3");
  CHECK(decimal_text(9.47, 1) == "9.5");
  CHECK(decimal_text(119.6628, 2) == "119.66");
  CHECK(decimal_text(0.0449, 1) == "0.0");
}

TEST_CASE("decimal_text: carries, groups and pads", "[edge]") {
  CHECK(decimal_text(999.95, 1) == "1,000.0");
  CHECK(decimal_text(0.999, 2) == "1.00");
  CHECK(decimal_text(9.5, 0) == "10");
  CHECK(decimal_text(6023, 0) == "6,023");
  CHECK(decimal_text(1234567.5, 0) == "1,234,568");
  CHECK(decimal_text(12, 3) == "12.000");
  CHECK(decimal_text(100, 0) == "100");
  CHECK(decimal_text(1e21, 0) == "1,000,000,000,000,000,000,000");
  CHECK(decimal_text(5e-324, 2) == "0.00");
}

TEST_CASE("decimal_text: undefined, endless, and zero without a sign", "[edge]") {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  CHECK(decimal_text(std::numeric_limits<double>::quiet_NaN(), 1) == "–");
  CHECK(decimal_text(infinity, 1) == "∞");
  CHECK(decimal_text(-infinity, 1) == "−∞");
  CHECK(decimal_text(-0.0, 1) == "0.0");
  CHECK(decimal_text(-0.04, 1) == "0.0");
  CHECK(signed_text(9.47, 1) == "+9.5");
  CHECK(signed_text(-3.0, 1) == "−3.0");
  CHECK(signed_text(0.04, 1) == "0.0");
  CHECK(signed_text(std::numeric_limits<double>::quiet_NaN(), 1) == "–");
}

TEST_CASE("integer_text: groups of three, and null", "[edge]") {
  CHECK(integer_text(0) == "0");
  CHECK(integer_text(999) == "999");
  CHECK(integer_text(6023) == "6,023");
  CHECK(integer_text(-1234567) == "−1,234,567");
  CHECK(integer_text(std::numeric_limits<std::int64_t>::max()) == "9,223,372,036,854,775,807");
  CHECK(integer_text(table::null_integer) == "–");
}

TEST_CASE("exact_text: reads back as the same number", "[property]") {
  for (const double x :
       {0.1, 1e-7, 123456789.125, 2.2250738585072014e-308, 1.7976931348623157e308, 1.0 / 3.0}) {
    CHECK(std::stod(exact_text(x)) == x);
    CHECK(exact_text(x).find('e') == std::string::npos);
  }
  CHECK(exact_text(-0.0) == "0");
}

TEST_CASE("value_text: every kind of column, and its null", "[edge]") {
  using table::Column;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  const Column count{"count", "incidents", "", Column::Integers{6023, table::null_integer}};
  const Column rate{"rate_1k", "per 1,000", "", Column::Reals{21.625, nan}};
  const Column name{"area_name", "", "", Column::Texts{"River"}};
  const Column day{"start", "", "", Column::Days{table::Day{}, table::null_day}};
  CHECK(value_text(count, 0, shown_decimals(count)) == "6,023");
  CHECK(value_text(count, 1, 0) == "–");
  CHECK(value_text(rate, 0, shown_decimals(rate)) == "21.63");
  CHECK(value_text(rate, 1, 2) == "–");
  CHECK(value_text(name, 0, 0) == "River");
  CHECK(value_text(day, 0, 0) == "1970-01-01");
  CHECK(value_text(day, 1, 0) == "–");
}

TEST_CASE("display_width: cells of a terminal, not bytes", "[edge]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("River") == 5);
  CHECK(display_width("Peña – km²") == 10);
  CHECK(display_width("e\xCC\x81t") == 2);  // e with a combining accent, then t
  CHECK(display_width("東京") == 4);
  CHECK(display_width("\xE9t\xE9") == 3);  // Latin-1 bytes
}

}  // namespace number_text_test
}  // namespace hotward::report

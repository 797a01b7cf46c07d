#include "engine/io/csv/field_text.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdlib>

#include "engine/core/random.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {
namespace field_text_test {

using table::TimePrecision;

std::string unquoted_text(std::string_view field) {
  std::string scratch;
  return std::string(unquoted(field, scratch));
}

TEST_CASE("unquoted: pairs of quotes are one, the rest stands", "[edge]") {
  CHECK(unquoted_text("plain") == "plain");
  CHECK(unquoted_text("") == "");
  CHECK(unquoted_text("\"\"") == "");
  CHECK(unquoted_text("\"a,b\"") == "a,b");
  CHECK(unquoted_text("\"a\"\"b\"") == "a\"b");
  CHECK(unquoted_text("\"\"\"\"") == "\"");
  CHECK(unquoted_text("5\" pipe") == "5\" pipe");
  CHECK(unquoted_text("\"a\"b\"c") == "ab\"c");
  CHECK(unquoted_text("\"never closed") == "never closed");
}

TEST_CASE("parse_number: decimal numbers and nothing else", "[edge]") {
  CHECK(parse_number("0.5").value() == 0.5);
  CHECK(parse_number("-3.187863").value() == -3.187863);
  CHECK(parse_number(" +12 ").value() == 12.0);
  CHECK(parse_number("1e308").value() == 1e308);
  CHECK(std::isnan(parse_number("NaN").value()));
  CHECK(std::isinf(parse_number("inf").value()));
  for (const char* none : {"", " ", "-", "+", ".", "-.", "1.2.3", "+-1", "1,5", "1 5", "0x10",
                           "12a", "--1", "51\xC2\xB0"}) {
    INFO(none);
    CHECK_FALSE(parse_number(none));
  }
}

TEST_CASE("parse_number: correctly rounded, as strtod", "[brute]") {
  Random random(11, Stream::test);
  for (int i = 0; i < 200000; ++i) {
    std::string text = random.below(2) == 0 ? "-" : "";
    const std::uint32_t digits = 1 + random.below(20);
    const std::uint32_t point = random.below(digits + 2);  // beyond the end: none
    for (std::uint32_t d = 0; d < digits; ++d) {
      if (d == point) text += '.';
      text += static_cast<char>('0' + random.below(10));
    }
    if (point == digits) text += '.';
    if (random.below(10) == 0) text += "e-5";
    INFO(text);
    const auto number = parse_number(text);
    REQUIRE(number);
    REQUIRE(std::bit_cast<std::uint64_t>(*number) ==
            std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)));
  }
}

// Lengths that fill one word or two, and the signs beside the digits in ASCII.
TEST_CASE("parse_number: a sign that is no digit is refused wherever it stands", "[brute]") {
  Random random(12, Stream::test);
  for (int i = 0; i < 300000; ++i) {
    std::string text = random.below(4) == 0 ? "-" : "";
    const std::uint32_t length = 5 + random.below(14);
    for (std::uint32_t d = 0; d < length; ++d) text += static_cast<char>('0' + random.below(10));
    const std::uint32_t signs = random.below(4);
    for (std::uint32_t s = 0; s < signs; ++s) {
      text[random.below(static_cast<std::uint32_t>(text.size()))] =
          random.below(3) != 0 ? '.' : "/:*-,\xBA\xFF@ 0"[random.below(10)];
    }
    const std::string_view bare = trimmed(text);
    const std::string_view body = bare.substr(bare.starts_with('-') ? 1 : 0);
    const bool sound = body.find_first_not_of("0123456789.") == std::string_view::npos &&
                       std::count(body.begin(), body.end(), '.') <= 1 &&
                       body.find_first_of("0123456789") != std::string_view::npos;
    INFO(text);
    const auto number = parse_number(text);
    REQUIRE(number.has_value() == sound);
    if (!sound) continue;
    REQUIRE(std::bit_cast<std::uint64_t>(*number) ==
            std::bit_cast<std::uint64_t>(std::strtod(text.c_str(), nullptr)));
  }
}

struct Written {
  const char* text;
  const char* day;
  int minutes;
  TimePrecision precision;
};

TEST_CASE("parse_time: months, days and minutes, day first where the year is last", "[edge]") {
  for (const Written& w : {
           Written{"2019-04", "2019-04-01", 0, TimePrecision::month},
           Written{"2019-04-30", "2019-04-30", 0, TimePrecision::day},
           Written{" 2019-04-30 ", "2019-04-30", 0, TimePrecision::day},
           Written{"2019-04-30 23:59", "2019-04-30", 1439, TimePrecision::minute},
           Written{"2019-04-30T23:59:59Z", "2019-04-30", 1439, TimePrecision::minute},
           Written{"2019-04-30T23:59:59.999+01:00", "2019-04-30", 1439, TimePrecision::minute},
           Written{"2019-04-30 00:00:00", "2019-04-30", 0, TimePrecision::minute},
           Written{"30/04/2019", "2019-04-30", 0, TimePrecision::day},
           Written{"1/4/2019", "2019-04-01", 0, TimePrecision::day},
           Written{"01-4-2019", "2019-04-01", 0, TimePrecision::day},
           Written{"03.04.2019 7:05", "2019-04-03", 425, TimePrecision::minute},
           Written{"30/04/2019 23:59:60", "2019-04-30", 1439, TimePrecision::minute},
           Written{"2020-02-29", "2020-02-29", 0, TimePrecision::day},
           Written{"2020/01/14", "2020-01-14", 0, TimePrecision::day},
           Written{"2020/01/02 23:30:00+01", "2020-01-02", 1410, TimePrecision::minute},
           Written{"2020-01-01 10:30:00+00", "2020-01-01", 630, TimePrecision::minute},
           Written{"01-JAN-2020", "2020-01-01", 0, TimePrecision::day},
           Written{"1-jan-20 07:00", "2020-01-01", 420, TimePrecision::minute},
           Written{"30 April 2019", "2019-04-30", 0, TimePrecision::day},
           Written{"Jan-20", "2020-01-01", 0, TimePrecision::month},
           Written{"Sept 1999", "1999-09-01", 0, TimePrecision::month},
           Written{"01/01/2020 1:05 PM", "2020-01-01", 785, TimePrecision::minute},
           Written{"01/01/2020 1.05 p.m.", "2020-01-01", 785, TimePrecision::minute},
           Written{"01/01/2020 1:05 P.M", "2020-01-01", 785, TimePrecision::minute},
           Written{"01/01/2020 12.05 a.m.", "2020-01-01", 5, TimePrecision::minute},
           Written{"01/01/2020 12:05am", "2020-01-01", 5, TimePrecision::minute},
           Written{"43831", "2020-01-01", 0, TimePrecision::day},
           Written{"43831.5", "2020-01-01", 720, TimePrecision::minute},
           Written{"43831,5", "2020-01-01", 720, TimePrecision::minute},
           Written{"20200114", "2020-01-14", 0, TimePrecision::day},
           Written{"20200114 23:30", "2020-01-14", 1410, TimePrecision::minute},
           Written{"202001", "2020-01-01", 0, TimePrecision::month},
           Written{"2020-1-4", "2020-01-04", 0, TimePrecision::day},
           Written{"2020-1", "2020-01-01", 0, TimePrecision::month},
           Written{"2020.01.14", "2020-01-14", 0, TimePrecision::day},
           Written{"1/2020", "2020-01-01", 0, TimePrecision::month},
           Written{"2020-Jan-14", "2020-01-14", 0, TimePrecision::day},
           Written{"2020-January", "2020-01-01", 0, TimePrecision::month},
           Written{"January-2020", "2020-01-01", 0, TimePrecision::month},
           Written{"14JAN2020", "2020-01-14", 0, TimePrecision::day},
           Written{"January 14, 2020", "2020-01-14", 0, TimePrecision::day},
           Written{"Jan 14 2020 11:30PM", "2020-01-14", 1410, TimePrecision::minute},
           Written{"14th January 2020", "2020-01-14", 0, TimePrecision::day},
           Written{"Tue 14 Jan 2020", "2020-01-14", 0, TimePrecision::day},
           Written{"Tuesday, 14/01/2020 13:05", "2020-01-14", 785, TimePrecision::minute},
           Written{"2020-01-14T23:30Z", "2020-01-14", 1410, TimePrecision::minute},
           Written{"2020-01-14 23:30:00.123", "2020-01-14", 1410, TimePrecision::minute},
           Written{"2020-01-14 23:30:00 UTC", "2020-01-14", 1410, TimePrecision::minute},
           Written{"2020-01-14 23:30 +01:00", "2020-01-14", 1410, TimePrecision::minute},
           Written{"14/01/2020 1305", "2020-01-14", 785, TimePrecision::minute},
           Written{"14/01/2020 13.05", "2020-01-14", 785, TimePrecision::minute},
           Written{"14/01/2020, 1305hrs", "2020-01-14", 785, TimePrecision::minute},
       }) {
    INFO(w.text);
    const auto time = parse_time(w.text);
    REQUIRE(time);
    CHECK(time->minute == table::minute_of(table::parse_period(w.day)->first) + w.minutes);
    CHECK(time->precision == w.precision);
  }
}

TEST_CASE("is_missing: what databases write for no value, and no value that is one", "[edge]") {
  for (const char* none : {"", "  ", "NULL", "null ", "N/A", "#N/A", "None", "-", ".", "#REF!",
                           "#VALUE!", "#DIV/0!"}) {
    INFO(none);
    CHECK(is_missing(none));
  }
  for (const char* value :
       {"0", "-1", "NaN", "Burglary", "1900", "nullable", "n/a street", ".5", "#1"}) {
    INFO(value);
    CHECK_FALSE(is_missing(value));
  }
}

TEST_CASE("is_unknown: words for what nobody knows, and no word that is a value", "[edge]") {
  for (const char* none : {"", "NULL", "Unknown", "UNKNOWN ", "Not known", "not-known", "NaN",
                           "N/K", "Not recorded", "Not Specified", "TBC", "(no type)", "none"}) {
    INFO(none);
    CHECK(is_unknown(none));
  }
  for (const char* value :
       {"0", "-1", "Burglary", "Unknown street", "Other", "x", "51.4", "n/a street"}) {
    INFO(value);
    CHECK_FALSE(is_unknown(value));
  }
}

TEST_CASE("names_nobody: ids that stand for none", "[edge]") {
  for (const char* none : {"", "NULL", "0", "000", "Unknown", "UNKNOWN ", "not-recorded", "TBC",
                           "-1", "0.0", "xx", "NaN"}) {
    INFO(none);
    CHECK(names_nobody(none));
  }
  for (const char* id : {"1", "A0", "XY/1", "unknown 7", "07"}) CHECK_FALSE(names_nobody(id));
}

TEST_CASE("order_shown: what a date says of the order of its column", "[edge]") {
  CHECK(order_shown("30/04/2019") == OrderShown::day_first);
  CHECK(order_shown(" 04/30/2019 23:59") == OrderShown::month_first);
  CHECK(order_shown("03/04/2019") == OrderShown::either);
  CHECK(order_shown("3-4-2019 1:05 PM") == OrderShown::either);
  CHECK(order_shown("Wed 03/04/2019") == OrderShown::either);
  for (const char* text : {"03/03/2019", "2019-04-03", "2019/04/03", "03-APR-2019", "43831", "",
                           "31/31/2019", "03/04", "01/01/1900"}) {
    INFO(text);
    CHECK(order_shown(text) == OrderShown::nothing);
  }
  CHECK(parse_time("04/30/2019", DateOrder::month_first) == parse_time("2019-04-30"));
  CHECK_FALSE(parse_time("30/04/2019", DateOrder::month_first));
}

TEST_CASE("is_placeholder_date: what databases write where no date is known", "[edge]") {
  for (const char* none : {"9999-12-31", "31/12/9999", "31/12/9999 00:00", "9999-12-31T23:59:59Z",
                           "01/01/1900", "1900-01-01 00:00:00", "01-JAN-1900", "0001-01-01",
                           "99991231", "12/31/9999", "1 Jan 1900", "0000-00-00", "00/00/0000"}) {
    INFO(none);
    CHECK(is_placeholder_date(none));
    CHECK_FALSE(parse_time(none));
  }
  for (const char* date : {"2019-12-31", "", "later", "1900-01-02"}) {
    CHECK_FALSE(is_placeholder_date(date));
  }
}

TEST_CASE("parse_time: anything else is no time", "[edge]") {
  for (const char* none : {"",
                           " ",
                           "2019",
                           "2020-W03",
                           "2019-4-",
                           "2019-13",
                           "2019-00",
                           "2019-02-29",
                           "2019-04-31",
                           "04/30/2019",
                           "30/04/19",
                           "30/04-2019",
                           "2019-04-30 24:00",
                           "2019-04-30 23:60",
                           "2019-04-30 23",
                           "2019-04-30 23:5",
                           "2019-04-30x",
                           "2019-04-30 23:59 pm",
                           "20191330",
                           "201913",
                           "20190430233000",
                           "1900-01-01",
                           "31/12/9999",
                           "4358",
                           "73051",
                           "13/2019",
                           "May",
                           "Tue",
                           "Jan 14",
                           "14 2019",
                           "13:00",
                           "32 Jan 2020",
                           "01-JAN-2020 13:00 PM",
                           "01/01/2020 1.05 p.",
                           "01/01/2020 1.05 p.x.",
                           "1899-12-31",
                           "2200-01-01",
                           "-2019-04",
                           "2019-04-30T",
                           "2019-04-30 23:59Zx",
                           "1/4/2019 ,",
                           "2019-04-30 23:59+1",
                           "0/4/2019",
                           "1/0/2019"}) {
    INFO(none);
    CHECK_FALSE(parse_time(none));
  }
}

}  // namespace field_text_test
}  // namespace hotward::io

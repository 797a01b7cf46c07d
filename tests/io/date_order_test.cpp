#include "engine/io/csv/date_form.hpp"
#include "tests/io/incident_reading.hpp"

namespace hotward::io {
namespace date_order_test {

using table::minute_of;
using table::parse_period;

std::string rows(const std::vector<std::string>& dates) {
  std::string text = "lon,lat,Date\n";
  for (const std::string& date : dates) text += "0.5,51.4," + date + "\n";
  return text;
}

table::Minute day(const char* text) { return minute_of(parse_period(text)->first); }

std::string error_of(const std::string& text) {
  const TestFolder folder;
  put_bytes(folder / "cases.csv", text);
  IncidentQuery query;
  query.inputs = {(folder / "cases.csv").string()};
  const auto result = read(query);
  REQUIRE_FALSE(result);
  CHECK(result.error().code == ErrorCode::bad_value);
  const std::string& message = result.error().message;
  return message.substr(message.find("column"));
}

TEST_CASE("read_incidents: one date shows the order of all", "[property]") {
  const auto days = read_text(rows({"03/04/2019", "30/04/2019"}));
  CHECK(days.incidents.minute == std::vector{day("2019-04-03"), day("2019-04-30")});
  CHECK(days.warnings.empty());
  const auto months = read_text(rows({"03/04/2019", "04/30/2019"}));
  CHECK(months.incidents.minute == std::vector{day("2019-03-04"), day("2019-04-30")});
  REQUIRE(months.warnings.size() == 1);
  CHECK(months.warnings[0].find("have the month first, as 04/30/2019 shows") != std::string::npos);
  // The day of month 3 is the same either way.
  CHECK(read_text(rows({"03/03/2019", "2019-04-05"})).incidents.size() == 2);
}

TEST_CASE("read_incidents: dates that could be either have the day first, and it is said",
          "[edge]") {
  const std::string open = rows({"03/04/2019", "05/06/2019"});
  const auto assumed = read_text(open);
  CHECK(assumed.incidents.minute[0] == day("2019-04-03"));
  REQUIRE(assumed.warnings.size() == 1);
  CHECK(assumed.warnings[0].find(
            "'03/04/2019' is read as 3 April 2019, the day first, as no date shows the order; if 4 "
            "March 2019 is meant, say --date-order month-first") != std::string::npos);
  IncidentQuery query;
  query.columns.date_order = DateOrder::month_first;
  CHECK(read_text(open, query).incidents.minute[0] == day("2019-03-04"));
  query.columns.date_order = DateOrder::day_first;
  CHECK(read_text(open, query).warnings.empty());
  CHECK(error_of(rows({"30/04/2019", "04/30/2019"})).find("write them as 2019-04-30") !=
        std::string::npos);
}

// A file that is sorted by date may say so late.
TEST_CASE("read_incidents: rows behind the sample show the order too", "[property]") {
  std::vector<std::string> dates(1500, "03/04/2019");
  dates.push_back("30/04/2019");
  const auto late = read_text(rows(dates));
  CHECK(late.incidents.size() == 1501);
  CHECK(late.incidents.minute[0] == day("2019-04-03"));
  dates.back() = "04/30/2019";
  CHECK(error_of(rows(dates)) ==
        "column Date: 04/30/2019 has the month first; say --date-order month-first");
}

TEST_CASE("read_incidents: one file shows the order of another", "[property]") {
  const TestFolder folder;
  put_bytes(folder / "a.csv", rows({"03/04/2019"}));
  put_bytes(folder / "b.csv", rows({"30/04/2019"}));
  IncidentQuery query;
  query.inputs = {(folder / "a.csv").string(), (folder / "b.csv").string()};
  CHECK(read(query));
  put_bytes(folder / "b.csv", rows({"04/30/2019"}));
  CHECK_FALSE(read(query));
}

TEST_CASE("read_incidents: a placeholder for an end is not known, and no fault", "[edge]") {
  const auto result = read_text(
      "lon,lat,Date from,Date to\n0.5,51.4,21/04/2019,31/12/9999\n"
      "0.5,51.4,22/04/2019,01/01/1900\n0.5,51.4,22/04/2019,later\n0.5,51.4,01/01/1900,\n");
  CHECK(result.incidents.size() == 3);
  CHECK(result.incidents.row_outcomes.ends_unread == 1);
  CHECK(result.incidents.row_outcomes.bad_date == 1);
  CHECK(result.incidents.minute_end[0] == table::no_time);
}

DateFormFound form_of(const std::vector<std::string>& texts, bool order_is_known = false) {
  return date_form_of(texts, {}, order_is_known);
}

TEST_CASE("date_form_of: years of two digits where the column shows which part they are",
          "[edge]") {
  // Days run through a month; as years they would run through half a century.
  const auto days = form_of({"13/01/20", "14/01/20", "", "20/01/20 23:30", "31/12/20"});
  CHECK(days.said ==
        "'13/01/20' is read as 13 January 2020: two digits of a year are taken for 1970 "
        "to 2069");
  CHECK(parse_time("20/01/20 23:30", days.form) == parse_time("2020-01-20 23:30"));
  CHECK_FALSE(parse_time("20/01/20"));
  const auto months = form_of({"01-13-99", "01-14-99", "01-31-99"});
  CHECK(parse_time("01-14-99", months.form) == parse_time("1999-01-14"));
  const auto years = form_of({"70.01.13", "99.12.31", "69.06.01"});
  CHECK(parse_time("69.06.01", years.form) == parse_time("2069-06-01"));
  CHECK(form_of({"20/13/01", "20/12/01"}).form.short_year == ShortYear::none);
  CHECK(form_of({"03/04/2019", "2019-04-30"}).form.short_year == ShortYear::none);
}

TEST_CASE("date_form_of: what stays open is told in both readings", "[edge]") {
  CHECK(form_of({"13/01/20"}).refused ==
        "'13/01/20' could be 13 January 2020 or 20 January 2013; write years with four digits, or "
        "say --date-order day-first or --date-order month-first");
  CHECK(form_of({"01/02/20", "02/02/20"})
            .refused.find("'01/02/20' could be 1 February 2020 or 2 "
                          "January 2020") == 0);
  const auto told = form_of({"13/01/20"}, true);
  CHECK(told.refused.empty());
  CHECK(parse_time("01/02/20", told.form) == parse_time("2020-02-01"));
}

TEST_CASE("date_form_of: seconds and milliseconds since 1970, where all are such", "[edge]") {
  const auto seconds = form_of({"1577836800", "unknown", "1593561600", "1577881805"});
  CHECK(seconds.said == "'1577836800' is read as 1 January 2020: seconds since 1970, by UTC");
  CHECK(parse_time("1577836800", seconds.form) == parse_time("2020-01-01"));
  CHECK(parse_time("1577881805", seconds.form) == parse_time("2020-01-01 12:30"));
  CHECK_FALSE(parse_time("1577836800"));
  const auto milliseconds = form_of({"1577836800000.0", "1577923200000"});
  CHECK(parse_time("1577836800000", milliseconds.form) == parse_time("2020-01-01"));
  // Days of the United Kingdom's clock: in summer they begin at 11 p.m. of the day before.
  const auto clock = form_of({"1577836800", "1593558000", "1585440000", "1585522800"});
  CHECK(clock.form.epoch_of_uk);
  CHECK(parse_time("1593558000", clock.form) == parse_time("2020-07-01"));
  CHECK(parse_time("1585522800", clock.form) == parse_time("2020-03-30"));
  CHECK(form_of({"1577836800", "2020-01-02"}).form.epoch == Epoch::none);
  CHECK(form_of({"2033010112"}).form.epoch == Epoch::none);
  CHECK(form_of({"20200114"}).form.epoch == Epoch::none);
}

}  // namespace date_order_test
}  // namespace hotward::io

#include "engine/assurance/assure.hpp"

#include "engine/assurance/claims.hpp"
#include "engine/assurance/data_claims.hpp"
#include "engine/assurance/text_numbers.hpp"
#include "tests/support/catch.hpp"

namespace hotward::assurance {
namespace assure_test {

Assured assured(const std::string& text, bool markup = false) {
  const auto lines = io::lines_of_text(text, markup);
  return assure(lines);
}

std::vector<std::string> recomputed(const std::string& text) {
  std::vector<std::string> list;
  for (const Doubt& doubt : assured(text).doubts) list.push_back(doubt.recomputed);
  return list;
}

using Texts = std::vector<std::string>;

TEST_CASE("numbers_in: numbers, and what only looks like one", "[edge]") {
  const auto values = [](const std::string& line) {
    std::vector<double> list;
    for (const TextNumber& number : numbers_in(line)) list.push_back(number.value);
    return list;
  };
  CHECK(values("33,334 crimes, 119.67 per 1000") == std::vector<double>{33334, 119.67, 1000});
  CHECK(values("COVID-19, 2019/20, 2020-2024, 3:30, £111,000, 4th, Apr-19, A2") ==
        std::vector<double>{});
  CHECK(values("1,2,3 and 12,34") == std::vector<double>{1, 2, 3, 12, 34});
  CHECK(values("Call 01632 960123 or dial 101; NT4 4TR; 12 March; March 3, 31.03.2024; 2022–23; "
               "see section 4.2, table 7 on page 23; 1.2 million; 4.1.2")
            .empty());
  CHECK(values("4.2 Violence").empty());
  CHECK(values("3. Burglary").empty());
  CHECK(values("21.62 incidents; 48 – 50 of them, 0.5%") ==
        std::vector<double>{21.62, 48, 50, 0.5});
  const auto shares = numbers_in("a 10% increase of 9.5 per cent.");
  REQUIRE(shares.size() == 2);
  CHECK(shares[0].percent);
  CHECK(shares[1].percent);
  CHECK(shares[1].decimals == 1);
  CHECK(shares[0].after == " increase of ");
}

TEST_CASE("month_of_label: the month, where a year stands with it", "[edge]") {
  CHECK(month_of_label("Apr-19 450") == "2019-04");
  CHECK(month_of_label(" | September 2019\t450") == "2019-09");
  CHECK(month_of_label("2019-11 450") == "2019-11");
  CHECK(month_of_label("May 450") == "");
  CHECK(month_of_label("450") == "");
}

TEST_CASE("numbers_in: the year of a month is none", "[edge]") {
  CHECK(numbers_in("in April 2019 to Sep 2020").empty());
  CHECK(numbers_in("crimes 2019").size() == 1);
  CHECK(numbers_in("a march of 2019 people").size() == 1);
}

TEST_CASE("areas_named, unit_of, years_in: what words and numbers speak of", "[edge]") {
  CHECK(areas_named("these 5 wards account for") == 5);
  CHECK(areas_named("the five worst wards have") == 5);
  CHECK(areas_named("15 wards have") == 0);
  CHECK(areas_named("five of the many busy wards") == 0);
  CHECK(areas_named("of 5 or more people in wards") == 0);
  CHECK(unit_of(33000.0) == 1000.0);
  CHECK(unit_of(33400.0) == 100.0);
  CHECK(unit_of(450.0) == 10.0);
  CHECK(unit_of(33334.0) == 1.0);
  CHECK(years_in("in 2018/19, and 1459 people of 278,556 in 2020") == std::vector<int>{2018, 2020});
}

DataFacts facts() {
  DataFacts data;
  data.themes = {{.name = "crime",
                  .noun = "crimes",
                  .count = 33334,
                  .previous = 35088,
                  .rate_1k = 119.667,
                  .change_pct = -4.999,
                  .areas = {3450, 3250, 3000}},
                 {.name = "asb",
                  .noun = "ASB incidents",
                  .count = 6023,
                  .previous = 5502,
                  .rate_1k = 21.622,
                  .change_pct = 9.469}};
  data.people = 278556;
  data.people_label = "people";
  data.places = {"river", ""};
  data.years = {2018, 2019, 2020};
  data.period = "April 2019 to March 2020";
  return data;
}

TEST_CASE("against_data: what the data say otherwise, and only of the same thing", "[property]") {
  const auto doubted = [](const std::string& text) {
    std::vector<std::string> list;
    for (const Doubt& doubt : against_data(io::lines_of_text(text, false), facts()).doubts) {
      list.push_back(doubt.recomputed);
    }
    return list;
  };
  CHECK(doubted("33,334 recorded crimes; 6,023 incidents of ASB").empty());
  CHECK(doubted("33,434 recorded crimes") == Texts{"33,334"});
  CHECK(doubted("35,188 recorded crimes the year before") == Texts{"35,088"});
  CHECK(doubted("about 33,000 recorded crimes").empty());
  CHECK(doubted("33,300 recorded crimes").empty());
  CHECK(doubted("33,900 recorded crimes") == Texts{"33,334"});
  CHECK(doubted("over 33,330 recorded crimes").empty());
  CHECK(doubted("33,330 recorded crimes") == Texts{"33,334"});
  CHECK(doubted("In 2015/16 33,434 recorded crimes").empty());  // nobody knows
  CHECK(doubted("21,000 crimes").empty());                      // of something else
  CHECK(doubted("a population of 278,566") == Texts{"278,556"});
  CHECK(doubted("ASB\n21.26 incidents per 1000 people") == Texts{"21.62"});
  CHECK(doubted("ASB\n10% increase") == Texts{"9.47%"});
  CHECK(doubted("ASB\n9% increase").empty());
  CHECK(doubted("ASB\n10% decrease").empty());                 // of something else
  CHECK(doubted("Violent crime fell by 5.4%").empty());        // a type
  CHECK(doubted("Crime in River ward fell by 5.4%").empty());  // an area
  CHECK(doubted("Recorded crime fell by 5.4%") == Texts{"4.999%"});
  CHECK(doubted("Crime and ASB: 10% increase").empty());  // of which of both?
  CHECK(doubted("2 wards have 20% of crime").empty());    // (3450 + 3250) / 33334 = 20.1%
  CHECK(doubted("2 wards have 21% of crime") == Texts{"20.1%"});
  CHECK(doubted("The two worst wards have 22% of all crime") == Texts{"20.1%"});
}

TEST_CASE("month_label: months, and ranges of them", "[edge]") {
  CHECK(month_label("Apr-19 450") == 6);
  CHECK(month_label("April 2019\t450") == 10);
  CHECK(month_label("2019-04 450") == 7);
  CHECK(month_label("Sept 12") == 7);
  CHECK(month_label("Apr 15 - Mar 16 8800") == 0);
  CHECK(month_label("Marches 5") == 0);
  CHECK(month_label("450") == 0);
}

TEST_CASE("assure: a rate, its count and its population", "[oracle]") {
  const std::string text =
      "33,334 recorded crimes\n119.67 per 1000 people (population estimate of ";
  CHECK(recomputed(text + "278,566 for 2019)") == Texts{"119.66"});
  CHECK(recomputed(text + "278,556 for 2019)").empty());
  CHECK(assured(text + "278,556 for 2019)").recomputed == 1);
  CHECK(recomputed("119.67 per 1000 people").empty());
  CHECK(recomputed("6023 incidents\n21.62 incidents per 1000 people (population 278,566)").empty());
}

TEST_CASE("assure: a change and the difference that it is made of", "[oracle]") {
  const auto text = [](const std::string& pct, const std::string& more) {
    return "6023 incidents\n" + pct + " increase, " + more +
           " additional incidents (compared with the 5502 incidents before)";
  };
  CHECK(recomputed(text("10%", "521")) == Texts{"9.47%"});
  CHECK(recomputed(text("9%", "521")).empty());
  CHECK(recomputed(text("9.5%", "521")).empty());
  CHECK(recomputed(text("9.4%", "521")) == Texts{"9.469%"});
  CHECK(recomputed(text("9%", "512")) == Texts{"521"});
  CHECK(recomputed("a 10% increase").empty());
}

TEST_CASE("assure: a change from one number to another, in one clause", "[oracle]") {
  CHECK(recomputed("1,234 offences (up 5.2%) compared with 1,173").empty());
  CHECK(recomputed("1,234 offences (up 5.9%) compared with 1,173") == Texts{"5.200%"});
  CHECK(recomputed("Robbery fell from 420 to 378, a fall of 10%.").empty());
  CHECK(recomputed("Robbery fell from 420 to 378, a fall of 9%.") == Texts{"10.00%"});
  CHECK(recomputed("Robbery rose from 420 to 378, a rise of 10%.") == Texts{"-10%"});
  CHECK(recomputed("Theft rose by 4% from 1,250 to 1,300, robbery fell by 10% from 420 to 378.")
            .empty());
  CHECK(recomputed("People aged from 16 to 24 committed 3% more.").empty());
  CHECK(recomputed("Detections rose to 14% from 12%, of 1,200 offences.").empty());
  CHECK(recomputed("8,214 crimes, 264 more than the 7,950 of the year before.").empty());
  CHECK(recomputed("8,214 crimes, 246 more than the 7,950 of the year before.") == Texts{"264"});
}

TEST_CASE("assure: rates over households, and of another base", "[oracle]") {
  const std::string text =
      "964 burglaries, {} per 1,000 households (of 48,200 households) in a "
      "population of 110,350";
  CHECK(recomputed(fmt::format(fmt::runtime(text), "20.0")).empty());
  CHECK(recomputed(fmt::format(fmt::runtime(text), "20.4")) == Texts{"20.00"});
  CHECK(recomputed("3,318 incidents, 344.0 per 10,000 people; a population of 96,450").empty());
  CHECK(recomputed("3,318 incidents, 334.0 per 10,000 people; a population of 96,450") ==
        Texts{"344.01"});
  // Of something else.
  CHECK(recomputed("3 incidents by ward\n334.0 per 10,000 people; a population of 96,450").empty());
}

TEST_CASE("assure: fractions in words beside their share", "[oracle]") {
  CHECK(recomputed("One thing; one in four residents (27%) felt unsafe").empty());
  CHECK(recomputed("and one in four residents (20%) felt unsafe") == Texts{"25%"});
  CHECK(recomputed("over half of them (58%), almost two thirds of us (61%)").empty());
  CHECK(recomputed("a third of them (38%)") == Texts{"33%"});
  CHECK(recomputed("a third ward (12%), in the second half of the year (12%)").empty());
}

TEST_CASE("assure: shares of a share, of a row, and of the largest are not all", "[edge]") {
  CHECK(recomputed("45% felt safe; of these 30% were women and 23% young.").empty());
  CHECK(recomputed("60% named litter, 25% noise and 13% dogs; people could name more than one.")
            .empty());
  CHECK(recomputed("Violence 50%\nTheft 30%\nDamage 15%").empty());
  CHECK(recomputed("Violence 50%\nTheft 30%\nOther 15%") == Texts{"95%"});
  CHECK(recomputed("River\t30%\t35%\t34%\n").empty());
}

TEST_CASE("assure: columns of a table that are made of others, and their totals", "[oracle]") {
  const auto table = [](const std::string& march, const std::string& percent,
                        const std::string& total) {
    return "| Type | 2022 | 2023 | Change | % |\n|---|---|---|---|---|\n"
           "| Burglary | 1,204 | 1,108 | -96 | -8.0% |\n| Robbery | 420 | " +
           march + " | -42 | " + percent +
           " |\n| Theft | 1,250 | 1,300 | +50 | +4.0% |\n| **Total** | 2,874 | " + total +
           " | -88 | -3.1% |\n";
  };
  CHECK(recomputed(table("378", "-10.0%", "2,786")).empty());
  CHECK(assured(table("378", "-10.0%", "2,786")).recomputed == 10);
  CHECK(recomputed(table("378", "-11.0%", "2,786")) == Texts{"−10.0%"});
  CHECK(recomputed(table("378", "+10.0%", "2,786")) == Texts{"−10.0%"});
  // The change and the total; the percentage is that of the change that is stated.
  CHECK(recomputed(table("378", "-10.0%", "2,768")) == Texts{"−106", "2,786"});
  // Not made of each other.
  CHECK(recomputed("A\tB\tC\n1\t2\t3\n4\t5\t6\n7\t8\t10\n").empty());
  CHECK(recomputed("Year\tCrimes\n2019\t500\n2020\t510\n2021\t300\nTotal\t900\n").empty());
}

TEST_CASE("assure: twelve months and their total", "[oracle]") {
  const auto text = [](int total, int march) {
    std::string lines = fmt::format("{} incidents in the year\n", total);
    for (const char* month :
         {"Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"}) {
      lines += fmt::format("{}-19\t500\n", month);
    }
    return lines + fmt::format("Mar-20\t{}\n", march);
  };
  CHECK(recomputed(text(6023, 560)) == Texts{"6,060"});
  CHECK(recomputed(text(6023, 523)).empty());
  CHECK(recomputed(text(60000, 523)).empty());  // another total
}

TEST_CASE("assure: shares of one sentence, and down a table", "[oracle]") {
  CHECK(recomputed("51% felt safe, 37% neither and 11% unsafe.") == Texts{"99%"});
  CHECK(recomputed("51% felt safe, 38% neither and 11% unsafe.").empty());
  CHECK(recomputed("41.4%, 11.8%, 9.9%, 8.7%, 7.6%, 7.0%, 4.9%, 2.2%, 2.1%, 1.3%, 1.2%, 1.0%, 0.8%")
            .empty());  // 99.9% of so many is usual
  CHECK(
      recomputed("41% said one, 52% two and 7% three. When asked, 51% said so, 11% not.").empty());
  CHECK(recomputed("63% felt this, 44% that and 44% the other.").empty());  // several answers each
  CHECK(recomputed("a 40% increase, a 30% fall and a 29% rise").empty());
  CHECK(recomputed("A 29%\nB 22%\nC 17%\nD 16%\nE 4%\nF 7%\nG 5%").empty());
  CHECK(recomputed("A 29%\nB 22%\nC 17%\nD 16%\nE 4%\nF 7%\nG 6%").empty());  // by rounding
  CHECK(recomputed("A 29%\nB 22%\nC 17%\nD 16%\nE 4%\nF 7%\nG 15%") == Texts{"110%"});
}

TEST_CASE("assure: a line is that of the document", "[property]") {
  const std::string text = "one\n\n\n51% felt safe, 37% neither and 11% unsafe.";
  REQUIRE(assured(text).doubts.size() == 1);
  CHECK(assured(text).doubts[0].line == 4);
  CHECK(assured("").figures == 0);
}

TEST_CASE("lines_of_text: tags, cells and references", "[edge]") {
  const auto texts = [](const std::string& text, bool markup) {
    std::vector<std::string> list;
    for (const io::TextLine& line : io::lines_of_text(text, markup)) list.push_back(line.text);
    return list;
  };
  CHECK(texts("<p>a\nb</p><p>1 &lt; 2 &amp; 3&#8211;4</p>", true) == Texts{"a b", "1 < 2 & 3–4"});
  CHECK(texts("<table><tr><td>x</td><td><p>1</p><p>2</p></td></tr></table>", true) ==
        Texts{"x\t1 2 "});
  CHECK(texts("<script>var a = 1;</script><style>p{}</style>x<!-- 5 -->y", true) == Texts{"xy"});
  CHECK(texts("a < b\nc", false) == Texts{"a < b", "c"});
  CHECK(texts("a<", true) == Texts{"a<"});
  CHECK(io::lines_of_text("\n\n<p>\nx</p>", true).front().number == 4);
}

}  // namespace assure_test
}  // namespace hotward::assurance

#include "engine/report/html_document.hpp"

#include "engine/report/area_map.hpp"
#include "engine/report/bar_chart.hpp"
#include "engine/report/svg.hpp"
#include "tests/report/well_formed.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace html_document_test {

geometry::MultiPolygon square(double x, double y, double side) {
  return {{{{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}}, {}}};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

std::string fault_of(const std::string& svg) {
  return well_formed_fault("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg);
}

ShownTable small_table() {
  return {{{"Rank", {"1", "2", "3"}, true, "rank"},
           {"Area", {"River <&>", "Luton", "Cuxton"}, false, "area_name"},
           {"secret", {"x", "y", "z"}, false, "secret", only_asked},
           {"Unknown", {"–", "", "–"}, true, "unknown"},
           {"", {"", "", ""}, false, "note"}},
          "area",
          "c: hidden"};
}

Document document_of(std::vector<Block> blocks) {
  Document document;
  document.title = "Crime & <ASB>";
  document.made_by = "hotward 0";
  document.sections = {{"one", "One", 2, std::move(blocks)}};
  return document;
}

TEST_CASE("html_escaped: no text leaves its place", "[edge]") {
  CHECK(html_escaped("<script>\"'&") == "&lt;script&gt;&quot;&apos;&amp;");
  CHECK(html_escaped("a\nb\tc") == "a b c");
  CHECK(html_escaped("x\xE2\x80\xAEy\x1B") == "x\xEF\xBF\xBDy\xEF\xBF\xBD");
}

TEST_CASE("html_document: a table has a caption, scopes, a name in each row", "[property]") {
  const std::string html =
      html_document(document_of({DocumentTable{"The areas", small_table(), 2}}));
  CHECK(html.find("<caption>The areas</caption>") != std::string::npos);
  CHECK(html.find("<th scope=\"col\" class=\"n\">Rank</th><th scope=\"col\">Area</th></tr>") !=
        std::string::npos);
  CHECK(html.find("<th scope=\"row\">River &lt;&amp;&gt;</th>") != std::string::npos);
  CHECK(html.find("secret") == std::string::npos);
  CHECK(html.find("Unknown") == std::string::npos);  // all its cells say so
  CHECK(html.find("Cuxton") == std::string::npos);
  CHECK(html.find("The first 2 of 3.") != std::string::npos);
  CHECK(html.find("c: hidden") != std::string::npos);
  CHECK(html.find("<title>Crime &amp; &lt;ASB&gt;</title>") != std::string::npos);
  CHECK(count(html, "<details>") == 1);
}

TEST_CASE("html_document: an empty table is none, and names of regions are all different",
          "[edge]") {
  const DocumentTable table{"Twice", small_table(), 0, false};
  const std::string html = html_document(document_of({DocumentTable{"Empty", {}}, table, table}));
  CHECK(html.find("Empty") == std::string::npos);
  CHECK(count(html, "aria-label=\"Twice\"") == 1);
  CHECK(count(html, "aria-label=\"Twice (2)\"") == 1);
}

TEST_CASE("bar_chart_svg: bars are as long as their values", "[property]") {
  BarChart chart{"By type", "Burglary 20.", {{"incidents", bar_colours[0]}}, {}};
  chart.rows = {
      {"Burglary", {{20.0, "20"}}}, {"Robbery <x>", {{10.0, "10"}}}, {"None", {{0.0 / 0.0, "–"}}}};
  const std::string svg = bar_chart_svg(chart);
  CHECK(fault_of(svg) == "");
  CHECK(svg.find("<desc>Burglary 20.</desc>") != std::string::npos);
  CHECK(svg.find("Robbery &lt;x&gt;") != std::string::npos);
  std::vector<double> widths;
  for (auto at = svg.find("<rect"); at != std::string::npos; at = svg.find("<rect", at + 1)) {
    const auto from = svg.find("width=\"", at) + 7;
    widths.push_back(std::stod(svg.substr(from)));
  }
  REQUIRE(widths.size() == 4);
  CHECK(widths[0] == Approx(2.0 * widths[1]).epsilon(1e-3));
  CHECK(widths[2] == 0.0);
}

TEST_CASE("bar_chart_svg: no number leaves the drawing", "[property]") {
  for (const char* text : {"1", "11,109 (5 of 12)", "1,234,567 (100.0%), and more words"}) {
    BarChart chart{"By year", "One year.", {{"incidents", bar_colours[0]}}, {}};
    chart.rows = {{"2018/19", {{11109.0, text}}}};
    const std::string svg = bar_chart_svg(chart);
    const auto at = svg.rfind("<text x=\"");
    const double from = std::stod(svg.substr(at + 9));
    CHECK(from + svg_text_width(text) <= drawing_width);
  }
}

TEST_CASE("area_map_svg: fills, hatching, marks that do not lie on each other", "[property]") {
  AreaMap map{.id = "m", .title = "Map: x", .description = "Three areas."};
  const std::vector<geometry::MultiPolygon> shapes = {square(0, 0, 1000), square(1000, 0, 1000),
                                                      square(2000, 0, 3)};
  map.shapes = shapes;
  map.values = {10.0, 0.0 / 0.0, 20.0};
  map.marks = {"1", "", "2"};
  map.names = {"<River>", "Luton", "Tiny"};
  map.key_title = "Per 1,000";
  map.missing_label = "hidden";
  const std::vector<std::size_t> order = {2, 0};
  const std::string svg = area_map_svg(map, order);
  CHECK(fault_of(svg) == "");
  CHECK(svg.find("<title>&lt;River&gt;</title>") != std::string::npos);
  CHECK(count(svg, "url(#m-none)") == 2);  // in the key and on the map
  CHECK(svg.find(">200 m<") != std::string::npos);
  CHECK(svg.find("Grid north") != std::string::npos);
  CHECK(count(svg, "font-weight=\"bold\"") == 3);  // the key's title and two marks

  map.marks = {"a", "b", "c"};
  map.values = {1.0, 2.0, 3.0};
  const std::vector<geometry::MultiPolygon> close = {square(0, 0, 1000), square(10, 10, 1000),
                                                     square(0, 4000, 1000)};
  map.shapes = close;
  const std::vector<std::size_t> all = {1, 0, 2};
  const std::string drawn = area_map_svg(map, all);
  CHECK(drawn.find(">b</text>") != std::string::npos);
  CHECK(drawn.find(">a</text>") == std::string::npos);
  CHECK(drawn.find(">c</text>") != std::string::npos);
}

TEST_CASE("area_map_svg: neighbours keep their border though corners are moved", "[property]") {
  AreaMap map{.id = "m", .title = "Map", .description = "Two areas."};
  geometry::Ring wavy;
  for (int i = 0; i <= 4000; ++i) wavy.push_back({1000.0 + (i % 7), i * 0.5});
  geometry::Ring west = {{0.0, 2000.0}, {0.0, 0.0}};
  west.insert(west.end(), wavy.begin(), wavy.end());
  geometry::Ring east(wavy.rbegin(), wavy.rend());
  east.insert(east.end(), {{2000.0, 0.0}, {2000.0, 2000.0}});
  const std::vector<geometry::MultiPolygon> shapes = {{{west, {}}}, {{east, {}}}};
  map.shapes = shapes;
  map.values = {1.0, 2.0};
  map.marks = {"", ""};
  map.names = {"West", "East"};
  const std::string svg = area_map_svg(map, {});
  CHECK(fault_of(svg) == "");
  CHECK(svg.size() < 30000);
}

TEST_CASE("text_colour_on: every ground is read", "[property]") {
  for (int grey = 0; grey < 256; ++grey) {
    const Colour ground = fmt::format("#{0:02x}{0:02x}{0:02x}", grey);
    CHECK(contrast(text_colour_on(ground), ground) >= 4.5);
  }
  for (std::size_t n = 1; n <= 7; ++n) {
    for (const Colour& ground : sequential_colours(n)) {
      CHECK(contrast(text_colour_on(ground), ground) >= 4.5);
    }
  }
  CHECK(contrast("#ffffff", "#000000") == Approx(21.0));
  CHECK(contrast("#777777", "#ffffff") == Approx(4.48).margin(0.005));  // WebAIM's checker
  for (const char* colour : bar_colours) CHECK(contrast(colour, "#ffffff") >= 4.5);
}

TEST_CASE("svg_text_width: no narrower than Arial draws it", "[property]") {
  // Advance widths of Arial, in thousandths: M 833, e 556, w 722, blank 278, digits 556, D 722.
  CHECK(svg_text_width("Medway 015D") >= 14.0 * 6.391);
  CHECK(svg_text_width("Medway 015D") <= 14.0 * 6.391 * 1.05);
  CHECK(svg_text_width("WWW") >= 14.0 * 3 * 0.944);
  CHECK(svg_text_width("illicit", 10.0) <= 10.0 * 2.056 * 1.05);  // 6 of 222, 1 of 500, 1 of 278
  CHECK(svg_text_width("Medway", 18.0, true) >= 18.0 * 3.889);    // bold: y 556, d 611
  CHECK(svg_text_width("") == 0.0);
  CHECK(svg_text_width("e\xCC\x81") == svg_text_width("e"));  // an accent takes no room of its own
  CHECK(svg_text_width("…—") >= 28.0);
}

TEST_CASE("svg_heading: a long title is set smaller, then cut", "[edge]") {
  CHECK(svg_heading(0, 0, "Crimes a day", 600.0).find("font-size=\"18\"") != std::string::npos);
  const std::string title(75, 'n');
  const std::string smaller = svg_heading(0, 0, title, 700.0);
  CHECK(smaller.find(">" + title + "<") != std::string::npos);
  CHECK(smaller.find("font-size=\"14\"") != std::string::npos);
  CHECK(svg_heading(0, 0, std::string(200, 'n'), 700.0).find("n…<") != std::string::npos);
}

TEST_CASE("key_places: side by side, in as many rows as they need", "[edge]") {
  const std::vector<double> widths = {100.0, 150.0, 100.0, 400.0};
  const auto places = key_places(widths, 20.0, 300.0);
  REQUIRE(places.size() == 4);
  CHECK(places[1].x == 120.0);
  CHECK(places[1].row == 0);
  CHECK(places[2].x == 20.0);
  CHECK(places[2].row == 1);
  CHECK(places[3].x == 20.0);  // wider than a row, and alone in it
  CHECK(places[3].row == 2);
  CHECK(key_places({}, 0.0, 100.0).empty());
}

TEST_CASE("area_map_svg: the dense part stands beside the whole, and marks it has are there alone",
          "[property]") {
  std::vector<geometry::MultiPolygon> shapes;
  for (int i = 0; i < 18; ++i) shapes.push_back(square(1000.0 * (i % 6), 1000.0 * (i / 6), 1000.0));
  shapes.push_back(square(30000.0, 0.0, 9000.0));
  shapes.push_back(square(0.0, 20000.0, 9000.0));
  AreaMap map{.id = "m", .title = "Map: x", .description = "Twenty areas."};
  map.shapes = shapes;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    map.values.push_back(static_cast<double>(i));
    map.marks.push_back(fmt::format("{}", i + 1));
    map.names.push_back("Area");
    order.push_back(i);
  }
  const std::string svg = area_map_svg(map, order);
  CHECK(fault_of(svg) == "");
  CHECK(count(svg, "clipPath id=\"m-dense\"") == 1);
  CHECK(svg.find("drawn larger on the right") != std::string::npos);
  CHECK(count(svg, "v8h") == 2);  // a scale bar each
  for (std::size_t i = 0; i < 20; ++i) {
    INFO(i);
    CHECK(count(svg, fmt::format(">{}</text>", i + 1)) <= 1);
  }
  for (const std::size_t i :
       {7U, 8U, 9U, 10U, 18U, 19U}) {  // the middle of the dense part, and far ones
    INFO(i);
    const auto mark = svg.find(fmt::format(">{}</text>", i + 1));
    REQUIRE(mark != std::string::npos);
    const double x = std::stod(svg.substr(svg.rfind("<text x=\"", mark) + 9));
    CHECK((x > drawing_width / 2.0) == (i < 18));
  }
  map.shapes = std::span(shapes).first(9);
  for (auto* texts : {&map.marks, &map.names}) texts->resize(9);
  map.values.resize(9);
  CHECK(area_map_svg(map, std::span(order).first(9)).find("clipPath") == std::string::npos);
}

TEST_CASE("svg_lines: broken at blanks, nothing lost", "[property]") {
  const auto lines = svg_lines("The boundaries are schematic: not the official boundary.", 200.0);
  REQUIRE(lines.size() > 1);
  std::string joined;
  for (const std::string& line : lines) {
    CHECK(svg_text_width(line) <= 200.0);
    joined += (joined.empty() ? "" : " ") + line;
  }
  CHECK(joined == "The boundaries are schematic: not the official boundary.");
  CHECK(svg_fitted("Violence and sexual offences", 60.0) == "Violen…");
}

}  // namespace html_document_test
}  // namespace hotward::report

#include "engine/report/xml.hpp"

#include "engine/report/printable.hpp"
#include "tests/report/well_formed.hpp"
#include "tests/support/catch.hpp"

namespace hotward::report {
namespace xml_test {

const std::string declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

TEST_CASE("printable: no text of a file moves the cursor or turns a line", "[edge]") {
  CHECK(printable("Peña–km²\nRiver") == "Peña–km²\nRiver");
  CHECK(printable_line("a\r\n\tb") == "a   b");
  for (const char* wrong : {"\x1b", "\x7f", "\x07", "\xC2\x9B", "\xE2\x80\xAE", "\xE2\x81\xA6",
                            "\xE2\x80\xA8", "\xE9"}) {
    INFO(wrong);
    CHECK(printable(std::string("x") + wrong + "[31m") == "x\xEF\xBF\xBD[31m");
    CHECK(printable_line(wrong) == "\xEF\xBF\xBD");
  }
  CHECK(printable(std::string_view("a\0", 2)) == "a\xEF\xBF\xBD");
}

TEST_CASE("XmlWriter: elements, attributes and texts", "[property]") {
  XmlWriter xml;
  xml.open("a", {{"b", "1 < 2"}});
  xml.text("c", "x & y", {{"d", "e"}});
  xml.option("size", "2");
  xml.close();
  const std::string text = xml.take();
  CHECK(text ==
        "<a b=\"1 &lt; 2\">\n"
        "  <c d=\"e\">x &amp; y</c>\n"
        "  <Option name=\"size\" type=\"QString\" value=\"2\"/>\n"
        "</a>\n");
  CHECK(well_formed_fault(declaration + text).empty());
}

TEST_CASE("XmlWriter: no text is an expression to QGIS, but for what is to be one", "[edge]") {
  XmlWriter xml;
  xml.open("a", {{"name", "[% env('HOME') %] [[%"}});
  xml.empty("alias", {{"name", "[% 1 %]"}});
  xml.text("c", "[%[% 2 %]", {{"d", "[% 3 %]"}});
  xml.option("title", "[% 4 %]");
  xml.evaluated("tip", "[% \"area_name\" %]", {{"e", "[% 5 %]"}});
  xml.close();
  std::string text = xml.take();
  const auto tip = text.find("[% &quot;area_name&quot; %]");
  REQUIRE(tip != std::string::npos);
  text.erase(tip, 2);
  CHECK(text.find("[%") == std::string::npos);
}

TEST_CASE("well_formed_fault: finds what is wrong", "[verifier]") {
  CHECK(well_formed_fault(declaration + "<a b=\"1\"><c/></a>").empty());
  for (const char* wrong : {"<a>", "<a></b>", "<a/><b/>", "<a b=\"1\" b=\"2\"/>", "<a>x & y</a>",
                            "<a b=1/>", "<a b=\"x & y\"/>", "text", "<a b=\"<\"/>", ""}) {
    INFO(wrong);
    CHECK_FALSE(well_formed_fault(declaration + wrong).empty());
  }
}

}  // namespace xml_test
}  // namespace hotward::report

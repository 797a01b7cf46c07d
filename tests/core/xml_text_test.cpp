#include "engine/core/xml_text.hpp"

#include "tests/support/catch.hpp"

namespace hotward {
namespace xml_text_test {

TEST_CASE("xml_escaped: names of wards, and bytes that XML cannot hold", "[edge]") {
  CHECK(xml_escaped("Luton & Wayfield") == "Luton &amp; Wayfield");
  CHECK(xml_escaped("St Mary's <Island> \"A\"") == "St Mary&apos;s &lt;Island&gt; &quot;A&quot;");
  CHECK(xml_escaped("Peña–km²") == "Peña–km²");
  CHECK(xml_escaped(std::string("a\0b\x1f", 4)) ==
        "a\xEF\xBF\xBD"
        "b\xEF\xBF\xBD");
  CHECK(xml_escaped("latin \xE9t\xE9") == "latin \xEF\xBF\xBDt\xEF\xBF\xBD");
}

}  // namespace xml_text_test
}  // namespace hotward

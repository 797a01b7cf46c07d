// xml_escaped: a text of whatever source inside XML.
//
// Sources:
//   Bray et al. (2008), Extensible Markup Language (XML) 1.0, fifth edition, W3C. Sections 2.2
//     (which characters there are) and 2.4 (references).
#pragma once

#include <string>
#include <string_view>

namespace hotward {

/// Safe inside text and inside an attribute: & < > " ' become references; what XML 1.0 cannot hold
/// (control characters, bytes that are no UTF-8) becomes U+FFFD.
[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace hotward

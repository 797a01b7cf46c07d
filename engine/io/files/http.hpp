// http: one address asked once, through GDAL, which is the only door to the network. For engine/io
// only.
#pragma once

#include <string>

namespace hotward::io {

struct HttpAnswer {
  int status = 0;  ///< 200; 0 where no answer came at all
  std::string body;
  std::string reason;  ///< why there was none: "Connection timed out after 60001 milliseconds"
};

[[nodiscard]] HttpAnswer http_get(const std::string& url, double timeout_s);

/// Percent-encoded for use within a query.
[[nodiscard]] std::string url_encoded(const std::string& text);

}  // namespace hotward::io

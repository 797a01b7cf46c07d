#include "engine/io/files/http.hpp"

#include <cstdlib>
#include <cstring>
#include <memory>

#include <cpl_conv.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <fmt/format.h>

#include "engine/io/files/gdal_handles.hpp"

namespace hotward::io {
namespace {

struct FreeResult {
  void operator()(CPLHTTPResult* result) const { CPLHTTPDestroyResult(result); }
};

// GDAL keeps the status of a refused request in its words only: "HTTP error code : 500".
int status_of(const CPLHTTPResult& result) {
  if (result.pszErrBuf == nullptr) return result.nStatus == 0 ? 200 : 0;
  const char* code = std::strstr(result.pszErrBuf, "HTTP error code : ");
  return code == nullptr ? 0 : std::atoi(code + std::strlen("HTTP error code : "));
}

}  // namespace

HttpAnswer http_get(const std::string& url, double timeout_s) {
  use_gdal();
  allow_network();
  const GdalMessages messages;
  CPLStringList options;
  options.SetNameValue("TIMEOUT", fmt::format("{:.0f}", timeout_s < 1.0 ? 1.0 : timeout_s).c_str());
  options.SetNameValue("MAX_RETRY", "0");
  options.SetNameValue("USERAGENT", "hotward");
  const std::unique_ptr<CPLHTTPResult, FreeResult> result(
      CPLHTTPFetch(url.c_str(), options.List()));
  if (!result) return {0, {}, messages.text("this GDAL cannot reach the network")};
  HttpAnswer answer;
  answer.status = status_of(*result);
  if (result->pabyData != nullptr) {
    answer.body.assign(reinterpret_cast<const char*>(result->pabyData),
                       static_cast<std::size_t>(result->nDataLen));
  }
  if (answer.status != 200) {
    answer.reason = result->pszErrBuf != nullptr ? result->pszErrBuf : messages.text("no answer");
  }
  return answer;
}

std::string url_encoded(const std::string& text) {
  char* escaped = CPLEscapeString(text.c_str(), static_cast<int>(text.size()), CPLES_URL);
  std::string result = escaped == nullptr ? "" : escaped;
  CPLFree(escaped);
  return result;
}

}  // namespace hotward::io

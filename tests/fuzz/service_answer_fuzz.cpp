// Any two answers of a feature service, how many there are and the features, a zero byte between
// them: a layer of sound columns and shapes, or an error of one line.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include "engine/core/check.hpp"
#include "engine/io/areas/feature_service.hpp"
#include "engine/io/files/layer_values.hpp"

namespace {

using namespace hotward;

// GDAL answers for addresses in memory when it is told that it may.
class Answer {
 public:
  Answer(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), reinterpret_cast<GByte*>(bytes_.data()),
                                    bytes_.size(), FALSE));
  }
  Answer(const Answer&) = delete;
  Answer& operator=(const Answer&) = delete;
  ~Answer() { VSIUnlink(name_.c_str()); }

 private:
  std::string name_;
  std::string bytes_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  CPLSetConfigOption("CPL_CURL_ENABLE_VSIMEM", "YES");
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::size_t middle = std::min(text.find('\0'), size);
  const std::string address = "/vsimem/service/0/query?where=1%3D1&";
  const Answer count(address + "returnCountOnly=true&f=json", text.substr(0, middle));
  const Answer page(
      address + "outFields=*&outSR=4326&f=geojson&resultOffset=0&resultRecordCount=1000",
      middle < size ? text.substr(middle + 1) : "");
  io::ServiceManners manners;
  manners.tries = 1;
  NoProgress silent;
  const auto fetched = io::fetch_layer({"/vsimem/service/0", "1=1"}, manners, silent);
  if (!fetched) {
    HOTWARD_EXPECTS(!fetched.error().message.empty());
    HOTWARD_EXPECTS(fetched.error().message.find('\n') == std::string::npos);
    return 0;
  }
  io::expect_sound(fetched->layer);
  return 0;
}

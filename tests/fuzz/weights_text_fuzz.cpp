// Any text as a GAL or GWT file: weights that come back the same when they are written and read
// again, or an error. The first byte says which.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/check.hpp"
#include "engine/weights/gal.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hotward;
  using namespace hotward::weights;
  static const std::vector<std::string> ids = {"a", "b", "c", "10", "E05"};
  if (size == 0) return 0;
  const bool gal = data[0] % 2 == 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto read = gal ? parse_gal(text, ids) : parse_gwt(text, ids);
  if (!read) {
    HOTWARD_EXPECTS(!read.error().message.empty());
    return 0;
  }
  HOTWARD_EXPECTS(read->site_count() == ids.size());
  const auto again =
      gal ? parse_gal(format_gal(*read, ids), ids) : parse_gwt(format_gwt(*read, ids), ids);
  HOTWARD_EXPECTS(again.has_value());
  HOTWARD_EXPECTS(again->rows().starts == read->rows().starts);
  HOTWARD_EXPECTS(again->rows().sites == read->rows().sites);
  HOTWARD_EXPECTS(again->rows().weights == read->rows().weights);
  return 0;
}

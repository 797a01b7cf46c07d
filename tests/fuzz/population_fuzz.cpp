// Any text as a table of people: a number for each code, not fewer than none, or an error.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <cpl_vsi.h>

#include "engine/core/check.hpp"
#include "engine/io/areas/population.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace hotward;
  static const std::vector<std::string> codes = {"E05000001", "E05000002", "a"};
  if (size == 0) return 0;
  std::vector<GByte> bytes(data + 1, data + size);
  const char* name = "/vsimem/fuzz.csv";
  VSIFCloseL(VSIFileFromMemBuffer(name, bytes.data(), bytes.size(), FALSE));
  const std::string column = data[0] % 2 == 0 ? "" : "people";
  const auto read = io::read_population(name, column, codes, data[0] % 4 > 1);
  VSIUnlink(name);
  if (!read) {
    HOTWARD_EXPECTS(!read.error().message.empty());
    return 0;
  }
  HOTWARD_EXPECTS(read->people.size() == codes.size() && !read->column.empty());
  for (const double people : read->people) {
    HOTWARD_EXPECTS(std::isnan(people) || (std::isfinite(people) && people >= 0.0));
  }
  HOTWARD_EXPECTS(!io::population_label(read->column).empty());
  return 0;
}

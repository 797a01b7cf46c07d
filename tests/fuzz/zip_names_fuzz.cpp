// Any bytes as an archive: its directory is read within its bounds.
#include <cstddef>
#include <cstdint>
#include <vector>

#include <cpl_vsi.h>

#include "engine/core/check.hpp"
#include "engine/io/files/zip_names.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::vector<GByte> bytes(data, data + size);
  const char* name = "/vsimem/fuzz.zip";
  VSIFCloseL(VSIFileFromMemBuffer(name, bytes.data(), bytes.size(), FALSE));
  std::size_t total = 0;
  for (const std::string& entry : hotward::io::zip_names(name)) {
    total += entry.size();
    static_cast<void>(hotward::io::leaves_archive(entry));
  }
  HOTWARD_EXPECTS(total <= size);
  VSIUnlink(name);
  return 0;
}

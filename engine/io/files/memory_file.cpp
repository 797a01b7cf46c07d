#include "engine/io/files/memory_file.hpp"

#include <atomic>

#include <cpl_vsi.h>
#include <fmt/format.h>

namespace hotward::io {

MemoryFile::MemoryFile(const std::string& name, std::string& bytes) {
  static std::atomic<unsigned> number{0};
  name_ = fmt::format("/vsimem/hotward-{}/{}", number.fetch_add(1), name);
  auto* data = reinterpret_cast<GByte*>(bytes.data());
  VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), data, bytes.size(), FALSE));
}

MemoryFile::~MemoryFile() { VSIUnlink(name_.c_str()); }

}  // namespace hotward::io

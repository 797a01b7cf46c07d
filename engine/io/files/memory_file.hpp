// MemoryFile: a text in memory that GDAL reads as a file, for as long as this lives.
#pragma once

#include <string>

namespace hotward::io {

class MemoryFile {
 public:
  /// @param name   what it is called in a folder of its own: "wards.geojson"
  /// @param bytes  must outlive this, and is not copied
  MemoryFile(const std::string& name, std::string& bytes);
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  ~MemoryFile();

  /// What GDAL opens: "/vsimem/hotward-0/wards.geojson".
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  std::string name_;
};

}  // namespace hotward::io

// Any text as the name of a police file, a force, a member of an archive, or a data set with a
// column behind it: forces are small words and hyphens, nothing of a name gets lost, and only what
// looks like an address may reach the network.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <cpl_vsi.h>

#include "engine/core/check.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/driver_choice.hpp"
#include "engine/io/files/zip_names.hpp"
#include "engine/io/incidents/force_name.hpp"

namespace {

using namespace hotward::io;

void check_force(const std::string& force) {
  for (const char c : force) HOTWARD_EXPECTS(!(c >= 'A' && c <= 'Z') && c != ' ' && c != '&');
  HOTWARD_EXPECTS(force.find("--") == std::string::npos);
  HOTWARD_EXPECTS(!force.starts_with('-') && !force.ends_with('-'));
}

void check_data_set(const std::string& name) {
  const auto [file, rest] = split_suffix(name);
  HOTWARD_EXPECTS(name.starts_with(file) && name.ends_with(rest));
  HOTWARD_EXPECTS(file == name || file.size() + rest.size() < name.size());
  const auto choice = choose_drivers(name);
  if (!choice) {
    HOTWARD_EXPECTS(!choice.error().message.empty());
    return;
  }
  HOTWARD_EXPECTS(!choice->drivers.empty());
  HOTWARD_EXPECTS(!choice->may_reach_network || name.find(':') != std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_force(force_name(text));
  const auto file = police_file_name(text);
  HOTWARD_EXPECTS(file.month || file.force.empty());
  if (leaves_archive(text)) HOTWARD_EXPECTS(leaves_archive(text + "/x"));
  static const bool made = [] {
    VSIFCloseL(VSIFOpenL("/vsimem/a:b.csv", "wb"));
    return true;
  }();
  // What the virtual file systems make of a name is GDAL's, and some of them would ask a server.
  if (made && text.find("/vsi") == std::string::npos && text.find('\0') == std::string::npos) {
    check_data_set("/vsimem/a:b.csv:" + text);
    check_data_set(text);
  }
  return 0;
}

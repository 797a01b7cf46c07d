#include "engine/report/table_style.hpp"

#include "engine/report/style_parts.hpp"

namespace hotward::report {

std::string table_style(std::span<const table::Column> columns) {
  XmlWriter xml;
  begin_style(xml, false);
  return end_style(xml, columns, {});
}

}  // namespace hotward::report

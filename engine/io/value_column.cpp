#include "engine/io/value_column.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/io/field_text.hpp"

namespace hotward::io {

Result<ValueColumn> value_column(const std::string& name, const std::vector<std::string>& texts,
                                 const std::vector<std::string>& codes) {
  ValueColumn column{name, {}};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::optional<double> number = undefined;
    if (!texts[i].empty()) number = parse_number(texts[i]);
    if (!number || std::isinf(*number)) {
      return fail(ErrorCode::bad_value,
                  fmt::format("'{}' is no number (column {}, code {})", texts[i], name, codes[i]));
    }
    column.values.push_back(*number);
  }
  return column;
}

}  // namespace hotward::io

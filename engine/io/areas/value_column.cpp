#include "engine/io/areas/value_column.hpp"

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "engine/core/undefined.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/csv/number_style.hpp"

namespace hotward::io {

Result<ValueColumn> value_column(const std::string& name, const std::vector<std::string>& texts,
                                 const std::vector<std::string>& codes) {
  ValueColumn column{name, {}};
  const auto style = style_of(texts, "column " + name);
  if (!style) return fail(style.error());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::optional<double> number = undefined;
    if (!is_unknown(texts[i])) number = parse_number(texts[i], *style);
    if (!number || std::isinf(*number)) {
      return fail(ErrorCode::bad_value,
                  fmt::format("'{}' is no number (column {}, code {})", texts[i], name, codes[i]));
    }
    column.values.push_back(*number);
  }
  return column;
}

}  // namespace hotward::io

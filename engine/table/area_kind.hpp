// Area kind: what areas are, by the codes that the ONS gives them: wards, LSOAs, districts.
#pragma once

#include "engine/table/areas.hpp"

namespace hotward::table {

struct AreaKind {
  const char* one;   ///< "ward"
  const char* many;  ///< "wards"
  const char* key;   ///< how names of layers begin: [a-z]
};

/// "area" where the codes are not all of one kind, or of none that is known.
[[nodiscard]] AreaKind kind_of(const Areas& areas);

}  // namespace hotward::table

// force_name: which police force does a file or a row speak for?
//
// data.police.uk names a file after its month and force, "2020-04-kent-street.csv", and each row
// after the force, "Kent Police". Both are made one name: "kent".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/table/period.hpp"

namespace hotward::io {

struct PoliceFileName {
  std::optional<table::Month> month;  ///< "2020-04-…"
  std::string force;                  ///< "…-kent-street.csv"; empty where the name has none
};

/// @param path  folders and archives before the name, and ".gz" behind it, are passed over
[[nodiscard]] PoliceFileName police_file_name(std::string_view path);

/// "Kent Police" → "kent", "Devon & Cornwall Police" → "devon-and-cornwall". Empty for no name.
[[nodiscard]] std::string force_name(std::string_view text);

}  // namespace hotward::io

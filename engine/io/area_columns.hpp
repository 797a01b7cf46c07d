// Area columns: which column of a boundary layer or a table holds the codes, and which the names?
//
// ONS names its columns <geography><year><CD or NM>: WD13CD, WD13NM, LSOA11CD, in capitals or not.
// Where a layer has several such pairs (a ward and its authority), the smallest geography is the
// layer's own: the larger ones say where it lies.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotward::io {

/// Letters of A to Z compare equal in either case.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// @return the index of the column of that very name; else of one that differs in case only.
[[nodiscard]] std::optional<std::size_t> find_column(const std::vector<std::string>& columns,
                                                     std::string_view name);

/// Recognised, in this order: ONS codes, smallest geography first; area_code; code; ward_code,
/// lsoa11_code and the like; gss_code. The first column of a kind wins.
[[nodiscard]] std::optional<std::size_t> code_column(const std::vector<std::string>& columns);

/// @param code  the column of codes: its partner is looked for first (WD13NM beside WD13CD,
///              ward_name beside ward_code), then area_name, then name.
[[nodiscard]] std::optional<std::size_t> name_column(const std::vector<std::string>& columns,
                                                     std::string_view code);

}  // namespace hotward::io

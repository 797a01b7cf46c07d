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

#include "engine/core/result.hpp"

namespace hotward::io {

/// Letters of A to Z compare equal in either case.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

/// For names that are known beforehand: the first column of that very name; else of the same name
/// as spelling.hpp compares them.
[[nodiscard]] std::optional<std::size_t> find_column(const std::vector<std::string>& columns,
                                                     std::string_view name);

/// For names that a user gives, compared likewise. @param where  begins the error's sentence
/// @return missing_column where there is none, with the nearest, or where several have the name
[[nodiscard]] Result<std::size_t> named_column(const std::vector<std::string>& columns,
                                               std::string_view name, const std::string& where);

/// Recognised, in this order: ONS codes, smallest geography first; area_code; code; ward_code,
/// lsoa11_code and the like; gss_code. The first column of a kind wins.
[[nodiscard]] std::optional<std::size_t> code_column(const std::vector<std::string>& columns);

/// @param code  the column of codes: its partner is looked for first (WD13NM beside WD13CD,
///              ward_name beside ward_code), then area_name, then name.
[[nodiscard]] std::optional<std::size_t> name_column(const std::vector<std::string>& columns,
                                                     std::string_view code);

/// True of a column with names of one geography of the ONS: LAD22NM and lad_name of "LAD".
/// @param geography  in capitals
[[nodiscard]] bool is_name_of(std::string_view column, std::string_view geography);

}  // namespace hotward::io

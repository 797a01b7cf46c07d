// Style labels: what stands in the areas of a map, here a name, there a number.
//
// On a printed sheet each area has its number, and the names stand in a list beside the map; in a
// project that has a layer of names, only what names do not say; in a layer opened by itself, all.
// Label expressions ask where they are: a sheet's map has an id, the project a variable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/report/style.hpp"
#include "engine/report/style_parts.hpp"

namespace hotward::report {

/// The id of a map on a sheet that has a list of names beside it.
inline constexpr const char* numbered_map = "numbered";
/// The project's variable that is 1 where a layer of names lies over the others.
inline constexpr const char* names_variable = "hotward_names";

/// Of more areas than this, names would be a carpet and thick borders a net.
[[nodiscard]] constexpr bool are_many(std::size_t areas) { return areas > 40; }
/// Of more than this even thin borders are a net over all that lies below them.
[[nodiscard]] constexpr bool are_a_country(std::size_t areas) { return areas > 2000; }
/// How many areas are listed on a sheet, and how many of them where there are more than that.
inline constexpr std::size_t most_listed = 24;
inline constexpr std::int64_t most_numbered = 10;

/// True of the first `top` areas; empty where there are no ranks.
[[nodiscard]] std::string is_top(const StyleOptions& options);

/// Names, the first few with their rank: "1. River".
[[nodiscard]] Labels area_labels(const StyleOptions& options, std::size_t areas);

/// "River +12%"; on a sheet its number and an arrow, up or down.
/// @param untold  true of an area whose change is not shown
/// @param sure    true of one that is more than chance; empty: none is
[[nodiscard]] Labels change_labels(const StyleOptions& options, std::size_t areas,
                                   const std::string& untold, const std::string& sure);

/// The ranks of the first few, and nothing else: shapes that lie close together.
[[nodiscard]] Labels rank_labels(const StyleOptions& options);

/// A column's texts.
[[nodiscard]] Labels text_labels(const std::string& column);

/// A column's numbers where another has a value.
[[nodiscard]] Labels numbers_where(const std::string& column, const std::string& where_column);

/// "Group 2" on a sheet that has a list, a column's texts elsewhere.
[[nodiscard]] Labels listed_labels(const std::string& word, const std::string& number_column,
                                   const std::string& column);

/// Names of areas; of many, where the map is zoomed in.
[[nodiscard]] Labels names_alone(const std::string& column, std::size_t areas);

}  // namespace hotward::report

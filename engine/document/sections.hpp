// Sections: the parts of a report, each made from what one analysis found.
#pragma once

#include <vector>

#include "engine/document/figures.hpp"
#include "engine/document/material.hpp"
#include "engine/report/document.hpp"

namespace hotward::document {

/// What a reader must know first, and for each theme how much, the change and where most of it is.
[[nodiscard]] std::vector<report::Section> first_page(const Material& material, Figures& figures);

/// The change with its tests, financial years, months beside those of the year before, types: of
/// `trend`, where that may be shown.
[[nodiscard]] std::vector<report::Section> over_time(const Part& part, Figures& figures);

/// The areas with most of it, their share beside that of people and land, and a map: of `rank`.
[[nodiscard]] std::vector<report::Section> by_area(const Material& material, const Part& part,
                                                   Figures& figures);

/// What further analyses found, in their own words: repeats, hot spots over time, and the like.
[[nodiscard]] std::vector<report::Section> further(const Part& part);

/// The areas that one is compared with: of `peers`, where its table is given.
[[nodiscard]] std::vector<report::Section> beside_peers(const Material& material, Figures& figures);

/// What is not in the report, and how the rest was made: method, rows, files, versions.
[[nodiscard]] std::vector<report::Section> method(const Material& material);

}  // namespace hotward::document

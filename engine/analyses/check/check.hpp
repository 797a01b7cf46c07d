// Check: can this file be trusted? What was found in it, and which of it would change an answer.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/check/coverage_matrix.hpp"
#include "engine/analyses/check/misplaced.hpp"
#include "engine/methods/quality/agreement.hpp"
#include "engine/methods/quality/months_present.hpp"
#include "engine/methods/quality/series_break.hpp"
#include "engine/methods/quality/snapped_places.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/analysis.hpp"
#include "engine/study/dispersion.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {

/// How much the counts of one group vary beyond chance: "all", "crime", "asb".
struct GroupDispersion {
  std::string group;
  CountDispersion of;
};

/// Counts of one group per month present.
struct Quality {
  quality::MonthsPresent months;
  std::vector<quality::MonthlyCounts> series;  ///< all, crime, ASB: those that the file has
  std::vector<LocatedShare> located;  ///< one per month present: rows, and those without a place
  quality::SeriesBreaks breaks;
  quality::SnappedPlaces places;
  std::vector<std::string> busiest_names;  ///< the commonest description at each busiest place
  bool has_stated_areas = false;           ///< the file states an LSOA for its rows
  quality::Agreement agreement;            ///< stated LSOA against the area found
  std::vector<std::string> lsoa_vintages;  ///< "2011 or 2021", "2021"
  std::vector<table::UnknownType> unknown_types;
  std::uint64_t without_id = 0;  ///< incidents that have none; all ASB of data.police.uk
  std::uint64_t duplicate_ids = 0;
  std::vector<std::string> faults;  ///< would change an answer; exit status 3
  std::vector<std::string> notes;   ///< worth knowing
  std::vector<MisplacedRows> misplaced;
  CoverageMatrix coverage;
  std::vector<GroupDispersion> dispersions;  ///< of the groups of `series`
  std::uint64_t outside = 0;                 ///< located rows that lie in no area
  std::vector<Quality> whole;  ///< where the areas alone are judged: months and places of all rows
};

/// @param study  made with io::Keep::checks
/// @param areas_named  the user named the areas: what lies in them is judged, where anything does
[[nodiscard]] Quality examine(const Study& study, bool areas_named);

[[nodiscard]] Json quality_json(const Quality& quality);

/// Months, and the busiest places.
[[nodiscard]] std::vector<report::ShownTable> quality_tables(const Quality& quality);
[[nodiscard]] std::string quality_text(const Quality& quality, const report::TableView& view);

/// `check`.
[[nodiscard]] Analysis check();

}  // namespace hotward::analyses

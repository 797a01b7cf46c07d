// PoliceRecords: rows as data.police.uk publishes them, one file a month.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/table/dictionary.hpp"
#include "engine/table/period.hpp"

namespace hotward::table {

/// A map point that incidents are snapped to.
struct PolicePlace {
  geometry::LonLat at;   ///< degrees, whole millionths
  std::string location;  ///< "On or near Example Road 12"
  std::string lsoa_code;
  std::string lsoa_name;
};

inline constexpr std::uint32_t no_place = UINT32_MAX;

struct PoliceRecord {
  std::string crime_id;  ///< empty for ASB, as published
  Month month{};
  std::uint32_t place = no_place;  ///< no_place where the row has no coordinates
  Dictionary::Code type = 0;       ///< codes of PoliceRecords::words
  Dictionary::Code outcome = 0;
  Dictionary::Code context = 0;
};

struct PoliceRecords {
  std::string stem;         ///< YYYY-MM-<stem>-street.csv
  std::string reported_by;  ///< of "Reported by" and "Falls within"
  std::vector<PolicePlace> places;
  Dictionary words;
  std::vector<PoliceRecord> records;  ///< by month
  std::vector<std::string> about;     ///< lines of the README beside the files
  std::string recipe;                 ///< recipe.toml beside them; none where empty
};

}  // namespace hotward::table

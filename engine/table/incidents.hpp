// Incidents and places: what happened, and the distinct spots where it happened.
//
// data.police.uk snaps every incident to one of a few thousand map points, and force data repeat
// addresses, so the table is two. What depends on location alone (projection, join, neighbours,
// density) is computed once per place and weighted by its incidents.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/geometry/point.hpp"
#include "engine/table/coded_column.hpp"
#include "engine/table/dates_seen.hpp"
#include "engine/table/dictionary.hpp"
#include "engine/table/period.hpp"
#include "engine/table/rows_by_month.hpp"

namespace hotward::table {

/// Each distinct coordinate once, in the order in which the input first names it.
struct Places {
  std::vector<geometry::Point> at;       ///< metres, EPSG:27700
  std::vector<std::uint32_t> incidents;  ///< how many lie here

  [[nodiscard]] std::size_t size() const { return at.size(); }
};

/// What the texts of a column are, where the source declares it; a CSV file declares nothing.
enum class FieldKind : std::uint8_t {
  text,
  integer,  ///< digits, a minus before them
  real,     ///< the shortest decimal that reads back the same
  day,      ///< 2019-04-30
  moment,   ///< as to_string(Moment) writes it
};

/// A column of the input, dictionary-coded.
struct TextColumn {
  std::string name;
  Dictionary dictionary;
  std::vector<Dictionary::Code> codes;  ///< one per incident
  FieldKind kind = FieldKind::text;

  [[nodiscard]] const std::string& text(std::size_t incident) const {
    return dictionary.text(codes[incident]);
  }
};

/// What became of the rows of the input. read = rejected() + filtered + located, always.
struct RowOutcomes {
  std::uint64_t read = 0;
  std::uint64_t no_coordinates = 0;   // both empty
  std::uint64_t bad_coordinates = 0;  // no numbers, not finite, or nowhere on earth
  std::uint64_t malformed_row = 0;    // the wrong number of fields, a quote never closed
  std::uint64_t bad_date = 0;
  std::uint64_t filtered = 0;  // sound, but not asked for (--from, --to, --type, --dedupe)
  std::uint64_t located = 0;   // what the table below holds

  // Remarks on rows that are counted above as well.
  std::uint64_t ends_unread = 0;    // the end of the time is no date; taken as not known
  std::uint64_t times_swapped = 0;  // ended before they began; put in order

  [[nodiscard]] std::uint64_t rejected() const {
    return no_coordinates + bad_coordinates + malformed_row + bad_date;
  }
  [[nodiscard]] bool add_up() const { return read == rejected() + filtered + located; }
};

/// Located incidents, in input order. All vectors but `text_columns` have one element per
/// incident or none.
struct Incidents {
  Places places;
  std::vector<std::uint32_t> place;  ///< index into places
  CodedColumn<Minute> minute;        ///< when it happened, or began; empty where precision is none
  CodedColumn<Minute> minute_end;    ///< when it ended; empty where the input has no such column
  CodedColumn<std::uint16_t> type;   ///< code in types; empty where the input has no type
  Dictionary types;
  Dictionary forces;                     ///< police forces, as the files or their rows name them
  CodedColumn<std::uint16_t> force;      ///< code in forces; empty where there is one at most
  std::vector<TextColumn> text_columns;  ///< the input's columns that were asked for
  TimePrecision precision = TimePrecision::none;
  DatesSeen seen;  ///< of all rows that have a position, those that were not asked for as well
  RowsByMonth by_month;  ///< all rows that have a date, those that were not asked for as well
  RowOutcomes row_outcomes;

  [[nodiscard]] std::size_t size() const { return place.size(); }
};

}  // namespace hotward::table

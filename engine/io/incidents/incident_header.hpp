// incident_header: which column of a table of incidents says what?
//
// Names are compared without case, and by their letters and digits only: "Crime ID", "crime_id" and
// "CRIMEID" are one name. For each role there are groups of usual names; the first group of which
// the table has a name decides. Two columns of one group are a question only the user can answer.
//
//   role           usual names, a group a line
//   x, y           longitude lon lng long / latitude lat
//                  easting eastings / northing northings
//                  x / y: which system they are in is not said
//   time           month; date from and the like; date and the like
//   time_end       date to and the like
//   type           crime type; offence, incident type, category and the like
//   id             crime id; incident id, crime number, reference and the like
//   lsoa_code      lsoa code, lsoa11cd …
//   description    location; street, address
//   force          reported by, falls within; police force
//
// A column that is told (--x, --y, --time, …) stands for its role, whatever its name.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/csv/incident_time.hpp"
#include "engine/io/csv/number_style.hpp"

namespace hotward::io {

/// The systems that most incidents come in.
inline constexpr char wgs84[] = "EPSG:4326";
inline constexpr char national_grid[] = "EPSG:27700";

/// Names of the input's columns as the user tells them; empty: recognise it.
struct IncidentColumns {
  std::string x;
  std::string y;
  std::string crs;  ///< "EPSG:27700"; of x and y
  std::string time;
  std::string time_end;
  std::string type;
  std::string id;
  std::optional<DateOrder> date_order;  ///< of dates such as 03/04/2019; none: by the dates
};

/// Which column plays which role: indices into `columns`.
struct IncidentLayout {
  std::string name;                  ///< as a reader would say it: "data.police.uk"
  std::string crs;                   ///< "EPSG:4326"; empty where only the values can tell
  std::vector<std::string> columns;  ///< all names, as they stand in the input
  std::optional<std::size_t> x;      ///< always there but for a table with geometries of its own
  std::optional<std::size_t> y;
  std::optional<std::size_t> time;
  std::optional<std::size_t> time_end;
  std::string time_refused;  ///< why a column that is called like times is not used; mostly empty
  std::optional<std::size_t> type;
  std::optional<std::size_t> id;
  std::optional<std::size_t> lsoa_code;
  std::optional<std::size_t> description;
  std::optional<std::size_t> force;
  bool own_points = false;  ///< x and y are those of the table's own points, not of columns
  NumberStyle numbers = NumberStyle::plain;  ///< of x and y
  DateForm dates;                            ///< how those of time and time_end are read
  bool date_order_known = false;             ///< told, or proved by dates; else an assumption
};

struct HeaderQuestion {
  std::string source;         ///< of the table; begins the error's sentence
  bool has_geometry = false;  ///< positions do not come from columns unless x and y are told
};

/// Why files are passed over that lie beside those of incidents.
inline constexpr char outcomes_reason[] = "outcomes of street crimes";
inline constexpr char stops_reason[] = "stop and search is no incident";

/// @return why a table with these columns holds no incidents, though it has places and times: one
///         of the reasons above; nothing for any other table. Outcomes repeat the crimes of the
///         street files ("Crime ID" and "Outcome type", no "Crime type"); people who were stopped
///         and searched ("Legislation", "Object of search") are no incidents.
[[nodiscard]] std::string_view no_incidents_in(std::span<const std::string> names);

/// The same by the name of a file, as data.police.uk has it; a header knows better.
[[nodiscard]] std::string_view no_incidents_named(std::string_view file);

/// @param names  of the columns, in order, as UTF-8
/// @return the layout. missing_column where x or y is not among the names, where a told column is
///         not, or where names leave a doubt; the sentence names the columns and the options to
///         use.
/// Time: O(columns · usual names).
[[nodiscard]] Result<IncidentLayout> recognise_layout(std::span<const std::string> names,
                                                      const IncidentColumns& told,
                                                      const HeaderQuestion& question);

}  // namespace hotward::io

// incident_sources: which tables do the inputs of a command stand for?
//
//   -                   CSV on standard input
//   a folder            every *-street.csv below it; where there is none, every .csv
//   a .zip              the same, within the archive; where it holds no .csv, what GDAL makes of it
//   .csv .txt .tsv      that file; .csv.gz too
//   anything else       a data set that GDAL opens: a file ("cases.gpkg", "cases.gpkg:layer") or a
//                       name ("PG:dbname=crime", "CSV:cases.csv")
//
// A file that comes twice, by another way or as a copy of the same bytes, is passed over the second
// time, and that is said.
//
// In folders and archives *-outcomes.csv and *-stop-and-search.csv are passed over: the first
// repeat street crimes, the second are no incidents. An entry of an archive with an absolute name
// or ".." in it is passed over too: nothing is ever unpacked, but such a name is no honest one.
// Files of outcomes or stop and search that are named otherwise are known by their header when they
// are opened (incident_header.hpp).
#pragma once

#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/io/incidents/incident_header.hpp"
#include "engine/table/provenance.hpp"

namespace hotward::io {

struct IncidentSource {
  enum class Kind { csv, dataset };
  Kind kind;
  std::string name;   ///< as a reader would say it: "2019.zip/2019-01/2019-01-kent-street.csv"
  std::string path;   ///< what to open: a path, "/vsizip/…", a data set's name
  std::string layer;  ///< of a data set; empty for its only one
  std::string subset = {};   ///< an SQL condition behind the name, as QGIS writes it
  std::string archive = {};  ///< the .zip that it lies in; empty for none
};

/// The file to look at on disk: a layer's name is no path, and an archive's entry lies in it.
[[nodiscard]] inline const std::string& path_on_disk(const IncidentSource& source) {
  if (!source.archive.empty()) return source.archive;
  return source.layer.empty() && source.subset.empty() ? source.name : source.path;
}

struct IncidentSources {
  std::vector<IncidentSource> sources;  ///< inputs in the order given, files of one by name
  std::vector<table::PassedOver> passed_over;
};

/// @return no_such_file; no_data for a folder or archive without a table; usage for no input, or
///         for standard input named twice; unreadable.
[[nodiscard]] Result<IncidentSources> find_incident_sources(const std::vector<std::string>& inputs);

}  // namespace hotward::io

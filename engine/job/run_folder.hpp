// Run folder: everything the data allow, into one folder that opens in QGIS.
#pragma once

#include <string>
#include <vector>

#include "engine/job/job.hpp"
#include "engine/job/peers_chapter.hpp"
#include "engine/job/run_all.hpp"

namespace hotward::job {

/// Neither copied nor moved: the parameters refer to the fields beside them.
struct RunRequest {
  RunRequest();
  RunRequest(const RunRequest&) = delete;
  RunRequest& operator=(const RunRequest&) = delete;

  StudyRequest study;
  RunOptions analyses;
  PeersAsked peers;
  std::string folder = "hotspots";
  std::string ledger;  ///< file that remembers what is published
  bool overwrite = false;
  std::string place;                 ///< where the areas lie; empty: what their columns state
  std::vector<std::string> formats;  ///< of package_format_names; empty: Package's
  bool empty_cells = false;          ///< keep cells with nothing to see in GeoJSON, too
  report::TableView table{};         ///< of the ranking of each theme
  parameter::List parameters;
};

/// Layers, rasters, styles, a QGIS project, a summary and a manifest, all or nothing.
/// @return already_exists; errors as make_study, answer_all and write_package
[[nodiscard]] Result<Answer> run_into_folder(RunRequest& request, const Context& context);

}  // namespace hotward::job

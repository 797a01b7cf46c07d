// Run's project: the answers as a QGIS project, a group for each theme.
#pragma once

#include <string>

#include "engine/io/areas/area_place.hpp"
#include "engine/job/run_all.hpp"

namespace hotward::job {

/// The text of hotspots.qgs. The first theme's areas are switched on, all else is a tick away.
/// @param where  for titles and the licence line; may be empty
[[nodiscard]] std::string project_of(const Study& study, const Answers& answers,
                                     const io::AreaPlace& where);

}  // namespace hotward::job

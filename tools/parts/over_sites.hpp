// Over sites: the way from a command line to a written layer that gi-star and moran share.
#pragma once

#include <functional>

#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/part.hpp"
#include "tools/parts/sites.hpp"
#include "tools/study.hpp"

namespace hotward::tools {

struct OverSites {
  StudyOptions study;
  SitesOptions sites;
  LayersOutput output;
};

/// Makes the study, its sites and the part; writes the part and, with --write-weights, who is whose
/// neighbour. Errors: those of each step.
[[nodiscard]] Result<Done> answer_over_sites(
    OverSites asked, const Session& session,
    const std::function<Result<Part>(const Study&, const Theme&, const Sites&)>& make_part);

}  // namespace hotward::tools

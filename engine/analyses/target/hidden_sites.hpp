// Hidden sites: what is found where small counts are to be hidden. An area whose count is hidden is
// passed over, as if nothing had happened there: ranks, groups and shares are made of the counts
// that are shown, and tell no more than these. What is made of single incidents or of single months
// is left out.
#pragma once

#include <vector>

#include "engine/analyses/target/found_sites.hpp"
#include "engine/study/publication.hpp"

namespace hotward::analyses {

/// @return usage for cells and circles, whose places are made of single incidents, and for what is
///         made of counts by month or type: harm, evidence, incidents left out
[[nodiscard]] Result<void> check_public(const TargetSettings& settings);

/// Takes the incidents of hidden areas out of what was counted.
/// @return no_data where too few were counted, or not one count can be shown
[[nodiscard]] Result<void> hide_small_counts(const Study& study, const Theme& theme,
                                             FoundSites& found);

/// Makes null what is known of hidden areas.
void hide_rows(const FoundSites& found, std::vector<table::Column>& columns);

/// Of the columns of the sites.
[[nodiscard]] Disclosures target_discloses(const std::vector<table::Column>& columns);

/// "The counts of 3 areas are hidden; ..."
[[nodiscard]] std::string hidden_text(const FoundSites& found);

}  // namespace hotward::analyses

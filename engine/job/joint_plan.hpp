// Joint plan: what the layers of one public folder may show beside each other.
//
// Areas, cells, places and clusters count the same incidents. Each hides its own small counts, but
// an area less the cells that lie within it, a cell less the places in it, or a cluster less its
// busiest place may leave one. So they are protected together: areas come first, and what the
// others show is taken back, the least first, until whatever is subtracted leaves nothing, or five
// or more.
//
//   rest of a cell      its count less its places that are shown
//   rest of an area     its count less the cells within it, and less its places in other cells; and
//                       the other way around, of a cell less the areas within it
//   rest of a cluster   its count less its places; the same with cells and areas
//   rest of what is hidden, areas or cells: their sum less what is shown within them, and less one
//                       for each, must leave four or more
//   corners             the incidents of an area in a cell, where areas and cells together make
//                       their number certain (engine/disclosure/cell_graph.hpp)
//
// Last, places that are not shown are merged, those of one area, cell and cluster, where they are
// five or more together and nothing else has to be hidden for it (study/merged_places.hpp).
//
// Every number that is shown is 0, or five or more. So of several layers within one another it is
// enough to look at the smallest rest: the others are larger by fives. "Within" is judged by where
// the incidents lie, and that takes in all that lies within by its shape.
//
// The surface of the density is made of the cells that are shown, and so discloses no more.
// Time: a few rounds, O(places) each, and one more for each handful that is taken back.
#pragma once

#include <cstdint>

#include "engine/analyses/clusters/cluster_methods.hpp"
#include "engine/study/cells.hpp"
#include "engine/study/joint_plan.hpp"

namespace hotward::job {

/// @param clusters  as `run` asks for them
/// @return errors of count_cells
[[nodiscard]] Result<JointPlan> joint_plan(const Study& study, const Theme& theme,
                                           const CellOptions& cells,
                                           const analyses::ClusterOptions& clusters,
                                           std::uint64_t seed);

}  // namespace hotward::job

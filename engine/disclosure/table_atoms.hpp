// Table atoms: into which parts do published tables cut the incidents that they count?
//
// Days, types and filters each cut them: a stretch of days between two ends, a type that some table
// names, what passes some filters and no others. Parts that the same tables count are one atom
// (known_sets.hpp). Ground is no part of it: it is looked at area by area.
#pragma once

#include <vector>

#include "engine/disclosure/known_sets.hpp"
#include "engine/disclosure/published_table.hpp"

namespace hotward::disclosure {

/// True where the two may count one incident on one ground.
[[nodiscard]] bool share_incidents(const PublishedTable& one, const PublishedTable& other);

/// Each atom once, rising; bit t is table t. Parts that no table counts are none.
/// Time: O(days × types × 2^filters) of the parts.
[[nodiscard]] std::vector<Atom> atoms_of(const std::vector<const PublishedTable*>& tables);

}  // namespace hotward::disclosure

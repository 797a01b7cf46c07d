// Peer group: which of the areas are compared with each other, as the user lists them, such as the
// most similar group of a partnership.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/analyses/peers/peer_counts.hpp"

namespace hotward::analyses {

/// The area of a code or a name, as people write them.
/// @param option  begins the error's sentence: "--focus"
/// @return usage where there is none, or where several have the name
[[nodiscard]] Result<std::size_t> area_named(const table::Areas& areas, const std::string& word,
                                             const std::string& option);

/// "Medway, Swindon" or a file: the names or codes in the column that has most of them.
/// @return each area once, rising; usage for a word that is no area; errors of read_code_table
[[nodiscard]] Result<std::vector<std::size_t>> group_named(PeerCounts& peers,
                                                           const std::string& words);

/// Those areas alone.
/// @param chosen  rising
[[nodiscard]] PeerCounts only(const PeerCounts& peers, const std::vector<std::size_t>& chosen);

}  // namespace hotward::analyses

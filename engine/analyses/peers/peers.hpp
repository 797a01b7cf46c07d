// Peers: how do we stand beside comparable areas?
#pragma once

#include "engine/analyses/peers/compared.hpp"
#include "engine/study/analysis.hpp"

namespace hotward::analyses {

/// Layer peers_<theme>; key `peers`. Errors: those of read_peer_counts, peer_counts_of and compare.
[[nodiscard]] Result<Findings> peers_findings(Study& study, const Theme& theme,
                                              const AreasRequest& asked,
                                              const PeersOptions& options, std::uint64_t seed);

/// `peers`, with its options at their defaults.
[[nodiscard]] Analysis peers();

}  // namespace hotward::analyses

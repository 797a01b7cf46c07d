// Private seed: what is drawn where small counts are hidden must be drawn alike whenever the same
// incidents are read, and be known to nobody who has not got them.
//
// So it is made of every incident that was read: its place, its time and its type. It is written
// nowhere. The SHA-256 of the inputs is, and does not disclose it; neither does --seed.
#pragma once

#include <cstdint>

#include "engine/table/incidents.hpp"

namespace hotward {

/// The order of the incidents changes nothing.
[[nodiscard]] std::uint64_t private_seed(const table::Incidents& incidents);

}  // namespace hotward

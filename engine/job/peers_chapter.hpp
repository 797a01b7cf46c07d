// Peers chapter: comparable areas beside each other, from a table of the user's, for a report.
#pragma once

#include <optional>
#include <string>

#include "engine/job/run_all.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/study.hpp"

namespace hotward::job {

/// As the user gives them, and as `hotward peers` reads them.
struct PeersAsked {
  std::string peers;  ///< FILE[:COLUMN]; empty: there is no such chapter
  std::string focus;
  std::string group;
  std::string group_date;
};

[[nodiscard]] parameter::List parameters(PeersAsked& asked);

/// @param study  receives the files that were read, and what must be known of them
/// @return nothing where no table is named; errors as of the analysis `peers`
[[nodiscard]] Result<std::optional<Chapter>> peers_chapter(const PeersAsked& asked, Study& study,
                                                           const Context& context);

}  // namespace hotward::job

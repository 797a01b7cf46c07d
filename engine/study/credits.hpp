// Credits: what maps and reports owe to whom their data come from, a sentence each.
#pragma once

#include <string>

#include "engine/study/study.hpp"

namespace hotward {

struct Credits {
  std::string incidents;
  std::string areas;  ///< their names, codes and populations
  std::string boundaries;
};

/// @param edition  year of the boundaries, "2022", or empty where it is not known. In schematic
///                 borders nobody else has a right.
[[nodiscard]] Credits credits(const Study& study, const std::string& edition);

}  // namespace hotward

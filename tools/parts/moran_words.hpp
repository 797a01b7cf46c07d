// Moran's answer, for the summary and for people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/methods/autocorrelation/global_test.hpp"
#include "engine/methods/autocorrelation/local_geary.hpp"
#include "engine/methods/autocorrelation/local_moran.hpp"
#include "tools/parts/local_test.hpp"

namespace hotward::tools {

struct MoranAnswer {
  autocorrelation::GlobalTest moran;
  autocorrelation::GlobalTest geary;
  std::optional<autocorrelation::GlobalTest> general;  ///< the general G
  std::string no_general;                              ///< why there is none
  autocorrelation::LocalMoran local;
  autocorrelation::LocalGeary differences;
};

[[nodiscard]] Json moran_json(const Sites& sites, const Examined& examined,
                              const MoranAnswer& answer);

/// @param columns  of the layer
[[nodiscard]] std::string moran_text(const Sites& sites, const Examined& examined,
                                     const MoranAnswer& answer,
                                     const std::vector<table::Column>& columns);

}  // namespace hotward::tools

// Moran's answer, for the summary and for people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/local/local_statistic.hpp"
#include "engine/methods/autocorrelation/global_statistic.hpp"
#include "engine/methods/autocorrelation/local_geary.hpp"
#include "engine/methods/autocorrelation/local_moran.hpp"

namespace hotward::analyses {

struct MoranAnswer {
  autocorrelation::GlobalStatistic moran;
  autocorrelation::GlobalStatistic geary;
  std::optional<autocorrelation::GlobalStatistic> general;  ///< the general G
  std::string no_general;                                   ///< why there is none
  autocorrelation::LocalMoran local;
  autocorrelation::LocalGeary differences;
};

[[nodiscard]] Json moran_json(const Sites& sites, const Examined& examined,
                              const MoranAnswer& answer);

/// The sites that are not alike by chance, the most certain first.
/// @param columns  of the layer
[[nodiscard]] report::ShownTable moran_table(const Sites& sites,
                                             const autocorrelation::LocalMoran& local,
                                             const std::vector<table::Column>& columns);

/// The map's statistics in words, and how many sites of each kind there are.
[[nodiscard]] std::string moran_text(const Sites& sites, const Examined& examined,
                                     const MoranAnswer& answer);

}  // namespace hotward::analyses

// Compared: areas beside each other by their rates: ranks with intervals, the funnel, shares.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/peers/peer_counts.hpp"
#include "engine/methods/ranking/rank_interval.hpp"
#include "engine/methods/ranking/ranking.hpp"
#include "engine/methods/rates/crude_rate.hpp"
#include "engine/methods/rates/funnel.hpp"
#include "engine/study/dispersion.hpp"
#include "engine/study/study.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

struct PeersOptions {
  std::string peers{};       ///< FILE[:COLUMN] in place of incidents
  std::string focus{};       ///< the area that is spoken of
  std::string group{};       ///< the areas it is compared with: a list, or a file; empty: all
  std::string group_date{};  ///< of which the group is: a month or a day
  std::string chart{};       ///< a file for the funnel's drawing
  rates::FunnelSpread spread = rates::FunnelSpread::additive;
  DispersionChoice dispersion{};
};

/// Element i of each vector belongs to area i of `peers`.
struct Compared {
  PeerCounts peers;
  std::string noun;            ///< "crimes"
  std::string period;          ///< in words; empty where nobody knows
  std::vector<double> people;  ///< NaN where the area is not compared
  std::int64_t total = 0;      ///< of the areas that are compared
  double everybody = 0.0;      ///< the same
  std::size_t areas = 0;       ///< how many they are
  std::size_t others = 0;      ///< areas that are in no group
  std::optional<std::size_t> focus{};
  bool focus_added = false;  ///< it is not in the group as listed
  CountDispersion dispersion;
  rates::CrudeRate rate;
  rates::CrudeRate total_rate;  ///< one element
  ranking::Ranking ranking;     ///< by rate
  ranking::RankInterval interval;
  rates::Funnel funnel;
};

/// @return usage for a group or a focus that is no area; no_data where fewer than two areas can be
///         compared, or where the focus cannot; interrupted
[[nodiscard]] Result<Compared> compare(PeerCounts peers, const Study& study, const Theme& theme,
                                       const PeersOptions& options, std::uint64_t seed);

/// peers_<theme>: coloured by the side of the funnel that each area lies on.
[[nodiscard]] table::Layer peers_layer(const Compared& found, const Theme& theme);

}  // namespace hotward::analyses

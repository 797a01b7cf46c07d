// Peers words: what is said of compared areas, in a summary, a table and sentences.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/peers/compared.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"

namespace hotward::analyses {

[[nodiscard]] Json peers_json(const Compared& found, const table::Layer& layer,
                              const PeersOptions& options);
[[nodiscard]] report::ShownTable peers_table(const Compared& found, const table::Layer& layer);
[[nodiscard]] std::string peers_text(const Compared& found, const PeersOptions& options);

/// Its first sentence: where the focus stands, or which areas stand highest and lowest.
[[nodiscard]] std::string peers_headline(const Compared& found);

/// "1st", "2nd", "11th"
[[nodiscard]] std::string ordinal(std::int64_t number);

/// Areas that are compared, outside the 99.8% limits, the highest rate first.
/// @param above  those above them; else those below, the lowest first
[[nodiscard]] std::vector<std::size_t> far_outside(const Compared& found, bool above);

}  // namespace hotward::analyses

// Evidence words: the evidence for the best group in sentences, as rows, as JSON and as a layer.
#pragma once

#include <string>
#include <vector>

#include "engine/analyses/target/evidence.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/table/layer.hpp"

namespace hotward::analyses {

[[nodiscard]] std::string evidence_text(const Theme& theme, const FoundSites& found,
                                        const Evidence& evidence);

/// Controls, balance and effects; none where there is no evidence.
[[nodiscard]] std::vector<report::ShownTable> evidence_tables(const FoundSites& found,
                                                              const Evidence& evidence);

[[nodiscard]] Json evidence_json(const FoundSites& found, const Evidence& evidence);

/// The group, its controls, what touches it and, of areas, all others.
[[nodiscard]] table::Layer evidence_layer(const Theme& theme, const FoundSites& found,
                                          const Evidence& evidence);

/// "count 61%, trend 30%": what makes most of a distance.
[[nodiscard]] std::string why_far(const std::vector<evaluation::Feature>& features,
                                  const evaluation::Match& match);

}  // namespace hotward::analyses

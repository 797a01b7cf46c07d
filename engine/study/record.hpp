// Record: what a command read and how, for its summary and for the manifest beside its outputs.
#pragma once

#include <string>
#include <vector>

#include "engine/io/incidents/read_incidents.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/report/summary.hpp"
#include "engine/study/context.hpp"
#include "engine/study/json.hpp"
#include "engine/study/request.hpp"
#include "engine/table/provenance.hpp"

namespace hotward {

struct Study;

/// Files over this size, and all where they are larger together than that, are hashed only on
/// request: their digests would cost more than the answer.
inline constexpr std::uint64_t hashed_by_default_bytes = std::uint64_t{256} << 20U;
inline constexpr std::uint64_t hashed_together_bytes = std::uint64_t{1} << 30U;

[[nodiscard]] Result<table::Provenance> provenance_of(const Study& study, const Context& context);

/// Adds to the study's record what an analysis read by itself, each file once.
void record_inputs(const std::vector<table::InputFile>& files, Study& study);

/// One line for all files that were not read: up to three by name, more by their reasons.
[[nodiscard]] std::string passed_over_text(const std::vector<table::PassedOver>& files);

/// The study's, and of each output what its format could not hold.
[[nodiscard]] std::vector<std::string> all_warnings(const Study& study,
                                                    const std::vector<io::LayerFile>& files);

/// What became of the rows, counted for the period; warnings; layers.
[[nodiscard]] report::SummaryHead head_of(const Study& study, const Context& context,
                                          const std::vector<io::LayerFile>& layers);

/// The part of the summary that is the same for every command.
[[nodiscard]] Json summary_of(const Study& study, const Context& context,
                              const std::vector<io::LayerFile>& layers);

/// The same for people: what became of the rows.
[[nodiscard]] std::string rows_text(const Study& study, const Context& context);

}  // namespace hotward

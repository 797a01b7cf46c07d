// Record: what a command read and how, for its summary and for the manifest beside its outputs.
#pragma once

#include <string>
#include <vector>

#include "engine/io/incidents/read_incidents.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/report/summary.hpp"
#include "engine/table/provenance.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"

namespace hotward::tools {

struct Study;

/// Files over this size are hashed only on request: their digest would cost more than the answer.
inline constexpr std::uint64_t hashed_by_default_bytes = std::uint64_t{256} << 20U;

/// Path, size and SHA-256 of every file, by path; the reason in words where one has no digest.
[[nodiscard]] Result<std::vector<table::InputFile>> input_files(
    const std::vector<io::IncidentFile>& files, const Session& session);

[[nodiscard]] Result<table::Provenance> provenance_of(const Study& study, const Session& session);

/// One line for all files that were not read: up to three by name, more by their reasons.
[[nodiscard]] std::string passed_over_text(const std::vector<table::PassedOver>& files);

/// The study's, and of each output what its format could not hold.
[[nodiscard]] std::vector<std::string> all_warnings(const Study& study,
                                                    const std::vector<io::LayerFile>& files);

/// What became of the rows, counted for the period; warnings; layers.
[[nodiscard]] report::SummaryHead head_of(const Study& study, const Session& session,
                                          const std::vector<io::LayerFile>& layers);

/// The part of the summary that is the same for every command.
[[nodiscard]] Json summary_of(const Study& study, const Session& session,
                              const std::vector<io::LayerFile>& layers);

/// The same for people: what became of the rows.
[[nodiscard]] std::string fates_text(const Study& study, const Session& session);

/// "Wrote wards.geojson (22 features)", a line each.
[[nodiscard]] std::string files_text(const std::vector<io::LayerFile>& files);

/// What a command can write.
enum class Outputs { layers, layers_and_rasters };

/// What a killed run left beside this output is removed or made whole, and said on stderr.
void mend_leftovers(const std::string& output);

/// Mends leftovers and looks, before any work, whether every output has a known format, a free
/// place, and a name that no other output has.
[[nodiscard]] Result<void> check_outputs(const LayersOutput& output,
                                         Outputs kinds = Outputs::layers);

/// @return usage where another option's output would be written over these, or over their style
[[nodiscard]] Result<void> check_apart(const LayersOutput& output, const char* option,
                                       const std::string& path);

/// Makes a file for every path that `-o` names. They wait among `outputs`, with the command's other
/// files, until io::finish_together() moves them all to their place.
[[nodiscard]] Result<std::vector<io::LayerFile>> make_layers(
    const LayersOutput& output, table::LayerRows& rows, const table::Provenance& provenance,
    std::vector<io::UnfinishedOutput>& outputs);
[[nodiscard]] Result<std::vector<io::LayerFile>> make_layers(
    const LayersOutput& output, const table::Layer& layer, const table::Provenance& provenance,
    std::vector<io::UnfinishedOutput>& outputs);

/// The same, moved to their place.
[[nodiscard]] Result<std::vector<io::LayerFile>> write_layers(const LayersOutput& output,
                                                              table::LayerRows& rows,
                                                              const table::Provenance& provenance);

}  // namespace hotward::tools

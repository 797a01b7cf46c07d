// Outputs: where findings go, looked at before any work, and written all or none.
#pragma once

#include <string>
#include <vector>

#include "engine/io/layers/write_layer.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/analysis.hpp"
#include "engine/study/publication.hpp"
#include "engine/table/layer_rows.hpp"
#include "engine/table/provenance.hpp"

namespace hotward {

/// Makes every file that was asked for: of -o the first layer into each vector path, or the raster
/// into each .tif, and what the findings' own parameters name. All are moved to their place
/// together, or none; a table of a database comes first.
/// @return usage for a raster path where there is no raster; errors as write_layer's.
[[nodiscard]] Result<std::vector<io::LayerFile>> write_findings(
    const Published& findings, const OutputRequest& output, const table::Provenance& provenance);

/// Mends what a killed run left behind and looks, before any work, whether every output has a known
/// format, a free place, and a name that no other output has.
/// @param notes  receives what was mended
[[nodiscard]] Result<void> check_outputs(const OutputRequest& output, Writes kinds,
                                         const std::vector<NamedOutput>& others,
                                         std::vector<std::string>& notes);

/// "Wrote wards.geojson (22 features)", a line each.
[[nodiscard]] std::string files_text(const std::vector<io::LayerFile>& files);

}  // namespace hotward

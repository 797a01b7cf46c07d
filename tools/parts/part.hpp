// Part: one analysis of one theme, ready to be shown. A command shows one; `run` shows them all.
//
//   study, theme, options  ->  <name>_part()  ->  Part  ->  files, the summary's key, words
//
// Each analysis has its file here, tools/parts/<name>_part.*, with its options, the function that
// declares them on a command line, and the function that makes the part. A part does not write.
#pragma once

#include <string>
#include <vector>

#include "engine/report/shown_table.hpp"
#include "engine/table/layer.hpp"
#include "engine/table/raster.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"
#include "tools/themes.hpp"

namespace hotward::tools {

/// Another way to look at one of a part's layers, for `run`'s project.
struct PartView {
  std::string layer;  ///< name of the layer
  std::string name;   ///< [a-z0-9_], tells the views of a layer apart
  std::string title;  ///< in the legend
  std::string style_qml;
  bool on_top = false;  ///< of all layers of the theme, not below its own
};

struct Part {
  std::string key;                         ///< the summary's key: "gi_star"
  Json summary;                            ///< what stands under it
  Json also = Json::object();              ///< further keys beside it
  std::vector<report::ShownTable> tables;  ///< rows for people
  std::string text;                        ///< what it says, in a few lines
  std::vector<table::Layer> layers;        ///< in draw order; the first is what `-o` writes
  std::vector<table::Raster> rasters;      ///< at most one; what `-o x.tif` writes
  std::vector<PartView> views;             ///< further views of the layers
  std::vector<std::string> warnings{};     ///< what a reader must know before believing it
  std::vector<std::string> weighty{};      ///< those that change a number or make a claim void
  std::string heading{};                   ///< in `run`; empty: that of its key
  std::string no_answer{};                 ///< one sentence: why it finds nothing, where it cannot
  bool small_counts_hidden = false;        ///< may be published (tools/parts/public.hpp)
  std::size_t hidden = 0;                  ///< how many numbers are, then

  /// Warns of what changes a number or makes a claim void, and is said with -q, too.
  void warn_of_number(const std::string& warning) {
    warnings.push_back(warning);
    weighty.push_back(warning);
  }
};

/// What `-o` asks for: the first layer into each vector path, the raster into each .tif. The files
/// wait among `outputs` (make_layers).
/// @return usage for a raster path where the part has no raster, for --public where the part does
///         not hide small counts, and for --columns that are in none of its tables; errors as
///         write_layer's.
[[nodiscard]] Result<std::vector<io::LayerFile>> make_part_files(
    const Part& part, const LayersOutput& output, const table::Provenance& provenance,
    std::vector<io::UnfinishedOutput>& outputs);

/// The same, moved to their place.
[[nodiscard]] Result<std::vector<io::LayerFile>> write_part(const Part& part,
                                                            const LayersOutput& output,
                                                            const table::Provenance& provenance);

/// What a command that shows one part has to say. The part's warnings join the study's.
/// @param view  of its tables; the width is the terminal's
[[nodiscard]] Done done_with(Part part, Study& study, const Session& session,
                             const std::vector<io::LayerFile>& files, report::TableView view);

/// The theme of everything that was read, with a warning in the study where it mixes crime and ASB.
[[nodiscard]] Theme theme_of_all(Study& study, const StudyOptions& options);

}  // namespace hotward::tools

// Findings: what one analysis found of one theme: layers, rasters, figures and text. Nothing of it
// is written yet, and while small counts are to be hidden nothing may be (publication.hpp).
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/io/layers/write_layer.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/json.hpp"
#include "engine/table/layer.hpp"
#include "engine/table/layer_rows.hpp"
#include "engine/table/raster.hpp"

namespace hotward {

/// Another way to look at one of the layers, for `run`'s project.
struct View {
  std::string layer;  ///< name of the layer
  std::string name;   ///< [a-z0-9_], unique among the views of a layer
  std::string title;  ///< in the legend
  std::string style_qml;
  bool on_top = false;  ///< of all layers of the theme, not below its own
};

/// A drawing that `run` lays into its folder.
struct Drawing {
  std::string name;  ///< [a-z0-9_]: becomes <name>.svg
  std::string svg;
};

/// What a column gives away, where small counts are to be hidden.
enum class Discloses : std::uint8_t {
  nothing,   ///< names, sizes, or what was made to be shown
  count,     ///< a count
  of_count,  ///< made of the count in its row, which could be found from it
  of_many,   ///< made of the counts of several rows
};
using Disclosures = std::vector<std::pair<std::string, Discloses>>;  ///< by the column's name

/// An output beside those of -o, asked for by a parameter of the analysis's own.
struct NamedOutput {
  std::string parameter;  ///< "members"
  std::string path;
  bool is_layer = true;  ///< else a text, such as .gal
};

/// Makes such outputs, to wait with the others until all of them are moved to their place.
using MakeOutputs = std::function<Result<std::vector<io::LayerFile>>(
    const io::WriteOptions& how, std::vector<io::UnfinishedOutput>& outputs)>;

struct Findings {
  std::string key;                         ///< the summary's key: "gi_star"
  Json summary;                            ///< what stands under it
  Json also = Json::object();              ///< further keys beside it
  std::vector<report::ShownTable> tables;  ///< rows for people
  std::string text;                        ///< the answer in a few lines
  bool text_first = false;                 ///< above the tables
  std::vector<table::Layer> layers;        ///< in draw order; the first is what -o writes
  std::vector<table::Raster> rasters;      ///< at most one; what -o x.tif writes
  std::vector<View> views;                 ///< further views of the layers
  std::vector<Drawing> drawings;           ///< for `run`
  std::vector<std::string> warnings{};     ///< what a reader must know before believing it
  std::vector<std::string> weighty{};      ///< those that change a number or make a claim void
  std::string heading{};                   ///< in `run`; empty: that of its key
  std::string no_answer{};                 ///< one sentence: why it finds nothing, where it cannot
  bool small_counts_hidden = false;        ///< may be published
  Disclosures discloses{};                 ///< of every column that may be; the rest is refused
  std::size_t hidden = 0;                  ///< how many numbers are, then
  bool faults_found = false;               ///< of the data, where they were judged: exit status 3

  /// Rows that are made as they are written, in place of the first layer.
  std::shared_ptr<table::LayerRows> rows{};
  /// Tables and text in an order of its own, in place of tables and then text.
  std::function<std::string(const report::TableView&)> composed{};
  bool rows_first = false;  ///< the rows read and rejected are printed first, not last
  MakeOutputs make_others{};

  /// Warns of what changes a number or makes a claim void; printed though quiet was asked for.
  void warn_of_number(const std::string& warning) {
    warnings.push_back(warning);
    weighty.push_back(warning);
  }
};

/// Another layer, into a file of its own.
[[nodiscard]] MakeOutputs one_more_layer(std::string path, table::Layer layer);

/// A text, such as a drawing, into a file of its own.
[[nodiscard]] MakeOutputs one_more_text(std::string path, std::string text);

/// One after the other.
[[nodiscard]] MakeOutputs all_of(std::vector<MakeOutputs> makers);

/// Behind those that the findings have already.
void add_output(Findings& findings, MakeOutputs make);

/// Keeps the first layer alone. Those behind it go to files of their own where they were asked for
/// by name, else they stay in the figures only.
/// @param paths  of the second layer, of the third and so on; empty: not asked for
void set_aside(Findings& findings, const std::vector<std::string>& paths);

}  // namespace hotward

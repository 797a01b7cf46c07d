// hotward join: which area does each incident lie in?
#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "engine/io/incidents/text_spool.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/style.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/parts/own_columns.hpp"
#include "tools/record.hpp"
#include "tools/study.hpp"

namespace hotward::tools {
namespace {

struct JoinArguments {
  StudyOptions study;
  LayersOutput output;
};

// One feature per incident of the period, in input order: its own columns, as the user knows them,
// then its area.
class JoinedRows : public table::LayerRows {
 public:
  JoinedRows(Study& study, io::TextSpool& spool) : study_(&study), spool_(&spool) {
    const table::Areas& areas = study.areas.areas;
    layer_.name = "incidents";
    layer_.title = "Incidents with their area";
    layer_.description =
        "Each incident with the area it lies in. Areas: " + areas.source + ". " + areas.caveat;
    OwnColumns own = own_columns(study.read.incidents.kept, {"area_code", "area_name", "nearest"});
    std::ranges::move(own.warnings, std::back_inserter(study.warnings));
    layer_.columns = std::move(own.columns);
    own_ = layer_.columns.size();
    using Column = table::Column;
    layer_.columns.push_back(
        {"area_code", "", "area code; empty outside all areas", Column::Texts{}});
    layer_.columns.push_back({"area_name", "", "area", Column::Texts{}});
    layer_.columns.push_back({"nearest", "1", "1 where taken by --nearest", Column::Integers{}});
    layer_.geometry = table::Layer::Points{};
    layer_.style_qml = report::points_marker(layer_.columns);
  }

  [[nodiscard]] const table::Layer& head() const override { return layer_; }
  [[nodiscard]] std::size_t size() const override { return study_->read.incidents.size(); }

  [[nodiscard]] Result<void> restart() override {
    begin_ = 0;
    return spool_->restart();
  }

  [[nodiscard]] Result<const table::Layer*> next() override {
    const auto more = spool_->next(run_);
    if (!more) return fail(more.error());
    if (!*more) return nullptr;
    for (std::size_t c = 0; c < own_; ++c) {
      set_values(layer_.columns[c], run_.columns[c].texts, run_.columns[c].codes);
    }
    set_areas(run_.rows);
    return &layer_;
  }

 private:
  void set_areas(std::size_t rows) {
    const table::Incidents& incidents = study_->read.incidents;
    const table::Areas& areas = study_->areas.areas;
    auto& points = std::get<table::Layer::Points>(layer_.geometry);
    auto& codes = std::get<table::Column::Texts>(layer_.columns[own_].values);
    auto& names = std::get<table::Column::Texts>(layer_.columns[own_ + 1].values);
    auto& nearest = std::get<table::Column::Integers>(layer_.columns[own_ + 2].values);
    points.resize(rows);
    codes.resize(rows);
    names.resize(rows);
    nearest.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::uint32_t place = incidents.place[begin_ + i];
      const std::int32_t area = study_->join.area[place];
      points[i] = incidents.places.at[place];
      codes[i] = area < 0 ? "" : areas.codes[static_cast<std::size_t>(area)];
      names[i] = area < 0 ? "" : areas.names[static_cast<std::size_t>(area)];
      nearest[i] = study_->join.nearest[place];
    }
    begin_ += rows;
  }

  const Study* study_;
  io::TextSpool* spool_;
  table::Layer layer_;
  io::KeptRun run_;
  std::size_t own_ = 0;    // of the layer's columns, those that are the user's
  std::size_t begin_ = 0;  // the next run's first row
};

Result<Done> join_incidents(JoinArguments options, const Session& session) {
  if (options.output.is_public) {
    return fail(ErrorCode::usage,
                "--public is not offered for join: each row is one incident at its place");
  }
  if (const auto free = check_outputs(options.output); !free) return fail(free.error());
  std::optional<io::TextSpool> spool;
  if (!options.output.paths.empty()) {
    auto made = io::TextSpool::make_beside(options.output.paths.front());
    if (!made) return fail(made.error());
    options.study.spool = &spool.emplace(std::move(*made));
    options.study.keep = io::Keep::as_given;
  }
  auto study = make_study(options.study, session);
  if (!study) return fail(study.error());
  Done done;
  std::vector<io::LayerFile> files;
  if (spool) {
    session.progress->update("writing", 0.0);
    JoinedRows rows(*study, *spool);
    auto written = write_layers(options.output, rows, study->provenance);
    if (!written) return fail(written.error());
    session.progress->update("writing", 1.0);
    files = std::move(*written);
  }
  done.summary = summary_of(*study, session, files);
  done.summary["join"] = {{"by_nearest", study->join.by_nearest},
                          {"places", study->read.incidents.places.size()}};
  done.text = study->made_up_areas + fates_text(*study, session) + files_text(files);
  done.warnings = all_warnings(*study, files);
  done.weighty = study->weighty;
  return done;
}

}  // namespace

Run join(CommandLine& line) {
  auto options = std::make_shared<JoinArguments>();
  add(line, options->study.incidents);
  add(line, options->study.areas);
  add(line, options->output, Publishing::refused);
  line.examples({"hotward join police/2020-01 -o incidents.gpkg",
                 "hotward join cases.csv --areas lsoa.geojson --nearest 50m -o joined.csv"});
  return [options](const Session& session) { return join_incidents(*options, session); };
}

}  // namespace hotward::tools

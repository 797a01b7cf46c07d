#include "engine/analyses/join/join.hpp"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

#include "engine/analyses/join/own_columns.hpp"
#include "engine/io/incidents/text_spool.hpp"
#include "engine/io/layers/database_layer.hpp"
#include "engine/report/style.hpp"

namespace hotward::analyses {
namespace {

// One feature per incident of the period, in input order: its own columns, as the user knows them,
// then its area.
class JoinedRows : public table::LayerRows {
 public:
  JoinedRows(Study& study, std::shared_ptr<io::TextSpool> spool)
      : study_(&study), spool_(std::move(spool)) {
    const table::Areas& areas = study.areas();
    layer_.name = "incidents";
    layer_.title = "Incidents with their area";
    layer_.description =
        "Each incident with the area it lies in. Areas: " + areas.source + ". " + areas.caveat;
    OwnColumns own =
        own_columns(study.incidents().text_columns, {"area_code", "area_name", "nearest"});
    std::ranges::move(own.warnings, std::back_inserter(study.warnings));
    layer_.columns = std::move(own.columns);
    own_ = layer_.columns.size();
    using Column = table::Column;
    layer_.columns.push_back({"area_code", "", "area code; empty outside all areas",
                              Column::Coded{one_each(areas.codes), {}}});
    layer_.columns.push_back({"area_name", "", "area", Column::Coded{one_each(areas.names), {}}});
    layer_.columns.push_back({"nearest", "1", "1 where taken by --nearest", Column::Integers{}});
    layer_.geometry = table::Layer::Points{};
    layer_.style_qml = report::points_marker(layer_.columns);
  }

  [[nodiscard]] const table::Layer& head() const override { return layer_; }
  [[nodiscard]] std::size_t size() const override { return study_->incidents().size(); }

  [[nodiscard]] Result<void> restart() override {
    begin_ = 0;
    return spool_->restart();
  }

  [[nodiscard]] Result<const table::Layer*> next() override {
    const auto more = spool_->next(run_);
    if (!more) return fail(more.error());
    if (!*more) return nullptr;
    for (std::size_t c = 0; c < own_; ++c) {
      set_values(layer_.columns[c], run_.columns[c]);
    }
    set_areas(run_.rows);
    return &layer_;
  }

 private:
  // The texts by area, and behind them that of no area.
  static table::TextList one_each(const std::vector<std::string>& by_area) {
    table::TextList texts(by_area);
    texts.push_back("");
    return texts;
  }

  void set_areas(std::size_t rows) {
    const table::Incidents& incidents = study_->incidents();
    const auto none = static_cast<std::uint32_t>(study_->areas().size());
    auto& points = std::get<table::Layer::Points>(layer_.geometry);
    auto& codes = std::get<table::Column::Coded>(layer_.columns[own_].values).codes;
    auto& names = std::get<table::Column::Coded>(layer_.columns[own_ + 1].values).codes;
    auto& nearest = std::get<table::Column::Integers>(layer_.columns[own_ + 2].values);
    points.resize(rows);
    codes.resize(rows);
    names.resize(rows);
    nearest.resize(rows);
    for (std::size_t i = 0; i < rows; ++i) {
      const std::uint32_t place = incidents.place[begin_ + i];
      const std::int32_t area = study_->join.area[place];
      points[i] = incidents.places.at[place];
      codes[i] = names[i] = area < 0 ? none : static_cast<std::uint32_t>(area);
      nearest[i] = study_->join.is_by_nearest(place) ? 1 : 0;
    }
    begin_ += rows;
  }

  const Study* study_;
  std::shared_ptr<io::TextSpool> spool_;
  table::Layer layer_;
  io::KeptRun run_;
  std::size_t own_ = 0;    // of the layer's columns, those that are the user's
  std::size_t begin_ = 0;  // the next run's first row
};

// The texts of the incidents' own columns wait here, where there is something to write.
using Spool = std::shared_ptr<io::TextSpool>;

Result<void> prepare(Spool& spool, StudyRequest& request, const OutputRequest& output) {
  if (output.paths.empty()) return {};
  // A database has no folder to keep them beside.
  const auto file = std::ranges::find_if_not(output.paths, io::is_database);
  const std::filesystem::path beside = file != output.paths.end()
                                           ? std::filesystem::path(*file)
                                           : std::filesystem::temp_directory_path() / "rows";
  auto made = io::TextSpool::make_beside(beside);
  if (!made) return fail(made.error());
  spool = std::make_shared<io::TextSpool>(std::move(*made));
  request.spool = spool.get();
  request.keep = io::Keep::as_given;
  return {};
}

Findings join_findings(Study& study, const Spool& spool) {
  Findings findings;
  findings.key = "join";
  findings.summary = {{"by_nearest", study.join.by_nearest},
                      {"places", study.incidents().places.size()}};
  findings.rows_first = true;
  if (spool) findings.rows = std::make_shared<JoinedRows>(study, spool);
  return findings;
}

}  // namespace

Analysis join() {
  auto spool = std::make_shared<Spool>();
  return {
      .name = "join",
      .question = "Which area does each incident lie in?",
      .examples = {"hotward join police/2020-01 -o incidents.gpkg",
                   "hotward join cases.csv --areas lsoa.geojson --nearest 50m -o joined.csv"},
      .has_theme = false,
      .shows_tables = false,
      .why_secret = "--public is not offered for join: each row is one incident at its place",
      .hides_small_counts = false,
      .prepare = [spool](StudyRequest& request,
                         const OutputRequest& output) { return prepare(*spool, request, output); },
      .run = [spool](const Task& task) -> Result<Findings> {
        return join_findings(task.study, *spool);
      }};
}

}  // namespace hotward::analyses

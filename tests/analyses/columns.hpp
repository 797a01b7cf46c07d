// Columns: the values of a layer by their name, for tests that look at findings.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "engine/study/findings.hpp"
#include "engine/table/layer.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/made_study.hpp"

namespace hotward {

template <class Values>
const Values& column_of(const table::Layer& layer, const std::string& name) {
  const auto found = std::ranges::find(layer.columns, name, &table::Column::name);
  INFO(layer.name << " has no column " << name);
  REQUIRE(found != layer.columns.end());
  REQUIRE(std::holds_alternative<Values>(found->values));
  return std::get<Values>(found->values);
}

inline const std::vector<std::int64_t>& integers(const table::Layer& layer,
                                                 const std::string& name) {
  return column_of<table::Column::Integers>(layer, name);
}
inline const std::vector<double>& reals(const table::Layer& layer, const std::string& name) {
  return column_of<table::Column::Reals>(layer, name);
}
inline const std::vector<std::string>& texts(const table::Layer& layer, const std::string& name) {
  return column_of<table::Column::Texts>(layer, name);
}

/// A study of a made one, with the theme of all its incidents.
struct Made {
  Study study;
  Theme theme;
};

inline Made study_of(const MadeStudy& made, const parameter::Words& types = {}) {
  const io::TestFolder folder;
  made.write(folder.path());
  StudyRequest request = made_request(folder.path());
  request.incidents.types = types;
  request.compare = true;
  Study study = read_study(request);
  Theme theme = theme_of_all(study, request);
  return {std::move(study), std::move(theme)};
}

/// A study of burglaries in a year without one, though there are robberies.
inline Made quiet_study() {
  MadeStudy quiet;
  quiet.gather(30, MadeStudy::in_area(3), "2019-02");
  quiet.gather(5, MadeStudy::in_area(4), "2020-02", "Robbery");
  return study_of(quiet, {"Burglary"});
}

/// The usual incidents of the first three columns, off the lines between areas and cells.
inline MadeStudy usual_square() {
  MadeStudy part;
  for (MadeIncident incident : MadeStudy::usual().incidents) {
    if (MadeStudy::area_of(incident.at) % MadeStudy::columns == 3) continue;
    incident.at.x += 0.25;
    incident.at.y += 0.25;
    part.incidents.push_back(incident);
  }
  return part;
}

/// The same incidents, turned by a right angle about the middle of the square of the first three
/// columns, which is turned into itself.
inline MadeStudy turned(MadeStudy made) {
  const double x = MadeStudy::south_west.x + 1.5 * MadeStudy::side_m;
  const double y = MadeStudy::south_west.y + 1.5 * MadeStudy::side_m;
  for (MadeIncident& incident : made.incidents) {
    incident.at = {x - (incident.at.y - y), y + (incident.at.x - x)};
  }
  return made;
}

template <class T>
const T& found(const Result<T>& result) {
  INFO((result ? std::string() : result.error().message));
  REQUIRE(result);
  return *result;
}

inline std::vector<std::int64_t> sorted(std::vector<std::int64_t> values) {
  std::ranges::sort(values);
  return values;
}

}  // namespace hotward

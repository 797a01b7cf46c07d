// Reading incidents in tests: from text, and the checks that every reading must pass.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/io/incidents/read_incidents.hpp"
#include "tests/io/folder.hpp"
#include "tests/support/catch.hpp"

namespace hotward::io {

inline Result<IncidentsRead> read(const IncidentQuery& query, const ReadTuning& tuning = {}) {
  NoProgress silent;
  return read_incidents(query, silent, tuning);
}

inline IncidentsRead read_text(const std::string& text, IncidentQuery query = {},
                               const ReadTuning& tuning = {}) {
  const TestFolder folder;
  put_bytes(folder / "cases.csv", text);
  query.inputs = {(folder / "cases.csv").string()};
  auto result = read(query, tuning);
  INFO((result ? std::string() : result.error().message));
  REQUIRE(result);
  CHECK(result->incidents.row_outcomes.add_up());
  CHECK(result->incidents.size() == result->incidents.row_outcomes.located);
  return std::move(*result);
}

// Every incident lies on its place, every place has its incidents, and places stand as they come.
inline void check_places(const table::Incidents& incidents) {
  const table::Places& places = incidents.places;
  std::vector<std::uint32_t> count(places.size(), 0);
  std::size_t named = 0;
  for (std::uint32_t i = 0; i < incidents.place.size(); ++i) {
    REQUIRE(incidents.place[i] < places.size());
    if (count[incidents.place[i]]++ == 0) ++named;
    REQUIRE(incidents.place[i] < named);
  }
  CHECK(count == places.incidents);
}

}  // namespace hotward::io

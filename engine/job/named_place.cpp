#include "engine/job/named_place.hpp"

#include "engine/study/shipped_file.hpp"

namespace hotward::job {

parameter::List place_parameter(std::string& place) {
  parameter::List list("Areas");
  list.text("place", place, "Where the areas lie, for titles (default: what their columns state)")
      .as("NAME");
  return list;
}

io::AreaPlace named_place(const Study& study, const AreasRequest& areas, const std::string& asked) {
  io::AreaPlace found;
  if (!study.made_up_areas.empty()) {
    found.place = shipped_place;
  } else if (const auto source = area_source(areas); source) {
    found = io::place_of(*source);
  }
  if (found.place.empty()) found.place = io::place_of_names(study.areas().names);
  if (!asked.empty()) found.place = asked;
  return found;
}

}  // namespace hotward::job

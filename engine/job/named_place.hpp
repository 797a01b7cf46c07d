// Named place: what titles call the land that the areas cover, such as Medway.
#pragma once

#include <string>

#include "engine/io/areas/area_place.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/study/request.hpp"
#include "engine/study/study.hpp"

namespace hotward::job {

/// --place
[[nodiscard]] parameter::List place_parameter(std::string& place);

/// As asked for; else as the areas' own columns and names state it; else empty.
[[nodiscard]] io::AreaPlace named_place(const Study& study, const AreasRequest& areas,
                                        const std::string& asked);

}  // namespace hotward::job

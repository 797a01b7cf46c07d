// Place names: what the rows themselves call a place ("On or near High Street"), and whether it is
// a place or a map point.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/io/incidents/read_incidents.hpp"
#include "engine/study/request.hpp"
#include "engine/study/study.hpp"

namespace hotward {

/// Of each of these places the text that most of its rows have, the first by name of several.
/// Empty texts where the input has no such column, it was not kept (keep_place_names), or what is
/// made is for the public: in a force's own records it may be an address.
/// @param places  indices into study.incidents().places; one may stand there more than once
[[nodiscard]] std::vector<std::string> place_names(const Study& study,
                                                   std::span<const std::uint32_t> places);

/// False where a column of names would be empty.
[[nodiscard]] bool any_named(const std::vector<std::string>& names);

/// Asks for a study that keeps what rows call their place, unless it is for the public.
void keep_place_names(StudyRequest& request, bool is_public);

/// True where positions are data.police.uk's: each incident is moved to a nearby map point, which
/// stands for eight addresses or more, or none.
[[nodiscard]] bool has_map_points(const io::IncidentsRead& read);

}  // namespace hotward

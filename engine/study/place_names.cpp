#include "engine/study/place_names.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace hotward {
namespace {

constexpr std::uint32_t not_asked = std::numeric_limits<std::uint32_t>::max();

struct Named {
  std::uint32_t slot;  // which of the places asked for
  table::Dictionary::Code text;

  friend auto operator<=>(const Named&, const Named&) = default;
};

// Of each slot the text that most of its rows have.
void name_slots(std::vector<Named> rows, const table::Dictionary& texts,
                std::vector<std::string>& names) {
  std::ranges::sort(rows);
  std::vector<std::size_t> most(names.size(), 0);
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t end = i;
    while (end < rows.size() && rows[end] == rows[i]) ++end;
    const std::uint32_t slot = rows[i].slot;
    const std::string& text = texts.text(rows[i].text);
    // Codes follow the order of the input, so of equally frequent texts the text itself decides.
    if (end - i > most[slot] || (end - i == most[slot] && text < names[slot])) {
      most[slot] = end - i;
      names[slot] = text;
    }
    i = end;
  }
}

}  // namespace

std::vector<std::string> place_names(const Study& study, std::span<const std::uint32_t> places) {
  const table::Incidents& incidents = study.incidents();
  const std::string& description = study.incidents_read.description_column;
  std::vector<std::string> names(places.size());
  const auto column =
      std::ranges::find(incidents.text_columns, description, &table::TextColumn::name);
  if (study.is_public || description.empty() || column == incidents.text_columns.end())
    return names;
  std::vector<std::uint32_t> slot_of(incidents.places.size(), not_asked);
  for (std::uint32_t k = 0; k < places.size(); ++k) {
    if (slot_of[places[k]] == not_asked) slot_of[places[k]] = k;
  }
  const auto for_each_row = [&](auto visit) {
    for (std::size_t i = 0; i < incidents.size(); ++i) {
      const std::uint32_t slot = slot_of[incidents.place[i]];
      if (slot != not_asked) visit(Named{slot, column->codes[i]});
    }
  };
  // Nearly every map point has one name: only the rows of the others are counted.
  constexpr auto none = std::numeric_limits<table::Dictionary::Code>::max();
  std::vector<table::Dictionary::Code> only(places.size(), none);
  std::vector<std::uint8_t> has_several(places.size(), 0);
  for_each_row([&](const Named& row) {
    if (only[row.slot] == none) only[row.slot] = row.text;
    if (only[row.slot] != row.text) has_several[row.slot] = 1;
  });
  std::vector<Named> rows;
  for_each_row([&](const Named& row) {
    if (has_several[row.slot] != 0) rows.push_back(row);
  });
  for (std::size_t k = 0; k < places.size(); ++k) {
    if (only[k] != none && has_several[k] == 0) names[k] = column->dictionary.text(only[k]);
  }
  name_slots(std::move(rows), column->dictionary, names);
  for (std::size_t k = 0; k < places.size(); ++k) names[k] = names[slot_of[places[k]]];
  return names;
}

bool any_named(const std::vector<std::string>& names) {
  return std::ranges::any_of(names, [](const std::string& name) { return !name.empty(); });
}

void keep_place_names(StudyRequest& request, bool is_public) {
  if (!is_public && request.keep == io::Keep::nothing) request.keep = io::Keep::descriptions;
}

bool has_map_points(const io::IncidentsRead& read) {
  return std::ranges::any_of(read.files, [](const io::IncidentFile& file) {
    return file.layout.starts_with("data.police.uk");
  });
}

}  // namespace hotward

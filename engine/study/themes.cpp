#include "engine/study/themes.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "engine/core/spelling.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward {

std::string capitalised(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z') {
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  }
  return words;
}

namespace {

std::string lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

// A layer's name from a user's words: "Vehicle crime" becomes vehicle_crime.
std::string layer_name(const std::string& words) {
  std::string name;
  for (const char c : lower(words)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept)
      name += c;
    else if (!name.empty() && name.back() != '_')
      name += '_';
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name.empty() ? "incidents" : name;
}

Theme asb_theme() { return {"asb", "Anti-social behaviour", "ASB incidents", {}}; }
Theme crime_theme() { return {"crime", "Recorded crime", "crimes", {}}; }

// "Violent crime" becomes "violent crime"; names and initials stay as they are.
std::string in_a_sentence(std::string title) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (title.size() > 1 && upper(title[0]) && !upper(title[1])) title[0] += 'a' - 'A';
  return title;
}

// A group of types, or nothing.
std::optional<Theme> group_theme(const std::string& word) {
  const std::string name = folded(word);
  if (name == "all") return Theme{"incidents", "All incidents", "incidents", {}};
  if (name == "asb") return asb_theme();
  if (name == "crime") return crime_theme();
  if (name == "acquisitive") return Theme{name, "Acquisitive crime", "acquisitive crimes", {}};
  if (name == "neighbourhood") {
    return Theme{name, "Neighbourhood crime", "neighbourhood crimes", {}};
  }
  if (name == "violent") return Theme{name, "Violent crime", "violent crimes", {}};
  if (name == "theft") return Theme{name, "Theft", "thefts", {}};
  if (name == "society") return Theme{name, "Crimes against society", "crimes against society", {}};
  return {};
}

// What a person calls them; for any other type "incidents of" it.
std::string noun_of(const std::string& title) {
  constexpr std::pair<const char*, const char*> nouns[] = {
      {"Bicycle theft", "bicycle thefts"},
      {"Burglary", "burglaries"},
      {"Criminal damage and arson", "criminal damage and arson offences"},
      {"Drugs", "drug offences"},
      {"Other crime", "other crimes"},
      {"Other theft", "other thefts"},
      {"Possession of weapons", "weapons offences"},
      {"Public order", "public order offences"},
      {"Robbery", "robberies"},
      {"Shoplifting", "shoplifting offences"},
      {"Theft from the person", "thefts from the person"},
      {"Vehicle crime", "vehicle crimes"},
      {"Violence and sexual offences", "violent and sexual offences"}};
  for (const auto& [type, noun] : nouns) {
    if (title == type) return noun;
  }
  return "incidents of " + in_a_sentence(title);
}

std::string title_of(const std::string& word) {
  if (const auto group = group_theme(word)) return group->title;
  if (word.empty()) return "No type";
  const table::OffenceType* type = table::find_type(word);
  return capitalised(type != nullptr ? std::string(type->name) : word);
}

// Up to three types by their names; more would be no title.
Theme several(const std::vector<std::string>& asked) {
  if (asked.size() > 3) {
    const std::string number = std::to_string(asked.size());
    return {
        "selected", "Incidents of " + number + " types", "incidents of " + number + " types", {}};
  }
  std::string title;
  std::string noun = "incidents of ";
  for (std::size_t i = 0; i < asked.size(); ++i) {
    const std::string joint = i == 0 ? "" : i + 1 == asked.size() ? " and " : ", ";
    const std::string one = title_of(asked[i]);
    title += joint + (i == 0 ? one : in_a_sentence(one));
    noun += joint + in_a_sentence(one);
  }
  return {"selected", title, noun, {}};
}

Theme named(const std::vector<std::string>& asked) {
  if (asked.empty()) return {"incidents", "All incidents", "incidents", {}};
  if (asked.size() > 1) return several(asked);
  if (auto group = group_theme(asked.front())) return std::move(*group);
  const table::OffenceType* type = table::find_type(asked.front());
  if (type == nullptr) {
    const std::string& own = asked.front();
    if (own.empty()) {
      return {"no_type", "Incidents without a type", "incidents without a type", {}};
    }
    return {layer_name(own), own, "incidents of type '" + own + "'", {}};
  }
  const std::string title(type->name);
  return {layer_name(title), title, noun_of(title), {}};
}

// A type of the user's own is called as the data write it.
std::vector<std::string> as_written(const table::Dictionary& types,
                                    std::vector<std::string> asked) {
  for (std::string& word : asked) {
    if (table::expand({&word, 1})) continue;
    const std::string key = table::type_key(word);
    const auto found = std::ranges::find(types.texts(), key, table::type_key);
    if (found != types.texts().end()) word = *found;
  }
  return asked;
}

}  // namespace

Theme one_theme(const table::Dictionary& types, const std::vector<std::string>& asked) {
  // A word that is no type names the column of types: then every type was read.
  const auto names = table::expand(asked, types.texts());
  Theme theme = named(names ? as_written(types, asked) : std::vector<std::string>{});
  // Data without types are counted as one type.
  theme.types.assign(std::max<std::size_t>(types.size(), 1), 1);
  // The reader's dictionary also holds the types it passed over.
  if (types.size() > 0 && names && !names->empty()) theme.types = table::matches(types, *names);
  return theme;
}

Result<Theme> theme_of_types(const table::Dictionary& types, const std::vector<std::string>& asked,
                             std::string_view named_by) {
  const auto names = table::expand(asked, types.texts(), named_by);
  if (!names) return fail(names.error());
  return one_theme(types, asked);
}

std::vector<Theme> themes(const table::Dictionary& types, const std::vector<std::string>& asked) {
  if (!asked.empty()) return {one_theme(types, asked)};
  Theme asb = asb_theme();
  Theme crime = crime_theme();
  bool others = types.size() == 0;
  for (const table::TypeClass& type : table::classify(types)) {
    asb.types.push_back(type.is_asb ? 1 : 0);
    crime.types.push_back(type.is_crime ? 1 : 0);
    others = others || (!type.is_asb && !type.is_crime);
  }
  std::vector<Theme> found;
  for (Theme* theme : {&asb, &crime}) {
    if (std::ranges::find(theme->types, 1) != theme->types.end()) found.push_back(*theme);
  }
  // Types that the taxonomy does not know belong to neither theme and must still be seen.
  if (others) found.push_back(one_theme(types, asked));
  return found;
}

bool mixes_crime_and_asb(const Theme& theme, const table::Dictionary& types) {
  bool crime = false;
  bool asb = false;
  const auto classes = table::classify(types);
  for (std::size_t code = 0; code < classes.size(); ++code) {
    if (theme.types[code] == 0) continue;
    crime = crime || classes[code].is_crime;
    asb = asb || classes[code].is_asb;
  }
  return crime && asb;
}

}  // namespace hotward

#include "engine/table/taxonomy.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "engine/core/listed.hpp"
#include "engine/core/spelling.hpp"

namespace hotward::table {
namespace {

// Who asks for them means the rows whose type readers leave empty, whatever a file has there.
constexpr std::array no_type_words = {"(no type)", "no type",      "unknown", "not known",
                                      "n/k",       "not recorded", "none",    "n/a"};

// As names are compared; "Criminal damage & arson" is "... and arson", no type is "".
std::string key_of(std::string_view name) {
  std::string words;
  for (const char c : name) words.append(c == '&' ? " and " : std::string(1, c));
  std::string key = folded(words);
  const bool is_none = std::ranges::find(no_type_words, key) != no_type_words.end();
  return is_none ? std::string() : key;
}

const std::map<std::string, const OffenceType*>& types_by_key() {
  static const auto index = [] {
    std::map<std::string, const OffenceType*> made;
    for (const OffenceType& type : offence_types()) made.emplace(key_of(type.name), &type);
    // A key that is another type's name as well stays that type's.
    for (const OffenceType& type : offence_types()) {
      if (!type.slug.empty()) made.emplace(key_of(type.slug), &type);
    }
    // What most forces write for it.
    const OffenceType* const asb = made.at(key_of("Anti-social behaviour"));
    for (const char* name :
         {"asb", "antisocial behaviour", "anti-social behavior", "antisocial behavior"}) {
      made.emplace(key_of(name), asb);
    }
    return made;
  }();
  return index;
}

// Names near ones: of what the data hold or, where none of these is near, of all types.
std::string no_such_type_text(const std::string& word, std::span<const std::string> in_data,
                              std::string_view named_by) {
  std::string near;
  std::string all;
  const auto suggest = [&](std::string_view name) {
    if (is_near(word, name)) near += fmt::format("{}'{}'", near.empty() ? "" : ", ", name);
  };
  for (const TypeGroup& group : type_groups()) {
    suggest(group.name);
    all += fmt::format("{}{}", all.empty() ? "" : ", ", group.name);
  }
  std::vector<std::string> names(in_data.begin(), in_data.end());
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  std::erase(names, "");
  for (const std::string& name : names) suggest(name);
  if (near.empty()) {
    for (const OffenceType& type : offence_types()) suggest(type.name);
  }
  const std::string hint = near.empty() ? "" : fmt::format("; near: {}", near);
  const std::string held = names.empty() ? "" : "; types of the data: " + listed(names);
  return fmt::format("--{} '{}': no such type or group{}; groups: {}{}", named_by, word, hint, all,
                     held);
}

// True where `type` is meant by `key`, which is no group.
bool is_meant(const OffenceType& type, const std::string& key) {
  if (key_of(type.name) == key || (!type.slug.empty() && key_of(type.slug) == key)) return true;
  const auto named = types_by_key().find(key);
  return named != types_by_key().end() && named->second->scheme == Scheme::police_uk &&
         named->second->police_uk == type.police_uk;
}

// Puts what `key` stands for into the sets. False where it stands for nothing.
bool collect(const std::string& key, std::span<const std::string> in_data, std::vector<bool>& known,
             std::vector<bool>& other) {
  const auto types = offence_types();
  const auto group = std::ranges::find(type_groups(), key, &TypeGroup::name);
  const bool is_group = group != type_groups().end();
  bool found = is_group;
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (is_group ? (types[i].groups & group->bit) != 0 : is_meant(types[i], key)) {
      known[i] = found = true;
    }
  }
  for (std::size_t i = 0; i < in_data.size(); ++i) {
    if (key_of(in_data[i]) == key) other[i] = found = true;
  }
  return found;
}

}  // namespace

Error no_such_type(const std::string& word, std::span<const std::string> in_data,
                   std::string_view named_by) {
  return {ErrorCode::usage, no_such_type_text(word, in_data, named_by)};
}

const OffenceType* find_type(std::string_view name) {
  const auto found = types_by_key().find(key_of(name));
  return found == types_by_key().end() ? nullptr : found->second;
}

std::string canonical_type(std::string_view text) {
  const OffenceType* type = find_type(text);
  return std::string(type == nullptr ? text : type->name);
}

std::string type_key(std::string_view text) { return key_of(canonical_type(text)); }

bool is_asb(std::string_view name) {
  const OffenceType* type = find_type(name);
  return type != nullptr && (type->groups & in_asb) != 0;
}

bool is_crime(std::string_view name) {
  const OffenceType* type = find_type(name);
  return type != nullptr && (type->groups & in_crime) != 0;
}

Result<std::vector<std::string>> expand(std::span<const std::string> wanted,
                                        std::span<const std::string> in_data,
                                        std::string_view named_by) {
  std::vector<bool> known(offence_types().size());
  std::vector<bool> other(in_data.size());
  bool all = false;
  for (const std::string& word : wanted) {
    const std::string key = key_of(word);
    if (key == "all") {
      all = true;
    } else if (!collect(key, in_data, known, other)) {
      return fail(no_such_type(word, in_data, named_by));
    }
  }
  std::vector<std::string> names;
  if (all) return names;
  std::set<std::string> seen;
  const auto add = [&](std::string_view name) {
    if (seen.insert(key_of(name)).second) names.emplace_back(name);
  };
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (known[i]) add(offence_types()[i].name);
  }
  for (std::size_t i = 0; i < other.size(); ++i) {
    if (other[i]) add(in_data[i]);
  }
  return names;
}

std::vector<std::uint8_t> matches(const Dictionary& types, std::span<const std::string> names) {
  std::set<std::string> keys;
  for (const std::string& name : names) keys.insert(type_key(name));
  std::vector<std::uint8_t> flags;
  for (const std::string& text : types.texts()) {
    flags.push_back(keys.contains(type_key(text)) ? 1 : 0);
  }
  return flags;
}

std::vector<TypeClass> classify(const Dictionary& types) {
  std::vector<TypeClass> classes;
  for (const std::string& text : types.texts()) {
    const OffenceType* type = find_type(text);
    const unsigned groups = type == nullptr ? 0U : type->groups;
    classes.push_back({type, (groups & in_crime) != 0, (groups & in_asb) != 0});
  }
  return classes;
}

std::vector<UnknownType> unknown_types(const Incidents& incidents) {
  const auto& texts = incidents.types.texts();
  std::vector<UnknownType> counted;
  for (const std::string& text : texts) counted.push_back({text.empty() ? "(no type)" : text, 0});
  for (const auto code : incidents.type) ++counted[code].incidents;
  std::vector<UnknownType> unknown;
  for (std::size_t code = 0; code < texts.size(); ++code) {
    if (find_type(texts[code]) == nullptr && counted[code].incidents > 0) {
      unknown.push_back(counted[code]);
    }
  }
  std::ranges::sort(unknown, [](const UnknownType& a, const UnknownType& b) {
    return a.incidents != b.incidents ? a.incidents > b.incidents : a.name < b.name;
  });
  return unknown;
}

}  // namespace hotward::table

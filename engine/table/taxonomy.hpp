// Taxonomy: what a crime type is called, by whom, and what it is part of.
//
// One table (taxonomy_data.cpp) holds the names that occur in data: those of data.police.uk, old
// ones included, those of a police force's own files, and the local types of anti-social behaviour
// (ASB). Each maps to the type under which data.police.uk publishes it today, and to groups.
//
//   ASB is an incident, not a crime: no name is both in `asb` and in `crime`.
//   A name that is not in the table belongs to `all` and to nothing else. It is never dropped: see
//   unknown_types, which counts and names it.
//
// Names are compared without regard to case, outer blanks, and whether words are parted by blanks,
// hyphens or underscores: "burglary ", "Vehicle crime" and "vehicle-crime" are found.
//
// The sources of names, dates and groups stand in docs/taxonomy.md. Dates inform a reader; they
// filter nothing, for files are relabelled by whoever passes them on.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::table {

/// Who uses the name.
enum class Scheme : std::uint8_t {
  police_uk,    // data.police.uk, now or once
  home_office,  // police recorded crime statistics
  assessment,   // a police force's breakdown, as printed in Medway's strategic assessment of 2020
  asb_local,    // the same assessment's types of ASB
};

/// Bits of OffenceType::groups.
enum Group : std::uint8_t {
  in_crime = 1,
  in_asb = 2,
  in_acquisitive = 4,
  in_violent = 8,
  in_theft = 16,
  in_society = 32,
  in_neighbourhood = 64,
};

struct OffenceType {
  std::string_view name;         ///< as data write it: "Theft from the person"
  std::string_view slug;         ///< data.police.uk's key: "theft-from-the-person"; else empty
  std::string_view police_uk;    ///< the data.police.uk type of today that it is published under
  std::string_view home_office;  ///< the Home Office's group or groups, "; " between them
  std::string_view branch;  ///< the assessment's branch, " > " downwards; empty where it has none
  Scheme scheme;
  std::uint8_t groups;
  std::string_view valid_from;  ///< first month of use, "2013-05"; empty where open
  std::string_view valid_to;    ///< last month of use; empty where it is in use
};

/// A set of types under one word, for --type.
struct TypeGroup {
  std::string_view name;
  std::uint8_t bit;  ///< 0 for `all`
  std::string_view meaning;
};

/// Every known name once, data.police.uk's first.
[[nodiscard]] std::span<const OffenceType> offence_types();

/// all, crime, asb, acquisitive, neighbourhood, violent, theft, society: for help texts.
[[nodiscard]] std::span<const TypeGroup> type_groups();

/// @param name  a name of the table, or data.police.uk's key for one, as names are compared
/// @return its entry, or nullptr where it is unknown.
[[nodiscard]] const OffenceType* find_type(std::string_view name);

/// One spelling for each type: the table's name where it knows the text, else the text as it is.
/// "BURGLARY" and "burglary" are "Burglary", "criminal-damage-arson" is "Criminal damage and
/// arson".
[[nodiscard]] std::string canonical_type(std::string_view text);

/// What types are compared by: equal for two texts that name the same type.
[[nodiscard]] std::string type_key(std::string_view text);

/// Both are false for an unknown name.
[[nodiscard]] bool is_asb(std::string_view name);
[[nodiscard]] bool is_crime(std::string_view name);

/// The names of types that a user's words stand for: a group, a data.police.uk type or its key
/// (with every name that is published under it), or any other name alone.
/// @param wanted   what stands behind --type or its like, any number of words
/// @param in_data  types that the data have beside the known ones: each stands for itself
/// @param named_by  the parameter that `wanted` stands behind
/// @return names without repetition, in the order of offence_types and then of in_data. Empty where
///         `wanted` is empty or holds "all": nothing is to be left out, unknown types least of all.
///         usage where a word is none of these; the sentence names near ones and the groups.
[[nodiscard]] Result<std::vector<std::string>> expand(std::span<const std::string> wanted,
                                                      std::span<const std::string> in_data = {},
                                                      std::string_view named_by = "type");

/// @param in_data  the types that the data have, so that none is named that they lack; empty: not
///                 known
/// @param named_by  the parameter that the word stands behind
/// @return usage, naming near types, the groups and what the data hold
[[nodiscard]] Error no_such_type(const std::string& word, std::span<const std::string> in_data = {},
                                 std::string_view named_by = "type");

/// One element per code of `types`: 1 where the type is among `names`, as names are compared.
[[nodiscard]] std::vector<std::uint8_t> matches(const Dictionary& types,
                                                std::span<const std::string> names);

/// What a type of the data is; both flags are false where it is unknown.
struct TypeClass {
  const OffenceType* type = nullptr;  ///< nullptr where unknown
  bool is_crime = false;
  bool is_asb = false;
};

/// One element per code of `types`.
[[nodiscard]] std::vector<TypeClass> classify(const Dictionary& types);

struct UnknownType {
  std::string name;  ///< as the data write it; "(no type)" where the field is empty
  std::uint64_t incidents = 0;
};

/// Types of the data that the table does not know, most incidents first, then by name.
/// Time: O(incidents + types log types).
[[nodiscard]] std::vector<UnknownType> unknown_types(const Incidents& incidents);

}  // namespace hotward::table

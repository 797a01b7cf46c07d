// Known change words: what the register of known gaps and definitions (table/known_changes.hpp)
// states about a study's forces, types and periods.
#pragma once

#include <string>
#include <vector>

#include "engine/study/study.hpp"
#include "engine/table/known_changes.hpp"

namespace hotward {

/// Those that lie within the study's period or the one it is to be compared with, of a force that
/// counts and a type that was asked for. A definition matters where it changed after the first of
/// these months.
[[nodiscard]] std::vector<table::KnownChange> known_changes_of(const Study& study);

/// A sentence each, without stop: "known gap: Gwent Police published nothing …".
[[nodiscard]] std::vector<std::string> known_change_sentences(const Study& study);

}  // namespace hotward

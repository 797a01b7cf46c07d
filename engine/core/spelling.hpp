// Spelling: when are two names that people wrote the same name, and which name did they mean?
//
//   folded    small letters without accents, words parted by one blank, where blanks, hyphens and
//             underscores part words: "Vehicle-crime ", "VEHICLE_CRIME" and "vehicle crime" agree
//   letters   the folded name without blanks and ASCII signs: "Crime ID" and "crimeid" agree
//
// Accents are those of the Latin letters up to U+017F, and the combining ones; text in other
// scripts is compared as it stands. edits is Levenshtein's distance, with
// neighbours swapped as one edit (optimal string alignment): most slips of the hand are one.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hotward {

[[nodiscard]] std::string folded(std::string_view name);

[[nodiscard]] std::string letters(std::string_view name);

/// A to Z made small, all else as it stands: for endings of files and words of a language.
[[nodiscard]] std::string lower_case(std::string_view text);

/// Which of the names are meant: those written exactly so; where there are none, those of the same
/// folding; where there are none, those of the same letters. Blanks around a name are of no weight.
/// @return indices, in order; more than one where the name fits several
[[nodiscard]] std::vector<std::size_t> same_names(std::span<const std::string> names,
                                                  std::string_view name);

/// Letters put in, taken out or changed, and neighbours swapped, that make b of a. Time: O(|a|
/// |b|).
[[nodiscard]] std::size_t edits(std::string_view a, std::string_view b);

/// Folded, a third of the letters may be wrong, or the word (of three letters or more) is part of
/// the longer name.
[[nodiscard]] bool is_near(std::string_view word, std::string_view name);

/// @return the nearest of the names, those of the fewest edits, at most three; empty where none is
/// near
[[nodiscard]] std::vector<std::string> nearest_names(std::string_view word,
                                                     std::span<const std::string> names);

/// " (did you mean 'people'?)" for a sentence that names a word nobody knows; else nothing.
[[nodiscard]] std::string did_you_mean(std::string_view word, std::span<const std::string> names);

}  // namespace hotward

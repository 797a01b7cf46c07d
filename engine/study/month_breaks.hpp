// Month breaks: which months of the study do not fit those around them (series_break.hpp)? Every
// command repeats what `check` finds of the months that it counts or compares with.
#pragma once

#include <string>
#include <vector>

#include "engine/study/study.hpp"

namespace hotward {

/// Months of crime, or of ASB, that do not fit those around them, rising; none where the series is
/// too uneven to be judged.
[[nodiscard]] std::vector<table::Month> months_that_break(const Study& study, bool crime);

/// Months of the period, or of the one before, that do not fit those around them: one sentence for
/// crime and one for ASB, as far as they were asked for. Empty where none is known.
[[nodiscard]] std::vector<std::string> break_sentences(const Study& study);

/// The one for crime, or for ASB; empty where there is none. Without a stop.
[[nodiscard]] std::string break_sentence(const Study& study, bool crime);

}  // namespace hotward

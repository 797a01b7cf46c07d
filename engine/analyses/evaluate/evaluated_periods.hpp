// Evaluated periods: the one that hot spots are made of, and the later one that judges them.
//
//   --before A --after B   these, of any length
//   --after B              the period before it, of the same length
//   --before A             judged by --from and --to
//   neither                the period, judged against the same days a year before, where the data
//                          hold them; else the two halves of the months that they hold in a row
#pragma once

#include <string>
#include <vector>

#include "engine/study/study.hpp"

namespace hotward::analyses {

struct PeriodWords {
  std::string before;  ///< DATE..DATE, or empty
  std::string after;
};

struct EvaluatedPeriods {
  table::Period before;
  table::Period after;
};

/// Has the study read what --before and --after name.
/// @return usage where a word is no period, where they overlap or stand the wrong way round, and
///         where --after differs from --from and --to.
[[nodiscard]] Result<void> ask_for_periods(const PeriodWords& words, StudyRequest& request);

/// @return no_data without dates, with one month only, and where a period holds no row of any type
///         (the message says what the data hold); else as ask_for_periods
[[nodiscard]] Result<EvaluatedPeriods> evaluated_periods(const Study& study,
                                                         const PeriodWords& words);

/// The other pairs of whole months, as long as these and as far from each other, that the data hold
/// without a gap; the earliest first. None where the two are not made of whole months.
[[nodiscard]] std::vector<EvaluatedPeriods> pairs_in_data(const Study& study,
                                                          const EvaluatedPeriods& periods);

/// What a reader must know of the two before believing a number: months that a force lacks, other
/// lengths.
[[nodiscard]] std::vector<std::string> period_warnings(const Study& study,
                                                       const EvaluatedPeriods& periods);

}  // namespace hotward::analyses

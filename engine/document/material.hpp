// Material: what a report is made of: a study and the findings of every theme, as they may be
// shown.
//
// Numbers come from findings alone, which publish() has let through; of the study a report takes
// what is known to everybody: which areas and files, which months, what became of the rows.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/study/context.hpp"
#include "engine/study/credits.hpp"
#include "engine/study/findings.hpp"
#include "engine/study/study.hpp"

namespace hotward::document {

/// What one analysis found of one theme.
struct Chapter {
  std::string analysis;  ///< by name: "near-repeat"
  std::string heading;
  const Findings* findings = nullptr;
};

struct Part {
  const Theme* theme = nullptr;
  std::vector<Chapter> chapters;

  /// @return null where the theme has no chapter of this analysis
  [[nodiscard]] const Findings* found(std::string_view analysis) const {
    for (const Chapter& chapter : chapters) {
      if (chapter.analysis == analysis) return chapter.findings;
    }
    return nullptr;
  }
};

/// An analysis that was not made: "Near repeats", "Recorded crime", and the reason.
struct LeftOut {
  std::string analysis;
  std::string theme;
  std::string why;
};

struct Material {
  const Study& study;
  const Context& context;
  std::vector<Part> parts;
  std::vector<LeftOut> left_out;
  std::optional<Chapter> peers;  ///< comparable areas, from a table of the user's
  Credits credits;
};

}  // namespace hotward::document

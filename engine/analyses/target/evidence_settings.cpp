// The options of the evidence for a group.
#include <fmt/format.h>

#include "engine/analyses/target/settings.hpp"
#include "engine/parameter/quantity.hpp"

namespace hotward::analyses {

parameter::Parse<std::optional<double>> some_share(double most) {
  return [most](const std::string& text) -> Result<std::optional<double>> {
    const auto share = parameter::parse_share(text);
    if (!share) return fail(share.error());
    if (!(*share > 0.0 && *share <= most)) {
      return fail(ErrorCode::usage, fmt::format("'{}' is not above 0% and at most {}", text,
                                                parameter::share_text(most)));
    }
    return std::optional(*share);
  };
}

std::string some_share_text(const std::optional<double>& share) {
  return share ? parameter::share_text(*share) : std::string();
}

parameter::List evidence_parameters(TargetOptions& options) {
  parameter::List list("Evidence for the group");
  list.texts("control", options.controls,
             "Areas that may be controls, by code or name (default: all that neither belong to the "
             "group nor touch it; repeatable)")
      .as("AREA");
  list.whole("controls-each", options.controls_each,
             "How many controls each area of the group gets (default: 1)")
      .from_to(1.0, 10.0);
  list.texts("features", options.features,
             "Numbers of the areas to stand beside the counts and to match controls on, such as "
             "IMD: a column, or a CSV file joined on the code (repeatable)")
      .as("COL|FILE.csv[:COL]")
      .file(parameter::PathKind::path_or_word);
  list.spec<std::optional<double>>("effect", options.effect, some_share(0.95), some_share_text,
                                   "Share of the incidents that what is planned would prevent, to "
                                   "be judged beside what reviews found elsewhere")
      .as("SHARE");
  list.heading("Output");
  list.path("evidence", options.evidence, "Layer of the group, its controls and what touches it");
  return list;
}

}  // namespace hotward::analyses

// Risk words: what was found of a relative risk, as a raster, a layer, figures and sentences.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/density/controls.hpp"
#include "engine/analyses/density/risk.hpp"
#include "engine/methods/density/kde.hpp"
#include "engine/methods/density/relative_risk.hpp"
#include "engine/methods/density/tolerance.hpp"
#include "engine/study/json.hpp"
#include "engine/study/public_places.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"
#include "engine/table/layer.hpp"
#include "engine/table/raster.hpp"

namespace hotward::analyses {

/// Two surfaces compared, cell by cell.
struct RiskAnswer {
  density::Frame frame;
  density::Surface surface;  // of the incidents
  density::RelativeRisk risk;
  std::vector<density::ToleranceSet> sets;
  std::vector<double> log2_ratio;  // NaN below the floor
  std::string how;
  std::string rule;
  std::vector<std::string> weighty;       // of the surface's cautions, what makes the answer void
  std::optional<PublicPlaces> published;  // what it is made of, where small counts are hidden
};

/// The ratio as its logarithm to base 2.
[[nodiscard]] table::Raster risk_raster(const RiskAnswer& answer, const Theme& theme,
                                        const Study& study);

/// Where it is beyond chance, one feature a level and direction; no features where it is nowhere.
[[nodiscard]] table::Layer tolerance_layer(const RiskAnswer& answer, const Theme& theme,
                                           const Study& study);

[[nodiscard]] Json risk_json(const RiskAnswer& answer, const RiskOptions& options,
                             const Controls& against);

[[nodiscard]] std::string risk_text(const RiskAnswer& answer, const Theme& theme,
                                    const RiskOptions& options, const Controls& against);

/// @param no_incidents  it is the incidents that lack, not what they are compared with
[[nodiscard]] std::string nothing_to_compare(const Study& study, const Theme& theme,
                                             const Controls& against, bool no_incidents);

}  // namespace hotward::analyses

// Near repeats in sentences.
#pragma once

#include <string>

#include "engine/analyses/near_repeat/near_repeat_found.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

/// "After one burglary, another within 100 m in the next 7 days was 1.8 times as likely …"
[[nodiscard]] std::string headline_text(const FoundNearRepeat& found, const Theme& theme);

/// The headline, which bands stand out, the chains, and how it was counted.
[[nodiscard]] std::string near_repeat_text(const FoundNearRepeat& found, const Theme& theme);

[[nodiscard]] report::ShownTable bands_table(const FoundNearRepeat& found);

}  // namespace hotward::analyses

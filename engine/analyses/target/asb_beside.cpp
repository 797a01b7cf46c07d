// Anti-social behaviour beside what is counted: of the same months, at the same sites.
#include <algorithm>
#include <filesystem>
#include <optional>

#include "engine/analyses/target/found_sites.hpp"
#include "engine/study/selection.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::analyses {
namespace {

bool holds_asb(const table::Dictionary& types, const Theme& theme) {
  for (std::size_t code = 0; code < types.size() && code < theme.types.size(); ++code) {
    if (theme.types[code] != 0 && table::is_asb(types.texts()[code])) return true;
  }
  return false;
}

// A pipe gives its rows once.
bool can_be_read_again(const std::vector<std::string>& inputs) {
  return std::ranges::none_of(inputs, [](const std::string& input) {
    std::error_code ignored;
    return input == "-" || std::filesystem::is_fifo(input, ignored) ||
           std::filesystem::is_character_file(input, ignored);
  });
}

// Counts those of the incidents that are ASB. False where there is none at all.
bool count_asb(const table::Incidents& incidents, const std::vector<std::int32_t>& site_of_place,
               const std::optional<table::Period>& period, std::vector<std::int64_t>& counts) {
  std::vector<std::uint8_t> is_asb;
  for (const std::string& type : incidents.types.texts()) {
    is_asb.push_back(table::is_asb(type) ? 1 : 0);
  }
  bool held = false;
  for (std::size_t i = 0; i < incidents.size() && !incidents.type.empty(); ++i) {
    if (is_asb[incidents.type[i]] == 0) continue;
    held = true;
    const std::int32_t site = site_of_place[incidents.place[i]];
    const bool counts_now =
        !period || (!incidents.minute.empty() && period->holds(incidents.minute[i]));
    if (site >= 0 && counts_now) ++counts[static_cast<std::size_t>(site)];
  }
  return held;
}

}  // namespace

Result<void> add_asb(const Task& task, FoundSites& found) {
  const Study& study = task.study;
  const std::vector<std::string>& types = task.request.incidents.types;
  if (study.incidents().types.size() == 0 || holds_asb(study.incidents().types, task.theme)) {
    return {};
  }
  // A word alone that names no known type may name the column of types.
  if (types.size() == 1 && !table::expand(types)) return {};
  std::vector<std::int64_t> counts(found.sites.size(), 0);
  bool held = false;
  if (types.empty()) {
    held = count_asb(study.incidents(), found.counted.site_of_place, found.counted.period, counts);
  } else if (!can_be_read_again(task.request.incidents.inputs)) {
    found.no_asb = "the incidents come through a pipe, which can be read once";
    return {};
  } else {
    StudyRequest request = task.request;
    request.incidents.types = {"asb"};
    request.keep = io::Keep::nothing;
    request.spool = nullptr;
    std::optional<table::Period> asked;
    const auto read = read_incidents_as_asked(request, task.context, asked);
    if (!read) return fail(read.error());
    const auto joined = join::area_join(read->incidents.places, study.areas(),
                                        {.nearest_m = request.areas.nearest_m.value_or(0.0)});
    std::vector<std::int32_t> site =
        sites_of_places(read->incidents.places, joined.area, found.sites);
    if (found.excluded.known()) {
      const auto excluded = excluded_places(found.excluded, read->incidents.places);
      for (std::size_t p = 0; p < site.size(); ++p) site[p] = excluded[p] != 0 ? -1 : site[p];
    }
    held = count_asb(read->incidents, site, found.counted.period, counts);
  }
  if (held) found.asb = std::move(counts);
  return {};
}

}  // namespace hotward::analyses

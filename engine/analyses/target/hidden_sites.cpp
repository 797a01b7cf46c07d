#include "engine/analyses/target/hidden_sites.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "engine/core/counted.hpp"
#include "engine/core/undefined.hpp"
#include "engine/disclosure/suppression.hpp"
#include "engine/study/selection.hpp"

namespace hotward::analyses {
namespace {

bool is_small(std::int64_t count) { return count > 0 && count < disclosure::least_shown; }

std::int64_t sum_of(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

// What lies before the months that are counted is all that was read less these.
Result<void> check_many(const Study& study, const Theme& theme, std::int64_t counted) {
  const std::int64_t all = sum_of(incidents_in_areas(study, theme));
  for (const std::int64_t number : {all, counted, all - counted}) {
    if (!is_small(number)) continue;
    return fail(ErrorCode::no_data,
                fmt::format("--public: fewer than {} {} lie in the areas, or in the months before "
                            "those that are counted, and nothing of them can be shown",
                            disclosure::least_shown, theme.noun));
  }
  return {};
}

}  // namespace

Result<void> check_public(const TargetSettings& settings) {
  if (settings.of_cells()) {
    return fail(ErrorCode::usage,
                "--public: a target is published by area, not by cell; grid and gi-star show "
                "cells");
  }
  if (settings.circles) {
    return fail(ErrorCode::usage,
                "--public: not with circles, whose places are made of single incidents");
  }
  const bool has_evidence =
      !settings.controls.empty() || !settings.features.empty() || settings.effect.has_value();
  if (settings.harm.empty() && settings.exclude.empty() && !has_evidence) return {};
  return fail(ErrorCode::usage,
              "--public: not with harm, exclude, controls, features or effect, whose results are "
              "made of counts by month and by type");
}

Result<void> hide_small_counts(const Study& study, const Theme& theme, FoundSites& found) {
  std::vector<std::int64_t>& counts = found.sites.counts;
  if (const auto many = check_many(study, theme, found.total); !many) return many;
  found.hidden = hidden_counts(study, found.sites.ids, counts);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (found.hidden[i] != 0) counts[i] = 0;
  }
  const bool some = found.total > 0;
  found.total = sum_of(counts);
  if (some && found.total == 0) {
    return fail(ErrorCode::no_data, "--public: not one area has a count that can be shown");
  }
  const std::string why = "it is made of small counts, which --public hides";
  found.counted.incidents.clear();
  found.persistence.why_not = why;
  found.no_near_repeats = why;
  found.no_asb = why;
  found.no_seasons = why;
  found.no_hours = why;
  for (auto* texts : {&found.streets, &found.seasons, &found.hours}) {
    texts->assign(counts.size(), "");
  }
  found.repeat_places.assign(counts.size(), table::null_integer);
  found.repeat_pct.assign(counts.size(), undefined);
  return {};
}

void hide_rows(const FoundSites& found, std::vector<table::Column>& columns) {
  if (found.hidden.empty()) return;
  hide(columns,
       {"count", "rank", "share_pct", "cum_pct", "rank_lo", "rank_hi", "hot", "by_one", "rate_1k",
        "rate_lo", "rate_hi", "hh_1k", "hh_1k_lo", "hh_1k_hi"},
       found.hidden);
}

Disclosures target_discloses(const std::vector<table::Column>& columns) {
  Disclosures all;
  for (const table::Column& column : columns) {
    const bool is_count = column.name == "count" || column.name == "asb";
    all.emplace_back(column.name, is_count ? Discloses::count : Discloses::nothing);
  }
  return all;
}

std::string hidden_text(const FoundSites& found) {
  const auto hidden = static_cast<std::uint64_t>(std::ranges::count(found.hidden, 1));
  if (hidden == 0) return "";
  return fmt::format(
      "The {} of {} hidden. All here is as if nothing had happened there, the total, too.\n",
      hidden == 1 ? "count" : "counts", counted(hidden, "area") + (hidden == 1 ? " is" : " are"));
}

}  // namespace hotward::analyses

// Found sites: what was counted at each site, and how sure its place in the list is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analyses/target/exclusion.hpp"
#include "engine/analyses/target/harm.hpp"
#include "engine/analyses/target/settings.hpp"
#include "engine/analyses/target/site_months.hpp"
#include "engine/methods/evaluation/matched_controls.hpp"
#include "engine/methods/ranking/rank_interval.hpp"
#include "engine/methods/ranking/ranking.hpp"
#include "engine/methods/rates/crude_rate.hpp"
#include "engine/study/analysis.hpp"
#include "engine/study/dispersion.hpp"
#include "engine/study/sites.hpp"
#include "engine/study/study.hpp"
#include "engine/study/themes.hpp"

namespace hotward::analyses {

/// Which incidents count, and where each place lies.
struct CountedIncidents {
  std::optional<table::Period> period;      ///< the latest months of the study's; none: no dates
  std::size_t months = 0;                   ///< of it; 0 without dates
  std::vector<std::int32_t> site_of_place;  ///< -1 in none
  std::vector<std::uint32_t> incidents;     ///< of the theme, at sites
};

/// How often a site was among the hottest, window after window. Empty where it cannot be told.
struct SitePersistence {
  std::vector<double> hot_share;
  std::vector<double> lower;
  std::vector<double> upper;
  int window_months = 0;
  std::size_t windows = 0;
  std::string why_not;  ///< where it is empty
};

/// Element i of each vector belongs to site i.
struct FoundSites {
  Sites sites;
  CountedIncidents counted;
  SiteMonths months;               ///< what is counted, month by month
  std::int64_t total = 0;          ///< of sites.counts
  std::vector<std::int64_t> asb;   ///< empty: there is none beside what is counted
  std::string no_asb;              ///< why it is empty, where it should not be
  std::vector<std::string> areas;  ///< names: of the area itself, or where most of a cell's lie
  std::vector<double> people;      ///< NaN where not known
  std::vector<double> households;
  rates::CrudeRate per_people;
  rates::CrudeRate per_households;
  CountDispersion dispersion;
  ranking::Ranking ranking;
  ranking::RankInterval interval;
  std::size_t hot = 0;  ///< the first so many of the ranking, those without an incident left out
  SitePersistence persistence;
  std::vector<std::string> streets;  ///< of most incidents; empty texts where none is named
  std::vector<double> near_repeats;  ///< in percent; NaN without; empty: dates do not allow it
  std::string no_near_repeats;       ///< why it is empty
  std::vector<std::string> seasons;  ///< the busiest and its share; "none", or empty of too few
  std::string no_seasons;            ///< why all are empty
  std::vector<std::string> hours;    ///< the busiest three of the day, likewise
  std::string no_hours;
  std::vector<std::int64_t> repeat_places;    ///< with two incidents or more
  std::vector<double> repeat_pct;             ///< of the incidents, at those; NaN without
  std::vector<evaluation::Feature> features;  ///< given by the user, of areas
  Exclusion excluded;
  HarmWeights weights;
  SiteHarm harm;
  std::vector<std::uint8_t> by_one;  ///< hot only because of one incident

  /// What a group is to hold most of: incidents, or their harm.
  [[nodiscard]] std::vector<double> worth() const;
  std::vector<std::uint8_t> hidden;  ///< 1 where the count may not be shown; empty: all may

  [[nodiscard]] bool has_people() const;
  [[nodiscard]] bool has_households() const;
};

/// @return errors as make_sites; bad_value where households are given twice
[[nodiscard]] Result<FoundSites> find_sites(const Task& task, const TargetSettings& settings);

/// Only for this room: its parts.
[[nodiscard]] SitePersistence persistence_of(const Study& study, const Theme& theme,
                                             const TargetSettings& settings,
                                             const FoundSites& found);
[[nodiscard]] std::vector<std::string> streets_of(const Study& study,
                                                  const CountedIncidents& counted,
                                                  std::size_t sites);
void add_near_repeats(const Study& study, FoundSites& found);
void add_seasons(FoundSites& found);
void add_hours(const Study& study, FoundSites& found);
void add_repeats(const Study& study, FoundSites& found);
[[nodiscard]] Result<void> add_asb(const Task& task, FoundSites& found);
/// @param area  of each place, -1 in none
[[nodiscard]] std::vector<std::int32_t> sites_of_places(const table::Places& places,
                                                        std::vector<std::int32_t> area,
                                                        const Sites& sites);

}  // namespace hotward::analyses

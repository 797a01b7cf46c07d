// Local statistic: what Gi* and local Moran have in common: what is examined at each
// site, how it is tested, and what a reader must know before believing the map.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/methods/autocorrelation/adjustment.hpp"
#include "engine/methods/autocorrelation/neighbour_sum.hpp"
#include "engine/parameter/parameter.hpp"
#include "engine/report/shown_table.hpp"
#include "engine/report/style.hpp"
#include "engine/study/analysis.hpp"
#include "engine/study/sites.hpp"
#include "engine/table/column.hpp"

namespace hotward::analyses {

enum class DrawsAsked { automatic, independent, shared };

struct LocalTestOptions {
  autocorrelation::Null null = autocorrelation::Null::total;
  autocorrelation::Counting counting = autocorrelation::Counting::automatic;
  DrawsAsked draws = DrawsAsked::automatic;
  std::uint32_t permutations = 9999;
  autocorrelation::Adjustment correction = autocorrelation::Adjustment::benjamini_hochberg;
};

[[nodiscard]] parameter::List parameters(LocalTestOptions& options);

/// Looks at what is asked of the sites, or of the test, before any file is opened.
[[nodiscard]] Result<void> check(const SitesOptions& options);
[[nodiscard]] Result<void> check(const LocalTestOptions& options);

/// What --write-weights asks for.
[[nodiscard]] std::vector<NamedOutput> weights_output(const SitesOptions& options);

/// The sites of a task; a file of weights goes into the study's record.
[[nodiscard]] Result<Sites> sites_of(const Task& task, const SitesOptions& options);

/// Lets the findings write who is whose neighbour, where that is asked for.
void add_weights_output(Findings& findings, Sites sites, const WeightsOptions& options);

/// Independent draws cost too much from so many sites on, or from so many neighbours drawn in all
/// (links times permutations, some nanoseconds each): the wards of a country are too many, and each
/// has hundreds of neighbours within 20 km.
inline constexpr std::size_t many_sites = 5'000;
inline constexpr double many_neighbours_drawn = 1e9;

/// Shared draws are all held at once, a dozen bytes for each neighbour drawn; above so many each
/// area or cell draws for itself.
inline constexpr std::uint32_t most_shared_draws = 10'000'000;

[[nodiscard]] autocorrelation::Draws draws_for(const LocalTestOptions& options, const Sites& sites);
[[nodiscard]] autocorrelation::NullOptions null_options(const LocalTestOptions& options,
                                                        const Sites& sites, std::uint64_t seed);

/// What is examined at each site.
struct Examined {
  std::string what;     ///< in the summary: "count", "rate_1k", "eb_rate", or the column's name
  std::string words;    ///< in a sentence: "ASB incidents per 1,000 people"
  std::string unit;     ///< of the column `value`
  bool counts = false;  ///< the theme's counts: they have a column anyway
  std::vector<double> values;  ///< one per site; NaN where it has none
};

[[nodiscard]] Examined examined_counts(const Sites& sites, const Theme& theme);

/// "22 areas"; "4 of 6 areas" where the others have no value and are left out.
[[nodiscard]] std::string counted_sites(const Sites& sites, const Examined& examined);

/// The areas' column that --value names. @return usage where the sites are cells.
[[nodiscard]] Result<Examined> examined_column(const Study& study, const Sites& sites);

/// The identifying columns, `count`, and `value` where it is not the count.
[[nodiscard]] std::vector<table::Column> examined_columns(const Sites& sites, const Theme& theme,
                                                          const Examined& examined);

/// Areas' sizes where counts are examined, for the caution about unequal areas; else nothing.
[[nodiscard]] std::vector<double> sizes_for_caution(const Sites& sites, const Examined& examined);

/// The heading of the column of classes, whose values are shown in the legend's words.
inline constexpr const char* class_heading = "Finding";

/// A column of a table for people.
struct ShownColumn {
  const char* name;
  const char* heading;
  int decimals;
  int drop = 0;  ///< as in report::PlainColumn
};

/// Sites as a table for people, by their names. Columns that are not there are passed over;
/// p-values (named _p, _q) below 0.0001 are printed as such. The other columns are shown where they
/// are asked for.
/// @param words  of the layer's classes, beside its values: {"HH", "high among high"}
[[nodiscard]] report::ShownTable local_table(const Sites& sites,
                                             const std::vector<table::Column>& columns,
                                             std::span<const std::size_t> order,
                                             const std::vector<ShownColumn>& shown,
                                             const std::vector<report::Category>& words);

/// "River and Twydall", "12 cells": names of areas, or how many cells.
[[nodiscard]] std::string sites_words(const Sites& sites, const std::vector<std::size_t>& which);

/// The sites for which `holds` says so.
template <class Holds>
[[nodiscard]] std::vector<std::size_t> sites_where(const Sites& sites, const Holds& holds) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (holds(i)) found.push_back(i);
  }
  return found;
}

/// sites, of, value, undefined: what begins the summary of a local statistic.
[[nodiscard]] Json sites_json(const Sites& sites, const Examined& examined);

/// p, evidence, permutations, correction.
[[nodiscard]] Json evidence_json(const autocorrelation::Evidence& evidence,
                                 autocorrelation::Adjustment correction);

/// What too few permutations keep from being marked, with its newline: one site alone cannot reach
/// 99% where 2 / (R + 1), corrected over the map, is above 0.01. Empty where it can.
/// @param p  of the sites; NaN where there is none
[[nodiscard]] std::string draws_text(const autocorrelation::Evidence& evidence,
                                     autocorrelation::Adjustment correction,
                                     std::span<const double> p);

}  // namespace hotward::analyses

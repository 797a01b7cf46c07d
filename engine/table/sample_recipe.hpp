// SampleRecipe: what a synthetic data set is to be like. Plain data; engine/sample makes it true.
//
// A batch is one count over one period: "6,023 ASB incidents, April 2019 to March 2020". Its
// weights need not add up to anything: counts are shared out in proportion to them, to the last
// incident.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/geometry/box.hpp"
#include "engine/table/period.hpp"

namespace hotward::table {

/// A name and how much of a whole falls to it.
struct SampleShare {
  std::string name;
  double weight = 1.0;
};

/// A type of incident within a batch.
struct SampleKind {
  std::string type;     ///< a data.police.uk type that the taxonomy knows
  std::string context;  ///< goes to the Context column: a local type; may be empty
  double weight = 1.0;
  double gathering =
      1.0;  ///< exponent of the map points' popularity: 0 spreads evenly, 1.5 piles up
};

struct SampleBatch {
  std::string title;           ///< "ASB 2019/20"
  Period period{};             ///< whole months
  std::uint32_t total = 0;     ///< incidents inside the areas
  std::vector<double> months;  ///< one weight per month of the period
  std::vector<SampleKind> kinds;
  std::vector<SampleShare> leading;  ///< areas, by code or name, hottest first
  double leading_share = 0.0;        ///< part of the total that falls to them, in [0, 1)
  /// Areas that are not leading have a weight of population times their factor here, 1 if not
  /// named.
  std::vector<SampleShare> factors;
  double elsewhere_share = 0.0;  ///< rows outside every area, on top of the total, as a part of it
  double unlocated_share = 0.0;  ///< rows without coordinates, likewise
};

/// "Last outcome category" of some types. The first entry that names a type or its group decides.
struct SampleOutcomes {
  std::vector<std::string> types;  ///< as for --type
  std::vector<SampleShare> outcomes;
};

/// Map points on short straight streets, as data.police.uk snaps incidents to.
struct SampleStreets {
  std::uint32_t points = 2500;   ///< in all areas together, shared out by population
  std::uint32_t points_low = 3;  ///< on one street, at least and at most
  std::uint32_t points_high = 9;
  double spacing_low_m = 30.0;  ///< between neighbouring points of a street
  double spacing_high_m = 60.0;
  double margin_m = 10.0;      ///< no street comes nearer to its area's boundary
  double centre_share = 0.55;  ///< part of the streets that gather around the area's centre
  double residents_per_small_area = 1700.0;  ///< for the LSOA columns
};

/// Map points outside every area.
struct SampleElsewhere {
  std::uint32_t points = 0;
  geometry::Box box;  ///< where they may lie, metres
};

struct SampleRecipe {
  std::string title;
  std::string stem;                ///< of the files: YYYY-MM-<stem>-street.csv
  std::string reported_by;         ///< says in every row that the data are not real
  std::vector<std::string> notes;  ///< for the README beside the data
  std::uint64_t seed = 1;
  std::string areas;  ///< the areas' data set, as the recipe names it; empty for the default
  SampleStreets streets;
  SampleElsewhere elsewhere;
  std::vector<SampleBatch> batches;
  std::vector<SampleOutcomes> outcomes;
  std::string text;  ///< the recipe as it was read, to lie beside the data; may be empty
};

}  // namespace hotward::table

// Windows: the months of a study rolled together, and what persists over them.
#pragma once

#include <optional>
#include <vector>

#include "engine/methods/trend/persistence.hpp"
#include "engine/study/cell_months.hpp"

namespace hotward::analyses {

/// Windows of months that are whole in every cell, each a month after the one before.
[[nodiscard]] trend::WindowCounts rolled(const CellMonths& table, int months);

/// The figures of one length of windows and one share of the cells.
struct PersistenceRow {
  int months = 0;
  double hottest = 0.0;
  std::size_t windows = 0;
  double places = 0.0;
  double captured = 0.0;
  double predicted = 0.0;
  double chance = 0.0;
};

struct AgreementRow {
  int months = 0;
  trend::WindowAgreement agreement{};
};

struct PersistentCells {
  CellMonths table;
  trend::WindowCounts windows{};  ///< of the length that was asked for
  trend::Persistence of_layer{};
  trend::WindowAgreement agreement{};
  std::vector<PersistenceRow> rows{};
  std::vector<AgreementRow> agreements{};
  std::vector<table::Month> left_out{};  ///< months of no window: some cell lacks them
};

/// The usual lengths of windows, in months, and shares of cells; what was asked for beside them.
[[nodiscard]] std::vector<int> window_lengths(int asked);
[[nodiscard]] std::vector<double> cell_shares(double asked);

}  // namespace hotward::analyses

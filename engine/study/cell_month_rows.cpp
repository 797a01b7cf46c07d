#include "engine/study/cell_month_rows.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/study/selection.hpp"

namespace hotward {
namespace {

constexpr std::size_t rows_per_run = 65'536;

table::Column::Texts& texts(table::Layer& layer, std::size_t column) {
  return std::get<table::Column::Texts>(layer.columns[column].values);
}

}  // namespace

CellMonthRows::CellMonthRows(const Study& study, const Theme& theme, KeptGrids::Shared grid,
                             std::span<const std::int32_t> cell_of_place)
    : grid_(std::move(grid)) {
  layer_.name = "by_month_" + theme.name;
  layer_.title = theme.title + " by cell, month and type";
  layer_.description =
      "How many there are in each cell, month and type; where there is no row, "
      "there is none.";
  layer_.columns = table::columns_of(
      {{"cell_id", "", "the cell", table::Column::Texts{}},
       {"month", "", "the month; empty where it is not known", table::Column::Texts{}},
       {"type", "", "the type of incident", table::Column::Texts{}},
       {"count", "incidents", theme.noun, table::Column::Integers{}}});
  name_codes(study, theme);
  deal(study, theme, cell_of_place);
  sort_cells();
}

void CellMonthRows::name_codes(const Study& study, const Theme& theme) {
  const table::Dictionary& names = study.incidents().types;
  std::vector<std::uint32_t> order;
  for (std::uint32_t code = 0; code < names.size(); ++code) {
    if (code >= theme.types.size() || theme.types[code] != 0) order.push_back(code);
  }
  std::ranges::sort(order, {}, [&](std::uint32_t code) { return names.texts()[code]; });
  type_rank_.assign(std::max<std::size_t>(names.size(), 1), 0);
  for (const std::uint32_t code : order) {
    type_rank_[code] = static_cast<std::uint32_t>(types_.size());
    types_.push_back(names.texts()[code]);
  }
  if (types_.empty()) types_.emplace_back();
  if (const auto& span = study.incidents().seen.span) {
    const table::Month last = table::month_of(span->last);
    for (table::Month m = table::month_of(span->first); m <= last; m = table::next(m)) {
      months_.push_back(table::to_string(m));
    }
  }
  months_.emplace_back();  // of those without a date
}

// Codes of each cell's incidents side by side.
void CellMonthRows::deal(const Study& study, const Theme& theme,
                         std::span<const std::int32_t> cell_of_place) {
  const table::Incidents& incidents = study.incidents();
  const auto undated_code = static_cast<std::uint32_t>(months_.size() - 1);
  const auto& span = incidents.seen.span;
  const auto month_of = incidents.minute.answers([&](table::Minute minute) {
    if (minute == table::no_time || !span) return undated_code;
    return static_cast<std::uint32_t>(
        (table::month_of(minute) - table::month_of(span->first)).count());
  });
  const auto for_each = [&](const auto& visit) {
    for (std::uint32_t i = 0; i < incidents.size(); ++i) {
      const std::int32_t cell = cell_of_place[incidents.place[i]];
      if (cell >= 0 && is_selected(study, theme, i)) visit(i, static_cast<std::size_t>(cell));
    }
  };
  std::vector<std::uint64_t> next(grid_->size() + 1, 0);
  for_each([&](std::uint32_t, std::size_t cell) { ++next[cell + 1]; });
  std::partial_sum(next.begin(), next.end(), next.begin());
  codes_.resize(next.back());
  const auto types = static_cast<std::uint32_t>(types_.size());
  for_each([&](std::uint32_t i, std::size_t cell) {
    const std::uint32_t month = incidents.minute.empty() ? undated_code : month_of[i];
    const std::uint32_t type = type_rank_[incidents.type.empty() ? 0 : incidents.type[i]];
    codes_[next[cell]++] = month * types + type;
  });
  next.pop_back();
  end_ = std::move(next);
}

void CellMonthRows::sort_cells() {
  constexpr std::size_t chunk = 4096;
  std::vector<std::size_t> rows((end_.size() + chunk - 1) / chunk, 0);
  parallel_for(rows.size(), [&](std::size_t c) {
    const std::size_t last = std::min(end_.size(), (c + 1) * chunk);
    for (std::size_t cell = c * chunk; cell < last; ++cell) {
      const auto begin = static_cast<std::ptrdiff_t>(cell == 0 ? 0 : end_[cell - 1]);
      const std::span codes(codes_.begin() + begin,
                            codes_.begin() + static_cast<std::ptrdiff_t>(end_[cell]));
      std::sort(codes.begin(), codes.end());
      for (std::size_t i = 0; i < codes.size(); ++i) {
        rows[c] += i == 0 || codes[i] != codes[i - 1] ? 1U : 0U;
      }
    }
  });
  rows_ = std::accumulate(rows.begin(), rows.end(), std::size_t{0});
}

Result<void> CellMonthRows::restart() {
  cell_ = 0;
  at_ = 0;
  return {};
}

Result<const table::Layer*> CellMonthRows::next() {
  if (at_ == codes_.size()) return nullptr;
  auto& counts = std::get<table::Column::Integers>(layer_.columns[3].values);
  for (std::size_t column = 0; column < 3; ++column) texts(layer_, column).resize(rows_per_run);
  counts.resize(rows_per_run);
  std::size_t row = 0;
  std::size_t named = grid_->size();  // the cell whose id was found last
  std::string id;
  for (; row < rows_per_run && at_ < codes_.size(); ++row) {
    while (end_[cell_] <= at_) ++cell_;
    if (cell_ != named) id = grid_->lattice().id(grid_->cells()[named = cell_]);
    const std::size_t first = at_;
    const std::uint32_t code = codes_[first];
    while (at_ < end_[cell_] && codes_[at_] == code) ++at_;
    texts(layer_, 0)[row] = id;
    texts(layer_, 1)[row] = months_[code / types_.size()];
    texts(layer_, 2)[row] = types_[code % types_.size()];
    counts[row] = static_cast<std::int64_t>(at_ - first);
  }
  for (std::size_t column = 0; column < 3; ++column) texts(layer_, column).resize(row);
  counts.resize(row);
  return &layer_;
}

parameter::List by_month_parameter(std::string& path, std::function<bool()> has_cells) {
  parameter::List list("Output");
  parameter::Parameter& by_month =
      list.path("by-month", path,
                "Table to write of how many incidents each cell has by month and type")
          .as("FILE")
          .unrecorded();
  if (has_cells) by_month.needs("--cell or --side", std::move(has_cells));
  return list;
}

MakeOutputs by_month_output(std::string path, const Study& study, const Theme& theme,
                            KeptGrids::Shared grid, std::vector<std::int32_t> places) {
  return
      [path = std::move(path), &study, theme, grid = std::move(grid), places = std::move(places)](
          const io::WriteOptions& how,
          std::vector<io::UnfinishedOutput>& outputs) -> Result<std::vector<io::LayerFile>> {
        CellMonthRows rows(study, theme, grid, places);
        auto file = io::make_layer(path, rows, how, outputs);
        if (!file) return fail(file.error());
        return std::vector<io::LayerFile>{std::move(*file)};
      };
}

}  // namespace hotward

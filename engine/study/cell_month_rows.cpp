#include "engine/study/cell_month_rows.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "engine/core/parallel.hpp"
#include "engine/io/layers/write_layer.hpp"
#include "engine/study/selection.hpp"

namespace hotward {
namespace {

constexpr std::size_t rows_a_run = 65'536;
constexpr std::size_t cells_a_part = 512;  // for one thread

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

// Codes of each cell's incidents side by side. Where an incident lies and what its code is are
// looked up in pieces; each thread then takes the cells of its share.
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
  const Selection selection(study, theme);
  const auto types = static_cast<std::uint32_t>(types_.size());
  struct Dealt {
    std::int32_t cell;
    std::uint32_t code;
  };
  std::vector<Dealt> dealt(incidents.size());
  constexpr std::size_t chunk = 65'536;
  parallel_for((dealt.size() + chunk - 1) / chunk, [&](std::size_t c) {
    const std::size_t last = std::min(dealt.size(), (c + 1) * chunk);
    for (auto i = static_cast<std::uint32_t>(c * chunk); i < last; ++i) {
      const std::int32_t cell = cell_of_place[incidents.place[i]];
      const std::uint32_t month = incidents.minute.empty() ? undated_code : month_of[i];
      const std::uint32_t type = type_rank_[incidents.type.empty() ? 0 : incidents.type[i]];
      dealt[i] = {cell >= 0 && selection.holds(i) ? cell : -1, month * types + type};
    }
  });
  const std::size_t shares = std::max(1U, thread_count());
  const auto for_each_of = [&](std::size_t share, const auto& visit) {
    const auto first = static_cast<std::int32_t>(grid_->size() * share / shares);
    const auto last = static_cast<std::int32_t>(grid_->size() * (share + 1) / shares);
    for (const Dealt& one : dealt) {
      if (first <= one.cell && one.cell < last) visit(static_cast<std::size_t>(one.cell), one.code);
    }
  };
  std::vector<std::uint64_t> next(grid_->size() + 1, 0);
  parallel_for(shares, [&](std::size_t share) {
    for_each_of(share, [&](std::size_t cell, std::uint32_t) { ++next[cell + 1]; });
  });
  std::partial_sum(next.begin(), next.end(), next.begin());
  codes_.resize(next.back());
  parallel_for(shares, [&](std::size_t share) {
    for_each_of(share, [&](std::size_t cell, std::uint32_t code) { codes_[next[cell]++] = code; });
  });
  next.pop_back();
  end_ = std::move(next);
}

// @return the codes of a cell
std::span<std::uint32_t> CellMonthRows::codes_of(std::size_t cell) {
  const std::uint64_t begin = cell == 0 ? 0 : end_[cell - 1];
  return std::span(codes_).subspan(begin, end_[cell] - begin);
}

void CellMonthRows::sort_cells() {
  first_row_.assign((grid_->size() + cells_a_part - 1) / cells_a_part + 1, 0);
  parallel_for(first_row_.size() - 1, [&](std::size_t part) {
    const std::size_t last = std::min(grid_->size(), (part + 1) * cells_a_part);
    for (std::size_t cell = part * cells_a_part; cell < last; ++cell) {
      const std::span<std::uint32_t> codes = codes_of(cell);
      std::sort(codes.begin(), codes.end());
      for (std::size_t i = 0; i < codes.size(); ++i) {
        first_row_[part + 1] += i == 0 || codes[i] != codes[i - 1] ? 1U : 0U;
      }
    }
  });
  std::partial_sum(first_row_.begin(), first_row_.end(), first_row_.begin());
}

Result<void> CellMonthRows::restart() {
  part_ = 0;
  return {};
}

// As many parts as fill a run, each by itself.
Result<const table::Layer*> CellMonthRows::next() {
  const std::size_t begin = part_;
  while (part_ + 1 < first_row_.size() &&
         (part_ == begin || first_row_[part_ + 1] - first_row_[begin] <= rows_a_run)) {
    ++part_;
  }
  const std::size_t rows = first_row_[part_] - first_row_[begin];
  if (rows == 0) return part_ + 1 < first_row_.size() ? next() : nullptr;
  for (std::size_t column = 0; column < 3; ++column) texts(layer_, column).resize(rows);
  std::get<table::Column::Integers>(layer_.columns[3].values).resize(rows);
  return unless_stopped([&]() -> Result<const table::Layer*> {
    parallel_for(part_ - begin, [&](std::size_t k) {
      write_part(begin + k, first_row_[begin + k] - first_row_[begin]);
    });
    return &layer_;
  });
}

void CellMonthRows::write_part(std::size_t part, std::size_t row) {
  auto& ids = texts(layer_, 0);
  auto& months = texts(layer_, 1);
  auto& types = texts(layer_, 2);
  auto& counts = std::get<table::Column::Integers>(layer_.columns[3].values);
  const std::size_t last = std::min(grid_->size(), (part + 1) * cells_a_part);
  for (std::size_t cell = part * cells_a_part; cell < last; ++cell) {
    const std::span<const std::uint32_t> codes = codes_of(cell);
    if (codes.empty()) continue;
    const std::string id = grid_->lattice().id(grid_->cells()[cell]);
    for (std::size_t first = 0; first < codes.size(); ++row) {
      std::size_t end = first + 1;
      while (end < codes.size() && codes[end] == codes[first]) ++end;
      ids[row] = id;
      months[row] = months_[codes[first] / types_.size()];
      types[row] = types_[codes[first] % types_.size()];
      counts[row] = static_cast<std::int64_t>(end - first);
      first = end;
    }
  }
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
        return unless_stopped([&]() -> Result<std::vector<io::LayerFile>> {
          CellMonthRows rows(study, theme, grid, places);
          auto file = io::make_layer(path, rows, how, outputs);
          if (!file) return fail(file.error());
          return std::vector<io::LayerFile>{std::move(*file)};
        });
      };
}

}  // namespace hotward

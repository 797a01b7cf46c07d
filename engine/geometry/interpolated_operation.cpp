#include "engine/geometry/interpolated_operation.hpp"

#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numbers>
#include <utility>
#include <vector>

#include <proj.h>

#include "engine/core/check.hpp"
#include "engine/core/parallel.hpp"
#include "engine/core/undefined.hpp"

namespace hotward::geometry {
namespace {

constexpr std::size_t nodes = 5;
// Cells of the directory, at most: 8 bytes each. Great Britain takes 2,400 at a quarter degree.
constexpr double most_table_cells = 4e6;

// PROJ's objects belong to one thread at a time, each with a context of its own.
class Worker {
 public:
  Worker(const std::string& definition, bool inverse)
      : context_(proj_context_create()), direction_(inverse ? PJ_INV : PJ_FWD) {
    proj_log_level(context_, PJ_LOG_NONE);
    operation_ = proj_create(context_, definition.c_str());
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() {
    proj_destroy(operation_);
    proj_context_destroy(context_);
  }

  [[nodiscard]] bool usable() const { return operation_ != nullptr; }

  [[nodiscard]] Point operator()(double x, double y) const {
    if (operation_ == nullptr || !std::isfinite(x) || !std::isfinite(y)) {
      return {undefined, undefined};
    }
    const PJ_COORD out = proj_trans(operation_, direction_, proj_coord(x, y, 0.0, 0.0));
    if (!std::isfinite(out.xy.x) || !std::isfinite(out.xy.y)) return {undefined, undefined};
    return {out.xy.x, out.xy.y};
  }

 private:
  PJ_CONTEXT* context_;
  PJ* operation_ = nullptr;
  PJ_DIRECTION direction_;
};

using Table = std::array<std::array<double, nodes>, nodes>;  // [power of s][power of t]

// x and y side by side, in one register.
using Pair __attribute__((vector_size(16))) = double;

struct Patch {
  bool plain = true;                               // left to PROJ
  std::array<std::array<Pair, nodes>, nodes> c{};  // [power of s][power of t]
};

Point evaluate(const Patch& patch, double s, double t) {
  Pair value{};
  for (std::size_t j = nodes; j-- > 0;) {
    Pair row = patch.c[j][nodes - 1];
    for (std::size_t k = nodes - 1; k-- > 0;) row = row * t + patch.c[j][k];
    value = value * s + row;
  }
  return {value[0], value[1]};
}

double node(std::size_t i) {
  return std::cos((2.0 * static_cast<double>(i) + 1.0) * std::numbers::pi / (2.0 * nodes));
}

// Row j holds what the value at each node adds to the coefficient of s^j: the power form of the
// Lagrange polynomials on the nodes.
Table power_form() {
  Table form{};
  for (std::size_t i = 0; i < nodes; ++i) {
    std::array<double, nodes + 1> polynomial{1.0};
    double scale = 1.0;
    for (std::size_t m = 0; m < nodes; ++m) {
      if (m == i) continue;
      for (std::size_t j = nodes; j > 0; --j) {
        polynomial[j] = polynomial[j - 1] - node(m) * polynomial[j];
      }
      polynomial[0] *= -node(m);
      scale *= node(i) - node(m);
    }
    for (std::size_t j = 0; j < nodes; ++j) form[j][i] = polynomial[j] / scale;
  }
  return form;
}

// Coefficients from values at the nodes, [node in s][node in t].
Table coefficients(const Table& values) {
  static const Table form = power_form();
  Table by_power{};
  Table result{};
  for (std::size_t j = 0; j < nodes; ++j) {
    for (std::size_t k = 0; k < nodes; ++k) {
      for (std::size_t i = 0; i < nodes; ++i) by_power[j][k] += form[j][i] * values[i][k];
    }
  }
  for (std::size_t j = 0; j < nodes; ++j) {
    for (std::size_t k = 0; k < nodes; ++k) {
      for (std::size_t i = 0; i < nodes; ++i) result[j][k] += form[k][i] * by_power[j][i];
    }
  }
  return result;
}

}  // namespace

struct InterpolatedOperation::State {
  explicit State(InterpolationOptions chosen);
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    for (const auto& entry : directory) delete entry.load();
  }

  std::unique_ptr<Worker> borrow();
  void give_back(std::unique_ptr<Worker> worker);
  [[nodiscard]] const Patch* patch(double u, double v, const Worker& proj);
  [[nodiscard]] Patch calibrate(double centre_x, double centre_y, const Worker& proj) const;
  [[nodiscard]] Point evaluate_at(double x, double y, const Worker& proj);

  InterpolationOptions options;
  bool usable = false;
  double first_column = 0.0;  // lattice numbers of the directory's first cell
  double first_row = 0.0;
  double columns = 0.0;  // whole numbers, 0 where no cells are made
  double rows = 0.0;
  std::vector<std::atomic<const Patch*>> directory;
  std::mutex mutex;
  std::vector<std::unique_ptr<Worker>> idle;
};

InterpolatedOperation::State::State(InterpolationOptions chosen) : options(std::move(chosen)) {
  HOTWARD_EXPECTS(options.step > 0.0);
  auto worker = borrow();
  usable = worker->usable();
  give_back(std::move(worker));
  if (options.reads_grid || options.domain.empty()) return;
  first_column = std::floor(options.domain.low.x / options.step);
  first_row = std::floor(options.domain.low.y / options.step);
  columns = std::floor(options.domain.high.x / options.step) - first_column + 1.0;
  rows = std::floor(options.domain.high.y / options.step) - first_row + 1.0;
  if (!(columns * rows <= most_table_cells)) columns = rows = 0.0;
  directory = std::vector<std::atomic<const Patch*>>(static_cast<std::size_t>(columns * rows));
}

std::unique_ptr<Worker> InterpolatedOperation::State::borrow() {
  {
    const std::scoped_lock lock(mutex);
    if (!idle.empty()) {
      auto worker = std::move(idle.back());
      idle.pop_back();
      return worker;
    }
  }
  return std::make_unique<Worker>(options.definition, options.inverse);
}

void InterpolatedOperation::State::give_back(std::unique_ptr<Worker> worker) {
  const std::scoped_lock lock(mutex);
  idle.push_back(std::move(worker));
}

Patch InterpolatedOperation::State::calibrate(double centre_x, double centre_y,
                                              const Worker& proj) const {
  const double half = 0.5 * options.step;
  Patch patch;
  Table x{};
  Table y{};
  for (std::size_t i = 0; i < nodes; ++i) {
    for (std::size_t k = 0; k < nodes; ++k) {
      const Point p = proj(centre_x + half * node(i), centre_y + half * node(k));
      x[i][k] = p.x;
      y[i][k] = p.y;
    }
  }
  const Table by_x = coefficients(x);
  const Table by_y = coefficients(y);
  for (std::size_t j = 0; j < nodes; ++j) {
    for (std::size_t k = 0; k < nodes; ++k) patch.c[j][k] = Pair{by_x[j][k], by_y[j][k]};
  }
  // Between the nodes, and at the ends of the cell.
  const double b = std::cos(std::numbers::pi / nodes);
  const std::array<Point, 13> checks{{{-1, -1},
                                      {-1, 0},
                                      {-1, 1},
                                      {0, -1},
                                      {0, 0},
                                      {0, 1},
                                      {1, -1},
                                      {1, 0},
                                      {1, 1},
                                      {-b, -b},
                                      {-b, b},
                                      {b, -b},
                                      {b, b}}};
  for (const Point& check : checks) {
    const Point p = proj(centre_x + half * check.x, centre_y + half * check.y);
    const Point made = evaluate(patch, check.x, check.y);
    const double dx = made.x - p.x;
    const double dy = made.y - p.y;
    // NaN, where PROJ has no answer at a node or here, fails too.
    if (!(std::abs(dx) <= options.tolerance && std::abs(dy) <= options.tolerance)) return patch;
  }
  patch.plain = false;
  return patch;
}

// u, v: lattice numbers of the cell, within the directory.
const Patch* InterpolatedOperation::State::patch(double u, double v, const Worker& proj) {
  auto& entry = directory[static_cast<std::size_t>((v - first_row) * columns + (u - first_column))];
  if (const Patch* known = entry.load(std::memory_order_acquire)) return known;
  auto made = std::make_unique<const Patch>(
      calibrate((u + 0.5) * options.step, (v + 0.5) * options.step, proj));
  // Where another thread was faster, its patch is the same to the bit.
  const Patch* expected = nullptr;
  if (entry.compare_exchange_strong(expected, made.get(), std::memory_order_acq_rel)) {
    return made.release();
  }
  return expected;
}

Point InterpolatedOperation::State::evaluate_at(double x, double y, const Worker& proj) {
  const double u = std::floor(x / options.step);
  const double v = std::floor(y / options.step);
  if (!(u >= first_column && u < first_column + columns && v >= first_row &&
        v < first_row + rows)) {
    return proj(x, y);
  }
  const Patch* cell = patch(u, v, proj);
  if (cell->plain) return proj(x, y);
  const double s = (x - (u + 0.5) * options.step) * (2.0 / options.step);
  const double t = (y - (v + 0.5) * options.step) * (2.0 / options.step);
  return evaluate(*cell, s, t);
}

InterpolatedOperation::InterpolatedOperation(InterpolationOptions options)
    : state_(std::make_unique<State>(std::move(options))) {}
InterpolatedOperation::InterpolatedOperation(InterpolatedOperation&&) noexcept = default;
InterpolatedOperation& InterpolatedOperation::operator=(InterpolatedOperation&&) noexcept = default;
InterpolatedOperation::~InterpolatedOperation() = default;

bool InterpolatedOperation::usable() const { return state_->usable; }

void InterpolatedOperation::apply(std::span<const double> xs, std::span<const double> ys,
                                  std::span<Point> out) const {
  HOTWARD_EXPECTS(xs.size() == ys.size() && xs.size() == out.size());
  constexpr std::size_t chunk = 8192;
  parallel_for((xs.size() + chunk - 1) / chunk, [&](std::size_t c) {
    auto worker = state_->borrow();
    const std::size_t end = std::min(xs.size(), (c + 1) * chunk);
    for (std::size_t i = c * chunk; i < end; ++i) {
      out[i] = state_->evaluate_at(xs[i], ys[i], *worker);
    }
    state_->give_back(std::move(worker));
  });
}

void InterpolatedOperation::apply_plain(std::span<const double> xs, std::span<const double> ys,
                                        std::span<Point> out) const {
  HOTWARD_EXPECTS(xs.size() == ys.size() && xs.size() == out.size());
  auto worker = state_->borrow();
  for (std::size_t i = 0; i < xs.size(); ++i) out[i] = (*worker)(xs[i], ys[i]);
  state_->give_back(std::move(worker));
}

}  // namespace hotward::geometry

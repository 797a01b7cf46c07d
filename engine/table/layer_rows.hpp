// LayerRows: a layer whose rows come a run at a time, for one that is too long to hold.
#pragma once

#include <cstddef>

#include "engine/core/result.hpp"
#include "engine/table/layer.hpp"

namespace hotward::table {

/// Rows always come in the same order. How they are cut into runs is of no consequence.
class LayerRows {
 public:
  LayerRows() = default;
  LayerRows(const LayerRows&) = delete;
  LayerRows& operator=(const LayerRows&) = delete;
  virtual ~LayerRows() = default;

  /// Name, title, style and columns as every run has them, with whatever rows.
  [[nodiscard]] virtual const Layer& head() const = 0;
  /// Of all runs together.
  [[nodiscard]] virtual std::size_t size() const = 0;
  /// The next call of next() gives the first run. @return errors of the source.
  [[nodiscard]] virtual Result<void> restart() = 0;
  /// @return the next run, valid until the next call; nullptr behind the last; errors of the
  /// source.
  [[nodiscard]] virtual Result<const Layer*> next() = 0;
};

/// A layer that is held: all its rows in one run.
class HeldRows : public LayerRows {
 public:
  /// @param layer  must outlive this
  explicit HeldRows(const Layer& layer) : layer_(&layer) {}

  [[nodiscard]] const Layer& head() const override { return *layer_; }
  [[nodiscard]] std::size_t size() const override { return layer_->size(); }
  [[nodiscard]] Result<void> restart() override {
    given_ = false;
    return {};
  }
  [[nodiscard]] Result<const Layer*> next() override {
    if (given_) return nullptr;
    given_ = true;
    return layer_;
  }

 private:
  const Layer* layer_;
  bool given_ = false;
};

}  // namespace hotward::table

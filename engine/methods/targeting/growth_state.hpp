// Growth state: what is in and out of a group that is being grown, how it can go on, and the most
// that it can come to hold. Only for this room's files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/methods/targeting/growth_problem.hpp"

namespace hotward::targeting {

inline constexpr std::uint32_t no_site = std::numeric_limits<std::uint32_t>::max();

/// One state, as its last choice and the state before it.
struct GrowthStep {
  std::uint32_t before = no_site;  ///< the step before; none: `site` is the first of the group
  std::uint32_t site = 0;
  bool in = true;
  std::uint32_t next = no_site;  ///< what to choose next; none: nothing can be added
  double captured = 0.0;
  double bound = 0.0;
};

/// A place to work on one state at a time. Each thread has its own.
class GrowthState {
 public:
  explicit GrowthState(const GrowthProblem& problem);

  /// Goes to the state of a step. @param steps  all of them
  void load(const std::vector<GrowthStep>& steps, std::uint32_t step);
  /// Goes on from the state loaded: a site in or out. undo() takes the last choice back.
  void choose(std::uint32_t site, bool in);
  void undo(std::uint32_t site, bool in);

  [[nodiscard]] double captured() const { return captured_; }
  [[nodiscard]] const std::vector<std::uint32_t>& group() const { return group_; }

  /// The most that a group can hold which the state leads to.
  /// @param prices  lambda, one per limit: where to begin; receives the best found
  /// @param best    the most a group is known to hold: no need to go below it
  /// @param rounds  at most so many steps
  [[nodiscard]] double bound(std::vector<double>& prices, double best, int rounds);
  /// What to choose next; after bound().
  [[nodiscard]] std::uint32_t next() const;
  /// Grows by the best site at hand until nothing fits; the state loaded is lost.
  void complete();
  /// Areas times steps that bound() took.
  [[nodiscard]] double work() const { return work_; }

 private:
  enum Mark : std::uint8_t { open, inside, outside };

  void begin(std::uint32_t root);
  [[nodiscard]] bool fits(std::uint32_t site) const;
  void find_reach();
  double relaxed(const std::vector<double>& prices);

  const GrowthProblem* problem_;
  std::uint32_t root_ = 0;
  std::vector<std::uint8_t> mark_;
  std::vector<std::uint32_t> touched_;
  std::vector<std::uint32_t> group_;
  std::vector<double> left_;  // of each limit, in parts of the most
  double captured_ = 0.0;
  std::vector<std::uint32_t> reach_;     // sites by their distance from the group
  std::vector<std::size_t> level_ends_;  // of each distance, from 1
  std::vector<std::uint8_t> met_;
  std::vector<std::uint32_t> path_;
  // Of relaxed(): its slope along each price, and what the levels so far and the next one use up.
  std::vector<double> slope_;
  std::vector<double> used_;
  std::vector<double> trial_;
  double work_ = 0.0;
};

}  // namespace hotward::targeting

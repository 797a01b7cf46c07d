// Publication: what may be shown where small counts are to be hidden.
//
// An analysis that offers it looks at study.is_public, hides what it must, and declares so with
// mark_public(). What is left out with every number that is hidden: whatever is worked out from it.
// Only Published findings can be written or shown, and publish() is the one door to them: findings
// in which nobody hid small counts, or with a column whose disclosure is not declared, do not pass
// it. docs/methods/disclosure.md states what is protected and what is not.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/study/findings.hpp"
#include "engine/study/selection.hpp"

namespace hotward {

/// 1 where a number is hidden.
using HiddenFlags = std::vector<std::uint8_t>;

/// Which counts of a theme's areas are hidden: one table of areas by types with its totals for the
/// period, and one of areas for the period before.
struct HiddenAreas {
  HiddenFlags counts;    ///< per area
  HiddenFlags previous;  ///< per area; all 0 where there is no period before
  HiddenFlags types;     ///< areas × study.types
  HiddenFlags ranked;    ///< per area, 1 where its rank is sure; empty where all are
  bool previous_total = false;

  /// Of the counts and those before: how many numbers of the layer are hidden.
  [[nodiscard]] std::size_t count() const;
  [[nodiscard]] bool any() const { return count() > 0; }
};

[[nodiscard]] HiddenAreas hidden_areas(const Study& study, const Theme& theme);

/// The same of any list of counts whose sum is known. @param names  each once
[[nodiscard]] HiddenFlags hidden_counts(const Study& study, const std::vector<std::string>& names,
                                        std::span<const std::int64_t> counts);

/// The counts that a statistic of many sites may be made of, so that its classes are a function of
/// what is shown: in place of each hidden count the average of all that are hidden, in whole
/// numbers: the k-th of n by name, whose sum is S, is floor((k + 1) S / n) - floor(k S / n). Their
/// sum stays, and what is left over is spread, not gathered where the first names lie.
/// Of a 9, b 1, c 4, d 8 with b and c hidden: a 9, b 2, c 3, d 8.
/// @param names  each once  @param hidden  one per count
[[nodiscard]] std::vector<std::int64_t> counts_to_examine(const std::vector<std::string>& names,
                                                          std::span<const std::int64_t> counts,
                                                          const HiddenFlags& hidden);

/// Makes null what is flagged in the columns of these names; a name without column is passed over.
void hide(std::vector<table::Column>& columns, const std::vector<std::string>& names,
          const HiddenFlags& hidden);

/// Makes null what is flagged in every column that is a count or made of one, and the whole of
/// those that are made of many.
void hide(std::vector<table::Column>& columns, const Disclosures& discloses,
          const HiddenFlags& hidden);

/// Makes the whole of these columns null.
void hide_all(std::vector<table::Column>& columns, const std::vector<std::string>& names);

/// How many of a column of whole numbers are null.
[[nodiscard]] std::size_t count_nulls(const table::Column& column);

/// @return no_data where the incidents of the theme, or of the period before if `when` says so, are
///         so few that their number itself must be hidden.
[[nodiscard]] Result<void> check_public(const Study& study, const Theme& theme,
                                        When when = When::period);

/// The themes that can be published side by side.
/// @param left_out  receives the name of each theme that holds another: their difference
///        could be small
/// @return no_data where a theme, or what no theme holds, is too small: the rest would disclose it.
[[nodiscard]] Result<std::vector<Theme>> public_themes(const Study& study,
                                                       std::vector<Theme> themes,
                                                       std::vector<std::string>& left_out);

/// Notes in the findings, and in each layer and raster of them, that small counts are hidden.
/// @param hidden  how many numbers, cells or places are
void mark_public(Findings& findings, std::size_t hidden);

/// The legend's text for a feature without a number; such are hatched.
[[nodiscard]] std::string missing_label(const Study& study);

/// Why numbers are hidden, for a legend that names other reasons as well.
[[nodiscard]] std::string hidden_label();

/// The warning of every public output: two outputs can give away what neither does.
[[nodiscard]] std::string publish_once();

/// Why findings whose small counts are not hidden are not shown. @param key  "scan"
[[nodiscard]] std::string not_public(const std::string& key);

/// Findings that may be written and shown.
class Published {
 public:
  [[nodiscard]] const Findings& operator*() const { return findings_; }
  [[nodiscard]] const Findings* operator->() const { return &findings_; }

 private:
  explicit Published(Findings findings) : findings_(std::move(findings)) {}
  friend Result<Published> publish(Findings findings, bool is_public);

  Findings findings_;
};

/// @param is_public  whether small counts were to be hidden
/// @return usage where they were and these findings do not hide them, a column of a layer does not
///         declare what it discloses, a count of 1 to 4 is still in a layer or a table, or what is
///         made of many is, though a count is hidden, and where rows are made as they are written:
///         nothing is published that nobody thought of
[[nodiscard]] Result<Published> publish(Findings findings, bool is_public);

/// The message for an analysis that failed where small counts are hidden: its own error may
/// disclose one.
[[nodiscard]] std::string withheld_error();

}  // namespace hotward

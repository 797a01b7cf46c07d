// IncidentMerge: runs of decoded rows, put together in the order of the input.
//
// However the input was cut into runs, the result is the same: places, types and kept texts are
// numbered as rows first name them. Spellings of a type that the taxonomy does not know become one,
// the commonest; of equals the first by bytes. Coordinates are projected once, at the end, a place
// at a time;
// a place that has no answer takes its incidents with it (bad_coordinates).
//
// Time: O(rows + places).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/geometry/projection.hpp"
#include "engine/io/incidents/id_set.hpp"
#include "engine/io/incidents/incident_rows.hpp"
#include "engine/io/incidents/place_table.hpp"
#include "engine/io/incidents/text_spool.hpp"
#include "engine/table/incidents.hpp"
#include "engine/table/taxonomy.hpp"

namespace hotward::io {

/// What a run of rows belongs to.
struct RunSource {
  std::string file;
  std::uint8_t system = 0;         ///< index of the coordinate system of its positions
  std::uint64_t lines_before = 0;  ///< of the file, before the run's first row
  double share = 0.0;              ///< of the whole input, by bytes; 0 where that is not known
  std::uint32_t number = 0;        ///< of the file, among those read
};

/// Positions of the places as the input gives them.
struct PositionsAsRead {
  std::vector<double> xs;
  std::vector<double> ys;
  std::vector<std::uint8_t> system;
};

class IncidentMerge {
 public:
  /// How many faults are told of, over all files.
  static constexpr std::size_t faults_told = RowDecoder::faults_described;

  /// @param spool  takes the kept texts, and leaves Incidents::kept without codes; else nullptr
  IncidentMerge(bool dedupe, const std::vector<std::string>& kept_columns,
                TextSpool* spool = nullptr);

  /// @param rows  may be changed
  /// @return bad_value where there are more types than a table of incidents tells apart;
  ///         cannot_write where the spool's disk is full.
  Result<void> add(IncidentRows& rows, const RunSource& source);

  /// Projects the places; nothing may be added afterwards.
  /// @param systems  one per system named by the runs
  table::Incidents finish(const std::vector<geometry::ToNationalGrid>& systems);

  /// Once finished, where the lines of rows were kept: where each incident's row stands, and the
  /// positions of the places as read.
  [[nodiscard]] std::vector<RowOrigin>& origin() { return origin_; }
  [[nodiscard]] PositionsAsRead& as_read() { return as_read_; }
  /// Incidents that repeat an earlier one, where they stay.
  [[nodiscard]] std::vector<std::uint32_t>& repeats() { return repeats_; }

  [[nodiscard]] std::uint64_t read() const { return incidents_.row_outcomes.read; }
  [[nodiscard]] std::uint64_t duplicate_ids() const { return duplicate_ids_; }
  /// Located rows whose id is nobody's, where ids are read.
  [[nodiscard]] std::uint64_t without_id() const { return without_id_; }
  [[nodiscard]] std::uint64_t texts_not_utf8() const { return texts_not_utf8_; }
  [[nodiscard]] const std::vector<RowFault>& faults() const { return faults_; }
  /// Of all files whose order of day and month was an assumption.
  [[nodiscard]] const OrdersSeen& orders() const { return orders_; }
  /// The first file with a date that could be either, or with the month first.
  [[nodiscard]] const std::string& order_file() const { return order_file_; }
  /// Types that the taxonomy does not know, of rows that were of no type asked for; complete once
  /// finish was called.
  [[nodiscard]] const std::vector<table::UnknownType>& unknown_left_out() const {
    return unknown_left_out_;
  }

 private:
  void make_room(const IncidentRows& rows, double share);
  void find_duplicates(IncidentRows& rows, double share);
  void add_places(const IncidentRows& rows, const RunSource& source);
  void count_at_places();
  void keep_as_read();
  void add_times(const IncidentRows& rows);
  Result<void> add_types(const IncidentRows& rows, const RunSource& source);
  Result<void> add_forces(const IncidentRows& rows, const RunSource& source);
  Result<void> add_kept(const IncidentRows& rows);
  void add_orders(const IncidentRows& rows, const RunSource& source);
  void join_spellings();
  void tell_left_out();
  void project(std::size_t system, const geometry::ToNationalGrid& to_grid);
  void drop_unplaced();
  void tell_unplaced(const std::vector<bool>& stays);
  void drop_places(const std::vector<std::uint32_t>& number, std::size_t kept);
  void count_as_unplaced(std::size_t incident);

  bool dedupe_;
  TextSpool* spool_;
  table::Incidents incidents_;
  TallySum tally_;
  PlaceTable places_;
  IdSet ids_;
  std::uint64_t duplicate_ids_ = 0;
  std::uint64_t without_id_ = 0;
  std::uint64_t texts_not_utf8_ = 0;
  std::vector<RowFault> faults_;
  std::vector<std::string> files_;  // by their numbers, where the lines of rows are kept
  std::vector<RowOrigin> origin_;
  PositionsAsRead as_read_;
  std::vector<std::uint32_t> repeats_;
  OrdersSeen orders_;
  std::string order_file_;
  std::vector<std::uint64_t> left_out_;  // rows by type, of no type asked for
  std::vector<table::UnknownType> unknown_left_out_;
  std::vector<std::uint32_t> numbers_;  // of a run's places, types or texts, in the whole
};

}  // namespace hotward::io

// IncidentRows: what a run of rows says, decoded: positions, times, types; and what became of each
// row.
//
// Only the columns that are needed are looked at. What a column repeats is decoded once: the text
// of both coordinates together, of a time, of a type are numbered first (TextTable) and parsed only
// where they are new. On data.police.uk's files, whose incidents lie on some thousand map points,
// that spares most of the parsing.
//
// A row has one outcome, the first of these that holds:
//   malformed_row     it has not as many fields as the header, or no end
//   no_coordinates    both coordinates are empty
//   bad_coordinates   one is empty; not a finite number; beyond ±180 or ±90 degrees, or 200,000 km;
//                     both are 0, which is what empty fields often become
//   bad_date          there is a column of times, and it or the end's holds none, or the end lies
//                     before the beginning. An empty end is no fault
//   filtered          outside the period, or not of the types asked for
//   located           it stays
// A blank line is no row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/core/simd.hpp"
#include "engine/io/csv/csv_scanner.hpp"
#include "engine/io/csv/text_table.hpp"
#include "engine/io/incidents/id_set.hpp"
#include "engine/io/incidents/incident_header.hpp"
#include "engine/io/incidents/row_tally.hpp"
#include "engine/table/coded_texts.hpp"
#include "engine/table/incidents.hpp"

namespace hotward::io {

/// A row that was rejected, and why.
struct RowFault {
  std::string file;
  std::uint64_t line = 0;  ///< 1-based line of the file; the feature's number in other formats
  std::string value;       ///< the text at fault, cut where it is long
  std::string reason;
};

/// Where a located row stands.
struct RowOrigin {
  std::uint32_t file;  ///< which of the files read
  std::uint32_t line;  ///< as RowFault has it
};

/// Instead of a column: the file has none of that name.
inline constexpr std::size_t no_column = SIZE_MAX;

/// What is asked of the rows of one file.
struct RowRules {
  IncidentLayout layout;  ///< with x and y
  bool degrees = false;   ///< x and y are degrees, else metres or the like
  std::optional<table::Period> period;
  std::vector<std::string> types;  ///< as table::type_key has them; empty: all
  std::vector<std::size_t> kept;   ///< columns whose texts are kept; "" for no_column
  bool ids = false;                ///< hash the id of each row
  bool lines = false;              ///< keep where each located row stands
  bool nulls = false;              ///< keep an empty field without quotes as table::null_text
  std::string force;  ///< of all rows, as the file's name says it; empty: the rows' own column
};

/// What dates such as 03/04/2019 say of their order; of each kind the first text.
struct OrdersSeen {
  std::string day_first;
  std::string month_first;
  std::string either;

  /// Keeps what it has already.
  void add(OrderShown shown, std::string_view text) {
    std::string* first = shown == OrderShown::day_first     ? &day_first
                         : shown == OrderShown::month_first ? &month_first
                         : shown == OrderShown::either      ? &either
                                                            : nullptr;
    if (first != nullptr && first->empty()) first->assign(text);
  }
};

/// Vectors by row have one element per located row, or none where the layout has no such column.
struct IncidentRows {
  std::vector<double> xs;  ///< of each distinct text of a position; few may stand here twice
  std::vector<double> ys;
  std::vector<std::uint32_t> place;    ///< by row: index into xs and ys
  std::vector<std::uint32_t> minute;   ///< by row: index into minutes
  std::vector<table::Minute> minutes;  ///< of filtered rows too; a time may stand here twice
  std::vector<table::Minute> minute_end;
  std::vector<std::uint32_t> type;      ///< by row: index into types
  std::vector<std::string> types;       ///< of filtered rows too; a text may stand here twice
  std::vector<table::CodedTexts> kept;  ///< one code per located row in each
  std::vector<IdHash> ids;
  std::vector<std::uint32_t> line;   ///< from the first row of the run, 0-based, where asked for
  std::vector<std::string> forces;   ///< at least one, as io::force_name writes it
  std::vector<std::uint32_t> force;  ///< by row: index into forces; none where there is only one
  table::RowOutcomes row_outcomes;
  table::TimePrecision precision = table::TimePrecision::none;  ///< the coarsest seen
  table::DatesSeen seen;                                        ///< of filtered rows too
  TalliedRows tallied;                  ///< filtered rows and those without a position too
  OrdersSeen orders;                    ///< where the layout's order of dates is an assumption
  std::vector<std::uint32_t> left_out;  ///< by type: rows that are of no type asked for
  std::uint64_t texts_not_utf8 = 0;     ///< distinct texts that were not UTF-8
  std::vector<RowFault> faults;         ///< line: from the first row of the run, 0-based; no file
  std::uint64_t lines = 0;

  void clear();
};

/// Decodes rows, a batch at a time or one by one. One object serves one file and one thread at a
/// time.
class RowDecoder {
 public:
  /// At most this many faults are described per run; all are counted.
  static constexpr std::size_t faults_described = 10;

  /// @param rules  must outlive the decoder
  /// @param simd  at most best_simd(); of no consequence for the result
  explicit RowDecoder(const RowRules& rules, Simd simd = best_simd());

  /// Begins a run; rows go to `out` until the next begin.
  void begin(IncidentRows& out);
  /// Adds the rows that a scanner has found.
  void add(const CsvScanner& batch);
  /// Adds one row of another source.
  /// @param row  csv_padding bytes behind its text are readable
  /// @param line  from the first row of the run, 0-based
  void add(const CsvRow& row, std::uint64_t line);
  void add_malformed(std::string_view reason, std::uint64_t line);
  /// Ends the run: drops places of rows that did not stay, and hands over the counts by month.
  void end();

 private:
  static constexpr std::size_t none = SIZE_MAX;
  // Instead of what a text stands for, while no row has asked for it; no index comes so far.
  static constexpr std::uint32_t not_asked = UINT32_MAX - 2;
  [[nodiscard]] std::optional<double> number(std::string_view text) const {
    return parse_number(text, rules_->layout.numbers);
  }
  struct Time {
    bool asked = false;  // its text has been read; the rest holds only then
    bool sound = false;
    bool empty = false;
    bool wanted = false;
    bool noted = false;  // in the precision and the span of all
    table::TimePrecision precision = table::TimePrecision::none;
    table::Minute minute = table::no_time;
    std::uint32_t month = 0;  // number in the tally
    std::uint32_t code = 0;   // index into the run's minutes
  };
  struct KeptColumn {
    TextTable numbers;    // of the run's texts
    bool differ = false;  // most do, as ids: looking them up would save nothing
  };
  struct Type {
    std::uint32_t code = 0;
    bool wanted = true;
    bool asked = false;  // its text has been read; the rest holds only then
  };
  // When a row's incident was, as far as it has times.
  struct When {
    table::Minute begin = table::no_time;
    table::Minute end = table::no_time;
    std::uint32_t month = 0;  // of the beginning, as in Time
    std::uint32_t code = 0;
    bool wanted = true;
  };
  // By row of a batch: the numbers of its texts. Not for rows that lack fields.
  struct TextNumbers {
    std::vector<std::uint32_t> position;
    std::vector<std::uint32_t> time;
    std::vector<std::uint32_t> time_end;
    std::vector<std::uint32_t> type;
    std::vector<std::uint32_t> force;
  };

  void number_texts(const CsvScanner& batch);
  void number_texts(const CsvRow& row, std::size_t i);
  void make_room(std::size_t rows);
  void give_room_back();
  void expect_texts(std::size_t rows);
  bool add_row(const CsvRow& row, std::size_t i);
  bool add_ragged(const CsvRow& row);
  bool reject(std::uint64_t& count, std::string_view value, std::string_view reason);
  void describe(std::uint64_t line);
  void keep_line(std::uint64_t line);
  std::string_view position_text(const CsvRow& row);
  std::uint32_t place_of(const CsvRow& row, std::size_t i);
  std::uint32_t new_place(const CsvRow& row);
  bool reject_place(const CsvRow& row, std::size_t i, std::uint32_t place);
  std::uint32_t add_place(double x, double y);
  bool note(std::string_view field, Time& time);
  void add_end(const CsvRow& row, std::size_t i, const Time& begin, When& when);
  static table::Minute end_of(const Time& end);
  static bool is_no_end(const Time& end, table::Minute begin);
  const Type& type_of(const CsvRow& row, std::size_t i);
  std::uint32_t force_of(const CsvRow& row, std::size_t i);
  std::uint32_t read_force(std::string_view field);
  void read_time(std::string_view field, Time& time);
  void read_type(std::string_view field, Type& type);
  void keep(const CsvRow& row, std::size_t located);
  [[nodiscard]] IdHash identity_of(std::string_view id, std::size_t located) const;
  // Puts an end before its beginning behind it. @return whether the true beginning is asked for
  bool order_times(table::Minute& begin, table::Minute& end, bool begin_wanted, bool end_wanted);
  std::string text_of(std::string_view field);
  void keep_text(std::string_view field, table::TextList& texts);

  const RowRules* rules_;
  Simd simd_;
  std::size_t fields_;
  std::size_t x_;
  std::size_t y_;
  std::size_t time_;
  std::size_t time_end_;
  std::size_t type_;
  std::size_t id_;
  std::size_t force_;
  IncidentRows* out_ = nullptr;
  TextNumbers numbers_;
  TextTable positions_;
  std::size_t positions_asked_ = 0;
  bool positions_differ_ = false;  // nearly all do: looking them up by their text saves nothing
  TextTable times_;
  TextTable types_;
  TextTable forces_;
  std::vector<std::uint32_t> place_by_number_;
  std::vector<Time> time_by_number_;
  std::vector<Type> type_by_number_;
  std::vector<std::uint32_t> force_by_number_;  // index into out_->forces
  std::vector<std::uint64_t> type_hashes_;      // of table::type_key of each of out_->types
  std::vector<KeptColumn> kept_;
  RowTally tally_;
  std::string joined_;  // both coordinates, where they are no neighbours
  std::string scratch_;
  RowFault fault_;
};

/// Reads the rows of a range of a CSV file. @return unreadable, interrupted.
Result<void> decode_range(CsvScanner& scanner, RowDecoder& decoder, IncidentRows& out);

/// Drops the places on which no located row lies, and numbers the others as the rows first name
/// them.
void keep_used_places(IncidentRows& rows);

}  // namespace hotward::io

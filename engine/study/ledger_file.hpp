// Ledger file: where the ledger is kept, read and written.
//
//   {"hotward_ledger":1,"sha256":"…","tables":[
//   {"command":"rank","title":"…","areas":"wards.geojson","nearest_m":0.0,"first":"2019-04-01",
//    "last":"2020-03-31","undated":false,"types":null,"filters":[],"digests":[],"total":532,
//    "cells":[["E05002249","<digest of its shape>",[w,s,e,n],23],…]},
//   …
//   ]}
//
// It holds what was shown, and null for what was hidden: no more than who has the publications
// knows. Its SHA-256 is that of the tables as they stand there; a file that was damaged, or changed
// by hand, is refused.
//
//   auto ledger = open_ledger("ledger.json");
//   …                                        // what is to be published is decided
//   auto remembered = Remembered::in(**ledger);
//   …                                        // outputs are written
//   remembered->stays();
#pragma once

#include <memory>
#include <span>
#include <string>
#include <utility>

#include "engine/study/ledger.hpp"

namespace hotward {

/// A file that is not there is an empty ledger. Locked until the ledger goes.
/// @return unreadable; wrong_format for what is no ledger, is damaged or of another version;
///         unavailable where another program publishes with it
[[nodiscard]] Result<std::shared_ptr<Ledger>> open_ledger(const std::string& path);

/// A publication that stands in the ledger's file before its outputs are written: a program that is
/// stopped between the two remembers too much, and never too little.
class Remembered {
 public:
  Remembered() = default;  ///< of nothing
  /// Writes the ledger with what is published now. The very same again changes nothing.
  /// @param ledger  lives longer than this
  /// @return cannot_write; unreadable where the file is not as it was read
  /// @pre ledger.published
  [[nodiscard]] static Result<Remembered> in(const Ledger& ledger);

  /// The outputs stand. Else the file is put back as it was.
  void stays() { ledger_ = nullptr; }

  Remembered(Remembered&& other) noexcept : ledger_(std::exchange(other.ledger_, nullptr)) {}
  Remembered& operator=(Remembered&& other) noexcept {
    std::swap(ledger_, other.ledger_);
    return *this;
  }
  Remembered(const Remembered&) = delete;
  Remembered& operator=(const Remembered&) = delete;
  ~Remembered();

 private:
  explicit Remembered(const Ledger* ledger) : ledger_(ledger) {}

  const Ledger* ledger_ = nullptr;
};

/// Puts down what is published, as a whole if no analysis put down a table, and writes it; nothing
/// where there is no ledger.
[[nodiscard]] Result<Remembered> remember(Ledger* ledger,
                                          std::span<const Published* const> findings);

}  // namespace hotward

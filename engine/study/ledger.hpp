// Ledger: what was published before, remembered, so that a new publication and an older one
// together give no small count away.
//
// Two kinds of publication are remembered:
//   tables  one number for each area (`rank`, `peers`). A new one hides, too, what it would give
//           away beside older ones (disclosure/beside.hpp)
//   wholes  everything else: cells, clusters, surfaces, the folder of `run`. These are not looked
//           at number by number: nothing that counts some of the same incidents is published beside
//           them, except the very same again
//
// Whoever makes a publication opens the ledger (ledger_file.hpp) and describes the study in it. An
// analysis of areas asks hide_beside_older() when it hides small counts; remember_whole() takes
// what no analysis put down.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/disclosure/published_table.hpp"
#include "engine/io/files/file_lock.hpp"
#include "engine/study/publication.hpp"
#include "engine/study/request.hpp"
#include "engine/study/study.hpp"

namespace hotward {

struct Ledger {
  std::string path;
  std::string text;  ///< of the file as it was read; empty where there is none yet
  std::vector<disclosure::PublishedTable> tables;
  disclosure::PublishedTable fresh;  ///< the new one; its numbers are in `published`
  std::optional<disclosure::PublishedTable> published{};
  std::optional<table::Period> reach{};  ///< with the period before, where one is shown
  std::size_t beside = 0;                ///< older ones that count some of the same incidents
  io::FileLock lock;                     ///< held until the new one is written
};

/// Puts down which incidents the study counts, and in which areas.
/// @param command  "rank"
void describe_study(const Study& study, const StudyRequest& request, const std::string& command,
                    Ledger& ledger);

/// Puts down that incidents of another type are counted beside the study's: `--against robbery`.
/// Does nothing where the study has no ledger.
void add_type(const Study& study, const std::string& type);

/// Hides what must be hidden because of older publications, and puts down what is then shown.
/// Called once for a job; does nothing where the study has no ledger.
/// @param counts  one per area of the study
/// @param hidden  per area: 1 where it is hidden already; more is added. Of the same table that was
///        published before: what was hidden then
/// @return no_data where nothing is left to show, and where what was published before cannot be
///         reckoned with
[[nodiscard]] Result<void> hide_beside_older(const Study& study, const Theme& theme,
                                             std::span<const std::int64_t> counts,
                                             HiddenFlags& hidden);

/// Puts down a publication that is not looked at number by number.
/// @param digests  of each part that is shown (findings_digest.hpp)
/// @return no_data where an older one counts some of the same incidents and lacks one of the parts
[[nodiscard]] Result<void> remember_whole(std::vector<std::string> digests, Ledger& ledger);

/// What people are told of a publication: what it was held against, or that it must stay alone.
[[nodiscard]] std::string publication_words(const Study& study);

/// The same of a ledger, for a summary.
[[nodiscard]] Json ledger_json(const Ledger& ledger);

/// The same incidents on the same ground, with the same shown.
[[nodiscard]] bool is_same(const disclosure::PublishedTable& one,
                           const disclosure::PublishedTable& other);

}  // namespace hotward

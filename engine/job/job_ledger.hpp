// Job ledger: the file that remembers what a job publishes, looked at before any work.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/job/job.hpp"
#include "engine/job/run_all.hpp"
#include "engine/study/ledger_file.hpp"

namespace hotward::job {

/// @param others  outputs that the analysis names itself
/// @return usage where an output is to stand in the ledger's place
[[nodiscard]] Result<void> check_ledger(const Job& job, const std::vector<NamedOutput>& others);

/// @return usage where one of the paths is the ledger's, or a folder that holds it
[[nodiscard]] Result<void> check_apart(const std::string& ledger,
                                       const std::vector<std::string>& paths);

/// The ledger, opened and locked; null where none was asked for.
/// @return errors of open_ledger
[[nodiscard]] Result<std::shared_ptr<Ledger>> ledger_of(const std::string& path);

/// Hands the ledger to the study and writes into it what all themes show, as one publication.
/// @param ledger  null where none was asked for
/// @return errors of remember
[[nodiscard]] Result<Remembered> remember_answers(std::shared_ptr<Ledger> ledger,
                                                  const Answers& answers, const StudyRequest& asked,
                                                  const std::string& command, Study& study);

}  // namespace hotward::job

// Assure document: `report --assure`, a written assessment looked at in place of making one.
#pragma once

#include <string>

#include "engine/job/job.hpp"
#include "engine/job/report_file.hpp"

namespace hotward::job {

/// Beside each other alone; where incidents are named, beside what they give, too.
/// @return errors of io::document_lines; of incidents those of run_report; usage with --public
[[nodiscard]] Result<Answer> assure_document(ReportRequest& request, const Context& context);

}  // namespace hotward::job

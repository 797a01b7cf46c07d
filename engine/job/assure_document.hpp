// Assure document: the figures of a written assessment that do not follow from each other, listed.
#pragma once

#include <string>

#include "engine/job/job.hpp"

namespace hotward::job {

/// @param file  text, HTML, DOCX or ODT
/// @return errors as document_lines
[[nodiscard]] Result<Answer> assure_document(const std::string& file, const Context& context);

}  // namespace hotward::job

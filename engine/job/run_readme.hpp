// Run's README: what each file of the folder is, and what to open first, for whoever is handed it.
#pragma once

#include <string>

#include "engine/io/layers/write_package.hpp"
#include "engine/job/run_all.hpp"
#include "engine/study/study.hpp"

namespace hotward::job {

/// Plain text, in the order in which a reader needs it. The same bytes for the same package.
/// @param end  of the title, where_and_when
[[nodiscard]] std::string readme_of(const Study& study, const Answers& answers,
                                    const io::Package& package, const std::string& end);

}  // namespace hotward::job

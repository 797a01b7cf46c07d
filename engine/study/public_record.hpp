// Public record: what an output records of its making where it is for publication. How the numbers
// came about, and from which files; not where on whose computer these lie.
#pragma once

#include <string>

#include "engine/table/provenance.hpp"

namespace hotward {

/// Files by their names alone, in the list of inputs and in the command line; of databases and
/// addresses nothing. Digests stay: with the same file at hand, they prove that it is the same.
[[nodiscard]] table::Provenance public_provenance(table::Provenance provenance);

/// The same of a text that may name inputs, a warning.
[[nodiscard]] std::string without_folders(std::string text, const table::Provenance& provenance);

}  // namespace hotward

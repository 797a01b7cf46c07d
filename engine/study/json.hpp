// Json: what summaries are made of; keys stay in the order in which they were set.
#pragma once

#include <nlohmann/json.hpp>

namespace hotward {

using Json = nlohmann::ordered_json;

}  // namespace hotward

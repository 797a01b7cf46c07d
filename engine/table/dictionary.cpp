#include "engine/table/dictionary.hpp"

namespace hotward::table {

Dictionary::Code Dictionary::code(std::string_view text) {
  if (const auto found = codes_.find(text); found != codes_.end()) return found->second;
  const auto code = static_cast<Code>(texts_.size());
  texts_.emplace_back(text);
  codes_.emplace(texts_.back(), code);
  return code;
}

}  // namespace hotward::table

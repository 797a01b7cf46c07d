// Figures: the numbers of a report under names that stay from year to year, so that another
// program, or a check of a written text, can read them back: "asb.count", "asb.month.2019-04".
#pragma once

#include <cmath>
#include <string>

#include "engine/study/json.hpp"

namespace hotward::document {

class Figures {
 public:
  /// Numbers that do not exist (NaN, null) are no figures.
  void add(const std::string& id, const Json& value) {
    if (!value.is_number() || !std::isfinite(value.get<double>())) return;
    list_.push_back({{"id", id}, {"value", value}});
  }
  /// What stands under `key` of a summary.
  void add(const std::string& id, const Json& object, const char* key) {
    if (object.is_object() && object.contains(key)) add(id, object.at(key));
  }
  [[nodiscard]] const Json& list() const { return list_; }

 private:
  Json list_ = Json::array();
};

}  // namespace hotward::document

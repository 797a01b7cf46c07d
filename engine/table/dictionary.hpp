// Dictionary: each distinct text once, with a small number for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hotward::table {

/// Codes run 0, 1, 2 … in the order in which texts first came.
class Dictionary {
 public:
  using Code = std::uint32_t;

  /// @return the text's code; a new one where the text is new.
  Code code(std::string_view text);

  [[nodiscard]] const std::string& text(Code code) const { return texts_[code]; }
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::vector<std::string> texts_;
  std::unordered_map<std::string, Code, Hash, std::equal_to<>> codes_;
};

}  // namespace hotward::table

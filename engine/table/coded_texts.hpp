// CodedTexts: a column of texts of which some come again, each text held once and named by a
// number; and TextList, the texts one behind the other in one piece of memory.
//
// A column of ten million rows as std::string is as many pieces of memory, asked for, copied and
// given back one by one. Here a run of rows goes from the file that is read to the file that is
// written without a copy of a text.
//
// Time: O(length) per text that is added, O(1) per text that is read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace hotward::table {

/// Example:
///   TextList names{"Chatham Central"};
///   names.push_back("Luton");
///   const std::string_view second = names[1];
class TextList {
 public:
  TextList() = default;
  TextList(std::initializer_list<std::string_view> texts) {
    for (const std::string_view text : texts) push_back(text);
  }
  template <class Texts>
  explicit TextList(const Texts& texts) {
    for (const auto& text : texts) push_back(text);
  }

  [[nodiscard]] std::size_t size() const { return ends_.size(); }
  [[nodiscard]] bool empty() const { return ends_.empty(); }
  /// @return valid until a text is added
  [[nodiscard]] std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return {bytes_.data() + begin, ends_[i] - begin};
  }
  /// All texts, without anything between them.
  [[nodiscard]] std::string_view bytes() const { return bytes_; }

  void push_back(std::string_view text) {
    bytes_ += text;
    ends_.push_back(bytes_.size());
  }
  /// Adds a text of so many bytes. @return where to write them, valid until the next text is added
  char* add_room(std::size_t bytes) {
    bytes_.resize(bytes_.size() + bytes);
    ends_.push_back(bytes_.size());
    return bytes_.data() + bytes_.size() - bytes;
  }
  /// Forgets all texts, keeps the memory.
  void clear() {
    bytes_.clear();
    ends_.clear();
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;  // of each text in bytes_
};

/// Example:
///   CodedTexts types{{"Burglary", "Drugs"}, {0, 1, 0}};
///   const std::string_view third = types[2];  // "Burglary"
struct CodedTexts {
  TextList texts;                    ///< a text may stand here twice, or for no row
  std::vector<std::uint32_t> codes;  ///< one per row: index into texts

  [[nodiscard]] std::size_t size() const { return codes.size(); }
  [[nodiscard]] std::string_view operator[](std::size_t row) const { return texts[codes[row]]; }

  /// Adds a row, with a text of its own.
  void push_back(std::string_view text) {
    codes.push_back(static_cast<std::uint32_t>(texts.size()));
    texts.push_back(text);
  }
  /// Empties the text of a row.
  void clear_at(std::size_t row) {
    codes[row] = static_cast<std::uint32_t>(texts.size());
    texts.push_back({});
  }
  void clear() {
    texts.clear();
    codes.clear();
  }
};

}  // namespace hotward::table

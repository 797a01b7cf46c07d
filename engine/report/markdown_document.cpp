#include "engine/report/markdown_document.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "engine/report/document_parts.hpp"
#include "engine/report/number_text.hpp"
#include "engine/report/printable.hpp"

namespace hotward::report {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : printable_line(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\`*_[]|#>~!").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

std::string row_of(const std::vector<std::string>& cells) {
  return "| " + fmt::format("{}", fmt::join(cells, " | ")) + " |\n";
}

class MarkdownWriter {
 public:
  std::string write(const Document& document) {
    out_ = "# " + escaped(document.title) + "\n";
    if (!document.author.empty()) paragraph(escaped(document.author));
    for (const std::string& line : document.about) paragraph(escaped(line));
    for (const Section& section : document.sections) {
      paragraph(std::string(static_cast<std::size_t>(section.level), '#') + " " +
                escaped(section.heading));
      for (const Block& block : section.blocks) {
        std::visit([this](const auto& one) { write(one); }, block);
      }
    }
    out_ += "\n---\n";
    for (const std::string& credit : document.credits) paragraph(escaped(credit));
    paragraph("Made by " + escaped(document.made_by) + ".");
    return std::move(out_);
  }

 private:
  void paragraph(const std::string& text) { out_ += "\n" + text + "\n"; }

  void items(const std::vector<std::string>& texts) {
    out_ += "\n";
    for (const std::string& text : texts) out_ += "- " + escaped(text) + "\n";
  }

  void write(const Sentences& sentences) {
    for (const std::string& line : lines_of(sentences.text)) paragraph(escaped(line));
  }
  void write(const Notice& notice) {
    paragraph("**" + escaped(notice.heading) + "**");
    items(notice.items);
  }
  void write(const ItemList& list) { items(list.items); }

  void write(const Facts& facts) {
    std::vector<std::string> lines;
    out_ += "\n";
    for (const Fact& fact : facts.facts) {
      out_ += fmt::format("- {}: **{}**{}\n", escaped(fact.label), escaped(fact.value),
                          fact.note.empty() ? "" : " (" + escaped(fact.note) + ")");
    }
  }

  void write(const DocumentTable& block) {
    const auto columns = shown_columns(block.table);
    if (columns.empty() || columns.front()->cells.empty()) return;
    const std::size_t all = columns.front()->cells.size();
    const std::size_t rows = block.most == 0 ? all : std::min(all, block.most);
    paragraph("**" + escaped(block.caption) + "**");
    std::vector<std::string> head, rule;
    for (const PlainColumn* column : columns) {
      head.push_back(escaped(heading_of(*column)));
      rule.emplace_back(column->right ? "---:" : "---");
    }
    out_ += "\n" + row_of(head) + row_of(rule);
    for (std::size_t row = 0; row < rows; ++row) {
      std::vector<std::string> cells;
      for (const PlainColumn* column : columns) cells.push_back(escaped(column->cells[row]));
      out_ += row_of(cells);
    }
    if (const std::string rest = rest_words(block, rows, all); !rest.empty()) {
      paragraph(escaped(rest));
    }
    for (const std::string& line : lines_of(block.table.note)) paragraph(escaped(line));
  }

  void write(const Picture& picture) {
    paragraph("*" + escaped(picture.caption) + "*");
    if (!picture.words.empty()) paragraph(escaped(picture.words));
  }

  std::string out_;
};

}  // namespace

std::string markdown_document(const Document& document) { return MarkdownWriter().write(document); }

}  // namespace hotward::report

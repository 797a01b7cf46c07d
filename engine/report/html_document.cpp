#include "engine/report/html_document.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "engine/core/xml_text.hpp"
#include "engine/report/document_parts.hpp"
#include "engine/report/html_style.hpp"
#include "engine/report/printable.hpp"

namespace hotward::report {
namespace {

// Nothing is fetched, even where a text should find a way to ask for it.
constexpr const char* policy =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
    "base-uri 'none'";

std::string items(const std::vector<std::string>& texts) {
  std::string html = "<ul>\n";
  for (const std::string& text : texts) html += "<li>" + html_escaped(text) + "</li>\n";
  return html + "</ul>\n";
}

std::string paragraphs(const std::string& text, const char* open = "<p>") {
  std::string html;
  for (const std::string& line : lines_of(text)) html += open + html_escaped(line) + "</p>\n";
  return html;
}

// A section's name as an id, and as a link to it: a letter first, no dots, so that style sheets and
// scripts can name it as it stands.
std::string anchor(const Section& section) {
  std::string id = section.id;
  std::ranges::replace(id, '.', '-');
  const bool letter = !id.empty() && id.front() >= 'a' && id.front() <= 'z';
  return html_escaped(letter ? id : "s-" + id);
}

std::string table_rows(const std::vector<const PlainColumn*>& columns, std::size_t rows) {
  const auto names = std::ranges::find(columns, false, &PlainColumn::right);
  const PlainColumn* name = names == columns.end() ? columns.front() : *names;
  std::string html;
  for (std::size_t row = 0; row < rows; ++row) {
    html += "<tr>";
    for (const PlainColumn* column : columns) {
      const std::string cell = html_escaped(column->cells[row]);
      const char* side = column->right ? " class=\"n\"" : "";
      html += column == name ? fmt::format("<th scope=\"row\"{}>{}</th>", side, cell)
                             : fmt::format("<td{}>{}</td>", side, cell);
    }
    html += "</tr>\n";
  }
  return html;
}

std::string head_row(const std::vector<const PlainColumn*>& columns) {
  std::string html = "<tr>";
  for (const PlainColumn* column : columns) {
    html += fmt::format("<th scope=\"col\"{}>{}</th>", column->right ? " class=\"n\"" : "",
                        html_escaped(heading_of(*column)));
  }
  return html + "</tr>\n";
}

class HtmlWriter {
 public:
  explicit HtmlWriter(const Document& document) : document_(document) {}

  std::string write() {
    head();
    contents();
    out_ += "<main id=\"report\">\n";
    for (const Section& section : document_.sections) write(section);
    out_ += "</main>\n";
    foot();
    return std::move(out_);
  }

 private:
  void head() {
    const std::string title = html_escaped(document_.title);
    out_ += fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"generator\" content=\"{}\">\n",
        policy, html_escaped(document_.made_by));
    if (!document_.author.empty()) {
      out_ +=
          fmt::format("<meta name=\"author\" content=\"{}\">\n", html_escaped(document_.author));
    }
    out_ +=
        fmt::format("<title>{}</title>\n<style>\n{}</style>\n</head>\n<body>\n", title, html_style);
    out_ += "<a class=\"skip\" href=\"#report\">Skip to the report</a>\n<header>\n";
    if (!document_.logo.empty()) {
      out_ += fmt::format("<img class=\"logo\" src=\"{}\" alt=\"{}\">\n",
                          html_escaped(document_.logo), html_escaped(document_.logo_words));
    }
    out_ += fmt::format("<h1>{}</h1>\n", title);
    if (!document_.author.empty()) {
      out_ += fmt::format("<p class=\"about\">{}</p>\n", html_escaped(document_.author));
    }
    for (const std::string& line : document_.about) out_ += paragraphs(line, "<p class=\"about\">");
    out_ += "</header>\n";
  }

  void contents() {
    out_ += "<nav aria-label=\"Contents\">\n<ul>\n";
    for (const Section& section : document_.sections) {
      if (section.level > 2) continue;
      out_ += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", anchor(section),
                          html_escaped(section.heading));
    }
    out_ += "</ul>\n</nav>\n";
  }

  void foot() {
    out_ += "<footer>\n";
    for (const std::string& credit : document_.credits) out_ += paragraphs(credit);
    out_ += fmt::format("<p>Made by {}.</p>\n</footer>\n</body>\n</html>\n",
                        html_escaped(document_.made_by));
  }

  void write(const Section& section) {
    const std::string id = anchor(section);
    // A named one is a landmark: of two themes' months, the names would be alike.
    const std::string name = section.level > 2 ? "" : fmt::format(" aria-labelledby=\"{}\"", id);
    out_ += fmt::format("<section{0}>\n<h{1} id=\"{2}\">{3}</h{1}>\n", name, section.level, id,
                        html_escaped(section.heading));
    for (const Block& block : section.blocks) {
      std::visit([this](const auto& one) { write(one); }, block);
    }
    out_ += "</section>\n";
  }

  void write(const Sentences& sentences) { out_ += paragraphs(sentences.text); }
  void write(const ItemList& list) { out_ += items(list.items); }

  void write(const Notice& notice) {
    out_ += fmt::format("<div class=\"notice\">\n<p>{}</p>\n{}</div>\n",
                        html_escaped(notice.heading), items(notice.items));
  }

  void write(const Facts& facts) {
    out_ += "<dl class=\"facts\">\n";
    for (const Fact& fact : facts.facts) {
      out_ += fmt::format(
          "<div><dt>{}</dt><dd><span class=\"value\"{}>{}</span></dd>", html_escaped(fact.label),
          fact.figure.empty() ? std::string()
                              : fmt::format(" data-figure=\"{}\"", html_escaped(fact.figure)),
          html_escaped(fact.value));
      if (!fact.note.empty()) out_ += fmt::format("<dd>{}</dd>", html_escaped(fact.note));
      out_ += "</div>\n";
    }
    out_ += "</dl>\n";
  }

  // Another name where a caption stands twice: regions are told apart by theirs.
  std::string region(const std::string& name) {
    const auto before = std::ranges::count(regions_, name);
    regions_.push_back(name);
    const std::string unique =
        before == 0 ? name : fmt::format("{} ({})", name, static_cast<int>(before) + 1);
    return fmt::format("<section class=\"scroll\" aria-label=\"{}\" tabindex=\"0\">\n",
                       html_escaped(unique));
  }

  void write(const DocumentTable& block) {
    const auto columns = shown_columns(block.table);
    if (columns.empty() || columns.front()->cells.empty()) return;
    const std::size_t all = columns.front()->cells.size();
    const std::size_t rows = block.most == 0 ? all : std::min(all, block.most);
    const std::string caption = html_escaped(block.caption);
    if (block.folded) out_ += fmt::format("<details>\n<summary>Table: {}</summary>\n", caption);
    out_ += region(block.caption);
    out_ +=
        fmt::format("<table>\n<caption>{}</caption>\n<thead>\n{}</thead>\n<tbody>\n{}</tbody>\n",
                    caption, head_row(columns), table_rows(columns, rows));
    out_ += "</table>\n</section>\n";
    out_ += paragraphs(rest_words(block, rows, all), "<p class=\"note\">");
    out_ += paragraphs(block.table.note, "<p class=\"note\">");
    if (block.folded) out_ += "</details>\n";
  }

  void write(const Picture& picture) {
    out_ += "<figure>\n" + region(picture.caption) + picture.svg + "</section>\n";
    out_ += fmt::format("<figcaption>{}</figcaption>\n</figure>\n", html_escaped(picture.caption));
  }

  const Document& document_;
  std::vector<std::string> regions_;
  std::string out_;
};

}  // namespace

std::string html_escaped(std::string_view text) { return xml_escaped(printable_line(text)); }

std::string html_document(const Document& document) { return HtmlWriter(document).write(); }

}  // namespace hotward::report

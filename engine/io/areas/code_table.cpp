#include "engine/io/areas/code_table.hpp"

#include <algorithm>

#include <ogrsf_frmts.h>

#include "engine/core/utf8.hpp"
#include "engine/io/areas/polygon_layer.hpp"
#include "engine/io/csv/field_text.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/gdal_handles.hpp"
#include "engine/io/files/layer_values.hpp"

namespace hotward::io {

std::vector<std::string> column_names(OGRLayer& layer) {
  std::vector<std::string> columns;
  OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    columns.emplace_back(definition.GetFieldDefn(i)->GetNameRef());
  }
  return columns;
}

TextRows text_rows(OGRLayer& layer) {
  TextRows table;
  table.columns = column_names(layer);
  OGRFeatureDefn& definition = *layer.GetLayerDefn();
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    table.are_numbers.push_back(is_number(*definition.GetFieldDefn(i)));
  }
  layer.ResetReading();
  while (const Feature feature{layer.GetNextFeature()}) {
    std::vector<std::string> row;
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
      row.emplace_back(trimmed(as_utf8(feature->GetFieldAsString(i))));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<std::string> header_options(const std::string& file) {
  std::string name = file;
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  const bool text = name.find(".csv") != std::string::npos ||
                    name.find(".tsv") != std::string::npos || name.ends_with(".zip");
  return text ? std::vector<std::string>{"HEADERS=YES"} : std::vector<std::string>{};
}

std::optional<std::size_t> area_of_code(const std::vector<std::string>& codes, std::string text) {
  for (const bool in_capitals : {false, true}) {
    if (in_capitals) {
      std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
      });
    }
    const auto found = std::lower_bound(codes.begin(), codes.end(), text);
    if (found != codes.end() && *found == text) {
      return static_cast<std::size_t>(found - codes.begin());
    }
  }
  return {};
}

std::optional<std::size_t> joining_column(const TextRows& table,
                                          const std::vector<std::string>& codes) {
  std::optional<std::size_t> best;
  std::ptrdiff_t most = 0;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    const auto matches = std::count_if(table.rows.begin(), table.rows.end(), [&](const auto& row) {
      return area_of_code(codes, row[c]).has_value();
    });
    if (matches > most) {
      most = matches;
      best = c;
    }
  }
  return best;
}

Result<CodeTable> read_code_table(const std::string& file) {
  const auto dataset = open_vector(file, header_options(file));
  if (!dataset) return fail(dataset.error());
  const GdalMessages quiet;
  if ((*dataset)->GetLayerCount() != 1) {
    return fail(ErrorCode::wrong_format, file + ": holds no table, or several");
  }
  return CodeTable{text_rows(*(*dataset)->GetLayer(0)), files_of(**dataset, file)};
}

}  // namespace hotward::io

#include "engine/io/layers/database_layer.hpp"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include <fmt/format.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include "engine/core/parallel.hpp"
#include "engine/core/utf8.hpp"
#include "engine/io/files/dataset_name.hpp"
#include "engine/io/files/output_file.hpp"
#include "engine/io/layers/field_names.hpp"
#include "engine/io/layers/manifest.hpp"
#include "engine/io/layers/ogr_layer.hpp"

namespace hotward::io {
namespace {

std::string doubled(const std::string& text, char quote) {
  std::string inside;
  for (const char c : text) inside.append(c == quote ? 2 : 1, c);
  return quote + inside + quote;
}

std::string sql_name(const std::string& name) { return doubled(name, '"'); }

// A backslash means itself whatever the server is set to.
std::string sql_text(const std::string& text) {
  std::string quoted = doubled(as_utf8(text), '\'');
  if (text.find('\\') == std::string::npos) return quoted;
  std::string escaped = "E";
  for (const char c : quoted) escaped.append(c == '\\' ? 2 : 1, c);
  return escaped;
}

std::string full_name(const TableName& name) {
  return name.schema.empty() ? sql_name(name.table)
                             : sql_name(name.schema) + "." + sql_name(name.table);
}

// SQL on the connection of the table that is written.
class Server {
 public:
  Server(GDALDataset& dataset, GdalMessages& messages) : dataset_(&dataset), messages_(&messages) {}

  [[nodiscard]] Result<void> run(const std::string& sql) {
    OGRLayer* rows = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    if (rows != nullptr) dataset_->ReleaseResultSet(rows);
    if (messages_->failed()) return write_failure(*messages_);
    return {};
  }

  /// The first column of the first row; empty for null and where there is no row.
  [[nodiscard]] Result<std::string> ask(const std::string& sql) {
    OGRLayer* rows = dataset_->ExecuteSQL(sql.c_str(), nullptr, nullptr);
    std::string answer;
    if (rows != nullptr) {
      const Feature first(rows->GetNextFeature());
      if (first && first->GetFieldCount() > 0) answer = first->GetFieldAsString(0);
      dataset_->ReleaseResultSet(rows);
    }
    if (messages_->failed()) return write_failure(*messages_);
    return answer;
  }

 private:
  GDALDataset* dataset_;
  GdalMessages* messages_;
};

Result<Dataset> connect(const std::string& connection, const GdalMessages& messages) {
  use_gdal();
  allow_network();
  const char* const drivers[] = {"PostgreSQL", nullptr};
  Dataset dataset{static_cast<GDALDataset*>(
      GDALOpenEx(connection.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE | GDAL_OF_VERBOSE_ERROR,
                 drivers, nullptr, nullptr))};
  if (!dataset) return fail(ErrorCode::cannot_write, messages.text("no such database"));
  return dataset;
}

// One statement after the other, up to the first that fails.
Result<void> run_all(Server& server, const std::vector<std::string>& statements) {
  for (const std::string& sql : statements) {
    if (auto done = server.run(sql); !done) return done;
  }
  return {};
}

// What a reader of the database should know of the table and of its columns.
Result<void> add_comments(Server& server, const TableName& name, const table::Layer& head,
                          const std::vector<std::string>& fields,
                          const table::Provenance& provenance) {
  const std::string title = head.title.empty() ? head.name : head.title;
  std::vector<std::string> sql = {fmt::format(
      "COMMENT ON TABLE {} IS {}", full_name(name),
      sql_text(fmt::format("{}. {}\n{}", title, head.description, manifest_json(provenance))))};
  for (std::size_t c = 0; c < fields.size(); ++c) {
    if (head.columns[c].meaning.empty()) continue;
    sql.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", full_name(name), sql_name(fields[c]),
                              sql_text(head.columns[c].meaning)));
  }
  return run_all(server, sql);
}

// As QGIS makes its table of styles, which it looks for in the schema `public` alone.
constexpr const char* styles_table =
    "CREATE TABLE IF NOT EXISTS public.layer_styles (id SERIAL PRIMARY KEY, f_table_catalog "
    "varchar, f_table_schema varchar, f_table_name varchar, f_geometry_column varchar, stylename "
    "text, styleqml xml, stylesld xml, useasdefault boolean, description text, owner varchar(63) "
    "DEFAULT CURRENT_USER, ui xml, update_time timestamp DEFAULT CURRENT_TIMESTAMP)";

// A style is a courtesy: where it may not be kept, the table stays all the same.
Result<std::string> add_style(Server& server, const TableName& name, const table::Layer& head) {
  const auto may = server.ask(
      "SELECT CASE WHEN to_regclass('public.layer_styles') IS NULL THEN "
      "has_schema_privilege('public', 'CREATE') ELSE has_table_privilege('public.layer_styles', "
      "'INSERT') AND has_table_privilege('public.layer_styles', 'DELETE') END::int");
  if (!may) return fail(may.error());
  if (*may != "1") return std::string("its style is not kept: no right to write layer_styles");
  const std::string schema =
      name.schema.empty() ? std::string("current_schema()") : sql_text(name.schema);
  const auto added = run_all(
      server,
      {styles_table,
       fmt::format("DELETE FROM public.layer_styles WHERE f_table_catalog = current_database() AND "
                   "f_table_schema = {} AND f_table_name = {}",
                   schema, sql_text(name.table)),
       fmt::format(
           "INSERT INTO public.layer_styles (f_table_catalog, f_table_schema, f_table_name, "
           "f_geometry_column, stylename, styleqml, useasdefault, description) VALUES "
           "(current_database(), {}, {}, 'geom', {}, XMLPARSE(DOCUMENT {}), true, {})",
           schema, sql_text(name.table), sql_text(std::string(cut_utf8(as_utf8(name.table), 30))),
           sql_text(head.style_qml), sql_text(head.title))});
  if (!added) return fail(added.error());
  return std::string();
}

// The unfinished table with its key and its counter takes the name; what had it goes, unless
// something else is built on it.
Result<void> take_place(Server& server, const TableName& unfinished, const TableName& name,
                        bool replace) {
  std::vector<std::string> sql;
  if (replace) sql.push_back("DROP TABLE " + full_name(name));
  sql.push_back(
      fmt::format("ALTER TABLE {} RENAME TO {}", full_name(unfinished), sql_name(name.table)));
  const auto rename = [&](const char* kind, const char* ending) {
    sql.push_back(fmt::format("ALTER {} IF EXISTS {} RENAME TO {}", kind,
                              full_name({name.schema, unfinished.table + ending}),
                              sql_name(name.table + ending)));
  };
  rename("INDEX", "_pk");
  rename("INDEX", "_pkey");
  rename("INDEX", "_geom_idx");
  rename("SEQUENCE", "_fid_seq");
  return run_all(server, sql);
}

// Rows, key and shapes into a table that nobody looks for; the index last, which is faster.
Result<void> fill(GDALDataset& dataset, Server& server, const TableName& unfinished,
                  table::LayerRows& rows, std::vector<std::string> fields,
                  const GdalMessages& messages) {
  const bool has_shapes = !std::holds_alternative<std::monostate>(rows.head().geometry);
  const auto extent = extent_of(rows);
  if (!extent) return fail(extent.error());
  Making making{.name = unfinished.table,
                .options = {"FID=fid", "GEOMETRY_NAME=geom", "LAUNDER=NO", "PRECISION=NO",
                            "SPATIAL_INDEX=NONE"},
                .fields = std::move(fields),
                .in_transaction = true};
  if (!unfinished.schema.empty()) making.options.push_back("SCHEMA=" + unfinished.schema);
  if (const auto added = add_layer(dataset, rows, *extent, making, messages); !added) return added;
  GDALFlushCache(&dataset);
  if (messages.failed()) return write_failure(messages);
  const auto count = server.ask("SELECT count(*) FROM " + full_name(unfinished));
  if (!count) return fail(count.error());
  if (*count != std::to_string(rows.size())) {
    return fail(ErrorCode::cannot_write,
                fmt::format("the table holds {} rows, not {}", *count, rows.size()));
  }
  if (!has_shapes) return {};
  return server.run(fmt::format("CREATE INDEX ON {} USING GIST (geom)", full_name(unfinished)));
}

// Looked at before the work: a table in the way, and a place for shapes.
Result<bool> stands(Server& server, const TableName& name, const table::Layer& head,
                    bool overwrite) {
  if (!name.schema.empty()) {
    const auto schema = server.ask(
        fmt::format("SELECT to_regnamespace({})::text", sql_text(sql_name(name.schema))));
    if (!schema) return fail(schema.error());
    if (schema->empty()) return fail(ErrorCode::cannot_write, "no schema " + name.schema);
  }
  const auto found =
      server.ask(fmt::format("SELECT to_regclass({})::text", sql_text(full_name(name))));
  if (!found) return fail(found.error());
  if (!found->empty() && !overwrite) {
    return fail(ErrorCode::already_exists,
                fmt::format("table {} exists already (--overwrite replaces it)", *found));
  }
  if (!std::holds_alternative<std::monostate>(head.geometry)) {
    const auto postgis = server.ask("SELECT extname FROM pg_extension WHERE extname = 'postgis'");
    if (!postgis) return fail(postgis.error());
    if (postgis->empty()) {
      return fail(ErrorCode::unavailable,
                  "the database has no PostGIS, which shapes need; its owner can say CREATE "
                  "EXTENSION postgis");
    }
  }
  return !found->empty();
}

Error named(const std::string& shown, const Error& error) {
  if (error.code == ErrorCode::already_exists || error.code == ErrorCode::unavailable) {
    return {error.code, shown + ": " + error.message};
  }
  return naming(shown, error).value();
}

}  // namespace

bool is_database(const std::filesystem::path& output) {
  const std::string name = output.string();
  return name.starts_with("PG:") || name.starts_with("pg:");
}

Result<TableName> table_name(const std::string& typed) {
  const auto dot = typed.find('.');
  TableName name{dot == std::string::npos ? std::string() : typed.substr(0, dot),
                 dot == std::string::npos ? typed : typed.substr(dot + 1)};
  if (name.table.empty() || (dot == 0)) {
    return fail(ErrorCode::usage, fmt::format("--layer '{}': name a table, as hot_cells or "
                                              "crime.hot_cells",
                                              typed));
  }
  if (std::max(name.table.size(), name.schema.size()) > longest_name) {
    return fail(
        ErrorCode::usage,
        fmt::format("--layer {}: a database holds names of up to {} bytes", typed, longest_name));
  }
  return name;
}

Result<DatabaseLayer> DatabaseLayer::make(const std::string& connection, const std::string& typed,
                                          table::LayerRows& rows, const WriteOptions& options) {
  const table::Layer& head = rows.head();
  const std::string shown = without_password(connection);
  const auto name = table_name(typed.empty() ? head.name : typed);
  if (!name) return fail(name.error());
  GdalMessages messages;
  auto dataset = connect(connection, messages);
  if (!dataset) return fail(named(shown, dataset.error()));
  DatabaseLayer made;
  made.dataset_ = std::move(*dataset);
  if (made.dataset_->StartTransaction() != OGRERR_NONE) {
    return fail(named(shown, write_failure(messages).value()));
  }
  Server server(*made.dataset_, messages);
  const auto in_transaction = [&]() -> Result<std::vector<std::string>> {
    const auto replace = stands(server, *name, head, options.overwrite);
    if (!replace) return fail(replace.error());
    const auto backend = server.ask("SELECT pg_backend_pid()");
    if (!backend) return fail(backend.error());
    const TableName unfinished{name->schema, "hotward_unfinished_" + *backend};
    FieldNames fields = field_names(head.columns, {"a database", {"fid", "geom"}, longest_name});
    std::vector<std::string> warnings = std::move(fields.warnings);
    if (const auto filled = fill(*made.dataset_, server, unfinished, rows, fields.names, messages);
        !filled) {
      return fail(filled.error());
    }
    if (const auto placed = take_place(server, unfinished, *name, *replace); !placed) {
      return fail(placed.error());
    }
    if (const auto told = add_comments(server, *name, head, fields.names, options.provenance);
        !told) {
      return fail(told.error());
    }
    if (head.style_qml.empty()) return warnings;
    const auto style = add_style(server, *name, head);
    if (!style) return fail(style.error());
    if (!style->empty()) warnings.push_back(*style);
    return warnings;
  };
  const auto warnings = unless_stopped(in_transaction);
  if (!warnings) return fail(named(shown, warnings.error()));
  made.file_ = {shown + " table " + (typed.empty() ? head.name : typed), rows.size(), {}};
  for (const std::string& warning : *warnings) {
    made.file_.warnings.push_back(name->table + ": " + warning);
  }
  return made;
}

Result<LayerFile> DatabaseLayer::commit() {
  GdalMessages messages;
  if (dataset_->CommitTransaction() != OGRERR_NONE) {
    return fail(named(file_.path.string(), write_failure(messages).value()));
  }
  if (const auto closed = close_dataset(dataset_, messages); !closed) {
    return fail(named(file_.path.string(), closed.error()));
  }
  return std::move(file_);
}

}  // namespace hotward::io

// Runs gi_star.sql in DuckDB's package for Node (npm install @duckdb/node-api):
//   node duckdb.mjs incidents.csv cells.csv lookup.csv found.csv
// In DuckDB's own shell the same statements do: docs/distributed.md.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [incidents, cells, lookup, found] = process.argv.slice(2);
// NODE_PATH is looked at by require() alone.
const { DuckDBInstance } = createRequire(import.meta.url)("@duckdb/node-api");
const connection = await (await DuckDBInstance.create(":memory:")).connect();
const quoted = (path) => `'${path.replaceAll("'", "''")}'`;
const query = readFileSync(new URL("gi_star.sql", import.meta.url), "utf8");
await connection.run(`CREATE VIEW incidents AS SELECT x AS easting, y AS northing
  FROM ${quoted(incidents)} WHERE area_code IS NOT NULL`);
await connection.run(`CREATE VIEW cells AS SELECT cell_id FROM ${quoted(cells)}`);
await connection.run(`CREATE VIEW lookup AS SELECT * FROM ${quoted(lookup)}`);
await connection.run(`COPY (${query}) TO ${quoted(found)} (HEADER)`);

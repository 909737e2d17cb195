// Runs each query of the list on standard input in DuckDB, and prints the list of its rows.
const { DuckDBInstance } = require("@duckdb/node-api");
const queries = JSON.parse(require("fs").readFileSync(0, "utf8"));
(async () => {
  const c = await (await DuckDBInstance.create(":memory:")).connect();
  const answers = [];
  for (const q of queries) {
    answers.push((await c.runAndReadAll(q)).getRowObjectsJson());
  }
  console.log(JSON.stringify(answers));
})().catch((e) => {
  console.error(String(e));
  process.exit(1);
});

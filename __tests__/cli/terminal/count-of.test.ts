import { readFileSync } from "node:fs";
import path from "node:path";
import { nextCommands, renderAdded } from "../../../cli/dataset/add/render-added";
import { renderDryRun } from "../../../cli/destroy/plan/render-plan";
import { renderDeployment } from "../../../cli/emulator/up-command";
import { forecast } from "../../../cli/publish/dry-run/dry-run";
import { renderForecast, summarize } from "../../../cli/publish/dry-run/render-forecast";
import { findViolations } from "../../../cli/publish/find-violations";
import { renderPublished } from "../../../cli/publish/render-published";
import { rejectWrongTarget } from "../../../cli/publish/wrong-target/reject-wrong-target";
import { renderQueryResult } from "../../../cli/query/formats/result-text";
import { countOf } from "../../../cli/terminal/count-of";
import { column } from "../../../model/dataset/column-type";
import { projectFiles, root } from "../../support/sources/project-files";

describe("a number with its noun", () => {
  it.each([
    [0, "0 rows"],
    [1, "1 row"],
    [2, "2 rows"],
  ])("of %d is '%s'", (count, text) => {
    expect(countOf(count, "row")).toBe(text);
  });
});

/** One of something that is many, as `1 rows`, and a noun in both numbers, as `row(s)`. */
const WRONG_NUMBER =
  /(?<![\d.,:-])1 (?!is\b|has\b|was\b)(?:more )?[a-z]+(?<![aius])s\b|[a-z]\(s\)/g;

const one = { name: "one", description: "One.", columns: { id: column.int() } };

/** What commands print where there is one of everything. */
const outputs: Readonly<Record<string, () => string | Promise<string>>> = {
  "a dry run": async () => {
    const forecasts = await forecast([{ where: "event 1", source: '{"id":"x"}' }], one, () => {
      // No progress.
    });
    return renderForecast(summarize(forecasts), forecasts, one.columns);
  },
  "a publication": () =>
    renderPublished({
      ...{ published: 1, failed: 0, batches: 1, retries: 0 },
      ...findViolations(new Map([[1, { id: "x" }]]), one),
      delivered: { since: "2026-11-29T10:00:00.000Z", rows: 1, failed: 0, crawled: true },
    }),
  "a wrong target": () =>
    rejectWrongTarget(new Map([[1, { key: 1 }]]), one, {
      known: [one, { ...one, name: "other", columns: { key: column.int() } }],
      readFor: () => Promise.resolve([{ key: 1 }]),
      retry: () => "the command",
    }).then(
      () => "",
      (error: unknown) => String(error),
    ),
  "a new dataset": () => {
    const added = {
      ...{ dataset: "one", file: "config/datasets/one.ts", written: true, events: 1, source: "" },
      ...{ fields: [], candidates: {}, readAs: {}, hints: [] },
    };
    return `${renderAdded(added)}\n${nextCommands(added, "one.json", [])}`;
  },
  "a query": () =>
    renderQueryResult({
      ...{ columns: [{ name: "id", type: "integer" }], rows: [["1"]] },
      ...{ dataScannedBytes: 2, executionMilliseconds: 2, queryExecutionId: "q" },
    }),
  "a deployment": () =>
    renderDeployment(
      {
        endpointUrl: "http://127.0.0.1:4566",
        changes: { add: 1, change: 1, remove: 1 },
        outputs: {},
        removedDatasets: [],
      },
      ["one"],
    ),
  "a destruction": () =>
    renderDryRun({
      ...{ environment: "dev", accountId: "111122223333", region: "us-east-1", missingKeys: [] },
      ...{ resources: { aws_s3_bucket: 1 }, lost: [], unmanagedTables: [] },
      buckets: [{ bucket: "lake", versions: 1, deleteMarkers: 1, uploads: 1, bytes: 1 }],
      keys: [{ address: "key", keyId: "k1", waitingDays: 1 }],
    }),
};

describe("one of something", () => {
  it.each(Object.entries(outputs))("is no plural in the output of %s", async (_, output) => {
    const text = await output();
    expect(text).not.toBe("");
    expect(text.match(WRONG_NUMBER)).toBeNull();
  });

  it("is no plural in a message with the number of elements", () => {
    const wrong = projectFiles(/^cli\/(?!review\/).*\.ts$/).flatMap((file) =>
      [
        ...readFileSync(path.join(root, file), "utf8").matchAll(
          /\$\{[^{}]*\.(?:length|size)\} [a-z]+s\b(?<!as|is|has|policies)/g,
        ),
      ].map(([text]) => `${file}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });
});

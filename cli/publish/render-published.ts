import { countOf } from "../terminal/count-of";
import { renderTable } from "../terminal/layout/render-table";
import type { QueryableRecords } from "./await-queryable";
import type { FoundViolations } from "./find-violations";
import type { PublishResult } from "./publish-result";

/** What `lake publish` prints with `--json`. */
export interface PublishedDocument
  extends PublishResult, Partial<Omit<FoundViolations, "violations">> {
  /** What `--wait` awaited. */
  readonly delivered?: QueryableRecords;
}

/** The counts as a table, and after `--wait` what can be queried and what breaks the contract. */
export function renderPublished(document: PublishedDocument): string {
  const { published, failed, batches, retries, violations, delivered } = document;
  const table = renderTable(
    [
      "published",
      "failed",
      "batches",
      "retries",
      ...(violations === undefined ? [] : ["violations"]),
    ],
    [[published, failed, batches, retries, ...(violations === undefined ? [] : [violations])]],
  );
  if (delivered === undefined) return table;
  const { since, rows, failed: lost } = delivered;
  return [
    table,
    `Delivered since ${since}: ${countOf(rows, "row")}, ${lost} not converted`,
    ...describeViolations(document),
  ].join("\n");
}

function describeViolations(document: PublishedDocument): string[] {
  const { violating = 0, violations = 0, firstViolation } = document;
  if (firstViolation === undefined) return [];
  const verb = violating === 1 ? "breaks" : "break";
  return [
    `${countOf(violating, "event")} ${verb} the contract, with ${countOf(violations, "violation")}; the first: ${firstViolation}`,
    "All of them, and what happens to each value: the same command with --dry-run",
  ];
}

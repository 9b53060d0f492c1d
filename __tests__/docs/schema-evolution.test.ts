import { readFileSync } from "node:fs";
import { join } from "node:path";
import { column } from "../../model/dataset/column-type";
import { sampleEvents } from "../fixtures/datasets/sample-events";
import { changeRules } from "../../model/schema-evolution/schema-change-rules";
import { changeText, compareSchemas } from "../../model/schema-evolution/schema-changes";
import { schemaFingerprint } from "../../model/schema-evolution/schema-fingerprint";
import { schemaOf } from "../../model/schema-evolution/schema-lock";
import { icebergChangeExamples } from "../support/plans/iceberg-change-examples";
import { schemaChangeExamples } from "../support/plans/schema-change-examples";

const pageOf = (name: string) => readFileSync(join(__dirname, "../../docs", name), "utf8");
const page = pageOf("data/schema-evolution.md");

/** Cells of a page's table of changes. */
function documentedChanges(text: string): string[][] {
  return text
    .slice(text.search(/^\| change /m))
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    )
    .filter(([first = ""]) => !first.startsWith("---"));
}

describe("the page about schema evolution", () => {
  it("lists every kind of change with the verdict of the gate", () => {
    const rows = Object.values(schemaChangeExamples).map(({ title, before, after }) => {
      const [change] = compareSchemas(before, after);
      if (change === undefined) throw new Error(`${title} is no change`);
      const verdict = change.compatible ? "passes" : "rejected";
      return [title, `\`${changeText(change)}\``, verdict, change.effect];
    });
    expect(rows).toHaveLength(Object.keys(changeRules).length);
    expect(documentedChanges(page)).toEqual([
      ["change", "example", "gate", "effect on existing data"],
      ...rows,
    ]);
  });

  it("lists every kind of change of an Iceberg table on the page about them", () => {
    const rows = Object.values(icebergChangeExamples).map(({ title, before, after }) => {
      const [change] = compareSchemas(before, after);
      if (change === undefined) throw new Error(`${title} is no change`);
      const { compatible, acceptable, effect } = change;
      const rejected = acceptable === false ? "rejected, can't be accepted" : "rejected";
      return [title, `\`${changeText(change)}\``, compatible ? "passes" : rejected, effect];
    });
    expect(documentedChanges(pageOf("iceberg.md"))).toEqual([
      ["change", "example", "gate", "effect on existing data"],
      ...rows,
    ]);
  });

  it("shows an acceptance as the gate prints it", () => {
    const { event } = sampleEvents.columns;
    const wider = column.struct({ ...event.fields, staffId: column.bigint() });
    const changed = { ...sampleEvents, columns: { ...sampleEvents.columns, event: wider } };
    const [change] = compareSchemas(schemaOf(sampleEvents), schemaOf(changed));
    if (change === undefined) throw new Error("Nothing has changed");
    expect(page).toContain(`"change": ${JSON.stringify(changeText(change))}`);
  });

  it("shows the fingerprint of the committed dataset", () => {
    expect(page).toContain(`.schema-${schemaFingerprint(sampleEvents.columns)}.parquet`);
  });
});

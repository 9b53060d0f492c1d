import { datasets } from "../fixtures/datasets";
import { documentedTable } from "./support/generated-table";
import { grantRows } from "./support/grant-rows";
import { policyRows } from "./support/policy-rows";
import type { StatementRow } from "./support/policy-rows";
import { environmentOf, synthesizeLake } from "../support/plans/synth";
import { canDo, workflowQuestions } from "../support/plans/workflow-questions";

// With a crawler, so that the page shows every possible role.
const partitions = { type: "crawler" } as const;
const prod = synthesizeLake(environmentOf("prod", { partitions }), datasets);
// With every possible grant of Lake Formation.
const granting = synthesizeLake(
  environmentOf("prod", {
    partitions,
    lakeFormation: {
      locationRegistered: true,
      readers: { analysts: "arn:aws:iam::111122223333:role/analysts" },
    },
  }),
  datasets,
);

/** Replaces what differs between accounts and datasets by placeholders. */
function general(text: string): string {
  return datasets.reduce(
    (open, { name }) =>
      open.replaceAll(name, "<dataset>").replaceAll(name.replaceAll("_", "-"), "<dataset>"),
    text
      .replaceAll("${data.aws_caller_identity.current.account_id}", "<account>")
      .replaceAll(/\$\{(aws_kms_key\.\w+)\.arn\}/g, "$1"),
  );
}

const code = (texts: readonly string[]) =>
  texts.length === 0 ? "-" : texts.map((text) => `\`${text}\``).join("<br>");

/** The rows of a table; rows that are the same for every dataset appear once. */
function tableRows<Row = StatementRow>(
  described: readonly Row[],
  columns: (row: Row) => readonly string[],
): string[][] {
  const rows = described.map((row) => columns(row).map(general));
  return [...new Map(rows.map((row) => [row.join("|"), row])).values()].sort((a, b) =>
    a.join("|") < b.join("|") ? -1 : 1,
  );
}

const tables = {
  permissions: {
    header: ["role", "statement", "actions", "resources", "conditions", "rationale"],
    rows: tableRows(policyRows(prod, "permissions"), (row) => [
      code([row.owner]),
      row.sid,
      code(row.actions),
      code(row.resources),
      code(row.conditions),
      row.why,
    ]),
  },
  trust: {
    header: ["role", "trusted principal", "conditions", "rationale"],
    rows: tableRows(policyRows(prod, "trust"), (row) => [
      code([row.owner]),
      code(row.principals),
      code(row.conditions),
      row.why,
    ]),
  },
  "resource policies": {
    header: ["resource", "statement", "effect", "principal", "actions", "conditions", "rationale"],
    rows: tableRows(policyRows(prod, "resource policies"), (row) => [
      code([row.owner]),
      row.sid,
      row.effect,
      code(row.principals),
      code(row.actions),
      code(row.conditions),
      row.why,
    ]),
  },
  workflows: {
    header: ["capability", "deploy role", "review role", "evaluated calls"],
    rows: workflowQuestions.map((asked) => [
      asked.question,
      canDo("deploy_role", asked) ? "**yes**" : "no",
      canDo("review_role", asked) ? "**yes**" : "no",
      code([...asked.calls, ...(asked.byLakeRole ?? [])].map(({ action }) => action)),
    ]),
  },
  grants: {
    header: ["principal", "permissions", "resource"],
    rows: tableRows(grantRows(granting), (row) => [
      code([row.principal]),
      code(row.permissions),
      code([row.resource]),
    ]),
  },
};

describe("the page about permissions", () => {
  it.each(Object.entries(tables))("lists the %s that are deployed", (name, table) => {
    expect(table.rows.length).toBeGreaterThan(0);
    // Out of date? Run: npm run docs:security
    expect(documentedTable("security/permissions.md", name, table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });

  it("has the rationale of every statement, in one sentence", () => {
    const kinds = ["permissions", "trust", "resource policies"] as const;
    for (const { owner, sid, why } of kinds.flatMap((kind) => policyRows(prod, kind))) {
      expect([owner, sid, why]).toEqual([owner, sid, expect.stringMatching(/^[A-Z].+\.$/)]);
    }
  });

  it("omits no policy", () => {
    const shown = [...policyRows(prod, "permissions"), ...policyRows(prod, "trust")];
    expect(new Set(shown.map(({ owner }) => owner))).toEqual(
      new Set(Object.values(prod.resourcesOf("aws_iam_role")).map(({ name }) => name)),
    );
    const documents = Object.values(prod.resources).flatMap((block) =>
      [...JSON.stringify(block).matchAll(/aws_iam_policy_document\.(\w+)\.json/g)].map(
        ([, name]) => name,
      ),
    );
    expect(documents.sort()).toEqual([...prod.policyDocuments].sort());
    const carriers = /aws_(iam_role|iam_role_policy|s3_bucket_policy|sns_topic_policy)\./;
    for (const [address, block] of Object.entries(prod.resources)) {
      if (JSON.stringify(block).includes("aws_iam_policy_document"))
        expect(address).toMatch(carriers);
    }
  });
});

import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import { lakeNames } from "../../../model/naming/names";
import { ServiceReference } from "../../support/authorization/service-reference";
import {
  ACCOUNT,
  gitHubAccess,
  gitHubEnvironment,
  isAllowed,
  policiesOf,
} from "../../support/plans/github-access";
import type { Call } from "../../support/plans/github-access";
import { toIam } from "../../support/plans/iam-policy";
import { synthesizeLake } from "../../support/plans/synth";
import { isWithinBoundary } from "../../support/plans/workflow-questions";

const github = { repository: "my-company/data-lake" };
const orders = defineDataset({
  name: "orders",
  description: "Orders.",
  storage: "iceberg",
  columns: { order_id: column.bigint() },
});
const { project, name, existing } = gitHubEnvironment;
const names = lakeNames({ project, environment: name, accountId: ACCOUNT, existing });
const access = gitHubAccess({}, {}, true);
const plain = gitHubAccess();
const lake = synthesizeLake({ ...gitHubEnvironment, github }, [orders]);

const table = `arn:aws:glue:us-east-1:${ACCOUNT}:table/${names.database}/orders`;
const metadata = `arn:aws:s3:::${names.lakeBucket}/data/orders/metadata/00001-a.metadata.json`;
const optimizer = `arn:aws:iam::${ACCOUNT}:role/streaming-data-lake-prod-orders-optimizer`;
const forGlue = { "iam:PassedToService": "glue.amazonaws.com" };

describe("workflows of a lake with Iceberg tables", () => {
  it.each<[string, Call]>([
    ["make an optimizer", { action: "glue:CreateTableOptimizer", resource: table }],
    ["change an optimizer", { action: "glue:UpdateTableOptimizer", resource: table }],
    ["remove an optimizer", { action: "glue:DeleteTableOptimizer", resource: table }],
    ["read an optimizer", { action: "glue:GetTableOptimizer", resource: table }],
    ["pass the role of it", { action: "iam:PassRole", resource: optimizer, context: forGlue }],
    ["write metadata", { action: "s3:PutObject", resource: metadata }],
    ["read metadata", { action: "s3:GetObject", resource: metadata }],
  ])("may %s in a deployment, and of others not", (_, call) => {
    expect(isAllowed("deploy_role", call, access)).toBe(true);
    expect(isAllowed("deploy_role", call, plain)).toBe(false);
    expect(isAllowed("review_role", call, access)).toBe(call.action.startsWith("glue:Get"));
  });

  it.each<[string, Call]>([
    ["delete metadata", { action: "s3:DeleteObject", resource: metadata }],
    [
      "read a file of data",
      { action: "s3:GetObject", resource: metadata.replace("/metadata/", "/data/") },
    ],
    ["delete the table", { action: "glue:DeleteTable", resource: table }],
    [
      "change an optimizer of another environment",
      { action: "glue:UpdateTableOptimizer", resource: table.replace("_prod/", "_dev/") },
    ],
  ])("may not %s", (_, call) => {
    expect(isAllowed("deploy_role", call, access)).toBe(false);
  });

  it("have actions that AWS's service authorization reference has", async () => {
    const known = await ServiceReference.load(["glue", "s3", "kms", "logs"]);
    const statements = [
      ...policiesOf(access, "deploy_role").flat(),
      ...Object.values(access.statements("roles_boundary_permissions")).map(toIam),
    ].filter(({ Sid }) => /Optimizer|TableMetadata|TableFiles|CommitToTables/.test(Sid ?? ""));
    const actions = statements.flatMap(({ Action }) => Action).filter((each) => !/^iam/.test(each));
    expect(actions.length).toBeGreaterThan(8);
    expect(actions.filter((action) => known.expand(action).length !== 1)).toEqual([]);
  });

  it("bound roles by all that delivery and upkeep need", () => {
    const needed = lake.policyDocuments
      .filter((document) => /^orders_(delivery_stream|optimizers)_.*permissions$/.test(document))
      .flatMap((document) => Object.values(lake.statements(document)))
      // As the modules render them.
      .map((block) => block as unknown as { sid: string; actions: string[]; resources: string[] })
      .filter(({ sid }) => /Commit|Delete|WriteLogs/.test(sid));
    expect(needed.length).toBeGreaterThan(3);
    const calls = needed.flatMap(({ actions, resources }) =>
      actions.flatMap((action) => resources.map((resource) => ({ action, resource }))),
    );
    expect(calls.filter((call) => !isWithinBoundary(call, access))).toEqual([]);
  });
});

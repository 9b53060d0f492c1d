import { deployerPolicies } from "../../../cli/deployer-policy/deployer-policies";
import { MAXIMUM_CHARACTERS } from "../../../cli/deployer-policy/managed-policy";
import type { ManagedPolicy, Statement } from "../../../cli/deployer-policy/managed-policy";
import { datasets } from "../../fixtures/datasets";
import { environments } from "../../../config/environments";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { parsePolicy } from "../../../local/iam/policy/policy-document";
import { column } from "../../../model/dataset/column-type";
import { defineDataset } from "../../../model/dataset/dataset";
import type { Dataset } from "../../../model/dataset/dataset";
import type { Environment } from "../../../model/environment/environment";
import { hasS3State } from "../../../model/naming/state-location";
import { StateBackendStack } from "../../../stacks/state-backend-stack";
import { checkPolicy } from "../../support/authorization/check-policy";
import { ServiceReference } from "../../support/authorization/service-reference";
import { articleResources } from "../../support/plans/article-resources";
import { environmentOf, synthesizeLake, synthesizeStack } from "../../support/plans/synth";
import type { SynthesizedStack } from "../../support/plans/synth";

const accountId = "111122223333";
const icebergOrders = defineDataset({
  name: "orders",
  description: "Orders.",
  storage: "iceberg",
  columns: { order_id: column.bigint() },
});

const resourcesOf = ({ resources }: SynthesizedStack) =>
  Object.entries(resources).map(([address, values]) => ({
    address,
    type: address.split(".")[0] ?? "",
    values,
  }));

function policiesOf(changes: Environment, of: readonly Dataset[] = datasets): ManagedPolicy[] {
  const environment = { ...changes, accountId };
  const state = hasS3State(environment)
    ? resourcesOf(synthesizeStack((app) => new StateBackendStack(app, environment)))
    : [];
  return deployerPolicies(
    { lake: resourcesOf(synthesizeLake(environment, of)), state },
    environment,
  );
}

const statementsOf = (policies: readonly ManagedPolicy[]): readonly Statement[] =>
  policies.flatMap(({ document }) => document.Statement);

const onlyOne: Environment = environmentOf("dev", { accountId });
const everything: Environment = environmentOf("prod", {
  accountId,
  state: { type: "s3", region: "us-east-1" },
  partitions: { type: "crawler" },
  lakeFormation: { locationRegistered: true },
  catalogKeyArn: `arn:aws:kms:us-east-1:${accountId}:key/catalog`,
  monitoring: { emailAddresses: ["on-call@example.com"] },
  permissionsBoundaryArn: `arn:aws:iam::${accountId}:policy/boundary`,
});
const variants: readonly (readonly [string, Environment])[] = [
  ...environments.map((environment) => [environment.name, environment] as const),
  ["all settings", everything],
  ["resources that exist already", { ...everything, existing: articleResources(accountId) }],
];

describe("the policies of a deployer", () => {
  let reference: ServiceReference;
  beforeAll(async () => {
    const actions = statementsOf(policiesOf(everything)).flatMap(({ Action }) => Action);
    reference = await ServiceReference.load(actions.map((action) => action.split(":")[0] ?? ""));
  });

  describe.each(variants)("of %s", (_, environment) => {
    const policies = policiesOf(environment);

    it("know the calls for every type of resource, and fit into IAM's limit", () => {
      expect(policies.length).toBeLessThanOrEqual(10);
      for (const { document, characters } of policies) {
        expect(characters).toBe(JSON.stringify(document).replaceAll(/\s/g, "").length);
        expect(characters).toBeLessThanOrEqual(MAXIMUM_CHARACTERS);
      }
      const sids = statementsOf(policies).map(({ Sid }) => Sid);
      expect(new Set(sids).size).toBe(sids.length);
      expect(sids.filter((sid) => !/^[A-Za-z0-9]+$/.test(sid))).toEqual([]);
    });

    it("have valid actions, resources and conditions by AWS's service authorization reference", () => {
      const found = policies.flatMap(({ name, document }) =>
        checkPolicy(
          {
            name,
            kind: "identity",
            document: parsePolicy(JSON.stringify(document)),
            reasons: Object.fromEntries(
              document.Statement.map(({ Sid }) => [Sid, "asserted below"]),
            ),
          },
          reference,
        ),
      );
      expect(found).toEqual([]);
    });

    it("allow on every resource only what has no resource types", () => {
      const broad = statementsOf(policies).filter(({ Resource }) => Resource.includes("*"));
      const restrictable = broad
        .filter(({ Sid }) => Sid !== "ListStreamKeys")
        .flatMap(({ Action }) => Action)
        .filter((action) => (reference.expand(action)[0]?.resourceTypes.length ?? 1) > 0);
      expect(restrictable).toEqual([]);
    });
  });

  describe("of a lake with an Iceberg table", () => {
    const policies = policiesOf(onlyOne, [sampleEvents, icebergOrders]);
    const statements = statementsOf(policies);
    const statement = (sid: string) => statements.find(({ Sid }) => Sid === sid);

    it("allow its upkeep, and to pass the role of it", () => {
      expect(statements.flatMap(({ Action }) => Action)).toEqual(
        expect.arrayContaining([
          ...["glue:CreateTableOptimizer", "glue:DeleteTableOptimizer"],
          ...["glue:GetTableOptimizer", "glue:UpdateTableOptimizer"],
        ]),
      );
      expect(statement("PassRolesToGlue")?.Resource).toEqual(
        expect.arrayContaining([
          `arn:aws:iam::${accountId}:role/streaming-data-lake-dev-orders-optimizer`,
          `arn:aws:iam::${accountId}:role/streaming-data-lake-dev-sample-events-crawler`,
        ]),
      );
    });

    it("allow to write its metadata, and no other objects", () => {
      const bucket = `arn:aws:s3:::streaming-data-lake-dev-${accountId}-lake`;
      const metadata = `${bucket}/data/orders/metadata/*`;
      expect(statement("WriteTableMetadata")).toEqual({
        Sid: "WriteTableMetadata",
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: [metadata],
      });
      expect(statement("EncryptTableMetadata")?.Condition).toMatchObject({
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucket, metadata] },
      });
    });

    it("have valid actions, resources and conditions, and Sids of their own", async () => {
      const known = await ServiceReference.load(["glue", "iam", "s3", "kms"]);
      const names = ["PassRolesToGlue", "WriteTableMetadata", "EncryptTableMetadata"];
      const meant = statements.filter(
        ({ Sid, Action }) =>
          names.includes(Sid) || Action.some((action) => action.endsWith("TableOptimizer")),
      );
      const document = parsePolicy(JSON.stringify({ Version: "2012-10-17", Statement: meant }));
      const reasons = Object.fromEntries(meant.map(({ Sid }) => [Sid, "asserted above"]));
      expect(checkPolicy({ name: "iceberg", kind: "identity", document, reasons }, known)).toEqual(
        [],
      );
      expect(new Set(statements.map(({ Sid }) => Sid)).size).toBe(statements.length);
    });
  });

  it("name the resources of the environment, and of no other", () => {
    const resources = statementsOf(policiesOf(onlyOne)).flatMap(({ Resource }) => Resource);
    const others = resources.filter(
      (arn) => arn !== "*" && !/streaming[-_]data[-_]lake[-_]dev|:key\/\*$|:catalog$/.test(arn),
    );
    expect(others).toEqual([]);
    expect(resources).toEqual(
      expect.arrayContaining([
        `arn:aws:kinesis:us-east-1:${accountId}:stream/streaming-data-lake-dev-sample-events`,
        `arn:aws:s3:::streaming-data-lake-dev-${accountId}-lake`,
        `arn:aws:glue:us-east-1:${accountId}:table/streaming_data_lake_dev/*`,
      ]),
    );
  });

  it("pass each role to the service that it is for", () => {
    const passing = statementsOf(policiesOf(onlyOne, [sampleEvents])).filter(({ Action }) =>
      Action.includes("iam:PassRole"),
    );
    const role = (kind: string) =>
      `arn:aws:iam::${accountId}:role/streaming-data-lake-dev-sample-events-${kind}`;
    expect(
      passing.map(({ Resource, Condition }) => [
        Resource,
        Condition?.StringEquals?.["iam:PassedToService"],
      ]),
    ).toEqual([
      [[role("crawler")], ["glue.amazonaws.com"]],
      [[role("delivery")], ["firehose.amazonaws.com"]],
      [[role("publisher")], ["lambda.amazonaws.com"]],
    ]);
  });

  it("make, tag and delete keys of the environment only", () => {
    const conditions = Object.fromEntries(
      statementsOf(policiesOf(onlyOne))
        .filter(({ Sid }) => /^Kms.*Tagged/.test(Sid))
        .map(({ Action, Condition }) => [Action.join(), Condition]),
    );
    expect(conditions).toMatchObject({
      "kms:CreateKey": { StringEquals: { "aws:RequestTag/Environment": ["dev"] } },
      "kms:ScheduleKeyDeletion": { StringEquals: { "aws:ResourceTag/Environment": ["dev"] } },
    });
  });

  it("write and lock the states, whose bucket they never delete", () => {
    const statements = statementsOf(policiesOf(everything));
    const bucket = `arn:aws:s3:::streaming-data-lake-prod-${accountId}-terraform-state`;
    const on = (pattern: RegExp) =>
      statements
        .filter(({ Resource }) => Resource.some((arn) => pattern.test(arn)))
        .flatMap(({ Action }) => Action);
    expect(on(new RegExp(`^${bucket}/.*\\.tfstate$`)).sort()).toEqual([
      "s3:GetObject",
      "s3:PutObject",
    ]);
    expect(on(/\.tflock$/)).toContain("s3:DeleteObject");
    expect(on(new RegExp(`^${bucket}$`))).toContain("s3:CreateBucket");
    expect(on(new RegExp(`^${bucket}$`))).not.toContain("s3:DeleteBucket");
    expect(statementsOf(policiesOf(environmentOf("local"))).map(({ Sid }) => Sid)).not.toContain(
      "WriteStates",
    );
  });

  it("are divided where a lake has many datasets", () => {
    const many = Array.from({ length: 60 }, (_, at) => ({ ...sampleEvents, name: `events_${at}` }));
    const policies = policiesOf(onlyOne, many);
    expect(policies.length).toBeGreaterThan(10);
    for (const { characters } of policies)
      expect(characters).toBeLessThanOrEqual(MAXIMUM_CHARACTERS);
    const resources = statementsOf(policies).flatMap(({ Resource }) => Resource);
    const streams = many.map(({ name }) => name.replace("_", "-"));
    for (const name of streams) {
      expect(resources).toContain(
        `arn:aws:kinesis:us-east-1:${accountId}:stream/streaming-data-lake-dev-${name}`,
      );
    }
  });
});

import { emulatorAccountId } from "../../model/environment/emulator-account";
import { AppliedLake } from "../support/api-models/applied-lake";
import { variantOfAll } from "../support/api-models/lake-variants";
import { modelExceptions } from "../support/api-models/model-exceptions";
import { describeRun, mutateCalls } from "../support/api-models/mutation-run";
import { mutationKinds } from "../support/api-models/mutate-input";
import { RecordedCalls } from "../support/api-models/recorded-calls";
import type { PublishedModels } from "../../local/api-models/published-models";
import { findPublishedModels } from "../support/api-models/find-published-models";
import { proveDeployerPolicy } from "../support/authorization/deployer-proof";
import { askDeployRole, deploymentCalls } from "../support/authorization/deployment-calls";
import { gitHubAccess } from "../support/plans/github-access";
import { environmentOf } from "../support/plans/synth";
import type { SynthesizedStack } from "../support/plans/synth";
import { SEED } from "../support/random/seeded-fast-check";

const MINUTE = 60_000;
const location = { region: "us-east-1", accountId: emulatorAccountId };

/** The roles of the workflows of this lake, as for a first deployment. */
function deployRole(): SynthesizedStack {
  const environment = { ...environmentOf("local"), ...variantOfAll.environment };
  return gitHubAccess({ rolesMadeBy: "workflows" }, environment);
}

describe("the requests of a lake with all settings, checked against AWS's models", () => {
  let lake: AppliedLake;
  let models: PublishedModels;
  let recorded: RecordedCalls;

  beforeAll(async () => {
    models = await findPublishedModels();
    lake = await AppliedLake.start();
    await lake.apply(variantOfAll);
    recorded = RecordedCalls.read(models, lake.recording);
  }, 24 * MINUTE);
  afterAll(() => lake.stop());

  it("include the calls of each setting", () => {
    expect(recorded.operations).toEqual(
      expect.arrayContaining([
        "athena:CreateNamedQuery",
        "firehose:CreateDeliveryStream",
        "glue:CreateTable",
        "iam:CreateOpenIDConnectProvider",
        "iam:CreateRole",
        "kinesis:CreateStream",
        "kms:CreateKey",
        "lakeformation:GrantPermissions",
        "lambda:CreateFunction",
        "logs:CreateLogGroup",
        "monitoring:PutMetricAlarm",
        "s3:PutBucketLifecycleConfiguration",
        "sns:Subscribe",
      ]),
    );
  });

  it("comply with the models", () => {
    expect(recorded.violations).toEqual([]);
  });

  it(
    "would be reported for every rule that they could violate",
    () => {
      const run = mutateCalls(models, recorded.calls, SEED);
      process.stdout.write(`botocore ${models.version}, seed ${SEED}\n${describeRun(run)}`);
      expect(run.missed).toEqual([]);
      // No request of the lake has a union.
      const kinds = mutationKinds.filter((kind) => kind !== "second member of a union");
      for (const kind of kinds) expect([kind, run.counts[kind].made > 20]).toEqual([kind, true]);
    },
    3 * MINUTE,
  );

  it("are all allowed to the deploy role, on the resources that they name", async () => {
    const calls = deploymentCalls(models, lake.recording);
    const { allowed, denied } = await askDeployRole(calls, deployRole(), location);
    expect(allowed.length).toBeGreaterThan(200);
    expect(allowed).toContain(
      "kinesis:CreateStream on arn:aws:kinesis:us-east-1:123456789012:stream/streaming-data-lake-local-sample-events",
    );
    expect(denied).toEqual([]);
  });

  it("are all allowed by the policies that `lake deployer-policy` prints, and not without any one of their statements", async () => {
    const { allowed, denied, needed, asked } = await proveDeployerPolicy(
      lake,
      models,
      variantOfAll.environment,
    );
    expect(denied).toEqual([]);
    expect(allowed.length).toBeGreaterThan(200);
    expect(asked.filter((sid) => !needed.has(sid))).toEqual([
      // Terraform destroyed nothing yet; a run of `test:models` does.
      "GlueDatabaseRootcatalogTableUserdefinedfunction",
      // Either of the two allows kms:ListAliases; Kinesis needs the rest of the second, see its source.
      "KmsAnything",
      "KmsKeyTaggedScheduleKeyDeletion",
      "S3Object",
      // The calls of Lambda are not asked.
      "PassRolesToLambda",
      "ListStreamKeys",
    ]);
  });

  it("are denied to the deploy role on the resources of another lake", async () => {
    const calls = deploymentCalls(models, lake.recording);
    const text = JSON.stringify(calls)
      .replaceAll("streaming-data-lake", "another-lake")
      .replaceAll("streaming_data_lake", "another_lake");
    // The same calls with other names and tags.
    const others = JSON.parse(text) as typeof calls;
    const { allowed, denied } = await askDeployRole(others, deployRole(), location);
    expect(denied.length).toBeGreaterThan(200);
    expect(denied).toContain("kms:CreateKey on *");
    expect(allowed.filter((permission) => /another[-_]lake/.test(permission))).toEqual([]);
  });

  it("need every exception from the models", () => {
    expect([...recorded.used]).toEqual(modelExceptions);
  });
});

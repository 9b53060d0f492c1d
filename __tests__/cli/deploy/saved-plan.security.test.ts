import { CreateRoleCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { CreateKeyCommand } from "@aws-sdk/client-kms";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { applySavedPlan } from "../../../cli/deploy/apply-saved-plan";
import { configurationDigest } from "../../../cli/deploy/configuration-digest";
import { PlanStore, requirePlanStore } from "../../../cli/deploy/plan-store";
import { rolesForbiddenToWorkflows, roleChanges } from "../../../cli/deploy/role-changes";
import { packPlan, parseReceipt, sha256, unpackPlan } from "../../../cli/deploy/saved-plan";
import type { PlanOrigin, PlanReceipt } from "../../../cli/deploy/saved-plan";
import type { TerraformPlan } from "../../../cli/terraform/plan/terraform-plan";
import { terraformPlan } from "../../../cli/terraform/plan/run-plan";
import type { TerraformProps } from "../../../cli/terraform/run-terraform";
import { terraformApply } from "../../../cli/terraform/terraform-apply";
import { terraformInit } from "../../../cli/terraform/terraform-init";
import {
  hasS3State,
  s3StateLocation,
  savedPlanPrefix,
  stateObjectKey,
} from "../../../model/naming/state-location";
import { AwsClients } from "../../../local/aws-clients";
import { lakeHome } from "../../../local/home/lake-home";
import { findTerraform } from "../../../toolchain/terraform/terraform";
import { StateBackendStack } from "../../../stacks/state-backend-stack";
import { gitHubAccess, policiesOf } from "../../support/plans/github-access";
import type { WorkflowRole } from "../../support/plans/github-access";
import { ACCOUNT, keyPolicyOf } from "../../support/plans/iam-policy";
import { RunningEmulator } from "../../support/emulator/running-emulator";
import { environmentOf, synthesizeStack } from "../../support/plans/synth";

const MINUTE = 60_000;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const environment = environmentOf("prod", { accountId: ACCOUNT });
if (!hasS3State(environment)) throw new Error("The environment has no state in S3");
const stateEnvironment = environment;
const { bucket } = s3StateLocation(stateEnvironment);
const key = stateObjectKey(environment);
const denied = expect.objectContaining({ name: "AccessDenied" }) as Error;

describe("a plan that is approved before it is applied, by the workflows' own roles", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "saved-plan-"));
  let aws: RunningEmulator;
  let review: AwsClients;
  let deploy: AwsClients;
  let asReview: TerraformProps;
  let asDeploy: TerraformProps;

  beforeAll(async () => {
    aws = await RunningEmulator.start(true);
    await makeStateBucket();
    [review, asReview] = await actAs("review_role");
    [deploy, asDeploy] = await actAs("deploy_role");
    writeStack("first");
    await terraformInit(asDeploy, () => undefined);
    await terraformApply(asDeploy, () => undefined);
  }, MINUTE);

  afterAll(async () => {
    review?.destroy();
    deploy?.destroy();
    await aws?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    "is made without a lock, which the review may not write",
    async () => {
      const denied = await terraformPlan(asReview, "review.plan", () => undefined).then(
        () => "planned",
        String,
      );
      expect(denied).toContain("Error acquiring the state lock");
      expect(denied).toMatch(/s3:PutObject|AccessDenied|403/);
      // The message does not suggest to continue without a lock.
      expect(denied).not.toContain("-lock=false");
      await terraformPlan(asReview, "review.plan", () => undefined, false);
      expect(existsSync(path.join(folder, "review.plan"))).toBe(true);
    },
    MINUTE,
  );

  it("is created by a role that can neither write a state or a lock nor delete anything", async () => {
    for (const Key of [key, `${key}.tflock`, `other/${savedPlanPrefix(environment)}x`]) {
      await expect(
        review.s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "x" })),
      ).rejects.toEqual(denied);
      await expect(
        review.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key })),
      ).rejects.toEqual(denied);
    }
    const receipt = await savePlan("first");
    await expect(
      review.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: placeOf(receipt) })),
    ).rejects.toEqual(denied);
  });

  it(
    "is applied as it was saved, encrypted by the states' key, and leaves no copy",
    async () => {
      const receipt = await savePlan("second");
      const { ServerSideEncryption: encryption } = await aws.clients.s3.send(
        new GetObjectCommand({ Bucket: bucket, Key: placeOf(receipt) }),
      );
      expect(encryption).toBe("aws:kms");
      const changes = await applyReceipt(receipt);
      expect(changes).toMatchObject({ add: 0, change: 1, remove: 0 });
      expect(await stateText()).toContain('"second"');
      expect(existsSync(path.join(folder, "approved.plan"))).toBe(false);
    },
    MINUTE,
  );

  it(
    "is rejected once the state has changed, in one message, and changes nothing",
    async () => {
      const receipt = await savePlan("third");
      writeStack("somebody else's");
      await terraformApply(asDeploy, () => undefined);
      writeStack("third");
      const before = await stateText();
      await expect(applyReceipt(receipt)).rejects.toThrow(
        /^The state has changed since the plan was approved. Nothing was applied\.$/,
      );
      expect(await stateText()).toBe(before);
    },
    MINUTE,
  );

  it(
    "is the approved version, whatever is stored in its place",
    async () => {
      const receipt = await savePlan("fourth");
      const evil = packPlan(await originNow(), Buffer.from("another plan"));
      await new PlanStore(review.s3, stateEnvironment).save(COMMIT, evil);
      const { versionId, ...unversioned } = receipt;
      expect(versionId).toBeDefined();
      await expect(applyReceipt(unversioned)).rejects.toThrow(
        /not the approved one: its SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}/,
      );
      expect(await applyReceipt(receipt)).toMatchObject({ change: 1 });
      expect(await stateText()).toContain('"fourth"');
    },
    MINUTE,
  );

  it("is rejected if the checked-out commit synthesizes to another stack", async () => {
    const receipt = await savePlan("fifth");
    writeStack("sixth");
    await expect(applyReceipt(receipt)).rejects.toThrow("is for another configuration");
  });

  it("is rejected if it no longer exists", async () => {
    const { environment, sha256 } = await savePlan("first");
    const receipt = { environment, sha256, commit: "f".repeat(40) };
    await expect(new PlanStore(aws.clients.s3, stateEnvironment).load(receipt)).rejects.toThrow(
      /The saved plan s3:\S+\/f{40}\.json does not exist any more/,
    );
  });

  async function savePlan(input: string): Promise<PlanReceipt> {
    writeStack(input);
    await terraformPlan(asReview, "review.plan", () => undefined, false);
    const document = packPlan(await originNow(), readFileSync(path.join(folder, "review.plan")));
    return new PlanStore(review.s3, stateEnvironment).save(COMMIT, document);
  }

  async function applyReceipt(receipt: PlanReceipt) {
    const document = await new PlanStore(deploy.s3, stateEnvironment).load(receipt);
    const planFile = unpackPlan(document, receipt, await originNow());
    return applySavedPlan(
      asDeploy,
      planFile,
      () => undefined,
      () => undefined,
    );
  }

  async function originNow(): Promise<PlanOrigin> {
    const configuration = await configurationDigest(folder);
    return { environment: "prod", commit: COMMIT, configuration };
  }

  function placeOf({ commit }: PlanReceipt): string {
    return `${savedPlanPrefix(environment)}${commit}.json`;
  }

  async function stateText(): Promise<string> {
    const { Body: body } = await aws.clients.s3.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
    );
    return (await body?.transformToString()) ?? "";
  }

  /** A resource that Terraform itself has, with its state where the environment's is. */
  function writeStack(input: string): void {
    const backend = {
      bucket,
      key,
      region: aws.region,
      use_lockfile: true,
      use_path_style: true,
      skip_credentials_validation: true,
      skip_metadata_api_check: true,
      skip_requesting_account_id: true,
      endpoints: { s3: aws.endpointUrl },
    };
    const stack = {
      terraform: { backend: { s3: backend } },
      resource: { terraform_data: { lake: { input } } },
    };
    writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify(stack));
  }

  async function makeStateBucket(): Promise<void> {
    const stack = synthesizeStack((app) => new StateBackendStack(app, stateEnvironment));
    const { KeyMetadata: made } = await aws.clients.kms.send(
      new CreateKeyCommand({
        Policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: keyPolicyOf(stack, "state_key"),
        }),
      }),
    );
    await aws.clients.s3.send(new CreateBucketCommand({ Bucket: bucket }));
    await aws.clients.s3.send(
      new PutBucketVersioningCommand({
        Bucket: bucket,
        VersioningConfiguration: { Status: "Enabled" },
      }),
    );
    const byKey = { SSEAlgorithm: "aws:kms" as const, KMSMasterKeyID: made?.Arn };
    await aws.clients.s3.send(
      new PutBucketEncryptionCommand({
        Bucket: bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: byKey, BucketKeyEnabled: true }],
        },
      }),
    );
  }

  /** Makes a role with the policies that the stack gives it, and a Terraform that runs as it. */
  async function actAs(role: WorkflowRole): Promise<[AwsClients, TerraformProps]> {
    const stack = gitHubAccess({}, environment);
    const RoleName = String(stack.resource(`aws_iam_role.${role}`).name);
    const trust = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: "sts:AssumeRole",
    };
    const { Role: made } = await aws.clients.iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: trust }),
      }),
    );
    for (const [index, Statement] of policiesOf(stack, role).entries()) {
      await aws.clients.iam.send(
        new PutRolePolicyCommand({
          RoleName,
          PolicyName: `policy-${index}`,
          PolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement }),
        }),
      );
    }
    const { Credentials: session } = await aws.clients.sts.send(
      new AssumeRoleCommand({ RoleArn: made?.Arn, RoleSessionName: "job" }),
    );
    const credentials = {
      accessKeyId: session?.AccessKeyId ?? "",
      secretAccessKey: session?.SecretAccessKey ?? "",
      sessionToken: session?.SessionToken ?? "",
    };
    const { region, endpointUrl } = aws;
    const command = await findTerraform({
      toolsFolder: lakeHome().toolsFolder,
      progress: () => undefined,
    });
    const variables = {
      ...process.env,
      ...aws.variables,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_SESSION_TOKEN: credentials.sessionToken,
    };
    return [
      new AwsClients({ region, endpointUrl, credentials }),
      { command, stackFolder: folder, environment: variables },
    ];
  }
});

describe("a saved plan", () => {
  const origin: PlanOrigin = { environment: "prod", commit: COMMIT, configuration: "0".repeat(64) };
  const document = packPlan(origin, Buffer.from("plan"));
  const receipt: PlanReceipt = { environment: "prod", commit: COMMIT, sha256: sha256(document) };

  it("is extracted unchanged", () => {
    expect(unpackPlan(document, receipt, origin).toString()).toBe("plan");
  });

  it.each<[string, Partial<PlanOrigin>]>([
    ["environment", { environment: "dev" }],
    ["commit", { commit: "f".repeat(40) }],
    ["configuration", { configuration: "1".repeat(64) }],
  ])("is rejected for another %s", (what, changes) => {
    expect(() => unpackPlan(document, receipt, { ...origin, ...changes })).toThrow(
      `is for another ${what}`,
    );
  });

  it("is rejected with a changed byte", () => {
    const changed = Buffer.from(document.toString("utf8").replace(/.(?="}$)/, "!"));
    expect(() => unpackPlan(changed, receipt, origin)).toThrow("not the approved one");
  });

  it.each(["", "{}", "[]", '{"environment":"prod","commit":"x","sha256":"y"}', "null"])(
    "is not asked for by %j",
    (text) => {
      expect(() => parseReceipt(text, "-")).toThrow("- is not a receipt of a saved plan.");
    },
  );

  it("can't be stored if the state is not in S3", () => {
    const local = { ...environment, state: { type: "local", folder: "state" } } as const;
    expect(() => requirePlanStore(local)).toThrow("The state of prod is not in S3");
  });
});

describe("a plan of roles", () => {
  const change = (
    address: string,
    actions: string[],
    before: object | null,
    after: object | null,
  ) => ({
    address,
    type: "aws_iam_role",
    name: address,
    mode: "managed",
    change: { actions, before, after },
  });
  // As `terraform show -json` has it.
  const plan = {
    resource_changes: [
      change("made", ["create"], null, { assume_role_policy: "a" }),
      change("trusts", ["update"], { assume_role_policy: "a" }, { assume_role_policy: "b" }),
      change("described", ["update"], { assume_role_policy: "a" }, { assume_role_policy: "a" }),
      change(
        "replaced",
        ["delete", "create"],
        { assume_role_policy: "a" },
        { assume_role_policy: "a" },
      ),
      change("gone", ["delete"], { assume_role_policy: "a" }, null),
    ],
  } as unknown as TerraformPlan;

  it("needs a manual deploy if it creates one, or changes who can assume one", () => {
    expect(roleChanges(plan)).toEqual(["made", "trusts", "replaced"]);
  });

  it("is rejected for workflows, which create roles where the setting says so, but change no trust", () => {
    const github = { repository: "my-company/data-lake" };
    expect(rolesForbiddenToWorkflows({ ...environment, github }, plan)).toHaveLength(3);
    const trusting = { ...github, rolesMadeBy: "workflows" } as const;
    expect(rolesForbiddenToWorkflows({ ...environment, github: trusting }, plan)).toEqual([
      "trusts",
    ]);
  });
});

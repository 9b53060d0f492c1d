import { findRemainingResources } from "../../../../cli/destroy/remaining/remaining-resources";
import type { Environment } from "../../../../model/environment/environment";
import { gitHubStateName, stateObjectKey } from "../../../../model/naming/state-location";
import { renderDestroyed } from "../../../../cli/destroy/render-destroyed";
import { serviceError } from "../../../support/fake-aws/fake-aws";
import { environmentOf } from "../../../support/plans/synth";
import { ACCOUNT, resources } from "../support/lake-to-destroy";
import { VersionedBuckets } from "../support/versioned-buckets";

const GROUP = "/aws/lambda/shop-dev-orders-publisher";
const MIB = 1024 ** 2;
const dev = environmentOf("dev", {
  accountId: ACCOUNT,
  state: { type: "s3", bucket: "states", region: "us-east-1" },
});
const tags = (project: string, environment: string) => [
  { TagKey: "Project", TagValue: project },
  { TagKey: "Environment", TagValue: environment },
];

/** Keys of an account: one in the state, one that an earlier run scheduled, and those of others. */
const keys: Readonly<Record<string, { state: string; tags?: ReturnType<typeof tags> }>> = {
  k1: { state: "PendingDeletion", tags: [] },
  earlier: { state: "PendingDeletion", tags: tags(dev.project, "dev") },
  qa: { state: "PendingDeletion", tags: tags(dev.project, "qa") },
  other: { state: "PendingDeletion", tags: tags("another", "dev") },
  secret: { state: "PendingDeletion" },
  used: { state: "Enabled", tags: tags(dev.project, "dev") },
};

function accountWith(hasGroup: boolean, isDenied: boolean) {
  return new VersionedBuckets(
    { states: { versions: [{ Key: "state", VersionId: "v1", Size: 512 * MIB }], uploads: [] } },
    {
      ListKeysCommand: () => {
        if (isDenied) throw serviceError("AccessDeniedException", "not authorized");
        return { Keys: Object.keys(keys).map((KeyId) => ({ KeyId })) };
      },
      DescribeKeyCommand: ({ KeyId }) => ({
        KeyMetadata: {
          KeyState: keys[String(KeyId)]?.state ?? "Enabled",
          Description: "of the lake",
          DeletionDate: new Date("2026-12-06T10:00:00Z"),
        },
      }),
      ListResourceTagsCommand: ({ KeyId }) => {
        const found = keys[String(KeyId)]?.tags;
        if (found === undefined) throw serviceError("AccessDeniedException", "denied");
        return { Tags: found };
      },
      DescribeLogGroupsCommand: ({ logGroupNamePrefix }) => ({
        // One with a longer name that begins so.
        logGroups: [
          {
            logGroupName: hasGroup ? logGroupNamePrefix : `${String(logGroupNamePrefix)}-2`,
            storedBytes: MIB,
          },
        ],
      }),
    },
  );
}

interface LeftProps {
  readonly environment?: Environment;
  readonly endpointUrl?: string;
  /** @default - there is none */
  readonly gitHubState?: object | undefined;
  /** Whether the keys can't be listed. */
  readonly isDenied?: boolean;
}

async function left(hasGroup = true, props: LeftProps = {}) {
  const { environment = dev, endpointUrl, gitHubState, isDenied = false } = props;
  const { clients, objects } = accountWith(hasGroup, isDenied).aws;
  if (gitHubState !== undefined) {
    const key = stateObjectKey(environment, gitHubStateName);
    objects.set(`states/${key}`, Buffer.from(JSON.stringify(gitHubState)));
  }
  return findRemainingResources({
    environment,
    endpointUrl,
    accountId: ACCOUNT,
    resources,
    logGroups: [GROUP],
    clients,
    stateClients: clients,
  });
}

describe("what a destroyed environment leaves", () => {
  it("are the keys that wait for their deletion, with the date, also of an earlier run, and no other's", async () => {
    const pending = (await left()).filter(({ what }) => what.includes("scheduled for deletion"));
    expect(pending.map(({ name, until }) => [name, until])).toEqual([
      ["k1 (of the lake)", "2026-12-06T10:00:00.000Z"],
      ["earlier (of the lake)", "2026-12-06T10:00:00.000Z"],
    ]);
    expect(pending[0]?.advice).toContain("aws kms cancel-key-deletion --key-id k1");
  });

  it("are the bucket of the state and its key, with what they cost", async () => {
    const found = await left();
    expect(found.find(({ name }) => name === "states")).toMatchObject({
      what: "bucket of Terraform's states, 1 version, 512.0 MiB",
      // Half a GB at $0.023.
      centsPerMonth: 1.15,
    });
    expect(found.find(({ what }) => what === "its KMS key")).toMatchObject({ centsPerMonth: 100 });
  });

  it("are log groups that exist again, and none whose name only begins so", async () => {
    const isGroup = ({ what }: { what: string }) => what.startsWith("log group");
    expect((await left()).filter(isGroup)).toEqual([
      expect.objectContaining({ name: GROUP, what: "log group, 1.0 MiB" }),
    ]);
    expect((await left(false)).filter(isGroup)).toEqual([]);
  });

  it("can be removed by commands for its region, and for its emulator", async () => {
    const advice = (found: { advice: string }[]) =>
      found.flatMap((each) => (each.advice.includes("aws ") ? [each.advice] : []));
    const onAws = advice(await left());
    expect(onAws).toHaveLength(3);
    for (const each of onAws) expect(each).toMatch(/ --region us-east-1$/);
    const local = advice(await left(true, { endpointUrl: "http://127.0.0.1:4566" }));
    for (const each of local) {
      expect(each).toMatch(/ --region us-east-1 --endpoint-url http:\/\/127\.0\.0\.1:4566$/);
    }
  });

  it("is the stack of the workflows' roles only while its state has resources", async () => {
    const environment = { ...dev, github: { repository: "my-company/data-lake" } };
    const role = { mode: "managed", type: "aws_iam_role", name: "plan", instances: [{}] };
    const identity = { mode: "data", type: "aws_caller_identity", name: "me", instances: [{}] };
    const stacks = async (state: object | undefined) =>
      (await left(true, { environment, gitHubState: state })).filter(
        ({ name }) => name === "dev-github",
      );
    expect(await stacks({ resources: [role, identity] })).toHaveLength(1);
    expect(await stacks({ resources: [identity] })).toEqual([]);
    expect(await stacks({ resources: [] })).toEqual([]);
    expect(await stacks(undefined)).toEqual([]);
  });

  it("is reported also where a part can't be read, which is not known then", async () => {
    const found = await left(true, { isDenied: true });
    expect(found.map(({ what, name }) => `${what}: ${name}`)).toEqual([
      "KMS keys, scheduled for deletion: not known (not authorized)",
      expect.stringContaining("bucket of Terraform's states"),
      "its KMS key: alias/streaming-data-lake-dev-terraform-state",
      `log group, 1.0 MiB: ${GROUP}`,
    ]);
    expect(found[0]?.advice).toMatch(/To look again: npx lake destroy --env dev$/);
  });

  it("is printed with the sum of the costs", async () => {
    const report = {
      environment: "dev",
      accountId: ACCOUNT,
      resources: 9,
      emptied: [],
      left: await left(false),
      centsPerMonth: 101.15,
    };
    const text = renderDestroyed(report);
    expect(text).toContain("dev is destroyed: 9 resources in account 111122223333.");
    expect(text).toContain("k1 (of the lake), until 2026-12-06T10:00:00.000Z ($0.00 a month)");
    expect(text).toContain("These cost $1.01 a month.");
    expect(renderDestroyed({ ...report, resources: 0, left: [] })).toBe(
      "There is nothing to destroy: dev has no resources in account 111122223333.\nNothing is left.",
    );
  });
});

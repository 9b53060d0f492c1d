import { accountChecks } from "../../../../cli/doctor/checks/account-checks";
import { stateClientsFor } from "../../../../cli/target/environment-clients";
import type { Environment } from "../../../../model/environment/environment";
import { environmentOf } from "../../../support/plans/synth";
import { FakeAccount } from "../support/fake-account";
import type { FakeAccountProps } from "../support/fake-account";

const accountId = "111122223333";
const dev = environmentOf("dev", {
  accountId,
  state: { type: "s3", region: "us-east-1" },
});

async function check(props: Partial<FakeAccountProps>, environment: Environment = dev) {
  const account = await FakeAccount.start({ accountId, ...props });
  try {
    const { state, region } = environment;
    const checks = await accountChecks({
      environment,
      clients: account.clientsIn(region),
      stateClients: account.clientsIn(state.type === "s3" ? state.region : region),
      stacks: () => Promise.resolve({ lake: [], state: [] }),
    });
    return Object.fromEntries(checks.map((each) => [each.check, each]));
  } finally {
    account.stop();
  }
}

describe("the account of an environment", () => {
  it("is that of the credentials, with the state bucket", async () => {
    expect(await check({})).toMatchObject({
      credentials: {
        status: "ok",
        detail: `arn:aws:iam::${accountId}:user/person of account ${accountId}`,
      },
      region: { status: "ok" },
      "state bucket": {
        status: "ok",
        detail: `streaming-data-lake-dev-${accountId}-terraform-state in us-east-1`,
      },
    });
  });

  it("is not another one, and nothing is asked of that", async () => {
    expect(await check({ accountId: "444455556666" })).toMatchObject({
      credentials: {
        status: "problem",
        detail: `Your AWS credentials belong to account 444455556666, but dev is in account ${accountId}.`,
        fix: expect.stringContaining("AWS_PROFILE") as string,
      },
      region: { status: "not checked" },
      "state bucket": { status: "not checked", detail: "no credentials work" },
    });
  });

  it("lacks the state bucket before bootstrap", async () => {
    expect(await check({ bucketStatus: 404 })).toMatchObject({
      "state bucket": {
        status: "problem",
        detail: `there is no bucket streaming-data-lake-dev-${accountId}-terraform-state`,
        fix: "Run npx lake bootstrap --env dev",
      },
    });
  });

  it("has the state bucket in the region of the state", async () => {
    const elsewhere = { ...dev, state: { type: "s3", region: "eu-west-1" } } as const;
    expect(await check({ bucketRegion: "eu-west-1" }, elsewhere)).toMatchObject({
      "state bucket": {
        status: "ok",
        detail: `streaming-data-lake-dev-${accountId}-terraform-state in eu-west-1`,
      },
    });
    const clients = await stateClientsFor(elsewhere);
    expect(await clients.s3.config.region()).toBe("eu-west-1");
    clients.destroy();
    expect(await check({ bucketRegion: "eu-west-1" })).toMatchObject({
      "state bucket": {
        status: "problem",
        detail: expect.stringContaining("is in eu-west-1, not in us-east-1") as string,
      },
    });
  });

  it("is not asked for a state bucket that the configuration does not name", async () => {
    const nameless = environmentOf("dev", { state: { type: "s3", region: "us-east-1" } });
    expect(await check({}, nameless)).toMatchObject({
      "state bucket": {
        status: "problem",
        detail: expect.stringContaining("environments.dev.state.bucket is missing") as string,
      },
    });
  });

  it("may not own the state bucket", async () => {
    expect(await check({ bucketStatus: 403 })).toMatchObject({
      "state bucket": {
        status: "problem",
        detail: expect.stringContaining("belongs to another account") as string,
      },
    });
  });

  it("has no state bucket where the state is elsewhere", async () => {
    const local = { ...dev, state: { type: "local", folder: "state" } } as const;
    expect(await check({}, local)).toMatchObject({
      "state bucket": {
        status: "not checked",
        detail: expect.stringContaining('"local"') as string,
      },
    });
  });
});

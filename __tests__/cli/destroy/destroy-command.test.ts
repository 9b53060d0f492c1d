import { destroyCommand } from "../../../cli/destroy/destroy-command";
import { StsOfAccount } from "../../support/fake-aws/sts-of-account";
import { collectedOutput } from "../support/collected-output";

const options = { emptyBuckets: true, dryRun: false, yes: true };
const variables = [
  "LAKE_ALLOW_DESTROY",
  "AWS_ENDPOINT_URL",
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
];

describe("lake destroy", () => {
  const before = variables.map((name) => [name, process.env[name]] as const);
  let sts: StsOfAccount;

  beforeAll(async () => {
    // That of the embedded AWS, in which no environment on AWS may be meant.
    sts = await StsOfAccount.start("123456789012");
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: sts.endpointUrl,
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
    });
  });

  afterAll(() => {
    sts.stop();
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  it.each([
    [
      "an environment that there is not",
      "staging",
      undefined,
      'There is no environment "staging".',
    ],
    ["one that keeps its data", "prod", undefined, 'its removalPolicy is "retain"'],
    ["one that the variable does not name", "dev", undefined, "LAKE_ALLOW_DESTROY is not set."],
    ["one that the variable names wrongly", "dev", "Dev", "is not the name of an environment"],
    [
      "one in the account of other credentials",
      "dev",
      "dev",
      "credentials belong to the embedded AWS",
    ],
  ])("refuses %s", async (_, env, allowDestroy, message) => {
    if (allowDestroy === undefined) delete process.env.LAKE_ALLOW_DESTROY;
    else process.env.LAKE_ALLOW_DESTROY = allowDestroy;
    const { output, text } = collectedOutput(true);
    await expect(destroyCommand(output, { ...options, env })).rejects.toThrow(message);
    expect(text()).toBe("");
  });
});

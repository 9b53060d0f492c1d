import { App, TerraformStack } from "cdktf";
import { emulatorAccountId } from "../../../model/environment/emulator-account";
import {
  providerRangeNotes,
  providerVersions,
  withProviderRange,
} from "../../../model/environment/provider-versions";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import { addEnvironmentStacks } from "../../../stacks/environment-stacks";
import type { Environment } from "../../../model/environment/environment";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import { environmentOf, parseStack, publisherPackage } from "../../support/plans/synth";

const github = { repository: "example/lake", branch: "main" };

/** The provider block and the range of every stack of an environment, by the stack's name. */
function providersOf(environment: Environment) {
  const app = new App({ stackTraces: false });
  const datasets = [{ dataset: sampleEvents, publisherPackage: publisherPackage() }];
  addEnvironmentStacks(app, { environment: { ...environment, github }, datasets });
  return Object.fromEntries(
    app.node.children
      .filter((each) => TerraformStack.isStack(each))
      .map((stack) => {
        const { terraform, provider } = parseStack(stack);
        const { required_providers: required } = terraform;
        return [stack.node.id, { aws: (required as { aws: { version: string } }).aws, provider }];
      }),
  );
}

describe("the AWS provider", () => {
  it.each(["dev", "qa", "prod"])("is 6.40 or newer in every stack of %s", (name) => {
    const stacks = providersOf(environmentOf(name));
    expect(Object.keys(stacks).sort()).toEqual([name, `${name}-github`, `${name}-state`]);
    for (const { aws } of Object.values(stacks)) {
      expect(aws).toEqual({ source: "hashicorp/aws", version: ">= 6.40.0, < 7.0.0" });
    }
  });

  it("is 5.100 or newer in every stack of the embedded AWS", () => {
    const stacks = providersOf(environmentOf("local"));
    expect(Object.keys(stacks).sort()).toEqual(["local", "local-github"]);
    for (const { aws } of Object.values(stacks)) expect(aws.version).toBe(">= 5.100.0, < 7.0.0");
  });

  it.each([undefined, "111122223333"])(
    "works in the embedded AWS' account only where its range is lowered, with the account %s",
    (accountId) => {
      const environment = environmentOf("dev", accountId === undefined ? {} : { accountId });
      const stacks = providersOf(withProviderRange(environment, "emulator"));
      expect(Object.keys(stacks)).toHaveLength(3);
      for (const { aws, provider } of Object.values(stacks)) {
        expect(aws.version).toBe(">= 5.100.0, < 7.0.0");
        expect(provider.allowed_account_ids).toEqual([emulatorAccountId]);
        expect(provider).not.toHaveProperty("forbidden_account_ids");
      }
    },
  );
});

describe("LAKE_PROVIDER_RANGE", () => {
  const dev = environmentOf("dev");

  it.each([undefined, ""])("lowers nothing when it is %j", (value) => {
    expect(withProviderRange(dev, value)).toBe(dev);
    expect(providerVersions(dev).minimum).toBe("6.40.0");
    expect(providerRangeNotes([dev])).toEqual([]);
  });

  it("leaves the embedded AWS alone", () => {
    const local = environmentOf("local");
    expect(withProviderRange(local, "emulator")).toBe(local);
  });

  it("is noted where it lowers a range", () => {
    expect(providerRangeNotes([withProviderRange(dev, "emulator")])).toEqual([
      "environments.dev allows provider >= 5.100.0, < 7.0.0, for tests on the embedded AWS: Terraform refuses every account but 123456789012. Unset LAKE_PROVIDER_RANGE before you deploy.",
    ]);
  });

  it.each(["5.100.0", "Emulator", "aws"])("rejects %j", (value) => {
    const environment = withProviderRange(dev, value);
    expect(providerVersions(environment).minimum).toBe("6.40.0");
    expect(validateConfiguration([environment], [])).toEqual([
      expect.objectContaining({
        path: "environments.dev.providerRange",
        received: value,
        expected: 'one of "emulator"',
        fix: "Unset it, and the variable LAKE_PROVIDER_RANGE.",
      }),
    ]);
  });
});

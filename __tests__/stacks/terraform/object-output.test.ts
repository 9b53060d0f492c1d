import util from "node:util";
import { App, TerraformLocal, TerraformOutput, Testing } from "cdktf";
import type { TerraformStack } from "cdktf";
import { environments } from "../../../config/environments";
import { addEnvironmentStacks } from "../../../stacks/environment-stacks";
import { AddressedStack } from "../../../stacks/terraform/addressed-stack";
import { objectOutput } from "../../../stacks/terraform/object-output";
import { sampleEvents } from "../../fixtures/datasets/sample-events";

const publisherPackage = { path: __filename, sha256Base64: "code", handler: "index.handler" };

/** The outputs of a synthesized stack. */
function outputsOf(stack: TerraformStack): unknown {
  // CDKTF's own document.
  return (JSON.parse(Testing.synth(stack)) as { readonly output: unknown }).output;
}

describe("an object as the value of an output", () => {
  const isArray = jest.spyOn(util, "isArray");
  beforeEach(() => isArray.mockClear());
  afterAll(() => isArray.mockRestore());

  it("is synthesized as it is, with the references in it", () => {
    const stack = new AddressedStack(new App({ stackTraces: false }), "outputs");
    const { fqn } = new TerraformLocal(stack, "name", "orders");
    const value = { plain: 1, list: ["a"], reference: fqn };
    new TerraformOutput(stack, "object", { value: objectOutput(value) });
    expect(outputsOf(stack)).toMatchObject({
      object: { value: { plain: 1, list: ["a"], reference: "${local.name}" } },
    });
  });

  it("makes no synth call util.isArray, of which newer versions of Node.js warn", () => {
    const app = new App({ stackTraces: false });
    const github = { repository: "example/lake" };
    for (const environment of environments.map((each) => ({ ...each, github }))) {
      const datasets = [{ dataset: sampleEvents, publisherPackage }];
      addEnvironmentStacks(app, { environment, allowDestroy: undefined, datasets });
    }
    const stacks = app.node.children.filter((child) => AddressedStack.isStack(child));
    expect(stacks.map(({ node }) => node.id)).toEqual(
      expect.arrayContaining(["dev", "dev-github"]),
    );
    for (const stack of stacks) outputsOf(stack);
    expect(isArray).not.toHaveBeenCalled();
  });
});

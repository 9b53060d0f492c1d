import { earthquakes } from "../fixtures/datasets/earthquakes";
import { sampleEvents } from "../fixtures/datasets/sample-events";
import { hasS3State } from "../../model/naming/state-location";
import { StateBackendStack } from "../../stacks/state-backend-stack";
import { gitHubAccess } from "../support/plans/github-access";
import { planDifference } from "../support/plans/plan-difference";
import { planText } from "../support/plans/plan-text";
import { everySetting } from "../support/plans/every-setting";
import { environmentOf, synthesizeLake, synthesizeStack } from "../support/plans/synth";

// With an account, names are literal in the plan.
const account = { accountId: "111122223333" };
const dev = synthesizeLake(environmentOf("dev", account));

describe("the plan", () => {
  it("of dev is this", () => {
    expect(planText(dev)).toMatchSnapshot();
  });

  it.each(["local", "qa", "prod"])("of %s is dev's with these lines in place of others", (name) => {
    // The same name, so that names don't differ.
    const stack = synthesizeLake(environmentOf(name, { ...account, name: "dev" }));
    expect(planDifference(dev, stack)).toMatchSnapshot();
  });

  it("of another dataset adds these lines", () => {
    const stack = synthesizeLake(environmentOf("dev", account), [sampleEvents, earthquakes]);
    expect(planDifference(dev, stack)).toMatchSnapshot();
  });

  it("with every setting is dev's with these lines in place of others", () => {
    const stack = synthesizeLake(environmentOf("dev", { ...account, ...everySetting }));
    expect(planDifference(dev, stack)).toMatchSnapshot();
  });

  it("of the state's bucket is this", () => {
    const environment = environmentOf("dev", account);
    if (!hasS3State(environment)) throw new Error("The environment has no state in S3");
    const stack = synthesizeStack((app) => new StateBackendStack(app, environment));
    expect(planText(stack)).toMatchSnapshot();
  });

  it("of the roles of GitHub's workflows is this", () => {
    expect(planText(gitHubAccess())).toMatchSnapshot();
  });
});

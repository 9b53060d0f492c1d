import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { additionalActions, additions } from "../../../cli/deployer-policy/additional-actions";
import {
  allCalledActions,
  authorizedTypes,
  calledActions,
} from "../../../cli/deployer-policy/called-actions";
import { corrections } from "../../support/authorization/reference-corrections";
import { ServiceReference } from "../../support/authorization/service-reference";
import type { ReferencedAction } from "../../support/authorization/service-reference";

const file = path.join(__dirname, "../../../cli/deployer-policy/action-resources.json");

/** The resource types of the lake against which an action is authorized. */
function typesOf({ name, resourceTypes }: ReferencedAction): string[] {
  const types = resourceTypes.flatMap((type) => [
    type.name,
    // Formats that AWS's other pages add to the reference.
    ...(name.startsWith("logs:") && type.arns.some((arn) => arn.endsWith("}:*"))
      ? ["log-group-contents"]
      : []),
    ...(type.name === "database" && type.arns.some((arn) => arn.includes(":table/"))
      ? ["table"]
      : []),
  ]);
  const known = [...new Set(types)].filter((type) => authorizedTypes.has(type));
  if (resourceTypes.length > 0 && known.length === 0) {
    throw new Error(
      `${name} is authorized against ${types.join(", ")}, which no resource of the lake has`,
    );
  }
  return known.sort();
}

describe("the resource types of actions that `lake deployer-policy` allows", () => {
  it("are those of AWS's service authorization reference", async () => {
    const reference = await ServiceReference.load(
      allCalledActions().map((action) => action.split(":")[0] ?? ""),
    );
    const needsOf = (action: string) =>
      corrections.dependentActions.flatMap(({ actions, needs }) =>
        actions.test(action) ? [needs] : [],
      );
    const own = allCalledActions();
    const actions = new Set([...own, ...own.flatMap(needsOf)]);
    actions.delete("iam:PassRole");
    const generated = Object.fromEntries(
      [...actions].sort().map((action) => {
        const [referenced] = reference.expand(action);
        if (referenced === undefined) throw new Error(`The reference has no action ${action}`);
        return [action, { types: typesOf(referenced), needs: needsOf(action) }];
      }),
    );
    if (process.env.UPDATE_DOCS === "1") {
      writeFileSync(file, `${JSON.stringify(generated, null, 2)}\n`);
    }
    // Out of date? Run this test with UPDATE_DOCS=1, then prettier.
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(generated);
  });

  it("are known for what AWS documents besides the recorded calls, with its page", () => {
    for (const { resourceType, actions, source } of additions) {
      expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
      const called = calledActions(resourceType).map(({ action }) => action);
      expect(called).toEqual(expect.arrayContaining([...actions]));
    }
    expect(Object.keys(additionalActions).length).toBeGreaterThan(3);
  });

  it("are refused for a type of resource whose calls were never recorded", () => {
    expect(() => calledActions("aws_sqs_queue")).toThrow("aws_sqs_queue were never recorded");
  });
});

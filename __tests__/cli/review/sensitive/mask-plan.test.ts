import { maskPlan } from "../../../../cli/review/sensitive/mask-plan";
import fc from "../../../support/random/seeded-fast-check";
import { planWith } from "../support/plans";
import { markedPlans, secretsIn } from "../support/random-plans";

const changeOf = (plan: ReturnType<typeof planWith>) =>
  maskPlan(plan).plan.resource_changes?.[0]?.change;

describe("a plan without its secrets", () => {
  it("contains no value that a mark covers, wherever the plan repeats it", () => {
    fc.assert(
      fc.property(markedPlans, (plan) => {
        expect(secretsIn(JSON.stringify(maskPlan(plan).plan))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ["the one before", { before_sensitive: { input: true } }],
    ["the one after", { after_sensitive: { input: true } }],
  ])("hides both values of an argument of which a change marks only %s", (_, marks) => {
    const plan = planWith({
      "terraform_data.a": { before: { input: "one" }, after: { input: "two" }, ...marks },
    });
    expect(changeOf(plan)).toMatchObject({
      before: { input: "(sensitive)" },
      after: { input: "(sensitive, changed)" },
    });
  });

  it("hides every element of a list of which one is marked, since elements move", () => {
    const plan = planWith({
      "terraform_data.a": {
        before: { users: [{ name: "a", pin: 1 }] },
        after: {
          users: [
            { name: "b", pin: 2 },
            { name: "a", pin: 1 },
          ],
        },
        before_sensitive: { users: [{ pin: true }] },
      },
    });
    expect(changeOf(plan)?.after).toEqual({
      users: [
        { name: "b", pin: "(sensitive, changed)" },
        { name: "a", pin: "(sensitive)" },
      ],
    });
  });

  it("hides the keys of a map that is sensitive as a whole, wherever a change names them", () => {
    const plan = planWith({
      "terraform_data.a": {
        before: { input: { hunter22: "a" } },
        after: { input: { hunter22: "b" } },
        after_unknown: { input: { hunter22: true } },
        after_sensitive: { input: true },
        replace_paths: [["input", "hunter22"], ["size"]],
      },
    });
    expect(JSON.stringify(changeOf(plan))).not.toContain("hunter22");
    expect(changeOf(plan)).toMatchObject({
      replace_paths: [["input", "(sensitive)"], ["size"]],
      after_unknown: { input: true },
    });
  });

  it.each([
    ["a text with a quote, in a JSON text", 'q"hunter22', JSON.stringify({ a: 'q"hunter22' })],
    [
      "a text with a quote, in a JSON text inside of another one",
      'q"hunter22',
      JSON.stringify({ a: JSON.stringify({ b: 'q"hunter22' }) }),
    ],
    ["a number, in a text", 90_817_263, "the pin 90817263 is weak"],
  ])("hides what repeats %s", (_, secret, text) => {
    const plan = planWith({
      "terraform_data.a": { before: {}, after: { input: text } },
      "terraform_data.b": {
        before: { input: secret },
        after: { input: secret },
        after_sensitive: { input: true },
      },
    });
    expect(changeOf(plan)?.after).toEqual({ input: "(sensitive)" });
  });

  it("keeps that an argument is not set, and what no mark covers", () => {
    const plan = planWith({
      "terraform_data.a": {
        before: { token: null, size: 1 },
        after: { token: "abc", size: 2 },
        after_sensitive: { token: true },
      },
    });
    expect(changeOf(plan)).toMatchObject({
      before: { token: null, size: 1 },
      after: { token: "(sensitive)", size: 2 },
    });
  });

  it("finds a secret in the planned values and the configuration of a resource that only its change marks", () => {
    const resource = {
      address: 'aws_db_instance.a["x"]',
      mode: "managed" as const,
      type: "aws_db_instance",
      name: "a",
    };
    const plan = planWith(
      {},
      {
        resource_changes: [
          {
            ...resource,
            change: {
              actions: ["create"],
              before: null,
              after: { port: 1, password: "pw" },
              after_sensitive: { port: true, password: true },
            },
          },
        ],
        planned_values: {
          root_module: { resources: [{ ...resource, values: { port: 1, password: "pw" } }] },
        },
        configuration: {
          root_module: {
            resources: [
              {
                ...resource,
                address: "aws_db_instance.a",
                expressions: { password: { constant_value: "pw" } },
              },
            ],
          },
        },
      },
    );
    const { plan: masked } = maskPlan(plan);
    expect(masked.planned_values?.root_module?.resources?.[0]?.values).toEqual({
      port: "(sensitive)",
      password: "(sensitive)",
    });
    expect(masked.configuration?.root_module?.resources?.[0]?.expressions).toEqual({
      password: { constant_value: "(sensitive)" },
    });
  });

  it("hides the value of a variable and the message of a check that repeats it", () => {
    const plan = planWith({}, {
      variables: { token: { value: "swordfish" } },
      checks: [{ instances: [{ problems: [{ message: "swordfish has expired" }] }] }],
      configuration: { root_module: { variables: { token: { sensitive: true } } } },
    } as object);
    expect(JSON.stringify(maskPlan(plan).plan)).not.toContain("swordfish");
  });
});

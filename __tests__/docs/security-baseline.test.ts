import { answers } from "../../policy/answers";
import { documentedTable } from "./support/generated-table";

it("every accepted finding is documented with its resources and its reason, and no other", () => {
  const table = {
    header: ["check", "requirement", "resources", "answer"],
    rows: answers.map(({ check, requirement, resources, stacks, reason }) => [
      check,
      requirement,
      [
        resources.map((resource) => `\`${resource}\``).join(", "),
        ...(stacks === undefined ? [] : [`in ${stacks.map((name) => `\`${name}\``).join(", ")}`]),
      ].join(" "),
      reason,
    ]),
  };
  expect(documentedTable("security/security-baseline.md", "answers", table)).toEqual([
    table.header,
    ...table.rows,
  ]);
});

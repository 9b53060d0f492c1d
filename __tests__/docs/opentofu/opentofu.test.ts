import { documentedTable } from "../support/generated-table";
import recorded from "../../support/terraform/recorded-differences.json";

const { terraform, tofu } = recorded;

const shown = (value: unknown) => `\`${JSON.stringify(value)}\``;

/** What the programs plan for a `removed` block, by its `lifecycle`. */
const removed = (of: keyof typeof terraform.removed) => {
  const [a, b] = [terraform, tofu].map((each) => each.removed[of]["terraform_data.kept"]);
  return [`plan of \`removed\`, \`${of}\``, shown(a), shown(b)];
};

const table = {
  header: ["", "Terraform", "OpenTofu"],
  rows: [
    removed("destroy = true"),
    removed("destroy = false"),
    removed("no lifecycle"),
    ["plan of `moved`", ...[terraform, tofu].map(({ moved }) => shown(Object.values(moved)[0]))],
    [
      "a variable in a backend",
      ...[terraform, tofu].map(({ variableInBackend: { exitCode, errors } }) =>
        [`exit code ${exitCode}`, ...errors].join(": "),
      ),
    ],
    [
      "`encryption` of the state",
      `exit code ${terraform.encryptedState.exitCode}: ${terraform.encryptedState.errors.join()}`,
      `the fields of the state are ${tofu.encryptedState.fields.map((field) => `\`${field}\``).join(", ")}`,
    ],
  ],
};

describe("the page about OpenTofu", () => {
  it("shows what both programs were recorded to do", () => {
    expect(documentedTable("deploy/opentofu.md", "recorded", table)).toEqual([
      table.header,
      ...table.rows,
    ]);
  });

  it("says rightly that exit codes are the same", () => {
    expect(tofu.exitCodes).toEqual(terraform.exitCodes);
    expect(terraform.exitCodes).toMatchObject({
      "`plan -detailed-exitcode` with changes": 2,
      "`apply` of a stale plan": 1,
    });
  });
});

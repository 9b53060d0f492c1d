import type { ReviewRule } from "../review-rule";

/** An output of the stack with the version of a dataset's lock. */
const VERSION_OUTPUT = /^(.+)_schema_version$/;

/**
 * An Iceberg table whose schema is another one than the deployed one. Its resource ignores changed columns, so that the
 * plan shows the version of the lock only.
 */
export const evolutionRule: ReviewRule = {
  id: "schema/evolution-due",
  title: "The schema of an Iceberg table changes, which no plan applies",
  source: "https://github.com/hashicorp/terraform-provider-aws/issues/36641",
  level: "look closely",
  find: ({ plan: { output_changes: outputs = {} } }) =>
    Object.entries(outputs).flatMap(([output, { before, after }]) => {
      const [, dataset] = VERSION_OUTPUT.exec(output) ?? [];
      // An output of this name in another stack has no table.
      if (dataset === undefined || !Object.hasOwn(outputs, `${dataset}_table_name`)) return [];
      if (typeof after !== "number" || before === after) return [];
      const address = `output.${output}`;
      const command = `npx lake evolve --dataset ${dataset}`;
      if (typeof before === "number") {
        return [
          {
            address,
            message: `changes from ${before} to ${after}: \`${command}\` must run for this environment before the plan is applied, since Firehose skips keys that the table does not have yet`,
          },
        ];
      }
      return after === 1
        ? []
        : [
            {
              address,
              message: `is ${after}, and the plan creates the table with version 1: \`${command}\` must run for this environment after the plan is applied`,
            },
          ];
    }),
};

import type { SynthesizedStack } from "../../support/plans/synth";

/** A grant of Lake Formation. */
export interface GrantRow {
  /** Name of the lake's own role, or ARN of a reader. */
  readonly principal: string;
  readonly permissions: readonly string[];
  /** For example `table streaming_data_lake_prod.sample_events`. */
  readonly resource: string;
}

/** Every grant of Lake Formation in a stack. */
export function grantRows(stack: SynthesizedStack): GrantRow[] {
  const named = (reference: string, attribute = "name") => {
    const address = /^\$\{(\w+\.\w+)\.\w+\}$/.exec(reference)?.[1];
    return address === undefined ? reference : String(stack.resource(address)[attribute]);
  };
  return Object.values(stack.resourcesOf("aws_lakeformation_permissions")).map((block) => {
    // The block has the arguments of the resource, of which the modules use these.
    const { principal, permissions, database, table, data_location } = block as {
      readonly principal: string;
      readonly permissions: readonly string[];
      readonly database?: { readonly name: string };
      readonly table?: { readonly database_name: string; readonly name: string };
      readonly data_location?: { readonly arn: string };
    };
    const resources = [
      ...(database ? [`database ${named(database.name)}`] : []),
      ...(table ? [`table ${named(table.database_name)}.${named(table.name)}`] : []),
      ...(data_location ? [`location s3://${named(data_location.arn, "bucket")}`] : []),
    ];
    return { principal: named(principal), permissions, resource: resources.join(", ") };
  });
}

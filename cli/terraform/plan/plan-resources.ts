import type { TerraformResource } from "./terraform-resource";
import { isRecord } from "../../../errors/is-record";
import { allResources } from "./terraform-plan";
import type { TerraformPlan, Values } from "./terraform-plan";

/** Resources before a plan is applied. */
export function priorResources({ prior_state }: TerraformPlan): TerraformResource[] {
  return managed(prior_state?.values?.root_module);
}

/**
 * Resources after a plan is applied. A value that is known only after apply is the reference from the configuration, for
 * example `${aws_s3_bucket.raw_bucket.arn}`, as in a synthesized stack.
 */
export function plannedResources({
  planned_values,
  configuration,
}: TerraformPlan): TerraformResource[] {
  const configured = new Map(
    (configuration?.root_module?.resources ?? []).map(({ address, expressions }) => [
      address,
      expressions,
    ]),
  );
  return managed(planned_values?.root_module).map((resource) => ({
    ...resource,
    values: withReferences(resource.values, configured.get(resource.address) ?? {}),
  }));
}

/** The region of a plan's AWS provider, if it is a literal. */
export function regionOf({ configuration }: TerraformPlan): string | undefined {
  const region = configuration?.provider_config?.aws?.expressions?.region;
  const value = isRecord(region) ? region.constant_value : undefined;
  return typeof value === "string" ? value : undefined;
}

function managed(root: Parameters<typeof allResources>[0]): TerraformResource[] {
  return allResources(root)
    .filter(({ mode }) => mode === "managed")
    .map(({ address, type, values = {} }) => ({ address, type, values }));
}

function withReferences(values: Values, expressions: Values): Values {
  const filled = Object.entries(expressions).map(([name, expression]) => [
    name,
    fill(values[name], expression),
  ]);
  return { ...values, ...(Object.fromEntries(filled) as Values) };
}

function fill(value: unknown, expression: unknown): unknown {
  if (Array.isArray(expression)) {
    const list: readonly unknown[] = Array.isArray(value) ? value : [];
    return expression.map((each: unknown, index) => {
      const at = list[index];
      return isRecord(each) ? withReferences(isRecord(at) ? at : {}, each) : at;
    });
  }
  if (value !== undefined && value !== null) return value;
  if (!isRecord(expression)) return value;
  if ("constant_value" in expression) return expression.constant_value;
  const references: readonly unknown[] = Array.isArray(expression.references)
    ? expression.references
    : [];
  return typeof references[0] === "string" ? `\${${references[0]}}` : value;
}

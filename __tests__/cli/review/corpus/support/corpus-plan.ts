import { parsePlan } from "../../../../../cli/terraform/plan/terraform-plan";
import type {
  ResourceChange,
  TerraformPlan,
  Values,
} from "../../../../../cli/terraform/plan/terraform-plan";
import { isRecord } from "../../../../../errors/is-record";
import type { CorpusChange } from "./plan-changes";

/** A plan of these changes, in the form in which Terraform shows it: with states before and after, and configuration. */
export function plan(...changes: readonly CorpusChange[]): TerraformPlan {
  return planWith({}, ...changes);
}

/**
 * A plan like {@link plan}, with more fields of the document or other ones.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export function planWith(fields: Values, ...changes: readonly CorpusChange[]): TerraformPlan {
  const document = {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: { resources: changes.flatMap(plannedValues) } },
    resource_changes: changes.map(resourceChange),
    prior_state: {
      format_version: "1.0",
      values: { root_module: { resources: changes.flatMap(priorValues) } },
    },
    configuration: {
      provider_config: {
        aws: { name: "aws", expressions: { region: { constant_value: "eu-west-1" } } },
      },
      root_module: { resources: changes.flatMap(configured) },
    },
    applyable: true,
    complete: true,
    errored: false,
    ...fields,
  };
  return parsePlan(JSON.stringify(document), "a plan of the corpus");
}

/** A change as a plan has it, for lists of changes other than `resource_changes`. */
export function resourceChange(each: CorpusChange): ResourceChange {
  const { references, ...rest } = each;
  void references;
  return rest;
}

function plannedValues({ address, mode, type, name, change }: CorpusChange): unknown[] {
  if (change.after === null) return [];
  const sensitive_values = change.after_sensitive;
  return [{ address, mode, type, name, values: change.after, sensitive_values }];
}

function priorValues({ address, mode, type, name, change, previous_address }: CorpusChange) {
  if (change.before === null || change.importing !== undefined) return [];
  const sensitive_values = change.before_sensitive;
  const values = change.before;
  return [{ address: previous_address ?? address, mode, type, name, values, sensitive_values }];
}

function configured({ address, mode, type, name, change, references }: CorpusChange): unknown[] {
  if (change.after === null) return [];
  const refers = Object.entries(references).map(([argument, reference]) => [
    argument,
    { references: [reference, reference.replace(/\.[^.]+$/, "")] },
  ]);
  const expressions: Values = {
    ...expressionsOf(change.after),
    ...(Object.fromEntries(refers) as Values),
  };
  return [{ address: address.replace(/\[.*\]$/s, ""), mode, type, name, expressions }];
}

/** Expressions of arguments, as far as they are configured: computed ones are not. */
function expressionsOf(values: Values): Values {
  const computed = new Set(["id", "arn", "unique_id", "tags_all", "owner_id"]);
  const entries = Object.entries(values).filter(([name]) => !computed.has(name));
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      Array.isArray(value) && value.length > 0 && value.every(isRecord)
        ? value.map((block) => expressionsOf(block))
        : { constant_value: value },
    ]),
  );
}

import { isRecord } from "../../../../../errors/is-record";
import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";

/** What a review never reads: it would be most of the file. */
const LEFT_OUT = new Set([
  "provider_name",
  "provider_config_key",
  "schema_version",
  "relevant_attributes",
  "timestamp",
  "identity",
  "identity_schema_version",
  "full_name",
  "version_constraint",
]);

/** The output of `terraform show -json` without versions of schemas, names of providers, times and ports. */
export function reducedPlan(json: string): Values {
  const document: unknown = JSON.parse(json.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:4566"));
  const reduced = withoutNoise(document);
  if (!isRecord(reduced)) throw new Error(`Terraform shows no plan: ${json.slice(0, 80)}`);
  return reduced;
}

function withoutNoise(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNoise);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([name]) => !LEFT_OUT.has(name));
  return Object.fromEntries(entries.map(([name, each]) => [name, withoutNoise(each)]));
}

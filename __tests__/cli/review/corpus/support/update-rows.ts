import type { Values } from "../../../../../cli/terraform/plan/terraform-plan";
import type { CorpusCase } from "./corpus-case";
import { plan } from "./corpus-plan";
import { create, update } from "./plan-changes";

/** A harmless change of one resource. */
export type UpdateRow = readonly [
  name: string,
  address: string,
  before: Values,
  changed: Values,
  source: string,
  why: string,
];

/** A harmless new resource. */
export type CreateRow = readonly [
  name: string,
  address: string,
  values: Values,
  source: string,
  why: string,
];

/** Cases of plans with one harmless change each. */
export function safeUpdates(rows: readonly UpdateRow[]): CorpusCase[] {
  return rows.map(([name, address, before, changed, source, why]) => ({
    name,
    verdict: "safe",
    source,
    why,
    plan: plan(update(address, before, changed)),
  }));
}

/** Cases of plans with one harmless new resource each. */
export function safeCreations(rows: readonly CreateRow[]): CorpusCase[] {
  return rows.map(([name, address, values, source, why]) => ({
    name,
    verdict: "safe",
    source,
    why,
    plan: plan(create(address, values)),
  }));
}

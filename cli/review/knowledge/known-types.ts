import { commonTypes } from "./common-types";
import { exposureTypes } from "./exposure-types";
import { identityTypes, policyKnowledge } from "./identity-types";
import { judgedBy } from "../rules/arguments/argument-rule";
import { overwritingRules } from "../rules/data-loss/overwriting";
import { deliveryArguments } from "../rules/delivery/delivery-rules";
import { durabilityArguments } from "../rules/durability/durability-rules";
import { monitoringArguments } from "../rules/monitoring/monitoring-rules";
import { dataTypes } from "./data-types";
import { deliveryTypes } from "./delivery-types";
import { projectTypes } from "./project-types";
import type { KnownTypes, TypeKnowledge } from "./type-knowledge";
import { watchingTypes } from "./watching-types";

/** Every file of knowledge. */
const files: readonly KnownTypes[] = [
  projectTypes,
  ...policyKnowledge,
  ...identityTypes,
  ...exposureTypes,
  commonTypes,
  dataTypes,
  deliveryTypes,
  watchingTypes,
];

/** The files, and what rules over arguments judge. */
const sources: readonly KnownTypes[] = [
  ...files,
  ...judgedBy(
    [...overwritingRules, ...durabilityArguments, ...deliveryArguments, ...monitoringArguments],
    files,
  ),
];

const byType = new Map<string, TypeKnowledge[]>();
for (const [type, entry] of sources.flatMap((source) => Object.entries(source))) {
  byType.set(type, [...(byType.get(type) ?? []), entry]);
}

/** Arguments and attributes that are harmless in every type: labels, and what the provider computes. */
const harmlessEverywhere = ["id", "arn", "tags", "tags_all", "timeouts"];

/** How the change of an argument is to be seen. */
export type AttributeKnowledge =
  | { readonly kind: "harmless" }
  | { readonly kind: "judged"; readonly rule: string }
  | { readonly kind: "unknown" };

/** Whether the review knows a resource type. */
export function isKnownType(type: string): boolean {
  return knowledgeOf(type).length > 0;
}

/** Whether a type loses nothing when it is destroyed. */
export function harmlessToDestroy(type: string): boolean {
  return knowledgeOf(type).some((each) => each.harmlessToDestroy === true);
}

/** What the review knows of an argument. A judgement takes precedence over harmlessness. */
export function attributeKnowledge(type: string, path: string): AttributeKnowledge {
  const entries = knowledgeOf(type);
  const judged = entries
    .flatMap(({ judged: rules = {} }) => Object.entries(rules))
    .find(([name]) => isWithin(path, name));
  if (judged !== undefined) return { kind: "judged", rule: judged[1] };
  const harmless = [
    ...harmlessEverywhere,
    ...entries.flatMap(({ harmless: names = [] }) => names),
  ].some((name) => isWithin(path, name));
  return { kind: harmless ? "harmless" : "unknown" };
}

/** Ids of all rules that knowledge names, with the type and the argument. */
export function judgedAttributes(): { type: string; attribute: string; rule: string }[] {
  return sources.flatMap((source) =>
    Object.entries(source).flatMap(([type, { judged = {} }]) =>
      Object.entries(judged).map(([attribute, rule]) => ({ type, attribute, rule })),
    ),
  );
}

function knowledgeOf(type: string): readonly TypeKnowledge[] {
  return byType.get(type) ?? [];
}

function isWithin(path: string, name: string): boolean {
  return path === name || path.startsWith(`${name}.`);
}

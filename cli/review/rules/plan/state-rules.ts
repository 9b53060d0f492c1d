import { isMoved } from "../../changes/change-kind";
import type { ReviewRule } from "../review-rule";
import { isMarkedAnywhere } from "../../plan/nested-values";
import { driftOf } from "./drift";

/** Rules about what a plan does to Terraform's state and outputs, and about what happened outside of it. */
export const stateRules: readonly ReviewRule[] = [
  {
    id: "plan/forget",
    title: "A resource is removed from Terraform's state, and continues to exist",
    source:
      "https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources",
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter(({ kind }) => kind === "forget")
        .map(({ address }) => ({
          address,
          message: "is removed from Terraform's state, and continues to exist",
        })),
  },
  {
    id: "plan/moved-type",
    title: "A resource is moved from another type",
    source: "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring",
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter(
          ({ source, type }) =>
            isMoved(source) && !(source.previous_address ?? "").split(".").includes(type),
        )
        .map(({ address, source }) => ({
          address,
          message: `is moved from another type: ${source.previous_address ?? ""}`,
        })),
  },
  {
    id: "plan/drift",
    title: "A resource was changed outside of Terraform",
    source: "https://developer.hashicorp.com/terraform/tutorials/state/resource-drift",
    level: "look closely",
    find: ({ plan }) =>
      driftOf(plan)
        .filter(({ isGone, notable }) => isGone || notable.length > 0)
        .map(({ address, isGone, notable }) => ({
          address,
          message: isGone
            ? "was deleted outside of Terraform"
            : `was changed outside of Terraform: ${notable.join(", ")}`,
        })),
  },
  {
    id: "plan/output-sensitivity",
    title: "An output is no longer sensitive",
    source:
      "https://developer.hashicorp.com/terraform/language/values/outputs#sensitive-suppressing-values-in-cli-output",
    level: "look closely",
    find: ({ plan }) =>
      Object.entries(plan.output_changes ?? {})
        .filter(
          ([, { before_sensitive, after_sensitive, actions }]) =>
            isMarkedAnywhere(before_sensitive) &&
            !isMarkedAnywhere(after_sensitive) &&
            !actions.includes("delete"),
        )
        .map(([name]) => ({
          address: `output.${name}`,
          message: "is no longer sensitive: everyone who reads the state or the log sees it",
        })),
  },
  {
    id: "plan/value-sensitivity",
    title: "An argument is no longer sensitive",
    source: "https://developer.hashicorp.com/terraform/internals/json-format#change-representation",
    level: "look closely",
    find: ({ changes }) =>
      changes
        .filter(({ kind, source: { change } }) => {
          const { before_sensitive: was, after_sensitive: is } = change;
          return (
            kind !== "delete" && kind !== "forget" && isMarkedAnywhere(was) && !isMarkedAnywhere(is)
          );
        })
        .map(({ address }) => ({
          address,
          message: "has arguments that are no longer marked as sensitive",
        })),
  },
];

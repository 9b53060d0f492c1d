import type { ResourceChange, TerraformPlan } from "../../terraform/plan/terraform-plan";
import { changeKindOf, isImported, isMoved } from "./change-kind";
import type { ChangeKind } from "./change-kind";
import { attributeChanges } from "./attribute-changes";
import type { AttributeChange } from "./attribute-changes";
import { pipelinePartOf } from "./pipeline-part";
import type { PipelinePart } from "./pipeline-part";
import { policyArgumentsOf } from "../policies/policy-arguments";
import { lossOf } from "./stateful-types";
import type { Loss } from "./stateful-types";

/** One resource that a plan changes. */
export interface ReviewedResource {
  readonly address: string;
  readonly type: string;
  readonly part: PipelinePart;
  readonly kind: ChangeKind;
  /** Arguments that can't be changed in place. */
  readonly forcedBy: readonly string[];
  /** What is lost when it is destroyed; absent if nothing is. */
  readonly loss?: Loss;
  readonly attributes: readonly AttributeChange[];
  /** Its previous address, if it is moved. */
  readonly previousAddress?: string;
  readonly imported: boolean;
  /** Whether it is replaced for no other reason than that its creation failed halfway, which tainted it. */
  readonly incomplete: boolean;
}

/** Every resource that a plan changes; destroyed ones first, those with data before the others. */
export function reviewResources({ resource_changes = [] }: TerraformPlan): ReviewedResource[] {
  return resource_changes
    .filter(({ mode }) => mode === "managed")
    .flatMap((change) => reviewed(change) ?? [])
    .sort((a, b) => rank(a) - rank(b) || a.address.localeCompare(b.address));
}

/** Whether a resource is destroyed, for good or to be replaced. */
export function isDestroyed({ kind }: ReviewedResource): boolean {
  return kind === "delete" || kind === "replace";
}

function reviewed(resource: ResourceChange): ReviewedResource | undefined {
  const { address, type, name, change, previous_address } = resource;
  const kind = changeKindOf(resource);
  if (kind === undefined) return undefined;
  const destroyed = kind === "delete" || kind === "replace";
  const loss = destroyed ? lossOf(type, change.before) : undefined;
  return {
    address,
    type,
    part: pipelinePartOf(type, name),
    kind,
    forcedBy: (change.replace_paths ?? []).map((path) => path.join(".")),
    ...(loss === undefined ? {} : { loss }),
    // Policies are shown as statements.
    attributes:
      kind === "update" || kind === "replace"
        ? attributeChanges(change).filter(({ path }) => !isPolicy(type, path))
        : [],
    ...(isMoved(resource) && previous_address !== undefined
      ? { previousAddress: previous_address }
      : {}),
    imported: isImported(resource),
    // @see https://developer.hashicorp.com/terraform/internals/json-format#change-representation
    incomplete: resource.action_reason === "replace_because_tainted",
  };
}

function isPolicy(type: string, path: string): boolean {
  const name = path.replaceAll(/\.\d+(?=\.|$)/g, "");
  return policyArgumentsOf(type).some(({ argument }) => argument === name);
}

function rank({ kind, loss }: ReviewedResource): number {
  if (loss?.kind === "data") return 0;
  if (loss !== undefined) return 1;
  return (
    ["unknown", "delete", "replace", "forget", "update", "create", "import", "move"].indexOf(kind) +
    2
  );
}

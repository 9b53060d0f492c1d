import { UserError } from "../../../errors/user-error";
import { isRecord } from "../../../errors/is-record";

/** What a plan does to a resource, as Terraform names it. */
export type PlanAction = "no-op" | "create" | "read" | "update" | "delete" | "forget";

/** Arguments and attributes of a resource. */
export type Values = Readonly<Record<string, unknown>>;

/** Arguments before and after, and which of them are unknown or sensitive. */
export interface PlannedChange {
  /** One action, or two for a replacement. */
  readonly actions: readonly PlanAction[];
  readonly before: Values | null;
  /** Without values that are known only after apply. */
  readonly after: Values | null;
  /** `true` for each value that is known only after apply. */
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  /** Paths of the arguments that force a replacement. */
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: unknown;
}

/** One resource of a plan. */
export interface ResourceChange {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Source of the provider, for example `registry.terraform.io/hashicorp/aws`. */
  readonly provider_name?: string;
  /** The address in the state, if the resource is moved. */
  readonly previous_address?: string;
  readonly action_reason?: string;
  readonly change: PlannedChange;
}

/** A resource of a state or of planned values. */
export interface ResourceValues {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly values?: Values;
  readonly sensitive_values?: unknown;
  /** Whether its creation failed halfway; in states only. */
  readonly tainted?: boolean;
}

/** A module with its resources. */
export interface ModuleValues {
  readonly resources?: readonly ResourceValues[];
  readonly child_modules?: readonly ModuleValues[];
}

/** A resource in the configuration. */
export interface ConfiguredResource {
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly expressions?: Values;
  /** What Terraform runs when it creates or destroys the resource. */
  readonly provisioners?: readonly { readonly type: string }[];
}

/** A module of the configuration with those that it calls. */
export interface ConfiguredModule {
  readonly resources?: readonly ConfiguredResource[];
  readonly module_calls?: Readonly<Record<string, { readonly module?: ConfiguredModule }>>;
}

/** How a plan changes an output. */
export interface OutputChange {
  readonly actions: readonly PlanAction[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
}

/** A change that Terraform leaves to a later plan. */
export interface DeferredChange {
  readonly reason?: string;
  readonly resource_change?: ResourceChange;
}

/**
 * Result of the conditions of one object.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#checks-representation
 */
export interface CheckResult {
  readonly address?: { readonly to_display?: string };
  readonly status?: string;
  readonly instances?: readonly {
    readonly address?: { readonly to_display?: string };
    readonly status?: string;
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}

/** An action of a provider that an apply calls, such as `aws_lambda_invoke`. */
export interface ActionInvocation {
  readonly address?: string;
  readonly type?: string;
}

/**
 * Output of `terraform show -json` for a plan file, as far as it is used here.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface TerraformPlan {
  readonly format_version: string;
  readonly terraform_version?: string;
  readonly planned_values?: { readonly root_module?: ModuleValues };
  readonly prior_state?: { readonly values?: { readonly root_module?: ModuleValues } };
  readonly resource_changes?: readonly ResourceChange[];
  readonly resource_drift?: readonly ResourceChange[];
  readonly output_changes?: Readonly<Record<string, OutputChange>>;
  readonly configuration?: {
    readonly provider_config?: Readonly<Record<string, { readonly expressions?: Values }>>;
    readonly root_module?: ConfiguredModule;
  };
  readonly errored?: boolean;
  /** False if Terraform expects that another plan is needed after this one. */
  readonly complete?: boolean;
  /** False if Terraform would refuse to apply it. */
  readonly applyable?: boolean;
  readonly deferred_changes?: readonly DeferredChange[];
  readonly checks?: readonly CheckResult[];
  readonly action_invocations?: readonly ActionInvocation[];
  readonly deferred_action_invocations?: readonly {
    readonly reason?: string;
    readonly action_invocation?: ActionInvocation;
  }[];
}

/**
 * Parses a plan.
 *
 * @param name of the text in errors
 * @throws UserError for anything but a plan of format 1
 */
export function parsePlan(text: string, name: string): TerraformPlan {
  const advice = "Create it with `terraform plan -out=FILE` and `terraform show -json FILE`.";
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UserError(
      `${name} is not JSON: it starts with ${JSON.stringify(text.slice(0, 40))}.`,
      advice,
    );
  }
  if (!isRecord(document) || typeof document.format_version !== "string") {
    throw new UserError(`${name} is JSON, but not a plan: it has no format_version.`, advice);
  }
  if (!document.format_version.startsWith("1.")) {
    throw new UserError(
      `${name} has format ${document.format_version}; only 1.x is supported.`,
      "Use Terraform 1.x.",
    );
  }
  if (!Array.isArray(document.resource_changes) && !isRecord(document.planned_values)) {
    throw new UserError(
      `${name} is not a plan: it has neither resource_changes nor planned_values.`,
      `It may be a state. ${advice}`,
    );
  }
  // The format version guarantees the rest, and every field of it is optional here.
  return document as unknown as TerraformPlan;
}

/** Resources of a module and its child modules. */
export function allResources(root: ModuleValues | undefined): ResourceValues[] {
  if (root === undefined) return [];
  return [...(root.resources ?? []), ...(root.child_modules ?? []).flatMap(allResources)];
}

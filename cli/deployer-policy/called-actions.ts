import { ownValue } from "../../formats/own-value";
import actionResources from "./action-resources.json";
import providerCalls from "./provider-calls.json";
import { additionalActions } from "./additional-actions";
import type { AuthorizedType } from "./resource-arns";

/** Against what an action is authorized, and which permissions it needs besides its own. */
export interface ActionResources {
  /** Resource types of the lake's resources; empty for an action that can only be allowed on `*`. */
  readonly types: readonly AuthorizedType[];
  readonly needs: readonly string[];
}

/**
 * The resource types against which the calls for a resource are authorized. An action that many types share, such as
 * `glue:TagResource`, is allowed on those of its caller only.
 */
const typesOfResource: Readonly<Record<string, readonly AuthorizedType[]>> = {
  aws_athena_named_query: ["workgroup"],
  aws_athena_workgroup: ["workgroup"],
  aws_cloudwatch_dashboard: ["dashboard"],
  aws_cloudwatch_event_rule: ["rule-on-default-event-bus"],
  aws_cloudwatch_event_target: ["rule-on-default-event-bus"],
  aws_cloudwatch_log_group: ["log-group", "log-group-contents"],
  aws_cloudwatch_log_stream: ["log-group", "log-group-contents", "log-stream"],
  aws_cloudwatch_metric_alarm: ["alarm"],
  aws_glue_catalog_database: ["rootcatalog", "database", "table", "userdefinedfunction"],
  aws_glue_catalog_table: ["rootcatalog", "database", "table"],
  aws_glue_catalog_table_optimizer: ["rootcatalog", "database", "table"],
  aws_glue_crawler: ["crawler"],
  aws_glue_security_configuration: [],
  aws_iam_role: ["role"],
  aws_iam_role_policy: ["role"],
  aws_kinesis_firehose_delivery_stream: ["deliverystream"],
  aws_kinesis_stream: ["stream", "kmsKey"],
  aws_kms_alias: ["alias", "key"],
  aws_kms_key: ["key"],
  aws_lakeformation_permissions: [],
  aws_lambda_function: ["function"],
  aws_s3_bucket: ["bucket", "object"],
  aws_s3_bucket_lifecycle_configuration: ["bucket"],
  aws_s3_bucket_logging: ["bucket"],
  aws_s3_bucket_ownership_controls: ["bucket"],
  aws_s3_bucket_policy: ["bucket"],
  aws_s3_bucket_public_access_block: ["bucket"],
  aws_s3_bucket_server_side_encryption_configuration: ["bucket"],
  aws_s3_bucket_versioning: ["bucket"],
  aws_sns_topic: ["topic"],
  aws_sns_topic_policy: ["topic"],
  aws_sns_topic_subscription: ["topic"],
};

/** An action that is called for a resource, and the types of the resources on which it has to be allowed. */
export interface CalledAction {
  readonly action: string;
  readonly types: readonly AuthorizedType[];
}

/**
 * The actions that Terraform's provider calls to create, read, update and delete a resource of a type, as recorded, with those
 * that they depend on.
 *
 * @throws Error for a type without recorded calls: record them, see docs/security/permissions.md
 */
export function calledActions(resourceType: string): CalledAction[] {
  // The files are generated in these forms.
  const recorded = ownValue(
    providerCalls as Readonly<Record<string, readonly string[]>>,
    resourceType,
  );
  const types = ownValue(typesOfResource, resourceType);
  const own = [...(recorded ?? []), ...(ownValue(additionalActions, resourceType) ?? [])];
  if (own.length === 0 || types === undefined) {
    throw new Error(`The calls for ${resourceType} were never recorded.`);
  }
  const actions = new Set([...own, ...own.flatMap((action) => resourcesOf(action).needs)]);
  // To pass a role is allowed by service.
  actions.delete("iam:PassRole");
  return [...actions].map((action) => {
    const all = resourcesOf(action).types;
    const named = all.filter((type) => types.includes(type));
    if (all.length > 0 && named.length === 0) {
      throw new Error(
        `${action} is authorized against ${all.join(", ")}, of which ${resourceType} has none.`,
      );
    }
    return { action, types: named };
  });
}

/** All actions that a policy can contain, without those of the state. */
export function allCalledActions(): string[] {
  const own = [...Object.values(providerCalls), ...Object.values(additionalActions)].flat();
  return [...new Set(own)].sort();
}

/** Types that AWS's reference names and resources of the lake have. */
export const authorizedTypes: ReadonlySet<string> = new Set(Object.values(typesOfResource).flat());

function resourcesOf(action: string): ActionResources {
  const found = ownValue(actionResources as Readonly<Record<string, ActionResources>>, action);
  if (found === undefined) throw new Error(`action-resources.json has no ${action}.`);
  return found;
}

import type { ContextValues } from "../../../local/iam/policy/condition-context";
import type { DecodedCall } from "../api-models/decode-call";
import { isFields } from "../api-models/forms/wire-value";
import type { Fields } from "../api-models/forms/wire-value";
import { overlaps } from "./arn-overlap";
import { requestContext } from "./request-context";
import { corrections } from "./reference-corrections";
import type { ReferencedAction, ReferencedType, ServiceReference } from "./service-reference";

/** A permission that a call needs. */
export interface CalledPermission {
  readonly action: string;
  /** An ARN that the call names, or `*` for actions without resource types. */
  readonly resource: string;
  readonly context: ContextValues;
}

/** Where a call was made. */
export interface CalledLocation {
  readonly region: string;
  readonly accountId: string;
}

/**
 * The permissions that a call needs on the resources that it names, by the resource types of AWS's service authorization
 * reference: their ARN formats, filled with the members of the request.
 *
 * @param action IAM action of the call
 * @throws Error for an action that the reference does not have, or a required resource that the request does not name
 */
export function calledPermissions(
  action: string,
  { input }: Pick<DecodedCall, "input">,
  reference: ServiceReference,
  location: CalledLocation,
): CalledPermission[] {
  const [referenced] = reference.expand(action);
  if (referenced === undefined) throw new Error(`The reference has no action ${action}`);
  const context = requestContext(input);
  const own = resourcesOf(referenced, input, location).map((resource) => ({
    action: referenced.name,
    resource,
    context,
  }));
  // A key that is being made has an id before it is tagged.
  const created = action === "kms:CreateKey" ? keyArn("new", location) : undefined;
  const tagged = own.map((each) => ({ ...each, resource: created ?? each.resource }));
  return [...own, ...dependents(referenced.name, tagged, input)];
}

function keyArn(id: string, { region, accountId }: CalledLocation): string {
  return `arn:aws:kms:${region}:${accountId}:key/${id}`;
}

/** Resources that the request names, of every required type. */
function resourcesOf(
  { name, resourceTypes }: ReferencedAction,
  input: Fields,
  location: CalledLocation,
): string[] {
  if (resourceTypes.length === 0) return ["*"];
  return resourceTypes.flatMap((type) => {
    const named = namedResources(type, input, location);
    if (named.length === 0 && type.isRequired) {
      throw new Error(`${name} names no ${type.name}: ${JSON.stringify(input)}`);
    }
    return named;
  });
}

function namedResources(type: ReferencedType, input: Fields, location: CalledLocation): string[] {
  const whole = arnsIn(input).filter((arn) => type.arns.some((form) => overlaps(arn, form)));
  if (whole.length > 0) return whole;
  return type.arns.flatMap((form) => fill(form, input, location) ?? []);
}

/** The ARNs of a request that name what it is about: not those of roles and policies inside of documents. */
function arnsIn(input: Fields): string[] {
  return Object.values(input).filter(
    (value): value is string => typeof value === "string" && /^arn:[^\s{]*$/.test(value),
  );
}

/** An ARN format with the members of a request in its placeholders; undefined if one is missing. */
function fill(form: string, input: Fields, location: CalledLocation): string | undefined {
  let isFilled = true;
  const arn = form.replaceAll(/\$\{(\w+)\}/g, (_, placeholder: string) => {
    const value = valueOf(placeholder, input, location);
    isFilled &&= value !== undefined;
    return value ?? "";
  });
  return isFilled ? arn : undefined;
}

function valueOf(
  placeholder: string,
  input: Fields,
  { region, accountId }: CalledLocation,
): string | undefined {
  const text = (...path: readonly string[]): string | undefined => {
    const value = path.reduce<unknown>((at, name) => (isFields(at) ? at[name] : undefined), input);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  switch (placeholder) {
    case "Partition":
      return "aws";
    case "Region":
      return region;
    case "Account":
      return accountId;
    case "BucketName":
      return text("Bucket");
    case "ObjectName":
      return text("Key") ?? firstDeleted(input);
    case "DatabaseName":
      return text("DatabaseName") ?? text("DatabaseInput", "Name") ?? text("Name");
    case "TableName":
      return text("TableName") ?? text("TableInput", "Name") ?? text("Name");
    case "UserDefinedFunctionName":
      // Glue checks the deletion of a database against every function in it.
      return "*";
    case "CrawlerName":
      return text("Name");
    case "RoleNameWithPath":
      return text("RoleName");
    case "PolicyNameWithPath":
      return text("PolicyName");
    case "KeyId":
      // Deleting an alias concerns the key behind it, which the request does not name.
      return text("KeyId") ?? text("TargetKeyId") ?? (text("AliasName") && "behind-the-alias");
    case "Alias":
      return text("AliasName")?.replace(/^alias\//, "");
    default:
      // The others are called as the members are: StreamName, DeliveryStreamName.
      return text(placeholder);
  }
}

/** Key of the first object that DeleteObjects names. */
function firstDeleted({ Delete: deleted }: Fields): string | undefined {
  const objects: unknown = isFields(deleted) ? deleted.Objects : undefined;
  const first: unknown = Array.isArray(objects) ? objects[0] : undefined;
  return isFields(first) && typeof first.Key === "string" ? first.Key : undefined;
}

/** Permissions that the action needs besides its own: to tag what it makes, and to pass roles. */
function dependents(
  action: string,
  tagged: readonly CalledPermission[],
  input: Fields,
): CalledPermission[] {
  return corrections.dependentActions
    .filter(({ actions }) => actions.test(action))
    .flatMap(({ needs }) => {
      if (needs === "iam:PassRole") {
        const context = { "iam:PassedToService": `${action.split(":")[0] ?? ""}.amazonaws.com` };
        return rolesIn(input).map((resource) => ({ action: needs, resource, context }));
      }
      return tagged.map((permission) => ({ ...permission, action: needs }));
    });
}

function rolesIn(value: unknown): string[] {
  const roles = [...JSON.stringify(value).matchAll(/"(arn:aws:iam::\d+:role\/[^"]+)"/g)];
  return [...new Set(roles.map(([, arn = ""]) => arn))];
}

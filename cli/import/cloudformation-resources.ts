import { ListStackResourcesCommand } from "@aws-sdk/client-cloudformation";
import type { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { existsSync } from "node:fs";
import { readAll } from "../input/read-all";
import { unreadable } from "../input/unreadable";
import { utf8Text } from "../input/utf8-text";
import { UserError } from "../../errors/user-error";

/** One resource of a CloudFormation stack. */
export interface StackResource {
  /** Name in the template. */
  readonly logicalId: string;
  /** Name or id in the account. */
  readonly physicalId: string;
  /** For example `AWS::S3::Bucket`. */
  readonly type: string;
}

/** The resources of a stack, and its account and region if the list contains them. */
export interface StackResources {
  readonly resources: readonly StackResource[];
  readonly accountId?: string | undefined;
  readonly region?: string | undefined;
}

const HOW_TO_LIST =
  "Create it with: aws cloudformation describe-stack-resources --stack-name NAME --output json > stack.json";

/**
 * Names and ARNs of stacks.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
const STACK_NAME = /^(?:[A-Za-z][A-Za-z0-9-]{0,127}|arn:aws[\w-]*:cloudformation:.+)$/;

/** Whether `--from-stack` is a file: one that exists, or anything that can't be a stack's name. */
export function isResourceListFile(source: string): boolean {
  return source === "-" || existsSync(source) || !STACK_NAME.test(source);
}

/**
 * Reads the output of `aws cloudformation describe-stack-resources` or `list-stack-resources`.
 *
 * @param file its path; `-` reads standard input
 * @throws UserError if the file is missing or contains something else
 */
export async function readResourceList(file: string): Promise<StackResources> {
  const bytes = await readAll(file).catch((error: unknown) => {
    throw new UserError(unreadable(file, error), HOW_TO_LIST);
  });
  return parseResourceList(utf8Text(bytes, file), file);
}

/** @throws UserError as {@link readResourceList} does */
export function parseResourceList(text: string, file: string): StackResources {
  const list = parseJson(text);
  const rows: unknown = list.StackResources ?? list.StackResourceSummaries;
  if (!Array.isArray(rows)) {
    throw new UserError(`${file} is not a list of a stack's resources.`, HOW_TO_LIST);
  }
  return toResources(rows, file);
}

/**
 * Lists the resources of a stack of the account.
 *
 * @throws UserError if the stack does not exist
 */
export async function listStackResources(
  cloudFormation: CloudFormationClient,
  stackName: string,
): Promise<StackResources> {
  const rows: unknown[] = [];
  let token: string | undefined;
  do {
    const page = await cloudFormation
      .send(new ListStackResourcesCommand({ StackName: stackName, NextToken: token }))
      .catch((error: unknown) => {
        if (error instanceof Error && error.name === "ValidationError") {
          throw new UserError(
            `There is no stack "${stackName}" in this account and region.`,
            "Give the stack's name as the CloudFormation console shows it, or a file: npx lake import --from-stack stack.json",
          );
        }
        throw error;
      });
    rows.push(...(page.StackResourceSummaries ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return toResources(rows, stackName);
}

function toResources(rows: readonly unknown[], from: string): StackResources {
  const found = rows.flatMap((row) => {
    // Each field is checked before it is used.
    const { LogicalResourceId, PhysicalResourceId, ResourceType, ResourceStatus, StackId } = (row ??
      {}) as Readonly<Record<string, unknown>>;
    // Deleted resources are marked, and those that were never created have no physical id.
    if (ResourceStatus === "DELETE_COMPLETE" || !isText(PhysicalResourceId)) return [];
    if (!isText(LogicalResourceId) || !isText(ResourceType)) {
      throw new UserError(
        `${from} has a resource without LogicalResourceId or ResourceType.`,
        HOW_TO_LIST,
      );
    }
    const resource = {
      logicalId: LogicalResourceId,
      physicalId: PhysicalResourceId,
      type: ResourceType,
    };
    return [{ resource, stackId: isText(StackId) ? StackId : "" }];
  });
  // arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>
  const [, , , region, accountId] =
    found.find(({ stackId }) => stackId !== "")?.stackId.split(":") ?? [];
  return { resources: found.map(({ resource }) => resource), region, accountId };
}

function parseJson(text: string): Readonly<Record<string, unknown>> {
  try {
    // Its two relevant fields are checked before they are used.
    return (JSON.parse(text) ?? {}) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

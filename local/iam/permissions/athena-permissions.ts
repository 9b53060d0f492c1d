import { regionalArn, text } from "./permission";
import type { CallToAuthorize, PermissionMap } from "./permission";

/** Operations on a workgroup that the call names, `primary` by default. */
const WORK_GROUP_OPERATIONS = new Set([
  "CreateNamedQuery",
  "GetWorkGroup",
  "ListNamedQueries",
  "ListQueryExecutions",
  "StartQueryExecution",
]);
const EXECUTION_OPERATIONS = new Set([
  "GetQueryExecution",
  "GetQueryResults",
  "GetQueryRuntimeStatistics",
  "StopQueryExecution",
]);
const NAMED_QUERY_OPERATIONS = new Set(["DeleteNamedQuery", "GetNamedQuery", "UpdateNamedQuery"]);

/**
 * Permissions of Athena calls for Athena itself; what a query reads is authorized separately.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonathena.html
 */
export const athenaPermissions: PermissionMap = async (call) => {
  const { operation } = call.request;
  const action = `athena:${operation}`;
  if (operation === "ListWorkGroups") return [{ action, resource: "*" }];
  const workGroup = await workGroupOf(call);
  return workGroup === undefined
    ? undefined
    : [{ action, resource: regionalArn(call, "athena", `workgroup/${workGroup}`) }];
};

async function workGroupOf({
  request,
  input,
  resources,
}: CallToAuthorize): Promise<string | undefined> {
  const { operation, region } = request;
  if (WORK_GROUP_OPERATIONS.has(operation)) return text(input, "WorkGroup") ?? "primary";
  if (EXECUTION_OPERATIONS.has(operation)) {
    const queryExecution = text(input, "QueryExecutionId") ?? "";
    return (await resources.workGroupOf(region, { queryExecution })) ?? "";
  }
  if (NAMED_QUERY_OPERATIONS.has(operation)) {
    const namedQuery = text(input, "NamedQueryId") ?? "";
    return (await resources.workGroupOf(region, { namedQuery })) ?? "";
  }
  return undefined;
}

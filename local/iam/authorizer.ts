import type { AwsReply, AwsRequest } from "../gateway/aws-request";
import type { CallAuthorizer } from "../gateway/callers/call-authorizer";
import { callContext } from "./call-context";
import { denialMessage, denialReply, unknownCallMessage } from "./denial";
import type { ResourceLookup, Permission } from "./permissions/permission";
import { permissionMaps } from "./permissions/permission-map";
import { readS3Request } from "./permissions/s3-request";
import type { Caller, RoleSession } from "./policy/caller";
import { conditionContext } from "./policy/condition-context";
import { evaluateAccess } from "./policy/evaluation";
import type { ApplicablePolicies } from "./policy/evaluation";
import { parsePolicy } from "./policy/policy-document";
import { RoleSessions } from "./role-sessions";
import { servicePrincipal } from "./service-principal";
import type { PolicySource, RolePolicies } from "./stored-policies";
import { ownValue } from "../../formats/own-value";

/** Options of {@link Authorizer}. */
export interface AuthorizerProps {
  /** The account of every caller that is not a role session. */
  readonly accountId: string;
  readonly policies: PolicySource;
  readonly resources: ResourceLookup;
  /** Role sessions by access key. @default - kept in memory only */
  readonly sessions?: Map<string, RoleSession>;
  /** Called for each denial. */
  readonly onDenied: (message: string) => void;
}

const EVERYTHING = parsePolicy(
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}',
);

/**
 * Authorizes calls as IAM does: by the policies of the calling role, of the bucket and of the key, and for AssumeRole
 * by the role's trust policy. A caller whose credentials were not issued by AssumeRole is the account's administrator,
 * to whom only AssumeRole can be denied.
 */
export class Authorizer implements CallAuthorizer {
  private readonly sessions: RoleSessions;

  constructor(private readonly props: AuthorizerProps) {
    this.sessions = new RoleSessions(props.sessions);
  }

  readsBody(call: AwsRequest): boolean {
    if (call.service === "sts") return true;
    if (this.sessions.find(call.accessKeyId) === undefined) return false;
    return call.service !== "s3" || namesResourcesInBody(call);
  }

  async denialOf(request: AwsRequest): Promise<AwsReply | undefined> {
    const caller = this.callerOf(request.accessKeyId);
    const assumption = assumedRole(request);
    if (assumption !== undefined) return this.assumptionDenial(request, caller, assumption);
    return caller.type === "role-session" ? this.sessionDenial(request, caller) : undefined;
  }

  onReply(request: AwsRequest, reply: AwsReply): void {
    const assumption = assumedRole(request);
    if (assumption !== undefined) this.sessions.add(assumption, reply);
  }

  private callerOf(accessKeyId: string | undefined): Caller {
    const session = this.sessions.find(accessKeyId);
    if (session !== undefined) return session;
    const { accountId } = this.props;
    const principal = servicePrincipal(accessKeyId);
    if (principal !== undefined) return { type: "service", principal, accountId };
    // The ARN that moto returns for a caller whose key it did not issue.
    return { type: "administrator", arn: `arn:aws:sts::${accountId}:user/moto`, accountId };
  }

  private async sessionDenial(
    request: AwsRequest,
    caller: RoleSession,
  ): Promise<AwsReply | undefined> {
    const { resources } = this.props;
    const { accountId } = caller;
    const permissions = await ownValue(
      permissionMaps,
      request.service,
    )?.({
      request,
      input: jsonInput(request),
      accountId,
      resources,
    });
    if (permissions === undefined) {
      return this.deny(request, unknownCallMessage(caller, request));
    }
    const own = await this.sessionPolicies(caller);
    for (const permission of permissions) {
      const resource = await this.resourcePolicy(request, permission);
      const reply = this.decide(request, caller, permission, { ...own, resource });
      if (reply !== undefined) return reply;
    }
    return undefined;
  }

  private async assumptionDenial(
    request: AwsRequest,
    caller: Caller,
    parameters: URLSearchParams,
  ): Promise<AwsReply | undefined> {
    const roleArn = parameters.get("RoleArn") ?? "";
    const permission = {
      action: "sts:AssumeRole",
      resource: roleArn,
      context: {
        "sts:ExternalId": parameters.get("ExternalId") ?? undefined,
        "sts:RoleSessionName": parameters.get("RoleSessionName") ?? undefined,
      },
    };
    const own =
      caller.type === "role-session"
        ? await this.sessionPolicies(caller)
        : { identity: caller.type === "administrator" ? [EVERYTHING] : [], limits: [] };
    const role = await this.props.policies.role(roleArn);
    const resource = { policy: role?.trust, isRequired: true };
    return this.decide(request, caller, permission, { ...own, resource });
  }

  private decide(
    request: AwsRequest,
    caller: Caller,
    permission: Permission,
    policies: ApplicablePolicies,
  ): AwsReply | undefined {
    const { action, resource } = permission;
    const context = conditionContext(callContext(request, caller), permission.context ?? {});
    const denial = evaluateAccess({ action, resource, context }, caller, policies);
    return denial === undefined
      ? undefined
      : this.deny(request, denialMessage(caller, permission, denial), action);
  }

  private deny(request: AwsRequest, message: string, action?: string): AwsReply {
    this.props.onDenied(message);
    return denialReply(request, message, action);
  }

  private async sessionPolicies(
    session: RoleSession,
  ): Promise<Pick<ApplicablePolicies, "identity" | "limits">> {
    const { policies } = this.props;
    // A deleted role allows nothing.
    const role: Partial<RolePolicies> = (await policies.role(session.roleArn)) ?? {};
    const { sessionPolicy, sessionPolicyArns } = session;
    const ofSession = [
      ...(sessionPolicy === undefined ? [] : [parsePolicy(sessionPolicy)]),
      ...(await policies.managed(sessionPolicyArns)),
    ];
    const isLimited = sessionPolicy !== undefined || sessionPolicyArns.length > 0;
    return {
      identity: role.identity ?? [],
      limits: [
        ...(role.boundary === undefined
          ? []
          : [{ type: "permissions boundary" as const, policies: role.boundary }]),
        ...(isLimited ? [{ type: "session policy" as const, policies: ofSession }] : []),
      ],
    };
  }

  private async resourcePolicy(
    { region }: AwsRequest,
    { action, resource }: Permission,
  ): Promise<ApplicablePolicies["resource"]> {
    const { policies } = this.props;
    if (action.startsWith("kms:")) {
      return { policy: await policies.key(region, resource), isRequired: true };
    }
    const bucket = /^arn:aws:s3:::([^/]+)/.exec(resource)?.[1];
    return bucket === undefined
      ? undefined
      : { policy: await policies.bucket(region, bucket), isRequired: false };
  }
}

/** Of the calls of S3 only DeleteObjects does. */
function namesResourcesInBody(call: AwsRequest): boolean {
  const { method, key, parameters } = readS3Request(call);
  return method === "POST" && key === "" && parameters.has("delete");
}

/** Parameters of an AssumeRole call; undefined for any other. */
function assumedRole({ service, body }: AwsRequest): URLSearchParams | undefined {
  if (service !== "sts") return undefined;
  const parameters = new URLSearchParams(body.toString("utf8"));
  return parameters.get("Action") === "AssumeRole" ? parameters : undefined;
}

/** Input of a JSON protocol. Anything but a JSON object contains no names, and the service will reject it. */
function jsonInput({ operation, body }: AwsRequest): Readonly<Record<string, unknown>> {
  if (operation === "" || body.length === 0) return {};
  try {
    const input: unknown = JSON.parse(body.toString("utf8"));
    // An object's keys are strings; arrays and null hold no named field.
    return typeof input === "object" && input !== null ? { ...input } : {};
  } catch {
    return {};
  }
}

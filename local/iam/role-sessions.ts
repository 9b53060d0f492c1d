import type { AwsReply } from "../gateway/aws-request";
import type { RoleSession } from "./policy/caller";

/** The role sessions of this emulator, by access key. Any other access key is an administrator's. */
export class RoleSessions {
  /** @param byAccessKey @default - kept in memory only */
  constructor(private readonly byAccessKey = new Map<string, RoleSession>()) {}

  /** Finds the session with this access key. */
  find(accessKeyId: string | undefined): RoleSession | undefined {
    return accessKeyId === undefined ? undefined : this.byAccessKey.get(accessKeyId);
  }

  /** Adds the session that AssumeRole returned; does nothing if it was denied. */
  add(parameters: URLSearchParams, { status, body }: AwsReply): void {
    if (status !== 200) return;
    const answer = body.toString();
    const element = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(answer)?.[1];
    const accessKeyId = element("AccessKeyId");
    const roleArn = parameters.get("RoleArn");
    if (accessKeyId === undefined || roleArn === null) return;
    this.byAccessKey.set(accessKeyId, {
      type: "role-session",
      arn: element("Arn") ?? "",
      roleArn,
      accountId: roleArn.split(":")[4] ?? "",
      userId: element("AssumedRoleId") ?? "",
      sessionPolicy: parameters.get("Policy") ?? undefined,
      sessionPolicyArns: [...parameters]
        .filter(([name]) => /^PolicyArns\.member\.\d+\.arn$/.test(name))
        .map(([, arn]) => arn),
    });
  }
}

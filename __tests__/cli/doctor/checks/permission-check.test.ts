import { permissionCheck } from "../../../../cli/doctor/checks/permission-check";
import type { ManagedPolicy } from "../../../../cli/deployer-policy/managed-policy";
import { FakeAccount } from "../support/fake-account";

const accountId = "111122223333";
const stream = `arn:aws:kinesis:us-east-1:${accountId}:stream/orders`;
const key = `arn:aws:kms:us-east-1:${accountId}:key/*`;

const policies: readonly ManagedPolicy[] = [
  {
    name: "deployer-1",
    characters: 100,
    document: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Streams",
          Effect: "Allow",
          Action: ["kinesis:CreateStream", "kinesis:DeleteStream"],
          Resource: [stream],
        },
        {
          Sid: "Keys",
          Effect: "Allow",
          Action: ["kms:ScheduleKeyDeletion"],
          Resource: [key],
          Condition: { StringEquals: { "aws:ResourceTag/Project": ["shop"] } },
        },
        { Sid: "Anything", Effect: "Allow", Action: ["kms:List*"], Resource: ["*"] },
      ],
    },
  },
];

/** IAM's answer: the named actions are denied. */
function simulation(denied: readonly string[]) {
  return (parameters: URLSearchParams) => {
    const listed = (name: string) =>
      [...parameters]
        .filter(([each]) => each.startsWith(`${name}.member.`))
        .map(([, value]) => value);
    const results = listed("ActionNames").map((action) => {
      const resources = listed("ResourceArns");
      const decision = denied.includes(action) ? "implicitDeny" : "allowed";
      const specific = resources
        .map(
          (arn) =>
            `<member><EvalResourceName>${arn}</EvalResourceName><EvalResourceDecision>${decision}</EvalResourceDecision></member>`,
        )
        .join("");
      return `<member><EvalActionName>${action}</EvalActionName><EvalResourceName>*</EvalResourceName><EvalDecision>${decision}</EvalDecision><ResourceSpecificResults>${specific}</ResourceSpecificResults></member>`;
    });
    return {
      result: `<IsTruncated>false</IsTruncated><EvaluationResults>${results.join("")}</EvaluationResults>`,
    };
  };
}

type Iam = (parameters: URLSearchParams) => { readonly result: string } | string;

async function check(callerArn: string, iam: Iam) {
  const account = await FakeAccount.start({ accountId, iam });
  try {
    const found = await permissionCheck(
      account.clientsIn("us-east-1").iam,
      callerArn,
      policies,
      "dev",
    );
    return { found, calls: account.iamCalls };
  } finally {
    account.stop();
  }
}

const user = `arn:aws:iam::${accountId}:user/person`;
const session = `arn:aws:sts::${accountId}:assumed-role/deployers/person`;

describe("the permissions of a caller", () => {
  it("are complete where IAM allows each one", async () => {
    const { found, calls } = await check(user, simulation([]));
    expect(found).toEqual({
      check: "permissions",
      status: "ok",
      detail: `4 permissions of ${user}`,
    });
    const text = calls.map((call) => decodeURIComponent(call.toString())).join("\n");
    expect(text).toContain(`ResourceArns.member.1=${stream}`);
    expect(text).toContain("key/00000000-0000-0000-0000-000000000000");
    expect(text).toContain("ContextEntries.member.1.ContextKeyName=aws:ResourceTag/Project");
  });

  it("are named where IAM denies them", async () => {
    const { found } = await check(user, simulation(["kinesis:DeleteStream"]));
    expect(found).toMatchObject({
      status: "problem",
      detail: `${user} lacks 1 of 4 permissions:\nkinesis:DeleteStream on ${stream}`,
      fix: "Ask for the policies that `npx lake deployer-policy --env dev` prints.",
    });
  });

  const path = `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/deployers`;

  it("are those of the role of a session, with its path", async () => {
    const answers: Iam = (parameters) =>
      parameters.get("Action") === "GetRole"
        ? { result: `<Role><Arn>${path}</Arn></Role>` }
        : simulation([])(parameters);
    const { calls } = await check(session, answers);
    expect(calls.map((call) => call.get("PolicySourceArn")).filter((arn) => arn !== null)).toEqual([
      path,
      path,
      path,
    ]);
  });

  /** An IAM that lets nobody read roles, and knows one. */
  const unreadable =
    (arn: string): Iam =>
    (parameters) => {
      if (parameters.get("Action") === "GetRole") return "AccessDenied";
      return parameters.get("PolicySourceArn") === arn
        ? simulation([])(parameters)
        : "NoSuchEntity";
    };

  it("are those of a role that can't be read, if it has no path", async () => {
    const arn = `arn:aws:iam::${accountId}:role/deployers`;
    const { found } = await check(session, unreadable(arn));
    expect(found).toMatchObject({ status: "ok", detail: `4 permissions of ${arn}` });
  });

  it("are not checked for a role that can't be read and has a path", async () => {
    const { found } = await check(session, unreadable(path));
    expect(found).toMatchObject({
      status: "not checked",
      detail: expect.stringContaining("only iam:GetRole tells, and that is denied") as string,
    });
    // The ARN of a user is not guessed.
    await expect(check(user, unreadable(path))).rejects.toThrow("not authorized to perform");
  });

  it.each([
    ["who may not simulate", user, "iam:SimulatePrincipalPolicy is denied"],
    ["who is the root user", `arn:aws:iam::${accountId}:root`, "only simulate users and roles"],
    [
      "who is a federated user",
      `arn:aws:sts::${accountId}:federated-user/x`,
      "only simulate users and roles",
    ],
  ])("are not checked for a caller %s", async (_, arn, why) => {
    const { found } = await check(arn, () => "AccessDenied");
    expect(found).toMatchObject({
      status: "not checked",
      detail: expect.stringContaining(why) as string,
    });
  });

  it("are a failure where IAM fails in another way", async () => {
    await expect(check(user, () => "InvalidInput")).rejects.toThrow("not authorized to perform");
  });
});

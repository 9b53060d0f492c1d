import { isRecord } from "../../../../errors/is-record";
import { refersTo } from "../../../terraform/plan/terraform-resource";
import { textsAt } from "../../plan/values-at";
import type { ReviewRule } from "../review-rule";

/** Names of roles that may do nearly everything. */
const POWERFUL =
  /^arn:[\w-]+:iam::\d{12}:role\/(?:.*\/)?[^/]*(admin|poweruser|superuser|root|breakglass|break-glass|accountaccessrole|fullaccess)[^/]*$/i;
const ROLE_ARGUMENT = /(^|_)role(_arn)?$/;
/** Blocks with a role. */
const NESTED = ["target.role_arn", "default_capacity.role_arn"];

/** New functions, jobs and their like that run as a powerful role, whose permissions the plan does not show. */
export const borrowedRole: ReviewRule = {
  id: "identity/borrowed-role",
  title: "Something new runs as an administrator's role that this plan does not manage",
  source:
    "https://rhinosecuritylabs.com/aws/aws-privilege-escalation-methods-mitigation/: iam:PassRole with a new function, job or state machine",
  level: "look closely",
  find: ({ changes, prior, planned }) => {
    const roles = [...prior, ...planned].filter(({ type }) => type === "aws_iam_role");
    return changes
      .filter(({ type, kind }) => kind === "create" && !type.startsWith("aws_iam_"))
      .flatMap(({ address, after }) => {
        const names = isRecord(after) ? Object.keys(after) : [];
        const paths = [...names.filter((name) => ROLE_ARGUMENT.test(name)), ...NESTED];
        return paths
          .flatMap((path) => textsAt(after, path))
          .filter((arn) => POWERFUL.test(arn) && !roles.some((role) => refersTo(arn, role)))
          .map((arn) => ({ address, message: `runs as ${arn}` }));
      });
  },
};

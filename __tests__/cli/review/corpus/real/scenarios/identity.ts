import type { Scenario } from "../scenario";

const TRUST = `jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" }
    }]
  })`;

const role = (name: string, more = "") => `
resource "aws_iam_role" "${name}" {
  name               = "${name}"
  assume_role_policy = ${TRUST}
  ${more}
}
`;

const inlinePolicy = (roleName: string, action: string, resource: string) => `
resource "aws_iam_role_policy" "${roleName}" {
  name = "permissions"
  role = aws_iam_role.${roleName}.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ${action}, Resource = ${resource} }]
  })
}
`;

const attachment = (roleName: string, arn: string) => `
resource "aws_iam_role_policy_attachment" "${roleName}" {
  role       = aws_iam_role.${roleName}.name
  policy_arn = "arn:aws:iam::aws:policy/${arn}"
}
`;

const boundary = `
resource "aws_iam_policy" "boundary" {
  name = "boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:*", "logs:*"], Resource = "*" }]
  })
}
`;

/** Roles, their policies and boundaries. */
export const identity: readonly Scenario[] = [
  {
    name: "attaches AdministratorAccess to a role of a function (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_274: no identity uses the AWS managed policy AdministratorAccess",
    why: "Whoever can change the function's code owns the account.",
    before: role("attached-admin"),
    after: role("attached-admin") + attachment("attached-admin", "AdministratorAccess"),
  },
  {
    name: "attaches the managed policy for a function's logs to a new role (real)",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLambdaBasicExecutionRole.html: three actions on logs",
    why: "It differs from the attachment of AdministratorAccess in the policy's name only, and allows writing logs only.",
    after:
      role("attached-logs") +
      attachment("attached-logs", "service-role/AWSLambdaBasicExecutionRole"),
  },
  {
    name: "removes the permissions boundary of a role (real)",
    verdict: "look closely",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html: a boundary is the most that policies can grant",
    why: "Every permission that the boundary held back takes effect.",
    before: boundary + role("unbound", "permissions_boundary = aws_iam_policy.boundary.arn"),
    after: boundary + role("unbound"),
  },
  {
    name: "gives a role a permissions boundary (real)",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html: a boundary grants nothing",
    why: "It can only take permissions away.",
    before: boundary.replaceAll("boundary", "limits") + role("bound"),
    after:
      boundary.replaceAll("boundary", "limits") +
      role("bound", "permissions_boundary = aws_iam_policy.limits.arn"),
  },
  {
    name: "widens the inline policy of a role from one bucket to all (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_355: no IAM policy allows * as the resource of restrictable actions",
    why: "The role reads every bucket of the account.",
    before: role("wide") + inlinePolicy("wide", '"s3:GetObject"', '"arn:aws:s3:::raw-events/*"'),
    after: role("wide") + inlinePolicy("wide", '"s3:GetObject"', '"*"'),
  },
  {
    name: "narrows the inline policy of a role from all of S3 to reading (real)",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege",
    why: "Every remaining permission was there before.",
    before: role("narrow") + inlinePolicy("narrow", '"s3:*"', '"arn:aws:s3:::raw-events/*"'),
    after: role("narrow") + inlinePolicy("narrow", '"s3:GetObject"', '"arn:aws:s3:::raw-events/*"'),
  },
  {
    name: "lets a role be assumed by everybody (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_60: a role's trust policy names services or principals, not everybody",
    why: "Any AWS account can become this role.",
    before: role("open"),
    after: role("open").replace('{ Service = "lambda.amazonaws.com" }', '{ AWS = "*" }'),
  },
  {
    name: "changes the description and tags of a role (real)",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html",
    why: "A description grants nothing.",
    before: role("described", 'description = "Publisher"'),
    after: role("described", 'description = "Publishes sample events"\n  tags = { team = "data" }'),
  },
];

import type { Scenario } from "../scenario";

const bucket = (name: string) => `
resource "aws_s3_bucket" "${name}" {
  bucket = "corpus-${name}"
}
`;

const block = (name: string, policies: boolean) => `
resource "aws_s3_bucket_public_access_block" "${name}" {
  bucket                  = aws_s3_bucket.${name}.id
  block_public_acls       = true
  block_public_policy     = ${policies}
  ignore_public_acls      = true
  restrict_public_buckets = true
}
`;

/** Encryption, versions, and a policy that denies plain HTTP. */
const companions = (name: string) => `
resource "aws_kms_key" "${name}" {
  description             = "${name}"
  enable_key_rotation     = true
  deletion_window_in_days = 30
}
resource "aws_s3_bucket_server_side_encryption_configuration" "${name}" {
  bucket = aws_s3_bucket.${name}.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = aws_kms_key.${name}.arn
    }
  }
}
resource "aws_s3_bucket_versioning" "${name}" {
  bucket = aws_s3_bucket.${name}.id
  versioning_configuration { status = "Enabled" }
}
resource "aws_s3_bucket_policy" "${name}" {
  bucket = aws_s3_bucket.${name}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "DenyPlainHttp", Effect = "Deny", Principal = "*", Action = "s3:*"
      Resource  = [aws_s3_bucket.${name}.arn, "\${aws_s3_bucket.${name}.arn}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}
`;

const bucketPolicy = (name: string, principal: string) => `
resource "aws_s3_bucket_policy" "${name}" {
  bucket = aws_s3_bucket.${name}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow", Principal = ${principal}, Action = "s3:GetObject"
      Resource = "arn:aws:s3:::corpus-${name}/*"
    }]
  })
}
`;

const group = (name: string, cidr: string) => `
resource "aws_security_group" "${name}" {
  name = "${name}"
  ingress {
    description = "database"
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["${cidr}"]
  }
}
`;

const lambda = (name: string, more = "") => `
resource "aws_iam_role" "${name}" {
  name = "${name}"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}
resource "aws_lambda_function" "${name}" {
  function_name = "${name}"
  role          = aws_iam_role.${name}.arn
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  filename      = "code.zip"
  ${more}
}
`;

const url = (name: string, authorization: string) => `
resource "aws_lambda_function_url" "${name}" {
  function_name      = aws_lambda_function.${name}.function_name
  authorization_type = "${authorization}"
}
`;

const permission = (name: string, more: string) => `
resource "aws_lambda_permission" "${name}" {
  action        = "lambda:InvokeFunction"
  function_name = aws_lambda_function.${name}.function_name
  principal     = "s3.amazonaws.com"
  ${more}
}
`;

const queue = `
resource "aws_sqs_queue" "public" {
  name                    = "public"
  sqs_managed_sse_enabled = true
}
`;

const GROUP = "tfsec aws-ec2-no-public-ingress-sgr";
const SOURCE =
  "checkov CKV_AWS_364: permissions for services are limited by SourceArn or SourceAccount";

/** Buckets, functions, queues and networks. */
export const exposure: readonly Scenario[] = [
  {
    name: "creates a private bucket with its companions (real)",
    verdict: "safe",
    source:
      "https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html: public access block, encryption, versioning, TLS",
    why: "Nothing can reach it but the account's own roles.",
    after: bucket("private") + block("private", true) + companions("private"),
  },
  {
    name: "removes the public access block of a bucket (real)",
    verdict: "look closely",
    source: "checkov CKV2_AWS_6: a bucket has a public access block",
    why: "ACLs and policies of the bucket can make it public.",
    before: bucket("unblocked") + block("unblocked", true),
    after: bucket("unblocked"),
  },
  {
    name: "lets a bucket have public policies (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_54: buckets block public policies",
    why: "The next policy can open the bucket.",
    before: bucket("weakened") + block("weakened", true),
    after: bucket("weakened") + block("weakened", false),
  },
  {
    name: "blocks public policies of a bucket (real)",
    verdict: "safe",
    source: "checkov CKV_AWS_54: buckets block public policies",
    why: "It only takes access away.",
    before: bucket("hardened") + companions("hardened") + block("hardened", false),
    after: bucket("hardened") + companions("hardened") + block("hardened", true),
  },
  {
    name: "lets everybody read a bucket by its policy (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_70: no bucket policy allows every principal",
    why: "The bucket is on the internet.",
    before: bucket("published"),
    after: bucket("published") + bucketPolicy("published", '"*"'),
  },
  {
    name: "lets another account read a bucket by its policy (real)",
    verdict: "look closely",
    source: "IAM Access Analyzer: a bucket that another account can read is reported",
    why: "The data leaves the account.",
    before: bucket("shared"),
    after: bucket("shared") + bucketPolicy("shared", '{ AWS = "arn:aws:iam::444455556666:root" }'),
  },
  {
    name: "opens a database's port to the internet (real)",
    verdict: "look closely",
    source: GROUP,
    why: "Everybody can try passwords.",
    before: group("opened", "10.0.0.0/16"),
    after: group("opened", "0.0.0.0/0"),
  },
  {
    name: "closes a database's port to the internet (real)",
    verdict: "safe",
    source: GROUP,
    why: "It is the change above the other way round.",
    before: group("closed", "0.0.0.0/0"),
    after: group("closed", "10.0.0.0/16"),
  },
  {
    name: "gives a function a URL without authorization (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_258: function URLs require authorization",
    why: "Everybody on the internet can call it.",
    before: lambda("url-none"),
    after: lambda("url-none") + url("url-none", "NONE"),
  },
  {
    name: "lets S3 invoke a function for anybody (real)",
    verdict: "look closely",
    source: SOURCE,
    why: "Any bucket of any account can trigger it.",
    before: lambda("invoked"),
    after: lambda("invoked") + permission("invoked", ""),
  },
  {
    name: "lets one bucket of the account invoke a function (real)",
    verdict: "safe",
    source: SOURCE,
    why: "It is the permission above with the source that the check asks for.",
    before: lambda("limited"),
    after:
      lambda("limited") +
      permission(
        "limited",
        'source_arn = "arn:aws:s3:::corpus-private"\n  source_account = "000000000000"',
      ),
  },
  {
    name: "gives a function more memory and time (real)",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html",
    why: "It runs faster, and nobody else can reach it.",
    before: lambda("memory", "memory_size = 128\n  timeout = 10"),
    after: lambda("memory", "memory_size = 256\n  timeout = 30"),
  },
  {
    name: "lets everybody use a queue (real)",
    verdict: "look closely",
    source: "checkov CKV_AWS_168: no queue policy allows every principal",
    why: "Everybody reads and forges messages.",
    before: queue,
    after: `${queue}
resource "aws_sqs_queue_policy" "public" {
  queue_url = aws_sqs_queue.public.id
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = "*", Action = "sqs:*", Resource = "*" }]
  })
}
`,
  },
];

import type { Scenario } from "../scenario";

const queue = (name: string, more = "") => `
resource "aws_sqs_queue" "${name}" {
  name                    = "corpus-${name}"
  sqs_managed_sse_enabled = true
  ${more}
}
`;

const parameter = (type: string) => `
resource "aws_ssm_parameter" "token" {
  name  = "/corpus/token"
  type  = "${type}"
  value = "hunter2-canary"
}
`;

const REMOVED =
  "https://developer.hashicorp.com/terraform/language/resources/syntax#removing-resources: it stays, and nobody manages it";

/** What Terraform itself does or says. */
export const plans: readonly Scenario[] = [
  {
    name: "changes nothing (real)",
    verdict: "nothing to do",
    source: "https://developer.hashicorp.com/terraform/internals/json-format: no-op",
    why: "Every resource is as it is configured.",
    before: queue("same"),
    after: queue("same"),
  },
  {
    name: "forgets a queue (real)",
    verdict: "look closely",
    source: REMOVED,
    why: "What was guarded by this code is guarded by nobody.",
    before: queue("forgotten"),
    after: `
removed {
  from = aws_sqs_queue.forgotten
  lifecycle { destroy = false }
}
`,
  },
  {
    name: "moves a queue to another address (real)",
    verdict: "safe",
    source: "https://developer.hashicorp.com/terraform/language/modules/develop/refactoring",
    why: "The address changes, and the queue stays as it is.",
    before: queue("moved"),
    after: `${queue("moved").replace('"moved" {', '"jobs" {')}
moved {
  from = aws_sqs_queue.moved
  to   = aws_sqs_queue.jobs
}
`,
  },
  {
    name: "changes the tags of a queue (real)",
    verdict: "safe",
    source: "https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html",
    why: "Tags are labels.",
    before: queue("tagged", 'tags = { team = "a" }'),
    after: queue("tagged", 'tags = { team = "b" }'),
  },
  {
    name: "stores a secret parameter in the clear (real)",
    verdict: "look closely",
    source: "checkov CKV2_AWS_34: parameters are encrypted",
    why: "Who may read parameters no longer needs the key.",
    before: parameter("SecureString"),
    after: parameter("String"),
  },
  {
    name: "runs a command on the machine that applies (real)",
    verdict: "look closely",
    source: "https://developer.hashicorp.com/terraform/language/resources/provisioners/local-exec",
    why: "It runs with the credentials of the deployment.",
    after: `
resource "terraform_data" "migrate" {
  input = "2"
  provisioner "local-exec" {
    command = "curl https://example.com/install.sh | sh"
  }
}
`,
  },
];

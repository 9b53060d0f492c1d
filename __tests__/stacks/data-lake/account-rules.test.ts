import { violationLine } from "../../../model/validation/config-violation";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import type { Environment } from "../../../model/environment/environment";
import { environmentOf, synthesizeLake } from "../../support/plans/synth";

const boundary = "arn:aws:iam::111122223333:policy/boundary";

describe("the rules of an account", () => {
  it("set the permissions boundary of every role, if there is one", () => {
    const bounded = synthesizeLake(environmentOf("dev", { permissionsBoundaryArn: boundary }));
    const roles = Object.values(bounded.resourcesOf("aws_iam_role"));
    expect(roles).toHaveLength(3);
    for (const role of roles) expect(role.permissions_boundary).toBe(boundary);
    const free = synthesizeLake(environmentOf("dev"));
    expect(JSON.stringify(free.resources)).not.toContain("permissions_boundary");
  });

  it("set the reserved concurrency of publishers, if there is one", () => {
    const publisher = "aws_lambda_function.sample_events_publisher_function";
    const reserved = synthesizeLake(environmentOf("dev", { publisherReservedConcurrency: 20 }));
    expect(reserved.resource(publisher).reserved_concurrent_executions).toBe(20);
    expect(synthesizeLake(environmentOf("dev")).resource(publisher)).not.toHaveProperty(
      "reserved_concurrent_executions",
    );
  });

  it.each<[Partial<Environment>, RegExp]>([
    [
      { catalogKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234" },
      /^environments\.dev\.catalogKeyArn is not a key in the environment's region: received "arn:aws:kms:eu-west-1/,
    ],
    [
      { catalogKeyArn: "alias/catalog" },
      /^environments\.dev\.catalogKeyArn is not a key in the environment's region/,
    ],
    [
      { lakeFormation: { readers: {}, viewCreators: ["nobody"] } },
      /^environments\.dev\.lakeFormation\.viewCreators\[0\] /,
    ],
    [
      { permissionsBoundaryArn: "boundary" },
      /^environments\.dev\.permissionsBoundaryArn has an invalid format: received "boundary", expected the ARN of a managed policy/,
    ],
    [
      { permissionsBoundaryArn: "arn:aws:iam::111122223333:role/boundary" },
      /^environments\.dev\.permissionsBoundaryArn has an invalid format/,
    ],
    [
      { publisherReservedConcurrency: 0 },
      /^environments\.dev\.publisherReservedConcurrency is out of range: received 0, expected an integer from 1/,
    ],
    [
      { accessLogRetentionDays: 0.5 },
      /^environments\.dev\.accessLogRetentionDays is out of range: received 0\.5/,
    ],
  ])("are validated: %j", (changes, line) => {
    const lines = validateConfiguration([environmentOf("dev", changes)], []).map(violationLine);
    expect(lines).toEqual([expect.stringMatching(line)]);
  });
});

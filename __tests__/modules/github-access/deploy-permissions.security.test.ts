import { datasets } from "../../fixtures/datasets";
import type { Environment } from "../../../model/environment/environment";
import { datasetNames, lakeNames, stateBackendNames } from "../../../model/naming/names";
import { stateObjectKey } from "../../../model/naming/state-location";
import { validateConfiguration } from "../../../model/validation/validate-configuration";
import { conditionContext } from "../../../local/iam/policy/condition-context";
import type { ContextValues } from "../../../local/iam/policy/condition-context";
import { evaluateAccess } from "../../../local/iam/policy/evaluation";
import { deploymentKeyActions } from "../../../modules/shared/encryption-key";
import {
  ACCOUNT,
  defaultKeyPolicy,
  gitHubAccess,
  gitHubEnvironment,
  isAllowed,
  policiesOf,
  sessionOf,
} from "../../support/plans/github-access";
import type { Call } from "../../support/plans/github-access";
import { document, keyPolicyOf, toIam } from "../../support/plans/iam-policy";
import type { DeployedStatement } from "../../support/plans/iam-policy";
import fc, { SEED } from "../../support/random/seeded-fast-check";
import { synthesizeLake } from "../../support/plans/synth";
import { isWithinBoundary } from "../../support/plans/workflow-questions";

const github = { repository: "my-company/data-lake" };
const base = "streaming-data-lake-prod";
const access = gitHubAccess();
const lake = synthesizeLake(
  { ...gitHubEnvironment, github, partitions: { type: "crawler" }, lakeFormation: {} },
  datasets,
);
const OUTSIDER = "999988887777";

const arn = (service: string, resource: string) =>
  `arn:aws:${service}:us-east-1:${ACCOUNT}:${resource}`;
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const boundary = {
  "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/${base}-github-boundary`,
};
const key = arn("kms", "key/1");
const deploys = (call: Call) => isAllowed("deploy_role", call, access);

const ownKeys = ["bucket_key", "stream_key", "log_key", "alarm_key"];
const requested = {
  "aws:RequestTag/Project": "streaming-data-lake",
  "aws:RequestTag/Environment": "prod",
};
const lakeTags = {
  "aws:ResourceTag/Project": "streaming-data-lake",
  "aws:ResourceTag/Environment": "prod",
};

describe("a key that isn't the lake's", () => {
  const changes = [
    "kms:CreateAlias",
    "kms:CreateGrant",
    "kms:DeleteAlias",
    "kms:DisableKey",
    "kms:EnableKeyRotation",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:ScheduleKeyDeletion",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
  ];

  it.each(changes)("is not changed by %s, whatever its tags and aliases are", (action) => {
    for (const context of [
      {},
      lakeTags,
      { ...lakeTags, ...requested, "kms:ResourceAliases": `alias/${base}-buckets` },
    ]) {
      expect(deploys({ action, resource: key, context, resourcePolicy: defaultKeyPolicy })).toBe(
        false,
      );
    }
  });

  it.each<[string, ContextValues]>([
    ["another's", { ...requested, "aws:ResourceTag/Project": "other" }],
    ["another environment's", { ...requested, "aws:ResourceTag/Environment": "dev" }],
    ["known by an alias", { ...requested, "kms:ResourceAliases": "alias/payroll" }],
    [
      "known by an alias, with the lake's tags",
      { ...requested, ...lakeTags, "kms:ResourceAliases": "alias/payroll" },
    ],
    ["given other tags", { "aws:RequestTag/Project": "other" }],
  ])("is not tagged when it is %s", (_, context) => {
    const call = {
      action: "kms:TagResource",
      resource: key,
      context,
      resourcePolicy: defaultKeyPolicy,
    };
    expect(deploys(call)).toBe(false);
  });

  it("gets nothing by being tagged: with the lake's own tags it has what it had", () => {
    // As KMS may see a key that is being made with these tags.
    const call = { action: "kms:TagResource", resource: key, resourcePolicy: defaultKeyPolicy };
    expect(deploys({ ...call, context: { ...requested, ...lakeTags } })).toBe(true);
    expect(deploys({ ...call, context: requested })).toBe(true);
  });

  it("is not made without the lake's tags", () => {
    const make = (context: ContextValues) =>
      deploys({ action: "kms:CreateKey", resource: "*", context });
    expect(make(requested)).toBe(true);
    expect(make({})).toBe(false);
    expect(make({ ...requested, "aws:RequestTag/Environment": "dev" })).toBe(false);
  });

  it("gets no alias of others, and the states' key keeps its own", () => {
    for (const alias of ["payroll", `${base}-terraform-state`, `${base}2-buckets`]) {
      const call = { action: "kms:UpdateAlias", resource: arn("kms", `alias/${alias}`) };
      expect([alias, deploys(call)]).toEqual([alias, false]);
    }
  });
});

describe("a key of the lake", () => {
  const policyOf = (name: string) => document(keyPolicyOf(lake, name));

  it.each(ownKeys)(
    "%s is changed by the role that its policy names, without waiting for tags",
    (name) => {
      for (const action of deploymentKeyActions) {
        const call = { action, resource: key, resourcePolicy: policyOf(name) };
        expect([action, deploys(call)]).toEqual([action, true]);
        expect(isAllowed("review_role", call, access)).toBe(false);
      }
    },
  );

  it.each(ownKeys)("%s is changed by nobody of another account", (name) => {
    const call = {
      action: "kms:PutKeyPolicy",
      resource: key,
      context: conditionContext({
        "aws:PrincipalArn": `arn:aws:iam::${OUTSIDER}:role/${base}-github-deploy`,
        "kms:CallerAccount": OUTSIDER,
      }),
    };
    const outsider = { ...sessionOf(`${base}-github-deploy`), accountId: OUTSIDER };
    const resource = { policy: policyOf(name), isRequired: true };
    expect(evaluateAccess(call, outsider, { identity: [], limits: [], resource })).toBeDefined();
  });

  it.each([
    ["kms:UntagResource", { "aws:TagKeys": ["Team", "Project"] }],
    ["kms:UntagResource", { "aws:TagKeys": "Environment" }],
    ["kms:TagResource", { "aws:RequestTag/Environment": "dev" }],
    ["kms:TagResource", { "aws:RequestTag/Project": "other", "aws:TagKeys": "Project" }],
  ])("keeps the tags that say whose it is: %s %j", (action, context) => {
    const call = { action, resource: key, context, resourcePolicy: policyOf("bucket_key") };
    expect(deploys(call)).toBe(false);
    expect(
      deploys({ ...call, context: { "aws:TagKeys": "Team", "aws:RequestTag/Team": "a" } }),
    ).toBe(true);
  });

  it("has no use for grants: no call of the provider makes one", () => {
    const all = policiesOf(access, "deploy_role")
      .flat()
      .flatMap(({ Action }) => Action);
    expect(all.length).toBeGreaterThan(50);
    expect([...all, ...deploymentKeyActions].filter((each) => /grant/i.test(each))).toEqual([]);
  });
});

describe("who assumes the lake's roles", () => {
  const delivery = role(`${base}-sample-events-delivery`);

  it.each(["iam:UpdateAssumeRolePolicy", "iam:CreateRole", "iam:DeleteRolePermissionsBoundary"])(
    "is not a deployment's to say: %s",
    (action) => {
      expect(deploys({ action, resource: delivery, context: boundary })).toBe(false);
      expect(deploys({ action, resource: delivery })).toBe(false);
    },
  );

  it("is a deployment's to say for new roles where the setting says so, and within the boundary", () => {
    const trusting = gitHubAccess({ rolesMadeBy: "workflows" });
    const may = (action: string, context: ContextValues) =>
      isAllowed("deploy_role", { action, resource: delivery, context }, trusting);
    expect(may("iam:CreateRole", boundary)).toBe(true);
    expect(may("iam:CreateRole", {})).toBe(false);
    expect(may("iam:UpdateAssumeRolePolicy", boundary)).toBe(false);
  });

  it.each([
    ["publisher", "lambda.amazonaws.com"],
    ["delivery", "firehose.amazonaws.com"],
    ["crawler", "glue.amazonaws.com"],
  ])("is one service: the role of the %s is passed to %s alone", (kind, service) => {
    for (const to of ["lambda.amazonaws.com", "firehose.amazonaws.com", "glue.amazonaws.com"]) {
      const call = {
        action: "iam:PassRole",
        resource: role(`${base}-sample-events-${kind}`),
        context: { "iam:PassedToService": to },
      };
      expect([to, deploys(call)]).toEqual([to, to === service]);
    }
  });
});

describe("the boundary of the lake's roles", () => {
  const raised = (call: Call) => isWithinBoundary(call, access);

  it("is on every role, and a deployment writes no policy of one without it", () => {
    const roles = Object.values(lake.resourcesOf("aws_iam_role"));
    expect(roles.length).toBeGreaterThan(2);
    for (const { permissions_boundary: bound } of roles) {
      expect(bound).toBe(boundary["iam:PermissionsBoundary"]);
    }
    const call = { action: "iam:PutRolePolicy", resource: role(`${base}-sample-events-publisher`) };
    expect(deploys(call)).toBe(false);
    expect(deploys({ ...call, context: boundary })).toBe(true);
  });

  it("leaves a role with every right no way to more than the lake's data", () => {
    const rejected: readonly Call[] = [
      { action: "iam:UpdateAssumeRolePolicy", resource: role(`${base}-sample-events-publisher`) },
      { action: "iam:PutRolePolicy", resource: role("admin") },
      { action: "iam:CreateUser", resource: `arn:aws:iam::${ACCOUNT}:user/eve` },
      { action: "sts:AssumeRole", resource: role("admin") },
      { action: "kms:PutKeyPolicy", resource: key, context: lakeTags },
      { action: "kms:Decrypt", resource: key },
      { action: "s3:GetObject", resource: "arn:aws:s3:::payroll/2026.csv" },
      { action: "s3:GetObject", resource: `arn:aws:s3:::${base}-${ACCOUNT}-terraform-state/x` },
      { action: "s3:PutBucketPolicy", resource: `arn:aws:s3:::${base}-${ACCOUNT}-lake` },
      { action: "s3:DeleteObject", resource: `arn:aws:s3:::${base}-${ACCOUNT}-lake/data/1` },
      { action: "kinesis:GetRecords", resource: arn("kinesis", "stream/other") },
    ];
    expect(rejected.filter(raised)).toEqual([]);
  });

  it("takes nothing from what the roles' own policies give them", () => {
    const statements = lake.policyDocuments
      .filter((name) => /_role_permissions$/.test(name))
      .flatMap((name) => Object.values(lake.statements(name)).map(toIam));
    expect(statements.length).toBeGreaterThan(10);
    const taken = statements.flatMap(callsOf).filter((call) => !raised(call));
    expect(taken).toEqual([]);
  });
});

describe("another environment of the account", () => {
  const word = fc.stringMatching(/^[a-c]{1,2}[0-9]?(-[a-c]{1,2}[0-9]?)?$/);
  const environment = fc.record({ project: word, name: word });
  /** Pairs of names of which one is a prefix of the other, with and without a separator. */
  const pair = fc
    .tuple(environment, word, fc.constantFrom("name", "hyphen", "project", "none"), fc.boolean())
    .map(([one, more, kind, turned]): readonly [NamedParts, NamedParts] => {
      const { project, name } = one;
      const other = {
        name: { project, name: name + more },
        hyphen: { project, name: `${name}-${more}` },
        project: { project: `${project}-${name}`, name: more },
        none: { project: more, name },
      }[kind];
      return turned ? [other, one] : [one, other];
    });
  const RUNS = 25;

  it("is never changed by a deployment, nor its data by a role of the lake", () => {
    process.stdout.write(`environments of one account: seed ${SEED} (FC_SEED), ${RUNS} pairs
`);
    fc.assert(
      fc.property(pair, ([one, other]) => {
        const [mine, theirs] = [environmentOf(one), environmentOf(other)];
        fc.pre(validateConfiguration([mine, theirs], []).length === 0);
        const stack = gitHubAccess({ rolesMadeBy: "workflows" }, mine);
        const actions = policiesOf(stack, "deploy_role")
          .flat()
          .flatMap(({ Action }) => Action)
          .filter((action) => !accountWide.has(action));
        const allowedOn = (target: Environment) =>
          [...new Set(actions)].flatMap((action) =>
            resourcesOf(target)
              .filter((resource) => resource.split(":")[2] === action.split(":")[0])
              .filter((resource) =>
                isAllowed(
                  "deploy_role",
                  { action, resource, context: everyCondition(mine, target) },
                  stack,
                ),
              )
              .map((resource) => `${action} ${resource}`),
          );
        expect(allowedOn(theirs)).toEqual([]);
        // The same calls must be allowed on the environment itself; otherwise the property would hold for a role without permissions.
        expect(allowedOn(mine).length).toBeGreaterThan(50);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it("keeps its crawlers' security: what has no ARN is made, and not deleted", () => {
    expect(deploys({ action: "glue:DeleteSecurityConfiguration", resource: "*" })).toBe(false);
  });

  /** Settings of keys, lists of names, and actions without resource types; see `docs/security/permissions.md`. */
  const accountWide = new Set([
    "glue:CreateCrawler",
    "glue:CreateSecurityConfiguration",
    "glue:GetSecurityConfiguration",
    "kinesis:DescribeLimits",
    "kinesis:DisableEnhancedMonitoring",
    "kinesis:EnableEnhancedMonitoring",
    "kinesis:UpdateShardCount",
    "kinesis:UpdateStreamMode",
    "kms:CreateKey",
    "kms:DescribeKey",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:List*",
    "kms:ListAliases",
    "kms:ListResourceTags",
    "logs:DescribeLogGroups",
    "sns:GetSubscriptionAttributes",
    "sns:Unsubscribe",
  ]);
});

describe("the bucket of the states", () => {
  const states = `arn:aws:s3:::${stateBackendNames(scopeOf(gitHubEnvironment)).bucket}`;

  it.each(["s3:PutBucketPolicy", "s3:PutLifecycleConfiguration", "s3:PutBucketVersioning"])(
    "is none of the lake's, though it is named as they are: %s",
    (action) => {
      expect(deploys({ action, resource: states })).toBe(false);
      expect(deploys({ action, resource: `arn:aws:s3:::${base}-${ACCOUNT}-lake` })).toBe(true);
    },
  );
});

describe("the sizes that IAM allows", () => {
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
  const size = (statements: readonly DeployedStatement[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements }).length;

  it("hold for the workflows' policies and the boundary, at most ten a role", () => {
    const full = gitHubAccess({ rolesMadeBy: "workflows" }, { lakeFormation: {} });
    for (const name of ["review_role", "deploy_role"] as const) {
      const sizes = policiesOf(full, name).map(size);
      expect(sizes.length).toBeLessThanOrEqual(10);
      for (const each of sizes) expect(each).toBeLessThanOrEqual(6144);
    }
    const bound = Object.values(full.statements("roles_boundary_permissions")).map(toIam);
    expect(size(bound)).toBeLessThanOrEqual(6144);
  });

  it("hold for the inline policies of the lake's roles", () => {
    const sizes = lake.policyDocuments
      .filter((name) => /_role_permissions$/.test(name))
      .map((name) => size(Object.values(lake.statements(name)).map(toIam)));
    expect(sizes.length).toBeGreaterThan(2);
    for (const each of sizes) expect(each).toBeLessThanOrEqual(10_240);
  });
});

type NamedParts = Pick<Environment, "project" | "name">;

function scopeOf({ project, name }: NamedParts) {
  return { project, environment: name, accountId: ACCOUNT };
}

function environmentOf(parts: NamedParts): Environment {
  return {
    ...gitHubEnvironment,
    ...parts,
    state: { type: "s3", region: "us-east-1" },
  };
}

/** The ARNs of all resources of an environment with a few datasets. */
function resourcesOf(environment: Environment): string[] {
  const scope = scopeOf(environment);
  const shared = lakeNames(scope);
  const state = `arn:aws:s3:::${stateBackendNames(scope).bucket}`;
  const buckets = [
    shared.lakeBucket,
    shared.rawBucket,
    shared.resultsBucket,
    shared.accessLogBucket,
  ];
  const iam = [shared.gitHubDeployRole, shared.gitHubReviewRole].map(role);
  return [
    state,
    `${state}/${stateObjectKey(environment)}`,
    `${state}/${stateObjectKey(environment)}.tflock`,
    ...buckets.flatMap((name) => [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/data/1.parquet`]),
    ...[shared.bucketKeyAlias, shared.streamKeyAlias, shared.logKeyAlias, shared.alarmKeyAlias].map(
      (alias) => arn("kms", alias),
    ),
    key,
    arn("kms", stateBackendNames(scope).keyAlias),
    arn("glue", `database/${shared.database}`),
    arn("athena", `workgroup/${shared.workGroup}`),
    arn("sns", shared.alarmTopic),
    arn("sns", `${shared.alarmTopic}:1`),
    `arn:aws:cloudwatch::${ACCOUNT}:dashboard/${shared.dashboard}`,
    ...iam,
    ...["b_a"].flatMap((dataset) => {
      const own = datasetNames(scope, dataset);
      return [
        arn("kinesis", `stream/${own.stream}`),
        arn("firehose", `deliverystream/${own.deliveryStream}`),
        arn("lambda", `function:${own.publisherFunction}`),
        arn("glue", `table/${shared.database}/${own.table}`),
        arn("glue", `crawler/${own.crawler}`),
        arn("events", `rule/${own.crawlFailureRule}`),
        arn("cloudwatch", `alarm:${own.stream}-freshness`),
        ...[own.publisherLogGroup, own.deliveryLogGroup, own.crawlerLogGroup].flatMap((group) => [
          arn("logs", `log-group:${group}`),
          arn("logs", `log-group:${group}:*`),
        ]),
        ...[own.publisherRole, own.deliveryRole, own.crawlerRole].map(role),
      ];
    }),
  ];
}

/** The context that an attacker would choose to meet conditions; the tags of the lake can't be forged. */
function everyCondition(mine: Environment, theirs: Environment): ContextValues {
  return {
    "aws:RequestTag/Project": mine.project,
    "aws:RequestTag/Environment": mine.name,
    "iam:PermissionsBoundary": `arn:aws:iam::${ACCOUNT}:policy/${lakeNames(scopeOf(mine)).gitHubBoundary}`,
    "iam:PassedToService": "lambda.amazonaws.com",
    "kms:ViaService": "s3.us-east-1.amazonaws.com",
    "s3:prefix": stateObjectKey(mine),
    "aws:ResourceTag/Project": theirs.project,
    "aws:ResourceTag/Environment": theirs.name,
    "kms:ResourceAliases": lakeNames(scopeOf(theirs)).bucketKeyAlias,
  };
}

/** Calls that a statement allows: each action on an example of each resource, with its conditions met. */
function callsOf(statement: DeployedStatement): Call[] {
  const {
    Action,
    Resource,
    Condition = {},
  } = statement as DeployedStatement & {
    readonly Resource: readonly string[];
    readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  };
  const context = Object.assign({}, ...Object.values(Condition)) as Record<string, string[]>;
  const values = Object.fromEntries(
    Object.entries(context).map(([name, [first = ""]]) => [name, first]),
  );
  const via = { "kms:ViaService": "kinesis.us-east-1.amazonaws.com", ...values };
  return Action.flatMap((action) =>
    Resource.map((resource) => ({
      action: action.replace("*", "x"),
      resource:
        resource === "*"
          ? "*"
          : resource
              .replace("key/bucket_key", "key/1")
              .replaceAll("*", "x")
              .replace("123456789012", ACCOUNT),
      context: via,
    })),
  );
}

import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../model/environment/environment";
import type { GitHubSettings } from "../model/environment/settings/github-settings";
import { lakeNames } from "../model/naming/names";
import { resolveGitHub } from "../model/environment/resolve-environment";
import {
  gitHubStateName,
  hasS3State,
  s3StateLocation,
  savedPlanPrefix,
  stateObjectKey,
} from "../model/naming/state-location";
import { deployDataStatements } from "../modules/github-access/deploy-data-permissions";
import { deployServicesStatements } from "../modules/github-access/deploy-service-permissions";
import {
  deployIcebergStatements,
  icebergBoundaryStatements,
  planIcebergStatements,
} from "../modules/github-access/iceberg-permissions";
import { LakeArns } from "../modules/github-access/lake-arns";
import { IdentityProvider } from "../modules/github-access/identity-provider";
import {
  manageLakeFormationPermissions,
  readLakeFormationPermissions,
} from "../modules/github-access/lake-formation-permissions";
import { planStatements } from "../modules/github-access/plan-permissions";
import { RolesBoundary } from "../modules/github-access/roles-boundary";
import {
  readStateStatements,
  savePlanStatements,
  writeStateStatements,
} from "../modules/github-access/state-permissions";
import type { PolicyStatement } from "../modules/shared/policy-statement";
import { catalogKeyStatement } from "../modules/github-access/key-permissions";
import { WorkflowRole } from "../modules/github-access/workflow-role";
import { accountIdOf } from "./terraform/account-id";
import { AddressedStack } from "./terraform/addressed-stack";
import { objectOutput } from "./terraform/object-output";
import { useBackend } from "./backend";
import { rolesBoundaryArn } from "./permissions-boundary";
import { useAwsProvider } from "./terraform/provider";

/** Properties of the stack of GitHub access. */
export interface GitHubAccessStackProps {
  readonly environment: Environment;
  readonly github: GitHubSettings;
  /** Whether datasets of the lake have Iceberg tables. @default false */
  readonly hasIcebergTables?: boolean;
}

/**
 * Stack of the roles with which workflows of a repository review and deploy one environment. It is a separate stack named
 * `<environment>-github`: people deploy it once, and workflows can't change it.
 *
 * @example
 * new lake.GitHubAccessStack(app, { environment, github: { repository: "shop/data-lake" } });
 */
export class GitHubAccessStack extends AddressedStack {
  constructor(scope: Construct, { environment, github, hasIcebergTables }: GitHubAccessStackProps) {
    super(scope, `${environment.name}-github`);
    const { repository, branch, identityProvider, rolesMadeBy } = resolveGitHub(github);
    useBackend(this, environment, gitHubStateName);
    useAwsProvider(this, environment);

    const { project, name, region } = environment;
    const accountId = accountIdOf(this, environment);
    const location = { region, accountId };
    const { existing } = environment;
    const names = lakeNames({ project, environment: name, accountId, existing });
    const scopeOfLake = { ...location, project, environment: name, names, existing };
    const lake = new LakeArns({ ...scopeOfLake, hasIcebergTables });
    const stateObject = hasS3State(environment)
      ? {
          ...s3StateLocation(environment),
          key: stateObjectKey(environment),
          planPrefix: savedPlanPrefix(environment),
        }
      : undefined;
    // A policy of its own, apart from what a plan reads: IAM has room for 6,144 characters in each.
    const statePolicy = (
      more: typeof savePlanStatements,
    ): Readonly<Record<string, readonly PolicyStatement[]>> =>
      stateObject === undefined
        ? {}
        : {
            state: [...readStateStatements(location, stateObject), ...more(location, stateObject)],
          };

    const { catalogKeyArn } = environment;
    const catalogKey =
      catalogKeyArn === undefined ? [] : [catalogKeyStatement(location, catalogKeyArn)];
    const boundaryArn = rolesBoundaryArn({ ...environment, github }, location);
    if (environment.permissionsBoundaryArn === undefined) {
      new RolesBoundary(this, "roles_boundary", {
        policyName: names.gitHubBoundary,
        lake,
        more: [
          ...catalogKey,
          ...(hasIcebergTables ? icebergBoundaryStatements(lake, location) : []),
        ],
      });
    }
    const provider = new IdentityProvider(this, "identity_provider", {
      ...location,
      mode: identityProvider,
    });
    const usesLakeFormation = environment.lakeFormation !== undefined;
    const read = {
      plan: [
        ...planStatements(lake),
        ...catalogKey,
        ...(usesLakeFormation ? [readLakeFormationPermissions] : []),
        ...(hasIcebergTables ? planIcebergStatements(lake) : []),
      ],
    };
    const review = new WorkflowRole(this, "review_role", {
      roleName: names.gitHubReviewRole,
      description: `Plans ${name} for pull requests of ${repository}, and saves plans; changes nothing that is deployed.`,
      provider,
      subjects: [`repo:${repository}:pull_request`, `repo:${repository}:ref:refs/heads/${branch}`],
      policies: { ...read, ...statePolicy(savePlanStatements) },
    });
    const deploy = new WorkflowRole(this, "deploy_role", {
      roleName: names.gitHubDeployRole,
      description: `Deploys ${name} from the GitHub environment ${name} of ${repository}.`,
      provider,
      subjects: [`repo:${repository}:environment:${name}`],
      policies: {
        ...read,
        ...statePolicy(writeStateStatements),
        data: deployDataStatements(lake),
        services: [
          ...deployServicesStatements(lake, {
            boundaryArn,
            createsRoles: rolesMadeBy === "workflows",
          }),
          ...(usesLakeFormation ? [manageLakeFormationPermissions] : []),
        ],
        ...(hasIcebergTables ? { iceberg: deployIcebergStatements(lake) } : {}),
      },
    });
    new TerraformOutput(this, "workflow_environment", {
      description:
        "Entry of this environment for the repository's variable LAKE_ENVIRONMENTS, a JSON array.",
      value: objectOutput({ name, region, reviewRole: review.arn, deployRole: deploy.arn }),
    });
  }
}

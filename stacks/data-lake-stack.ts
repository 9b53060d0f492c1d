import { Aspects } from "cdktf";
import type { Construct } from "constructs";
import type { Dataset } from "../model/dataset/dataset";
import { effectiveRemovalPolicy } from "../model/environment/destroy-switch";
import type { Environment } from "../model/environment/environment";
import { resolveEnvironment } from "../model/environment/resolve-environment";
import type { LockedFields } from "../model/schema-evolution/locked-type";
import type { PublisherPackage } from "../modules/streaming/publisher-package";
import { AddressedStack } from "./terraform/addressed-stack";
import { useBackend } from "./backend";
import { DatasetPipeline } from "./data-lake/dataset-pipeline";
import { addSharedResources } from "./data-lake/shared-resources";
import type { SharedResources } from "./data-lake/shared-resources";
import { importExisting } from "./terraform/import-existing";
import { outputDataset, outputLake } from "./data-lake/outputs";
import { PermissionsBoundary, rolesBoundaryArn } from "./permissions-boundary";
import { useAwsProvider } from "./terraform/provider";

/** A dataset and the deployment package of its publisher. */
export interface DatasetDeployment {
  readonly dataset: Dataset;
  readonly publisherPackage: PublisherPackage;
  /**
   * Columns with which the Iceberg table is created, from the lock.
   *
   * @default - those of the dataset
   */
  readonly createdWith?: LockedFields | undefined;
  /**
   * Version of the lock of an Iceberg table, which shows in a plan that the table must evolve.
   *
   * @default - the plan does not show it
   */
  readonly schemaVersion?: number | undefined;
}

/** Properties of the stack of a lake. */
export interface DataLakeStackProps {
  readonly environment: Environment;
  readonly datasets: readonly DatasetDeployment[];
  /**
   * Name of the environment whose data may be destroyed, if its `removalPolicy` is "destroy", too.
   *
   * @default - the data of every environment on AWS is kept
   */
  readonly allowDestroy?: string | undefined;
}

/**
 * Stack of the data lake of one environment; its id is the name of the environment.
 *
 * @example
 * const shop = new lake.DataLakeStack(app, {
 *   environment,
 *   datasets: [{ dataset: orders, publisherPackage }],
 * });
 * shop.pipelineOf(orders).stream.grantPut(role);
 */
export class DataLakeStack extends AddressedStack {
  /** Resources that all datasets share. */
  readonly shared: SharedResources;
  private readonly pipelines = new Map<string, DatasetPipeline>();

  constructor(scope: Construct, { datasets, allowDestroy, ...props }: DataLakeStackProps) {
    super(scope, props.environment.name);
    const removalPolicy = effectiveRemovalPolicy(props.environment, allowDestroy);
    const environment = resolveEnvironment({ ...props.environment, removalPolicy });
    useBackend(this, environment);
    useAwsProvider(this, environment);
    importExisting(this, environment);

    const shared = addSharedResources(
      this,
      environment,
      datasets.map(({ dataset }) => dataset),
    );
    this.shared = shared;
    const boundaryArn = rolesBoundaryArn(environment, { ...environment, ...shared });
    if (boundaryArn !== undefined) Aspects.of(this).add(new PermissionsBoundary(boundaryArn));
    outputLake(this, shared);
    for (const deployment of datasets) {
      const { dataset, schemaVersion } = deployment;
      const pipeline = new DatasetPipeline(this, dataset.name, {
        ...deployment,
        environment,
        shared,
      });
      outputDataset(this, dataset.name, pipeline, schemaVersion);
      this.pipelines.set(dataset.name, pipeline);
    }
  }

  /**
   * The pipeline of a dataset, for other resources that put events into its stream or read its table.
   *
   * @throws Error when the dataset is not in the stack
   */
  pipelineOf({ name }: Pick<Dataset, "name">): DatasetPipeline {
    const pipeline = this.pipelines.get(name);
    if (pipeline !== undefined) return pipeline;
    const known = [...this.pipelines.keys()].join(", ") || "none";
    throw new Error(
      `The stack ${this.node.id} has no dataset ${name}, expected one of: ${known}. Add it to the datasets of the stack.`,
    );
  }
}

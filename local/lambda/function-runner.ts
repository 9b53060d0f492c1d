import { randomBytes } from "node:crypto";
import { realpath } from "node:fs/promises";
import { join } from "node:path";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import type { Credentials } from "@aws-sdk/client-sts";
import { AwsClients } from "../aws-clients";
import type { EmulatorContext } from "../emulator-context";
import { AwsServiceError } from "../gateway/emulated-service";
import type { CodeStore } from "./code/code-store";
import { functionEnvironment } from "./process/function-environment";
import { FunctionInstance } from "./process/function-instance";
import type { Invocation, InvocationResult } from "./process/function-instance";
import { FunctionProcess } from "./process/function-process";
import type { FunctionSettings } from "./function-settings";
import { filterVariables } from "./process/function-variables";
import { createInstanceFolder, removeInstanceFolder } from "./process/instance-folder";
import { InstancePool } from "./process/instance-pool";
import { LogDelivery, logStreamName } from "./log-delivery";
import { ProcessReaper } from "./process/process-reaper";
import { bundleOnce } from "./code/program-bundle";

/** Concurrent invocations of one function; Lambda starts up to 1,000 instances, too many for one machine. */
const MAXIMUM_INSTANCES = 4;
const IDLE_MS = 60_000;
/** An instance is not used if its role's credentials expire this soon: an invocation may take 15 minutes. */
const CREDENTIALS_RESERVE_MS = 16 * 60_000;

interface Deployment {
  /** Everything that the instances depend on; if it changes, they are replaced. */
  readonly fingerprint: string;
  readonly pool: InstancePool<FunctionInstance>;
}

/** Runs functions in warm processes, each with its deployed role. */
export class FunctionRunner {
  private readonly deployments = new Map<string, Deployment>();
  private readonly retired: InstancePool<FunctionInstance>[] = [];
  private readonly reaper = new ProcessReaper();
  private readonly folder: string;
  private readonly runtimeFile: () => Promise<string>;

  constructor(
    private readonly context: EmulatorContext,
    private readonly code: CodeStore,
    /** Whether functions may access only their own files. */
    private readonly confined: boolean,
  ) {
    this.folder = join(context.scratchFolder, "lambda");
    this.runtimeFile = bundleOnce("runtime", this.folder);
  }

  /** Invokes a function with its current code and configuration. */
  invoke(settings: FunctionSettings, invocation: Invocation): Promise<InvocationResult> {
    return this.poolOf(settings).run((instance) => instance.invoke(invocation));
  }

  /** Ends every process. */
  async stop(): Promise<void> {
    const pools = [...this.retired, ...[...this.deployments.values()].map(({ pool }) => pool)];
    await Promise.all(pools.map((pool) => pool.close()));
    this.reaper.stop();
  }

  private poolOf(settings: FunctionSettings): InstancePool<FunctionInstance> {
    const key = `${settings.region}/${settings.functionName}:${settings.version}`;
    const fingerprint = JSON.stringify(settings);
    const deployed = this.deployments.get(key);
    if (deployed?.fingerprint === fingerprint) return deployed.pool;
    if (deployed !== undefined) {
      deployed.pool.retire();
      this.retired.push(deployed.pool);
    }
    const pool = new InstancePool({
      start: () => this.start(settings),
      maximumInstances: MAXIMUM_INSTANCES,
      idleMs: IDLE_MS,
    });
    this.deployments.set(key, { fingerprint, pool });
    return pool;
  }

  private async start(settings: FunctionSettings): Promise<FunctionInstance> {
    const { endpointUrl, log } = this.context;
    const { region, functionName, logGroup, memorySizeMiB, ephemeralStorageMiB } = settings;
    const [runtimeFile, taskRoot, issued] = await Promise.all([
      this.runtimeFile().then((path) => realpath(path)),
      this.code.locate(settings.codeSha256).then((path) => realpath(path)),
      this.assumeRole(settings),
    ]);
    const tmpFolder = await realpath(await createInstanceFolder(this.folder));
    const credentials = {
      accessKeyId: issued.AccessKeyId ?? "",
      secretAccessKey: issued.SecretAccessKey ?? "",
      ...(issued.SessionToken === undefined ? {} : { sessionToken: issued.SessionToken }),
    };
    const logStream = logStreamName(settings, randomBytes(16).toString("hex"));
    const { confined, reaper } = this;
    const { kept: variables, dropped } = filterVariables(settings.variables, confined);
    if (dropped.length > 0) {
      log.info("lambda", `${functionName}: variables ignored: ${dropped.join(", ")}`);
    }
    const environment = functionEnvironment({
      settings,
      credentials,
      endpointUrl,
      taskRoot,
      tmpFolder,
      variables,
      logStream,
    });
    return new FunctionInstance(
      settings,
      new FunctionProcess({
        ...{ runtimeFile, taskRoot, tmpFolder, environment, memorySizeMiB, ephemeralStorageMiB },
        ...{ confined, reaper },
      }),
      new LogDelivery({
        logs: new AwsClients({ region, endpointUrl, credentials }).logs,
        logGroup,
        logStream,
        onError: (error) =>
          log.error("lambda", `${functionName}: log lines not delivered: ${String(error)}`),
      }),
      (issued.Expiration?.getTime() ?? Infinity) - CREDENTIALS_RESERVE_MS,
      () => removeInstanceFolder(tmpFolder),
    );
  }

  private async assumeRole({
    region,
    roleArn,
    functionName,
  }: FunctionSettings): Promise<Credentials> {
    const { sts } = this.context.clients(region);
    try {
      const { Credentials: issued } = await sts.send(
        new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: functionName }),
      );
      if (issued !== undefined) return issued;
    } catch (error) {
      this.context.log.error("lambda", `${functionName}: ${roleArn}: ${String(error)}`);
    }
    throw new AwsServiceError(
      "AccessDeniedException",
      `The role defined for the function cannot be assumed by Lambda: ${roleArn}`,
      403,
    );
  }
}

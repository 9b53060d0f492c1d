import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformStack, Testing } from "cdktf";
import type { App } from "cdktf";
import { sampleEvents } from "../../fixtures/datasets/sample-events";
import type { Dataset } from "../../../model/dataset/dataset";
import type { Environment } from "../../../model/environment/environment";
import { environments } from "../../../config/environments";
import type { ImportBlock } from "../../../model/environment/existing-resources";
import type { PublisherPackage } from "../../../modules/streaming/publisher-package";
import { DataLakeStack } from "../../../stacks/data-lake-stack";
import { findViolations } from "../../../stacks/find-violations";

/** Arguments of a block, in Terraform's names. */
export type Block = Readonly<Record<string, unknown>>;

type BlocksByType = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** Rationales of statements by Sid, by the address of their policy. */
type ReasonsByAddress = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A synthesized stack, without CDKTF's metadata. */
export class SynthesizedStack {
  private reasonsByAddress: ReasonsByAddress | undefined;

  constructor(
    private readonly json: {
      readonly resource?: BlocksByType;
      readonly data?: BlocksByType;
      readonly output?: Readonly<Record<string, Block>>;
      readonly provider?: Readonly<Record<string, readonly Block[]>>;
      readonly terraform: Block;
      readonly import?: readonly ImportBlock[];
    },
    private readonly readReasons: () => ReasonsByAddress,
  ) {}

  /** Import blocks, in order. */
  get imports(): readonly ImportBlock[] {
    return this.json.import ?? [];
  }

  get terraform(): Block {
    return this.json.terraform;
  }
  get provider(): Block {
    return this.providers[0] ?? {};
  }
  /** Every configuration of the AWS provider. */
  get providers(): readonly Block[] {
    return this.json.provider?.aws ?? [];
  }
  get outputs(): Readonly<Record<string, Block>> {
    return this.json.output ?? {};
  }

  /** Every resource by its address. */
  get resources(): Readonly<Record<string, Block>> {
    return byAddress(this.json.resource ?? {});
  }

  /** Every data source by its address. */
  get dataSources(): Readonly<Record<string, Block>> {
    return byAddress(this.json.data ?? {}, "data.");
  }

  /** The resource at an address. */
  resource(address: string): Block {
    return required(this.resources, address);
  }

  /** Resources of a type by name. */
  resourcesOf(type: string): Readonly<Record<string, Block>> {
    return this.json.resource?.[type] ?? {};
  }

  /** Statements of an `aws_iam_policy_document`, by Sid. */
  statements(document: string): Readonly<Record<string, Block>> {
    const { statement } = required(this.dataSources, `data.aws_iam_policy_document.${document}`);
    // CDKTF always renders a list.
    const statements = statement as readonly (Block & { readonly sid: string })[];
    return Object.fromEntries(statements.map((each) => [each.sid, each]));
  }

  /** Rationales of the statements of a policy, by Sid. */
  reasons(address: string): Readonly<Record<string, string>> {
    this.reasonsByAddress ??= this.readReasons();
    return this.reasonsByAddress[address] ?? {};
  }

  /** Names of all policy documents. */
  get policyDocuments(): string[] {
    return Object.keys(this.json.data?.aws_iam_policy_document ?? {});
  }
}

/** A committed environment, with the changes of a test. */
export function environmentOf(name: string, changes: Partial<Environment> = {}): Environment {
  const environment = environments.find((each) => each.name === name);
  if (environment === undefined) throw new Error(`There is no environment ${name}`);
  return { ...environment, ...changes };
}

/** An app as main.ts makes it: it has none of the flags that a new project of the tool has, and that change hashes of files. */
function testApp(): App {
  return Testing.app({ stackTraces: false, enableFutureFlags: false });
}

/** Synthesizes the lake of an environment. */
export function synthesizeLake(
  environment: Environment,
  datasets: readonly Dataset[] = [sampleEvents],
  allowDestroy?: string,
): SynthesizedStack {
  return parseStack(lakeOf(testApp(), environment, datasets, allowDestroy));
}

/** Synthesizes a stack in an empty app. */
export function synthesizeStack(build: (app: App) => TerraformStack): SynthesizedStack {
  return parseStack(build(testApp()));
}

/** Violations in the lake of an environment. */
export function violationsOfLake(environment: Environment): string[] {
  const app = testApp();
  lakeOf(app, environment, [sampleEvents]);
  return findViolations(app);
}

/** Synthesizes constructs in an empty stack. */
export function synthesizeModule(
  build: (stack: TerraformStack) => void,
  name = "test",
): SynthesizedStack {
  const stack = new TerraformStack(testApp(), name);
  build(stack);
  return parseStack(stack);
}

/** Violations of constructs in an empty stack. */
export function violationsOfModule(build: (stack: TerraformStack) => void): string[] {
  const app = testApp();
  build(new TerraformStack(app, "test"));
  return findViolations(app);
}

/** A zip whose handler does nothing. Its hash is in the plans, and each version of a library zips differently. */
const PACKAGE =
  "UEsDBBQAAAAIAAAAIVzgccdqHQAAABsAAAAIAAAAaW5kZXguanNLrSjILyop1stIzEvJSS1SsFXQ0FSwtVOorrUGAFBLAQIUABQA" +
  "AAAIAAAAIVzgccdqHQAAABsAAAAIAAAAAAAAAAAAAAAAAAAAAABpbmRleC5qc1BLBQYAAAAAAQABADYAAABDAAAAAAA=";

/** A deployment package that is never run. */
export function publisherPackage(): PublisherPackage {
  const path = join(mkdtempSync(join(tmpdir(), "publisher-")), "publisher.zip");
  writeFileSync(path, Buffer.from(PACKAGE, "base64"));
  return { path, sha256Base64: "c2hhMjU2", handler: "index.handler" };
}

function lakeOf(
  app: App,
  environment: Environment,
  datasets: readonly Dataset[],
  allowDestroy?: string,
): DataLakeStack {
  return new DataLakeStack(app, {
    environment,
    allowDestroy,
    datasets: datasets.map((dataset) => ({ dataset, publisherPackage: publisherPackage() })),
  });
}

/** Parses the synthesized JSON of a stack. */
export function parseStack(stack: TerraformStack): SynthesizedStack {
  // CDKTF renders Terraform's JSON syntax; its test helper omits all comments.
  const json = JSON.parse(Testing.synth(stack, false)) as ConstructorParameters<
    typeof SynthesizedStack
  >[0];
  return new SynthesizedStack(json, () => reasonsIn(stack));
}

/** Rationales that modules add to policies, by address. */
function reasonsIn(stack: TerraformStack): ReasonsByAddress {
  // The same JSON, with the comments of modules/shared/.
  const { resource = {}, data = {} } = stack.toTerraform() as Record<
    "resource" | "data",
    BlocksByType
  >;
  const blocks = { ...byAddress(resource), ...byAddress(data, "data.") };
  return Object.fromEntries(
    Object.entries(blocks).map(([address, { "//": comment }]) => {
      const { reasons = {} } = comment as { readonly reasons?: Readonly<Record<string, string>> };
      return [address, reasons];
    }),
  );
}

function byAddress(blocks: BlocksByType, prefix = ""): Record<string, Block> {
  return Object.fromEntries(
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.entries(named).map(([name, block]) => [`${prefix}${type}.${name}`, block]),
    ),
  );
}

function required(blocks: Readonly<Record<string, Block>>, address: string): Block {
  const block = blocks[address];
  if (block === undefined) {
    throw new Error(`There is no ${address}, only ${Object.keys(blocks).join(", ")}`);
  }
  return block;
}

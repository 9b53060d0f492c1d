import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { unzipSync } from "fflate";
import { projectFolder } from "../../local/home/lake-home";
import { minimum } from "../../errors/require-node.cjs";
import { bundlePublisher } from "../../modules/streaming/publisher-package";
import { OLD_NODE, oldNodeVariables } from "../support/old-node";

interface Manifest {
  readonly engines?: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface StackJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>>;
}

const packageName = "streaming-data-lake";
const folder = mkdtempSync(path.join(tmpdir(), "library-"));
const installed = path.join(folder, "node_modules", packageName);
const source = path.join(projectFolder, "examples", "library");

/** Runs a program in the example's folder; what it prints is in the error when it fails. */
function run(command: string, ...args: string[]): string {
  try {
    return execFileSync(command, args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${command} ${args.join(" ")} failed:\n${stdout}${stderr}`, {
      cause: error,
    });
  }
}

function readManifest(manifestFolder: string): Manifest {
  return JSON.parse(readFileSync(path.join(manifestFolder, "package.json"), "utf8")) as Manifest;
}

function packedFile(): string {
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  if (tarball === undefined) throw new Error(`npm pack put no package into ${folder}`);
  return tarball;
}

/** Puts a package where npm would, without fetching it again. */
function linkPackage(name: string): void {
  const link = path.join(folder, "node_modules", name);
  mkdirSync(path.dirname(link), { recursive: true });
  symlinkSync(path.join(projectFolder, "node_modules", name), link);
}

function readStack(name: string): StackJson {
  const file = path.join(folder, "cdktf.out", "stacks", name, "cdk.tf.json");
  return JSON.parse(readFileSync(file, "utf8")) as StackJson;
}

/** As a project does that installs the package, with nothing but what its manifest and the example's ask for. */
beforeAll(() => {
  cpSync(source, folder, { recursive: true });
  run("npm", "pack", projectFolder, "--silent", "--pack-destination", folder);
  const tarball = packedFile();
  mkdirSync(installed, { recursive: true });
  run("tar", "-xzf", tarball, "-C", installed, "--strip-components=1");
  const [example, library] = [readManifest(source), readManifest(installed)];
  const names = new Set([
    ...Object.keys({ ...example.dependencies, ...example.devDependencies }),
    ...Object.keys({ ...library.dependencies, ...library.peerDependencies }),
  ]);
  names.delete(packageName);
  names.forEach(linkPackage);
  const options = ["--strict", "--module", "commonjs", "--target", "es2022", "--outDir", "out"];
  run("node", "node_modules/typescript/bin/tsc", ...options, "main.ts");
  run("node", "out/main.js");
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the package in another project", () => {
  it("holds the compiled library and the publisher's sources, and nothing else", () => {
    expect(readdirSync(installed).sort()).toEqual([
      "LICENSE",
      "README.md",
      "aws",
      "dist",
      "lambda-src",
      "model",
      "package.json",
    ]);
    expect(readdirSync(path.join(installed, "model"))).toEqual(["contract", "dataset"]);
    expect(readdirSync(path.join(installed, "dist")).sort()).toEqual([
      "errors",
      "index.d.ts",
      "index.js",
      "model",
      "modules",
      "stacks",
    ]);
  });

  it("refuses a Node.js below its minimum by name, before it builds the publisher", () => {
    const cwd = path.join(folder, "on-old-node");
    mkdirSync(cwd);
    const env = oldNodeVariables(cwd);
    const options = { cwd, env, encoding: "utf8" } as const;
    const { status, stdout, stderr } = spawnSync("node", ["../out/main.js"], options);
    expect({ status, stdout, stderr }).toEqual({
      status: 1,
      stdout: "",
      stderr: `error: This is Node.js ${OLD_NODE}, and the package streaming-data-lake needs Node.js ${minimum} or newer. Get it from https://nodejs.org/en/download.\n`,
    });
    expect(readdirSync(cwd)).toEqual(["old-node.cjs"]);
    expect(readManifest(installed).engines).toEqual({ node: `>=${minimum}` });
  });

  it("asks the example for the name of the tarball that it packs", () => {
    expect(readManifest(source).dependencies[packageName]).toBe(`file:${packedFile()}`);
  });

  it("makes the whole lake of another project's dataset and environment", () => {
    const { resource } = readStack("shop");
    expect(resource.aws_kinesis_stream?.orders_event_stream?.name).toBe(
      "orders-platform-shop-orders",
    );
    expect(resource.aws_glue_catalog_table?.orders_event_table).toMatchObject({
      name: "orders",
      storage_descriptor: {
        columns: [
          { name: "order_id", type: "string" },
          { name: "placed_at", type: "timestamp" },
          { name: "country", type: "string" },
          { name: "total_cents", type: "bigint" },
        ],
      },
    });
    expect(resource.aws_kinesis_firehose_delivery_stream).toHaveProperty("orders_delivery_stream");
  });

  it("lets another resource of the stack name a part of it", () => {
    expect(readStack("shop").resource.aws_ssm_parameter?.orders_stream_parameter?.value).toBe(
      "${aws_kinesis_stream.orders_event_stream.name}",
    );
  });

  it("gives one module alone, encrypted by its key", () => {
    const { resource } = readStack("archive");
    expect(Object.keys(resource).filter((type) => !type.startsWith("aws_s3_"))).toEqual(
      expect.arrayContaining(["aws_kms_alias", "aws_kms_key"]),
    );
    expect(Object.values(resource.aws_s3_bucket ?? {})).toEqual([
      expect.objectContaining({ bucket: "shop-archive-111122223333" }),
    ]);
    const [key] = Object.keys(resource.aws_kms_key ?? {});
    // Outside of an AddressedStack, CDKTF adds hashes of the constructs' ids.
    const addresses = Object.entries(resource).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${type}.${name}`),
    );
    expect(addresses.sort()).toEqual([
      "aws_kms_alias.key_alias_9418169B",
      "aws_kms_key.key",
      "aws_s3_bucket.bucket",
      "aws_s3_bucket_lifecycle_configuration.bucket_ageing_394D1D31",
      "aws_s3_bucket_ownership_controls.bucket_ownership_D84360D7",
      "aws_s3_bucket_policy.bucket_policy_C7AF4A7D",
      "aws_s3_bucket_public_access_block.bucket_public_access_block_E696DCAD",
      "aws_s3_bucket_server_side_encryption_configuration.bucket_encryption_64AB656F",
      "aws_s3_bucket_versioning.bucket_versioning_FFA4302A",
    ]);
    expect(
      Object.values(resource.aws_s3_bucket_server_side_encryption_configuration ?? {}),
    ).toEqual([
      expect.objectContaining({
        rule: [
          expect.objectContaining({
            apply_server_side_encryption_by_default: {
              kms_master_key_id: `\${aws_kms_key.${key}.arn}`,
              sse_algorithm: "aws:kms",
            },
          }),
        ],
      }),
    ]);
  });

  it("packages the publisher as this project does, with the contract that the dataset asks for", async () => {
    const zip = unzipSync(
      readFileSync(path.join(folder, "cdktf.out", "packages", "orders", "publisher.zip")),
    );
    expect(Object.keys(zip)).toEqual(["contract.js", "dataset.json", "index.js"]);
    const own = await bundlePublisher(path.join(projectFolder, "lambda-src", "publisher"));
    expect(own.equals(zip["index.js"] ?? new Uint8Array())).toBe(true);
  });
});

import { execFile } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";
import { ServiceModel } from "./service-model";
import type { ModelFile } from "./service-model";

/** Folders of models whose names differ from the signing name. */
const FOLDERS: Readonly<Record<string, string>> = { monitoring: "cloudwatch" };

/**
 * AWS's published models of its APIs, from the botocore that is installed with moto.
 *
 * @see https://github.com/boto/botocore/tree/develop/botocore/data
 */
export class PublishedModels {
  private readonly models = new Map<string, ServiceModel>();

  private constructor(
    private readonly folder: string,
    /** The version of botocore. */
    readonly version: string,
  ) {}

  /** @param python interpreter that can import `moto.server`, and so botocore */
  static async installedWith(python: string): Promise<PublishedModels> {
    const program = "import botocore; print(botocore.__path__[0]); print(botocore.__version__)";
    const { stdout } = await promisify(execFile)(python, ["-c", program]);
    const [folder = "", version = ""] = stdout.trim().split(/\r?\n/);
    return new PublishedModels(path.join(folder, "data"), version);
  }

  /** @param service the signing name */
  of(service: string): ServiceModel {
    const known = this.models.get(service);
    if (known !== undefined) return known;
    const model = new ServiceModel(this.read(FOLDERS[service] ?? service));
    this.models.set(service, model);
    return model;
  }

  private read(service: string): ModelFile {
    const versions = path.join(this.folder, service);
    // Versions are dates; clients use the newest.
    const newest = readdirSync(versions).sort().at(-1) ?? "";
    const file = path.join(versions, newest, "service-2.json");
    const text = existsSync(file) ? readFileSync(file) : gunzipSync(readFileSync(`${file}.gz`)); // wheels contain them compressed
    // The documented form of botocore's model files.
    return JSON.parse(text.toString("utf8")) as ModelFile;
  }
}

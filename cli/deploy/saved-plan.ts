import { createHash } from "node:crypto";
import { UserError } from "../../errors/user-error";
import { isRecord } from "../../errors/is-record";

/** The inputs of a plan. */
export interface PlanOrigin {
  readonly environment: string;
  /** Commit whose configuration was planned. */
  readonly commit: string;
  /** SHA-256 of the synthesized stack, as hexadecimal digits. */
  readonly configuration: string;
}

/** Identifies a saved plan. It contains no secret. */
export interface PlanReceipt {
  readonly environment: string;
  readonly commit: string;
  /** SHA-256 of the saved document, as hexadecimal digits. */
  readonly sha256: string;
  /** Version of the object, if the bucket is versioned. */
  readonly versionId?: string;
}

const FORMAT = 1;
const planAgain =
  "Plan again, and have the new plan approved: npx lake review --env NAME --save-plan FILE";

/** Digest of a document, as hexadecimal digits. */
export function sha256(document: Buffer): string {
  return createHash("sha256").update(document).digest("hex");
}

/** Combines a plan file with its origin in one document, so that one digest covers both. */
export function packPlan(origin: PlanOrigin, planFile: Buffer): Buffer {
  const { environment, commit, configuration } = origin;
  const plan = planFile.toString("base64");
  return Buffer.from(
    JSON.stringify({ format: FORMAT, environment, commit, configuration, plan }),
    "utf8",
  );
}

/**
 * Extracts the plan file of a document, if it is the approved one for this environment, commit and configuration.
 *
 * @throws UserError if any of these differs
 */
export function unpackPlan(document: Buffer, receipt: PlanReceipt, origin: PlanOrigin): Buffer {
  const found = sha256(document);
  if (found !== receipt.sha256) {
    throw new UserError(
      `The saved plan is not the approved one: its SHA-256 is ${found}, expected ${receipt.sha256}.`,
      planAgain,
    );
  }
  // The digest proves that packPlan wrote it; another version may have used another format.
  const saved: unknown = JSON.parse(document.toString("utf8"));
  if (!isRecord(saved) || saved.format !== FORMAT || typeof saved.plan !== "string") {
    throw new UserError("The saved plan was written by another version of lake.", planAgain);
  }
  const names = {
    environment: "environment",
    commit: "commit",
    configuration: "configuration (its digest)",
  } as const;
  for (const [key, name] of Object.entries(names)) {
    // The keys are those of the constant above.
    const expected = origin[key as keyof PlanOrigin];
    if (saved[key] !== expected) {
      throw new UserError(
        `The saved plan is for another ${name}: received ${String(saved[key])}, expected ${expected}.`,
        planAgain,
      );
    }
  }
  return Buffer.from(saved.plan, "base64");
}

/**
 * Parses a receipt.
 *
 * @throws UserError for anything else
 */
export function parseReceipt(text: string, origin: string): PlanReceipt {
  let receipt: unknown;
  try {
    receipt = JSON.parse(text);
  } catch {
    // Reported below.
  }
  const { environment, commit, sha256: digest, versionId } = isRecord(receipt) ? receipt : {};
  if (
    typeof environment === "string" &&
    typeof commit === "string" &&
    typeof digest === "string" &&
    /^[0-9a-f]{64}$/.test(digest) &&
    (versionId === undefined || typeof versionId === "string")
  ) {
    return {
      environment,
      commit,
      sha256: digest,
      ...(versionId === undefined ? {} : { versionId }),
    };
  }
  throw new UserError(
    `${origin} is not a receipt of a saved plan.`,
    "Give the file that `npx lake review --env NAME --save-plan FILE` wrote.",
  );
}

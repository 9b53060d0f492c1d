import type { Environment } from "../../environment/environment";
import { sqlEngines, trinoMemoryRange } from "../../environment/settings/emulator-settings";
import type { EmulatorSettings } from "../../environment/settings/emulator-settings";
import { providerRangeVariable } from "../../environment/provider-versions";
import { terraformBinaries } from "../../environment/terraform-binary";
import { checkOneOf, checkText, editEnvironments } from "../config-violation";
import type { ConfigViolation } from "../config-violation";
import { regionPattern } from "../patterns";
import { resolveTags } from "../../environment/resolve-environment";

const namePattern = {
  pattern: /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  expected: "lower-case letters, digits and single hyphens, beginning with a letter",
};

/** Tags that every resource has. */
const reservedTags = ["Project", "Environment", "ManagedBy"];

/** Validates the name, location and tags of an environment. */
export function validateIdentity(path: string, environment: Environment): ConfigViolation[] {
  const { name, project, region, accountId, removalPolicy, permissionsBoundaryArn } = environment;
  const { catalogKeyArn } = environment;
  const { tags = {}, providerRange, terraformBinary } = environment;
  return [
    ...checkText(`${path}.name`, name, namePattern),
    ...checkText(`${path}.project`, project, namePattern),
    ...checkText(`${path}.region`, region, regionPattern),
    ...(accountId === undefined
      ? []
      : checkText(`${path}.accountId`, accountId, {
          pattern: /^\d{12}$/,
          expected: "twelve digits in quotes",
        })),
    ...(removalPolicy === undefined
      ? checkText(`${path}.removalPolicy`, removalPolicy, {
          pattern: /./,
          expected: '"retain" or "destroy"',
        })
      : checkOneOf(`${path}.removalPolicy`, removalPolicy, ["retain", "destroy"])),
    ...(permissionsBoundaryArn === undefined
      ? []
      : checkText(`${path}.permissionsBoundaryArn`, permissionsBoundaryArn, {
          pattern: /^arn:aws(-us-gov)?:iam::(\d{12}|aws):policy\/.+$/,
          expected:
            'the ARN of a managed policy such as "arn:aws:iam::111122223333:policy/boundary"',
        })),
    ...(catalogKeyArn === undefined
      ? []
      : validateCatalogKey(`${path}.catalogKeyArn`, catalogKeyArn, region)),
    ...checkOneOf(
      `${path}.providerRange`,
      providerRange,
      ["emulator"],
      `Unset it, and the variable ${providerRangeVariable}.`,
    ),
    ...checkOneOf(`${path}.terraformBinary`, terraformBinary, terraformBinaries),
    ...Object.entries(resolveTags(tags)).flatMap(([key, value]) =>
      validateTag(`${path}.tags`, key, value),
    ),
  ];
}

/** A key, not an alias, since IAM compares the ARN of the key; in the region of the catalog. */
function validateCatalogKey(path: string, received: string, region: string): ConfigViolation[] {
  const format = /^arn:aws(?:-cn|-us-gov)?:kms:([a-z0-9-]+):\d{12}:key\/[\w-]+$/;
  if (format.exec(received)?.[1] === region) return [];
  return [
    {
      path,
      problem: "is not a key in the environment's region",
      received,
      expected: `an ARN such as "arn:aws:kms:${region}:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"`,
      fix: editEnvironments,
    },
  ];
}

// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
function validateTag(path: string, key: string, value: string): ConfigViolation[] {
  if (reservedTags.includes(key)) {
    return [
      {
        path: `${path}.${key}`,
        problem: "is set by this project",
        received: value,
        expected: `any key but ${reservedTags.join(", ")}`,
        fix: editEnvironments,
      },
    ];
  }
  const characters = "letters, digits, spaces and _.:/=+-@";
  return [
    ...checkText(`${path}: a key`, key, {
      pattern: /^(?!aws:)[\p{L}\p{N} _.:/=+@-]{1,128}$/iu,
      expected: `1 to 128 ${characters}, not beginning with "aws:"`,
    }),
    ...checkText(`${path}.${key}`, value, {
      pattern: /^[\p{L}\p{N} _.:/=+@-]{0,256}$/u,
      expected: `at most 256 ${characters}`,
    }),
  ];
}

/** Rejects an emulator on another machine: the embedded AWS has no authentication. */
export function validateEmulator(path: string, settings: EmulatorSettings): ConfigViolation[] {
  const { endpointUrl } = settings;
  const engine = validateSqlEngine(path, settings);
  return isLoopback(endpointUrl)
    ? engine
    : [
        {
          path: `${path}.emulator.endpointUrl`,
          problem: "is not an address of this machine",
          received: endpointUrl,
          expected: 'a URL such as "http://127.0.0.1:4566", on 127.0.0.1, localhost or [::1]',
          fix: "Set the environment variable AWS_ENDPOINT_URL to such a URL, or unset it.",
        },
        ...engine,
      ];
}

function validateSqlEngine(
  path: string,
  { sqlEngine, trinoMemoryMiB }: EmulatorSettings,
): ConfigViolation[] {
  const fix = "Change it in config/local-environment.ts.";
  const { min, max } = trinoMemoryRange;
  const isMemory =
    trinoMemoryMiB === undefined ||
    (Number.isInteger(trinoMemoryMiB) && trinoMemoryMiB >= min && trinoMemoryMiB <= max);
  return [
    ...(sqlEngine === undefined || sqlEngines.includes(sqlEngine)
      ? []
      : [
          {
            path: `${path}.emulator.sqlEngine`,
            problem: "is not an engine",
            received: sqlEngine,
            expected: sqlEngines.map((engine) => `"${engine}"`).join(" or "),
            fix,
          },
        ]),
    ...(isMemory
      ? []
      : [
          {
            path: `${path}.emulator.trinoMemoryMiB`,
            problem: "is not a heap that Trino runs with",
            received: trinoMemoryMiB,
            expected: `a whole number from ${min} to ${max}`,
            fix,
          },
        ]),
  ];
}

function isLoopback(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, username } = new URL(text);
  return (
    /^https?:$/.test(protocol) &&
    /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname) &&
    pathname === "/" &&
    search === "" &&
    username === ""
  );
}

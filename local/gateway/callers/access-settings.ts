import { UserError } from "../../../errors/user-error";

/** Access that the user allows in addition to the defaults. */
export interface AccessSettings {
  /** Host names, other than `localhost` and the loopback addresses, under which the endpoint may be called. */
  readonly hosts: readonly AllowedHost[];
  /** Origins of web pages that may call the endpoint and read its responses, in the form of the `Origin` header. */
  readonly origins: ReadonlySet<string>;
  /** Signing names of services, other than those of the pipeline, whose calls are forwarded to moto. */
  readonly services: ReadonlySet<string>;
}

/** A host name that is accepted in the `Host` header. */
export interface AllowedHost {
  /** In lower case. */
  readonly name: string;
  /** @default - the port of the endpoint */
  readonly port?: number;
}

/** Settings without additional access. */
export const DEFAULT_ACCESS_SETTINGS: AccessSettings = {
  hosts: [],
  origins: new Set(),
  services: new Set(),
};

/** Environment variables of {@link AccessSettings}, each a comma-separated list. */
export const ACCESS_VARIABLES = {
  hosts: "LAKE_ALLOWED_HOSTS",
  origins: "LAKE_ALLOWED_ORIGINS",
  services: "LAKE_ALLOWED_SERVICES",
} as const;

const HOST =
  /^((?=.{1,253}(?::|$))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::(\d{1,5}))?$/;
const SERVICE = /^[a-z0-9][a-z0-9.-]{0,62}$/;

/**
 * Reads {@link ACCESS_VARIABLES}.
 *
 * @throws UserError that lists every invalid value
 */
export function readAccessSettings(
  environment: Readonly<Record<string, string | undefined>>,
): AccessSettings {
  const problems: string[] = [];
  const read = <Item>(
    kind: keyof typeof ACCESS_VARIABLES,
    parse: (text: string) => Item | undefined,
    expected: string,
  ): Item[] =>
    itemsOf(environment[ACCESS_VARIABLES[kind]]).flatMap((text) => {
      const item = parse(text);
      if (item !== undefined) return [item];
      problems.push(`${ACCESS_VARIABLES[kind]} has ${JSON.stringify(text)}: ${expected}`);
      return [];
    });
  const settings = {
    hosts: read(
      "hosts",
      parseHost,
      "expected a host name with an optional port, such as dev.example:8080",
    ),
    origins: new Set(
      read(
        "origins",
        parseOrigin,
        "expected an origin without a path, such as http://localhost:3000",
      ),
    ),
    services: new Set(
      read(
        "services",
        parseService,
        "expected the signing name of an AWS service, such as sqs or dynamodb",
      ),
    ),
  };
  if (problems.length === 0) return settings;
  throw new UserError(
    `The access settings of the endpoint are invalid: ${problems.join("; ")}.`,
    "Separate values with commas, without wildcards, or unset the variable to allow no additional access.",
  );
}

function itemsOf(list: string | undefined): string[] {
  return (list ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

function parseHost(text: string): AllowedHost | undefined {
  const [, name, port] = HOST.exec(text.toLowerCase()) ?? [];
  if (name === undefined || Number(port ?? 1) > 65_535 || Number(port ?? 1) < 1) return undefined;
  return { name, ...(port === undefined ? {} : { port: Number(port) }) };
}

/** Only origins that a browser sends for one site: `null` is sent by every sandboxed page. */
function parseOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, protocol } = new URL(text);
  return /^https?:$/.test(protocol) && text.toLowerCase() === origin ? origin : undefined;
}

function parseService(text: string): string | undefined {
  return SERVICE.test(text) ? text : undefined;
}

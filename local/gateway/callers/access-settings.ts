import { UserError } from "../../../errors/user-error";

/** What the user opens beyond the defaults: everything here is closed unless it is named. */
export interface AccessSettings {
  /** Names, beside `localhost` and the loopback addresses, under which this endpoint may be called. */
  readonly hosts: readonly AllowedHost[];
  /** Origins of web pages that may call, and read the answers; in the form of a browser's `Origin` header. */
  readonly origins: ReadonlySet<string>;
  /** Signing names of services that are let through to moto, beside those of the pipeline. */
  readonly services: ReadonlySet<string>;
}

/** A name that a caller may put into the `Host` header. */
export interface AllowedHost {
  /** In lower case. */
  readonly name: string;
  /** @default - the port of the endpoint */
  readonly port?: number;
}

/** Settings of a user who opens nothing. */
export const DEFAULT_ACCESS_SETTINGS: AccessSettings = {
  hosts: [],
  origins: new Set(),
  services: new Set(),
};

/** Variables that hold {@link AccessSettings}, each a list whose items are separated by commas. */
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
 * @throws UserError that names every value which can't be used
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
    hosts: read("hosts", parseHost, "a host name, with or without a port, as dev.example:8080"),
    origins: new Set(
      read("origins", parseOrigin, "an origin without path, as http://localhost:3000"),
    ),
    services: new Set(
      read("services", parseService, "the signing name of an AWS service, as sqs or dynamodb"),
    ),
  };
  if (problems.length === 0) return settings;
  throw new UserError(
    `The endpoint can't be opened as asked: ${problems.join("; ")}.`,
    "Separate several values by commas, and use no wildcards; without the variable nothing more is opened.",
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

/** Only what a browser would send: `null`, which any sandboxed page sends, is the origin of nobody. */
function parseOrigin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, protocol } = new URL(text);
  return /^https?:$/.test(protocol) && text.toLowerCase() === origin ? origin : undefined;
}

function parseService(text: string): string | undefined {
  return SERVICE.test(text) ? text : undefined;
}

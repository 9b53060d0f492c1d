import { format } from "node:util";

/** Lambda's log levels in ascending order. */
const LEVELS = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"] as const;
type Level = (typeof LEVELS)[number];

const LEVEL_OF_METHOD = {
  trace: "TRACE",
  debug: "DEBUG",
  log: "INFO",
  info: "INFO",
  warn: "WARN",
  error: "ERROR",
} as const satisfies Record<string, Level>;

/** Options of {@link patchConsole}. */
export interface ConsoleProps {
  readonly logFormat: string;
  /** Lowest level that is written; only the JSON format has levels. */
  readonly logLevel: string;
  readonly requestId: () => string | undefined;
  readonly write: (line: string) => void;
}

/** Makes the console write as in Lambda: time, request id and level before each message, or JSON. */
export function patchConsole(target: Console, props: ConsoleProps): void {
  const least = LEVELS.findIndex((level) => level === props.logLevel.toUpperCase());
  const json = props.logFormat === "JSON";
  const patch = (method: keyof typeof LEVEL_OF_METHOD): void => {
    const level = LEVEL_OF_METHOD[method];
    target[method] = (...parts: unknown[]) => {
      if (json && LEVELS.indexOf(level) < least) return;
      props.write(json ? jsonLine(level, props, parts) : textLine(level, props, parts));
    };
  };
  // The keys of a constant object literal are its keys.
  for (const method of Object.keys(LEVEL_OF_METHOD)) patch(method as keyof typeof LEVEL_OF_METHOD);
}

function textLine(level: Level, { requestId }: ConsoleProps, parts: readonly unknown[]): string {
  const message = format(...parts);
  return [new Date().toISOString(), requestId() ?? "undefined", level, message].join("\t");
}

function jsonLine(level: Level, { requestId }: ConsoleProps, parts: readonly unknown[]): string {
  const [first, ...rest] = parts;
  const head = { timestamp: new Date().toISOString(), level, requestId: requestId() };
  const error = parts.find((part) => part instanceof Error);
  const details =
    error === undefined
      ? {}
      : {
          errorType: error.name,
          errorMessage: error.message,
          stackTrace: (error.stack ?? "").split("\n"),
        };
  const message = rest.length === 0 && !(first instanceof Error) ? first : format(...parts);
  try {
    return JSON.stringify({ ...head, message, ...details });
  } catch {
    return JSON.stringify({ ...head, message: format(...parts), ...details });
  }
}

import type { Values } from "../../../terraform/plan/terraform-plan";
import { analyticsHoldings } from "./holdings/analytics";
import { applicationHoldings } from "./holdings/applications";
import { computeHoldings } from "./holdings/compute";
import { databaseHoldings } from "./holdings/databases";
import { managementHoldings } from "./holdings/management";
import { networkingHoldings } from "./holdings/networking";
import { securityHoldings } from "./holdings/security";
import { provider6Holdings } from "./holdings/provider-6";
import type { Holdings, ServiceHoldings } from "./holdings/service-holdings";
import { storageHoldings } from "./holdings/storage";
import { streamingHoldings } from "./holdings/streaming";

/** What a resource type holds beyond its arguments; `unknown` for one that may hold anything. */
export type HoldingKind = "data" | "metadata" | "nothing" | "unknown";

/** What a resource type holds. */
export interface Holding {
  readonly kind: HoldingKind;
  /** What is lost with the resource; absent for `nothing`. */
  readonly what?: string;
  /** Page that says so. */
  readonly source: string;
}

/** By group. */
export const allHoldings: readonly Holdings[] = [
  storageHoldings,
  databaseHoldings,
  streamingHoldings,
  analyticsHoldings,
  computeHoldings,
  networkingHoldings,
  securityHoldings,
  managementHoldings,
  applicationHoldings,
  provider6Holdings,
];

const byType = new Map(
  allHoldings.flatMap((group) =>
    Object.entries(group).flatMap(([prefix, service]) => rowsOf(prefix, service)),
  ),
);

/** Every type that is classified. */
export const classifiedTypes: ReadonlySet<string> = new Set(byType.keys());

/** What resources of a type hold; undefined for a type that nobody has classified. */
export function holdingOf(type: string): Holding | undefined {
  return byType.get(type);
}

/** A text of a holding with the values of a resource in it: `{name}`, or `{days=30}` with a default. */
export function withValues(text: string, values: Values): string {
  return text.replace(/\{(\w+)(?:=(\w+))?\}/g, (_, name: string, otherwise: string | undefined) => {
    const value = values[name];
    return typeof value === "string" || typeof value === "number"
      ? String(value)
      : (otherwise ?? "?");
  });
}

function rowsOf(
  prefix: string,
  { source, data = {}, metadata = {}, unknown = {}, nothing = "" }: ServiceHoldings,
): [string, Holding][] {
  const typed = (suffix: string) => (suffix === "." ? prefix : `${prefix}_${suffix}`);
  const losing = (kind: HoldingKind, texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([suffix, what]): [string, Holding] => [
      typed(suffix),
      { kind, what, source },
    ]);
  return [
    ...losing("data", data),
    ...losing("metadata", metadata),
    ...losing("unknown", unknown),
    ...nothing
      .split(/\s+/)
      .filter((suffix) => suffix !== "")
      .map((suffix): [string, Holding] => [typed(suffix), { kind: "nothing", source }]),
  ];
}

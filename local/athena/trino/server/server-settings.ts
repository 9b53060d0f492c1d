import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { makePrivateFolder, writePrivateFile } from "../../../home/private-files";
import type { CatalogDefinition } from "./catalog-properties";

/** Settings of a server. */
export interface ServerSettingsProps {
  /** Folder for the settings. */
  readonly folder: string;
  /** The unpacked server. */
  readonly serverFolder: string;
  /** On 127.0.0.1. */
  readonly port: number;
  readonly memoryMiB: number;
  /** Content of the key file. */
  readonly keyFile: string;
  readonly catalogs: readonly CatalogDefinition[];
}

/**
 * Writes the settings of a server, readable only by the owner.
 *
 * @returns path of the file for Trino's property `config`
 * @see https://trino.io/docs/476/admin/properties.html
 */
export function writeServerSettings(props: ServerSettingsProps): string {
  const { folder, port, memoryMiB } = props;
  const catalogFolder = path.join(folder, "catalog");
  const keyFile = path.join(folder, "jwt.key");
  makePrivateFolder(folder);
  mkdirSync(catalogFolder, { recursive: true });
  writePrivateFile(keyFile, props.keyFile);
  for (const { name, connector, properties } of props.catalogs) {
    const file = path.join(catalogFolder, `${name}.properties`);
    writePrivateFile(file, render({ "connector.name": connector, ...properties }));
  }
  const queryMemory = `${Math.floor(memoryMiB / 3)}MB`;
  const config = path.join(folder, "config.properties");
  const settings = {
    "node.environment": "lake",
    "node.id": "lake",
    "node.bind-ip": "127.0.0.1",
    "node.internal-address": "127.0.0.1",
    coordinator: "true",
    "node-scheduler.include-coordinator": "true",
    "discovery.uri": `http://127.0.0.1:${port}`,
    "http-server.http.port": String(port),
    "http-server.log.enabled": "false",
    "http-server.process-forwarded": "true",
    "http-server.authentication.type": "JWT",
    "http-server.authentication.jwt.key-file": keyFile,
    "internal-communication.shared-secret": randomBytes(32).toString("hex"),
    "web-ui.enabled": "false",
    "plugin.dir": path.join(props.serverFolder, "plugin"),
    "catalog.config-dir": catalogFolder,
    "query.max-memory": queryMemory,
    "query.max-memory-per-node": queryMemory,
    "query.max-history": "50",
    "query.min-expire-age": "30s",
  };
  writePrivateFile(config, render(settings));
  return config;
}

function render(properties: Readonly<Record<string, string>>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name}=${value.replaceAll("\\", "\\\\")}\n`)
    .join("");
}

#!/usr/bin/env node
// In syntax that old versions of Node.js read, so that the first import can refuse them.
import "../errors/require-node.cjs";

const variable = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";
// The AWS SDK warns on each command that it will drop Node.js 20; `engines` and .nvmrc decide that for this project.
if (process.env[variable] === undefined) process.env[variable] = "true";
import("./quick-start/quick-start.mjs").then(({ start }) => start());

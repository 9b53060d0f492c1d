#!/usr/bin/env node
import "tsx";
// The AWS SDK warns on each command that it will drop Node.js 20; `engines` and .nvmrc decide that for this project.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
await import("./lake.ts");

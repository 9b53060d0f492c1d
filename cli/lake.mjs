#!/usr/bin/env node
import "tsx";
// The AWS SDK announces with each command that it will leave Node.js 20; `engines` and .nvmrc are where that is decided.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
await import("./lake.ts");

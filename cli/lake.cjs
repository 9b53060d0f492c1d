#!/usr/bin/env node
require("tsx/cjs");
require("./lake.ts");

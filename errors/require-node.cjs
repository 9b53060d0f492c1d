// Refuses versions of Node.js below the minimum, which is `engines` of package.json. Every program of the project loads this
// first: an older version would stop at syntax or at a function that it lacks, and not say that it is too old. So this file
// is CommonJS in the syntax of ES5, and it needs no package.
/* eslint-disable @typescript-eslint/no-require-imports */
"use strict";

var fs = require("fs");
var path = require("path");

/** The project's folder, or that of the package: the library is compiled into the folder dist of it. */
var root = path.join(__dirname, "..");
var isLibrary = path.basename(root) === "dist" && !fs.existsSync(path.join(root, "package.json"));
if (isLibrary) root = path.join(root, "..");

/** The bundle of main.ts is elsewhere, and runs in the project's folder. */
var manifest = [path.join(root, "package.json"), path.resolve("package.json")].filter(
  function (file) {
    return fs.existsSync(file);
  },
)[0];
/** What a bundle finds may be the manifest of another project, which need not have engines. */
var engines = (manifest && JSON.parse(fs.readFileSync(manifest, "utf8")).engines) || {};
/** "0" where a bundle runs elsewhere: what started it has checked the version. */
var minimum = (engines.node || "0").replace(">=", "");

/** Whether a version such as 18.20.8 is below another. */
function isOlder(version, than) {
  var parts = version.split(".");
  var other = than.split(".");
  for (var at = 0; at < other.length; at += 1) {
    var difference = Number(parts[at]) - Number(other[at]);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Which Node.js runs, which one is needed, and how to get it; undefined where it is new enough. */
function findNodeProblem(version) {
  if (!isOlder(version, minimum)) return undefined;
  return {
    message:
      "This is Node.js " +
      version +
      ", and " +
      (isLibrary ? "the package streaming-data-lake" : "this project") +
      " needs Node.js " +
      minimum +
      " or newer.",
    // A package has no file for nvm.
    advice: isLibrary
      ? "Get it from https://nodejs.org/en/download."
      : "Get it from https://nodejs.org/en/download, or run `nvm install` in this folder.",
  };
}

var problem = findNodeProblem(process.versions.node);
if (problem !== undefined) {
  console.error("error: " + problem.message + " " + problem.advice);
  // Failures of `lake` are documents, too.
  if (/[\\/]lake(\.mjs)?$/.test(process.argv[1]) && process.argv.indexOf("--json") !== -1) {
    console.log(JSON.stringify({ error: problem }, null, 2));
  }
  process.exit(1);
}

module.exports = { minimum: minimum, isOlder: isOlder, findNodeProblem: findNodeProblem };

'use strict';
// What must be there before anything runs: Node.js 24 and the installed packages. Any Node.js from 10 on can run this.
var childProcess = require('child_process');
var fs = require('fs');
var path = require('path');
var lock = require('./lock.cjs');
var packages = require('./packages.cjs');

var ROOT = path.join(__dirname, '..');
var RUNTIME = path.join(ROOT, '.runtime');
var NEEDED_MAJOR = 24;
var FETCHED_VERSION = '24.21.0';
// The npm that came with Node.js 14 and before cannot read our package-lock.json.
var MAJOR_WITH_USABLE_NPM = 16;
var NPM_VERSION = '11.19.1';
var FETCHED_NPM = path.join(RUNTIME, 'node_modules', 'npm', 'bin', 'npm-cli.js');

var program = process.execPath;

/** One line for people, on standard error: standard output belongs to the command. */
function say(sentence) {
  process.stderr.write(sentence + '\n');
}

function nodeMajor() {
  return Number(process.versions.node.split('.')[0]);
}

/** The Node.js that does the real work. Only after prepare(). */
function nodeProgram() {
  return program;
}

/** The environment of everything started: that Node.js comes first in PATH. */
function environment() {
  var env = Object.assign({}, process.env);
  var key =
    Object.keys(env).find(function (name) {
      return name.toUpperCase() === 'PATH';
    }) || 'PATH';
  env[key] = [path.dirname(program), path.join(ROOT, 'node_modules', '.bin'), env[key]].join(path.delimiter);
  return env;
}

/** How to call npm: the fetched one where the machine's is too old, else the one that started us, else by name. */
function npmCommand() {
  if (fs.existsSync(FETCHED_NPM)) return [program, FETCHED_NPM];
  var script = process.env.npm_execpath || '';
  return path.basename(script) === 'npm-cli.js' ? [process.execPath, script] : ['npm'];
}

/**
 * Runs npm quietly; its errors are shown. Throws the given sentence when it fails. No install scripts: nothing we use
 * needs one, and npm would compile the SQLite add-on, whose binaries are there already, on machines without a compiler.
 */
function npm(args, sentence) {
  var command = npmCommand();
  var options = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error', '--ignore-scripts'];
  var result = childProcess.spawnSync(command[0], command.slice(1).concat(args, options), {
    cwd: ROOT,
    env: environment(),
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: command.length === 1 && process.platform === 'win32',
  });
  if (result.error || result.status !== 0) throw new Error(sentence);
}

/** The package of the registry that is Node.js itself for this machine: what the package `node` would install. */
function runtimePackage() {
  var apple = process.platform === 'darwin' && process.arch === 'arm64';
  var platform = process.platform === 'win32' ? 'win' : process.platform;
  return [apple ? 'node-bin' : 'node', platform, process.arch].join('-');
}

function fetchedProgram() {
  var windows = process.platform === 'win32';
  return path.join(RUNTIME, 'node_modules', runtimePackage(), 'bin', windows ? 'node.exe' : 'node');
}

function runs(file) {
  var result = childProcess.spawnSync(file, ['--version'], { encoding: 'utf8' });
  return result.status === 0 && result.stdout.trim() === 'v' + FETCHED_VERSION;
}

function isFetched() {
  return runs(fetchedProgram()) && (nodeMajor() >= MAJOR_WITH_USABLE_NPM || fs.existsSync(FETCHED_NPM));
}

/** The registry's own Node.js 24, fetched once into .runtime/; with an npm where the machine's is too old. */
function fetchNode() {
  if (isFetched()) return;
  lock.hold(path.join(RUNTIME, 'install.lock'), function () {
    if (isFetched()) return;
    var sentence =
      'Node.js ' + FETCHED_VERSION + ' could not be fetched: install it or a newer one (https://nodejs.org).';
    var wanted = [runtimePackage() + '@' + FETCHED_VERSION];
    if (nodeMajor() < MAJOR_WITH_USABLE_NPM) wanted.push('npm@' + NPM_VERSION);
    npm(['install', '--prefix', RUNTIME, '--no-save', '--no-package-lock'].concat(wanted), sentence);
    if (!isFetched()) throw new Error(sentence);
  });
}

function useNode(aloud) {
  if (nodeMajor() >= NEEDED_MAJOR) return;
  var missing = !fs.existsSync(fetchedProgram());
  if (aloud || missing) {
    var from = ': using Node ' + FETCHED_VERSION + ' from the registry (.runtime/)';
    say('Node ' + process.versions.node + ' is older than ' + NEEDED_MAJOR + from);
  }
  fetchNode();
  program = fetchedProgram();
}

function installPackages() {
  if (packages.areInstalled(ROOT)) return;
  lock.hold(path.join(RUNTIME, 'install.lock'), function () {
    if (packages.areInstalled(ROOT)) return;
    say('Installing the packages of package-lock.json (npm ci)');
    npm(['ci', '--include=dev'], 'npm ci failed: see above.');
    packages.remember(ROOT);
  });
}

/** Makes sure of Node.js 24 and of the packages. Throws an Error whose message is meant for people. */
function prepare(aloud) {
  useNode(aloud);
  installPackages();
}

module.exports = { environment: environment, nodeProgram: nodeProgram, prepare: prepare, say: say };

'use strict';
// The one door of every npm script. Written for any Node.js from 10 on: it must be able to say what is wrong on an old
// one, and there it fetches Node.js 24 for the real work (machine.cjs). Everything it says itself goes to standard error.
var childProcess = require('child_process');
var fs = require('fs');
var os = require('os');
var path = require('path');
var flags = require('./flags.cjs');
var machine = require('./machine.cjs');
var stamp = require('./stamp.cjs');

var ROOT = path.join(__dirname, '..');
var FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGINT'];

/** The script of a development tool, from its package's own description. */
function toolScript(name) {
  var packageName = name === 'tsc' ? 'typescript' : name;
  var folder = path.join(ROOT, 'node_modules', packageName);
  var bin = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')).bin;
  return path.join(folder, typeof bin === 'string' ? bin : bin[name]);
}

/**
 * npm hands a signal to the shell between it and us, and that shell dies of it without handing it on. So where npm
 * started us, losing our parent means the same as being told to end.
 */
function whenOrphaned(action) {
  var parent = process.ppid;
  if (!process.env.npm_lifecycle_event) return undefined;
  return setInterval(function () {
    if (process.ppid !== parent) action();
  }, 250);
}

/** Runs a script with the right Node.js and hands on signals; the answer is its exit status, or the signal it died of. */
function run(script, args, nodeFlags) {
  return new Promise(function (resolve) {
    var child = childProcess.spawn(machine.nodeProgram(), (nodeFlags || []).concat(script, args), {
      stdio: 'inherit',
      env: machine.environment(),
    });
    var forward = function (signal) {
      // A terminal gives Ctrl-C to the whole group: the child has it already.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    FORWARDED.forEach(function (signal) {
      process.on(signal, forward);
    });
    var watch = whenOrphaned(function () {
      child.kill('SIGTERM');
    });
    child.on('error', function (error) {
      machine.say(error.message);
      resolve(1);
    });
    child.on('exit', function (code, signal) {
      clearInterval(watch);
      FORWARDED.forEach(function (name) {
        process.removeListener(name, forward);
      });
      resolve(signal || code);
    });
  });
}

/** Compiles src/, client/ and migrations/ into dist/ where they changed since the last time. */
function build(always) {
  if (!always && stamp.isFresh(ROOT)) return Promise.resolve(0);
  return run(path.join(__dirname, 'build.cjs'), always ? ['--always'] : []);
}

/** Runs the steps one after the other and stops at the first that fails. */
function inOrder(steps) {
  return steps.reduce(function (before, step) {
    return before.then(function (status) {
      return status === 0 ? step() : status;
    });
  }, Promise.resolve(0));
}

/** Builds, then runs what was built. */
function built(name, args, nodeFlags) {
  return inOrder([
    build,
    function () {
      return run(path.join(ROOT, name), args, nodeFlags);
    },
  ]);
}

function tool(name, args) {
  return run(toolScript(name), args);
}

/** Runs all steps, whatever becomes of one, saying the name of each before. The answer: the names of those that failed. */
function eachOf(steps) {
  var failed = [];
  var chain = steps.reduce(function (before, step) {
    return before.then(function () {
      machine.say('== ' + step[0]);
      return step[1]().then(function (status) {
        if (status !== 0) failed.push(step[0]);
      });
    });
  }, Promise.resolve());
  return chain.then(function () {
    return failed;
  });
}

/** Everything that CI runs: all steps, then which of them failed. */
function check(args) {
  var tools = [
    ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
    ['lint', 'eslint', ['--max-warnings', '0', '.']],
    ['types', 'tsc', ['--noEmit']],
    ['types of the client', 'tsc', ['--noEmit', '-p', 'client']],
    ['build', null, []],
    ['tests', 'jest', args],
  ];
  var steps = tools.map(function (step) {
    return [
      step[0],
      function () {
        return step[1] === null ? build(false) : tool(step[1], step[2]);
      },
    ];
  });
  return eachOf(steps).then(function (failed) {
    machine.say(failed.length === 0 ? 'check: everything passed' : 'check: FAILED in ' + failed.join(', '));
    return failed.length === 0 ? 0 : 1;
  });
}

/** The programs of bench/ by name: files that end in .bench.ts, which need nothing, and folders, which take arguments. */
function benchFile(name) {
  return [name + '.bench.ts', path.join(name, 'main.ts')]
    .map(function (file) {
      return path.join(ROOT, 'bench', file);
    })
    .filter(fs.existsSync)[0];
}

/** Runs what is named, in this order, with all that follows the names as its arguments; nothing named: all, as one table. */
function bench(args) {
  if (args.length === 0) return inOrder([build, allBenches]);
  var names = args.slice();
  var rest = names.splice(Math.max(0, names.concat('--').findIndex(isNoBench)));
  if (names.length === 0) {
    machine.say('There is no bench ' + args[0] + ': see bench/README.md');
    return Promise.resolve(2);
  }
  var runs = names.map(function (name) {
    return function () {
      return run(benchFile(name), rest);
    };
  });
  // Node.js 24 runs them as they are.
  return inOrder([build].concat(runs));
}

function isNoBench(name) {
  return !/^[a-z-]+$/.test(name) || benchFile(name) === undefined;
}

/** Runs each .bench.ts, whatever becomes of the others, and prints the one table of what they measured. */
function allBenches() {
  var names = fs
    .readdirSync(path.join(ROOT, 'bench'))
    .filter(function (file) {
      return /\.bench\.ts$/.test(file);
    })
    .map(function (file) {
      return file.replace('.bench.ts', '');
    });
  process.env.BENCH_FIGURES = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'lan-toa-bench-')), 'figures');
  var steps = names.sort().map(function (name) {
    return [
      name,
      function () {
        return run(benchFile(name), []);
      },
    ];
  });
  return eachOf(steps).then(function (failed) {
    return run(path.join(ROOT, 'bench', 'one-table.ts'), []).then(function (status) {
      if (failed.length > 0) machine.say('bench: FAILED in ' + failed.join(', '));
      return failed.length > 0 ? 1 : status;
    });
  });
}

var COMMANDS = {
  start: function (args) {
    return built('dist/main.js', args, flags.SERVER);
  },
  cluster: function (args) {
    return built('dist/cluster.js', args, flags.SERVER);
  },
  demo: function (args) {
    return inOrder([
      function () {
        return built('dist/cli.js', ['demo']);
      },
      function () {
        return run(path.join(ROOT, 'dist/main.js'), ['--demo'].concat(args), flags.SERVER);
      },
    ]);
  },
  cli: function (args) {
    return built('dist/cli.js', args, flags.SERVER);
  },
  build: function () {
    return build(true);
  },
  test: function (args) {
    return inOrder([
      build,
      function () {
        return tool('jest', args);
      },
    ]);
  },
  check: check,
  bench: bench,
  exec: function (args) {
    return tool(args[0], args.slice(1));
  },
};

function finish(status) {
  if (typeof status === 'number') process.exitCode = status;
  else process.kill(process.pid, status);
}

function main(name, args) {
  if (!Object.prototype.hasOwnProperty.call(COMMANDS, name)) {
    machine.say('Use: node bin/run.cjs ' + Object.keys(COMMANDS).join('|'));
    return finish(2);
  }
  try {
    machine.prepare(name !== 'cli');
  } catch (error) {
    machine.say(error.message);
    return finish(1);
  }
  Promise.resolve(args)
    .then(COMMANDS[name])
    .then(finish, function (error) {
      machine.say(error.stack);
      finish(1);
    });
}

main(process.argv[2], process.argv.slice(3));

'use strict';
// One at a time between processes, by a file that names its holder. Any Node.js from 10 on can run this.
var fs = require('fs');
var path = require('path');

var UNNAMED_FOR_MS = 10000;

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** True when the holder died without giving the lock back (kill -9, power cut). */
function isStale(file) {
  try {
    var pid = Number(fs.readFileSync(file, 'utf8'));
    if (pid > 0) return !isAlive(pid);
    return Date.now() - fs.statSync(file).mtimeMs > UNNAMED_FOR_MS;
  } catch (error) {
    return false;
  }
}

function take(file) {
  try {
    fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

function remove(file) {
  try {
    fs.unlinkSync(file);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

function pause(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Does the (synchronous) work while no other process holds the same lock; waits as long as it takes. */
function hold(file, work) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  while (!take(file)) {
    if (isStale(file)) remove(file);
    else pause(100);
  }
  try {
    return work();
  } finally {
    remove(file);
  }
}

module.exports = { hold: hold };

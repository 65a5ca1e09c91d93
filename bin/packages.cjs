'use strict';
// Whether node_modules is what package-lock.json says. Any Node.js from 10 on can run this.
var crypto = require('crypto');
var fs = require('fs');
var path = require('path');

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    return '';
  }
}

function lockHash(root) {
  return crypto
    .createHash('sha256')
    .update(read(path.join(root, 'package-lock.json')))
    .digest('hex');
}

function rememberedIn(root) {
  return path.join(root, 'node_modules', '.lan-toa-lock');
}

/** Compares npm's own record of what it installed: somebody may have called `npm ci` or `npm install` themselves. */
function sameAsNpmsRecord(root) {
  var record = read(path.join(root, 'node_modules', '.package-lock.json'));
  if (record === '') return false;
  var installed = JSON.parse(record).packages;
  var wanted = JSON.parse(read(path.join(root, 'package-lock.json'))).packages;
  return Object.keys(wanted).every(function (name) {
    if (name === '' || wanted[name].optional || wanted[name].devOptional) return true;
    return installed[name] !== undefined && installed[name].version === wanted[name].version;
  });
}

/** Writes down that node_modules belongs to the package-lock.json of now. */
function remember(root) {
  fs.writeFileSync(rememberedIn(root), lockHash(root));
}

/** True when node_modules holds what package-lock.json says, as far as records tell. */
function areInstalled(root) {
  var remembered = read(rememberedIn(root));
  if (remembered !== '' && remembered === lockHash(root)) return true;
  if (!sameAsNpmsRecord(root)) return false;
  remember(root);
  return true;
}

module.exports = { areInstalled: areInstalled, remember: remember };

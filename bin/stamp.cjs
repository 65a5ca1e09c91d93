'use strict';
// Whether dist/ was made from the sources as they are. Any Node.js from 10 on can run this.
var crypto = require('crypto');
var fs = require('fs');
var path = require('path');

/** What dist/ is made from: a folder of the sources, and where its files go below dist/. */
var SOURCES = [
  { folder: 'src', target: '' },
  { folder: 'client', target: 'client' },
  { folder: 'migrations', target: 'migrations' },
];
/** The lock file, because packages are built in too. */
var ALSO = ['.swcrc', 'bin/build.cjs', 'bin/bundle.cjs', 'package-lock.json'];

/** All files below a folder of the project, as paths from the root, in a fixed order. */
function filesBelow(root, folder) {
  var absolute = path.join(root, folder);
  if (!fs.existsSync(absolute)) return [];
  return fs
    .readdirSync(absolute, { withFileTypes: true })
    .sort(function (a, b) {
      return a.name < b.name ? -1 : 1;
    })
    .reduce(function (files, entry) {
      var below = folder + '/' + entry.name;
      return files.concat(entry.isDirectory() ? filesBelow(root, below) : below);
    }, []);
}

/** A hash over the names and contents of everything that dist/ is made from. */
function ofSources(root) {
  var hash = crypto.createHash('sha256');
  var files = SOURCES.reduce(function (all, source) {
    return all.concat(filesBelow(root, source.folder));
  }, ALSO);
  files.forEach(function (file) {
    hash.update(file + '\0').update(fs.readFileSync(path.join(root, file)));
  });
  return hash.digest('hex');
}

function fileIn(dist) {
  return path.join(dist, '.sources');
}

/** Marks a built folder as made from the sources with this hash. */
function write(dist, hash) {
  fs.writeFileSync(fileIn(dist), hash);
}

/** True when dist/ is what the sources of now would give. */
function isFresh(root) {
  var file = fileIn(path.join(root, 'dist'));
  return fs.existsSync(file) && fs.readFileSync(file, 'utf8') === ofSources(root);
}

module.exports = { SOURCES: SOURCES, filesBelow: filesBelow, isFresh: isFresh, ofSources: ofSources, write: write };

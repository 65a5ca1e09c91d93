'use strict';
// What the machine has of the things the full suite needs, found without starting anything.
const fs = require('node:fs');
const path = require('node:path');

/** The first existing file of these names on PATH or in the usual folders; undefined when there is none. */
function find(names) {
  const folders = (process.env.PATH || '').split(path.delimiter).concat('/usr/sbin', '/usr/local/sbin', '/usr/bin');
  for (const name of names) {
    const folder = folders.find((candidate) => candidate !== '' && fs.existsSync(path.join(candidate, name)));
    if (folder !== undefined) return path.join(folder, name);
  }
  return undefined;
}

/** The MariaDB server program, or undefined. Its installer must be there too. */
function mariadbServer() {
  return find(['mariadb-install-db']) && find(['mariadbd']);
}

/** What a Galera cluster needs beside the MariaDB server: its replication library, and rsync for the nodes that join; or undefined. */
function galeraPrograms() {
  const provider = ['/usr/lib/galera/libgalera_smm.so', '/usr/lib64/galera-4/libgalera_smm.so'].find(fs.existsSync);
  if (!mariadbServer() || !provider || !find(['rsync'])) return undefined;
  return { server: find(['mariadbd']), installer: find(['mariadb-install-db']), provider };
}

/** The Chromium program: CHROMIUM_PATH where it is set, else the usual names; or undefined. */
function chromium() {
  return process.env.CHROMIUM_PATH || find(['chromium', 'chromium-browser', 'google-chrome']);
}

/** Whether the programs are there that read a PDF as somebody else would: poppler and qpdf. */
function pdfReaders() {
  return ['pdftotext', 'pdftoppm', 'qpdf'].every((name) => find([name]) !== undefined);
}

const NEEDS = [
  { name: 'MariaDB', found: mariadbServer, install: 'install mariadb-server (apt-get install mariadb-server)' },
  { name: 'Cluster', found: galeraPrograms, install: 'install galera-4 and rsync (apt-get install galera-4 rsync)' },
  { name: 'Browser', found: chromium, install: 'install chromium (apt-get install chromium)' },
  { name: 'Paper', found: pdfReaders, install: 'install poppler and qpdf (apt-get install poppler-utils qpdf)' },
];

/** Says in one line each what is left out. Where everything is required (CI=true, LANTOA_REQUIRE_ALL=1) it throws instead. */
function announceMissing() {
  for (const { name, found, install } of NEEDS) {
    if (found()) continue;
    const required = process.env.CI === 'true' || process.env.LANTOA_REQUIRE_ALL === '1';
    if (required) throw new Error(`${name} tests cannot run, and here they must: ${install}.`);
    if (!process.env[`LANTOA_SAID_${name}`]) process.stderr.write(`${name} tests skipped: ${install} to run them\n`);
    process.env[`LANTOA_SAID_${name}`] = '1';
  }
}

module.exports = { announceMissing, chromium, find, galeraPrograms, mariadbServer, pdfReaders };

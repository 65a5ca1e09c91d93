'use strict';
// Puts a script of client/ and everything that it imports into one classic script, for a page that is kept as a file and
// cannot fetch modules. Each module becomes a function (swc writes CommonJS), and the entry is called last.
const fs = require('node:fs');
const path = require('node:path');

/** @returns the text of the script; @throws Error for an import that is not there */
function bundle(root, entry, options) {
  const { transformFileSync } = require('@swc/core');
  const modules = new Map();
  const licences = new Set();

  function add(file) {
    if (modules.has(file)) return modules.get(file).id;
    const module = { id: modules.size, code: '' };
    modules.set(file, module);
    const licence = licenceOf(root, file);
    if (licence) licences.add(licence);
    const { code } = transformFileSync(file, {
      root,
      cwd: root,
      swcrc: true,
      ...options,
      module: { type: 'commonjs' },
    });
    module.code = code.replace(/\brequire\("([^"]+)"\)/g, (_, name) => `require(${add(resolve(root, file, name))})`);
    return module.id;
  }

  const first = add(path.join(root, entry));
  const functions = [...modules.values()].map(({ code }) => `function(exports,require){${code}\n}`);
  const licence = [...licences].map((text) => `/*! ${text.trim().replaceAll('*/', '* /')} */\n`).join('');
  return (
    `${licence}(()=>{const modules=[${functions.join(',\n')}],made=[];` +
    `function require(id){if(!made[id]){made[id]={};modules[id](made[id],require)}return made[id]}require(${first})})();\n`
  );
}

/** A name beside the file is ours and may be TypeScript; any other is a package, of which its modules are taken. */
function resolve(root, from, name) {
  if (!name.startsWith('.')) return moduleOf(root, name) ?? require.resolve(name, { paths: [root] });
  const file = path.join(path.dirname(from), name);
  const source = file.replace(/\.js$/, '.ts');
  return fs.existsSync(source) ? source : file;
}

/** The file that a package gives to those who import; undefined: it does not tell these from others. */
function moduleOf(root, name) {
  const [, own, below] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(name);
  const folder = path.join(root, 'node_modules', own);
  const { exports } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = exports?.[`.${below}`]?.import;
  return typeof file === 'string' ? path.join(folder, file) : undefined;
}

/** The words that have to go with a copy of somebody else's program. */
function licenceOf(root, file) {
  const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path.relative(root, file).replaceAll('\\', '/')) ?? [];
  return name && `${name}\n\n${fs.readFileSync(path.join(root, 'node_modules', name, 'LICENSE'), 'utf8')}`;
}

module.exports = { bundle };

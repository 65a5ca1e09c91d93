/*
 * Imported before anything else by main.ts and cli.ts, which import the rest dynamically: on a Node.js older than 24 the
 * native add-ons end the process with a bare segmentation fault. Nothing here may need a newer Node.js itself.
 */
const NEEDED = 24;
const [major] = process.versions.node.split('.');

if (Number(major) < NEEDED) {
  process.stderr.write(
    `Lan Tỏa needs Node.js ${NEEDED} or newer and this is ${process.version}: install it, or start with "npm start" or "npm run lantoa", which bring their own.\n`,
  );
  process.exit(1);
}

export {};

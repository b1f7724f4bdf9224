/** A roster of the demonstration's people, made in a process of its own so that its memory isn't counted. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Writes the ZIP and returns the number of people in it: some 828 a school. */
export async function makeDistrictZip(zip: string, schools: number): Promise<number> {
  const source = fileURLToPath(new URL('../src/demo/district.ts', import.meta.url));
  const code = `import(${JSON.stringify(source)}).then(async (m) => console.log(JSON.stringify(
    await m.writeDistrictZip(${JSON.stringify(zip)}, { seed: 1, schools: ${schools} }))))`;
  const child = spawn(process.execPath, [...process.execArgv, '--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.on('data', (chunk) => {
    out += String(chunk);
  });
  const status = await new Promise((resolve) => child.once('close', resolve));
  if (status !== 0) throw new Error('the district could not be made');
  return (JSON.parse(out) as { people: number }).people;
}

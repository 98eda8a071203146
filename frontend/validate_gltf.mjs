// Prints what the Khronos validator finds in each .glb named, a JSON object a line; ends with 1 where one has errors.
import { readFileSync } from 'node:fs';
import validator from 'gltf-validator';

let failed = false;
for (const path of process.argv.slice(2)) {
  const report = await validator.validateBytes(new Uint8Array(readFileSync(path)));
  const { numErrors, numWarnings, numInfos, messages } = report.issues;
  failed ||= numErrors > 0;
  console.log(JSON.stringify({ path, numErrors, numWarnings, numInfos, messages: messages.slice(0, 5) }));
}
process.exit(failed ? 1 : 0);

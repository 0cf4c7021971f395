#!/usr/bin/env bash
# Validates the samples in tests/schema-samples by the schemas in schema/, with a validator that nobody here wrote: ajv of npm, else the
# jsonschema of Python (Debian: python3-jsonschema). What is in SCHEMA/good must be accepted, what is in SCHEMA/bad must not.
# Exit codes: 0 all as it should be, 1 not so, 3 no validator could be had.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
ajv=8.20.0
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

with_ajv() {
  command -v node >/dev/null && command -v npm >/dev/null || return 3
  (cd "$folder" && timeout 120 npm install --silent --no-audit --no-fund --no-save "ajv@$ajv" >/dev/null 2>&1) || return 3
  echo "validator: ajv $ajv"
  NODE_PATH="$folder/node_modules" node - <<'JS'
const fs = require('fs'), path = require('path'), { Ajv2020 } = require('ajv/dist/2020');
const samples = 'tests/schema-samples';
let wrong = 0, count = 0;
for (const name of fs.readdirSync(samples)) {
  const validate = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }).compile(JSON.parse(fs.readFileSync(`schema/${name}.schema.json`)));
  for (const kind of ['good', 'bad'])
    for (const file of fs.readdirSync(path.join(samples, name, kind))) {
      const at = path.join(samples, name, kind, file);
      const accepted = validate(JSON.parse(fs.readFileSync(at)));
      count++;
      if (accepted !== (kind === 'good')) {
        wrong++;
        console.log(`${at}: ${accepted ? 'accepted' : JSON.stringify(validate.errors)}`);
      }
    }
}
console.log(`${count} samples, ${wrong} wrong`);
process.exit(wrong > 0 || count === 0 ? 1 : 0);
JS
}

with_python() {
  local python=
  for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'from jsonschema import Draft202012Validator' 2>/dev/null; then python=$candidate; break; fi
  done
  [ -n "$python" ] || return 3
  echo "validator: jsonschema of $python"
  "$python" - <<'PY'
import json, os, sys
from jsonschema import Draft202012Validator
samples, wrong, count = 'tests/schema-samples', 0, 0
for name in sorted(os.listdir(samples)):
    with open(f'schema/{name}.schema.json', encoding='utf-8') as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    for kind in ('good', 'bad'):
        for sample in sorted(os.listdir(f'{samples}/{name}/{kind}')):
            at = f'{samples}/{name}/{kind}/{sample}'
            with open(at, encoding='utf-8') as file:
                errors = [error.message for error in Draft202012Validator(schema).iter_errors(json.load(file))]
            count += 1
            if (not errors) != (kind == 'good'):
                wrong += 1
                print(f'{at}: {errors or "accepted"}')
print(f'{count} samples, {wrong} wrong')
sys.exit(1 if wrong or not count else 0)
PY
}

code=0
with_ajv || code=$?
[ "$code" -ne 3 ] || { code=0; with_python || code=$?; }
[ "$code" -ne 3 ] || echo "no validator: neither ajv of npm nor the jsonschema of Python can be had here"
exit "$code"

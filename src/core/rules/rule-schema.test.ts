import { expect, test } from 'vitest';
import { ruleSchema, setSchema } from './rule-schema.ts';

const written = (schema: object) => JSON.stringify(schema, null, 2) + '\n';

test('the schema files are what the catalogue of facts and the operators give (vitest -u writes them anew)', async () => {
  await expect(written(ruleSchema())).toMatchFileSnapshot('../../../rules/schema/rule.schema.json');
  await expect(written(setSchema())).toMatchFileSnapshot('../../../rules/schema/set.schema.json');
});

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { parseBytes } from '../support/parsed.js';

const goldenSchema = z.array(z.object({
  file: z.string(),
  title: z.string(),
  date: z.string(),
  issuer: z.string(),
  region: z.string(),
  kind: z.string(),
  years: z.array(z.number()),
  target_years: z.array(z.number()),
  headings: z.array(z.object({ level: z.number(), text: z.string(), line: z.number() })),
}));

const golden = goldenSchema.parse(JSON.parse(readFileSync('test/golden/outlines.json', 'utf8')));
const squeeze = (text: string | null): string => (text ?? '').replace(/\s+/gu, '');

describe.each(golden)('$file', (expected) => {
  const parsed = parseBytes(readFileSync(`seeds/${expected.file}`), expected.file);

  it('has its title, date, issuer, place, kind and years', async () => {
    const { title, date, issuer, region, kind, years, targetYears } = await parsed;
    expect({ title: squeeze(title), date, issuer: squeeze(issuer), region, kind, years, targetYears }).toEqual({
      title: squeeze(expected.title),
      date: expected.date,
      issuer: squeeze(expected.issuer),
      region: expected.region,
      kind: expected.kind,
      years: expected.years,
      targetYears: expected.target_years,
    });
  });

  it(`has its ${expected.headings.length} headings with level and line, and no other`, async () => {
    const { sections } = await parsed;
    expect(sections.map(({ level, heading, line }) => ({ level, text: squeeze(heading), line }))).toEqual(
      expected.headings.map(({ level, text, line }) => ({ level, text: squeeze(text), line })),
    );
  });
});

it('counts 131 headings in the five reports', () => {
  expect(golden.flatMap(({ headings }) => headings)).toHaveLength(131);
});

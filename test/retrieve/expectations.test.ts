import { describe, expect, it } from 'vitest';
import { holdsKind, lacksHolder } from '../../src/retrieve/index.js';
import type { Question } from '../../src/retrieve/index.js';

const WHO = { kind: 'person' } as Question;

describe('who it is', () => {
  it.each(['云溪区人民政府区长 李明', '市长张锐', '习近平主席出席会议', '由分管教育工作的副总理召集', '王小丽同志当选'])('is told by “%s”', (text) => {
    expect(holdsKind(WHO, text)).toBe(true);
  });

  it.each(['书记镇长有问必答', '各位代表', '建立河长制', '村党组织书记和村委会主任一肩挑'])('is not told by “%s”', (text) => {
    expect(holdsKind(WHO, text)).toBe(false);
  });
});

describe('who holds an office', () => {
  const asked = (folded: string): Question => ({ kind: 'person', folded }) as Question;

  it.each(['区长是谁？', '石坡区现在的区长叫啥名', '市委书记是哪位'])('asked by “%s” is not told by a text without a name', (question) => {
    expect(lacksHolder(asked(question), '健全规划体系，书记镇长有问必答')).toBe(true);
  });

  it.each(['云溪区人民政府区长 李明', '区长逄海涛，副区长', '王小丽同志当选'])('may be told by “%s”', (text) => {
    expect(lacksHolder(asked('区长是谁？'), text)).toBe(false);
  });

  it.each(['项目由谁建设？', '这条路是谁修的'])('is not asked by “%s”', (question) => {
    expect(lacksHolder(asked(question), '健全规划体系')).toBe(false);
  });
});

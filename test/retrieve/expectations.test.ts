import { describe, expect, it } from 'vitest';
import { holdsKind } from '../../src/retrieve/index.js';
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

/** @module One feature a file, in the order in which they look at an update. */

export { citeFeature } from './cite.js';
export { inlineFeature } from './inline.js';
export { maintenanceFeature } from './maintenance.js';
export { migrationFeature } from './migration.js';
export { passagesFeature } from './passages.js';
export { questionsFeature } from './questions.js';
export { reportsFeature } from './reports.js';
export { searchFeature } from './search.js';
export { settingsFeature } from './settings.js';
export { sourceFeature } from './source.js';
export { startFeature } from './start.js';
export { statusFeature } from './status.js';
export { unhandledFeature } from './unhandled.js';
export { uploadsFeature } from './uploads.js';
export { verdictsFeature } from './verdicts.js';

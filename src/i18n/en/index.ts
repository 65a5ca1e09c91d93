export { interchange } from './interchange.js';
export { layout } from './layout.js';
export { web } from './web.js';
export { imports } from './imports.js';

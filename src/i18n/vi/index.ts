export { layout } from './layout.js';
export { web } from './web.js';

'use strict';
const { default: Sequencer } = require('@jest/test-sequencer');

/** The walks in a browser take longest: begun last, one of them would keep a single core busy while the others have nothing left. */
module.exports = class BrowserFirst extends Sequencer {
  sort(tests) {
    const isBrowser = ({ context }) => context.config.displayName?.name === 'browser';
    const sorted = super.sort(tests);
    return [...sorted.filter(isBrowser), ...sorted.filter((test) => !isBrowser(test))];
  }
};

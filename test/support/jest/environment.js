// Jest loads this file as it is.
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest's own environment for Node with a plain context. Its own has a Proxy for a global object, so that each look at
 * `Date` or `Object` is a call: most of what a test then spends is spent on that, and what is measured in it is not true
 * of the product.
 */
export default class PlainEnvironment extends TestEnvironment {
  constructor(...given) {
    const { createContext } = vm;
    // Jest makes its context in the constructor, and nowhere else can say how.
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
    // Each `expect` keeps its stack, just in case: a hundred frames of it cost more than the comparison.
    this.global.Error.stackTraceLimit = 15;
    this.global.aTestHasFailed = false;
  }

  /**
   * Tells the tests of a file what Jest notes of its blocks (`tests-in.ts`), and whether one has failed: then what is left is
   * kept to be looked at.
   */
  async handleTestEvent({ name }, state) {
    if (name === 'setup') this.global.jestState = state;
    if (name === 'test_fn_failure' || name === 'hook_failure') this.global.aTestHasFailed = true;
  }
}

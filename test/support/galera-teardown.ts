/** Stops the cluster that galera-setup.ts started. Where this never runs, its keepers see the tests die. */
export default async function stopCluster(): Promise<void> {
  await globalThis.throwAwayCluster?.turns.stop();
  await globalThis.throwAwayCluster?.cluster.stop();
}
